"""What other features offer someone who searches: pages that answer without being searched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from school.catalogue.rules.documents import Catalogue
from school.core.registry import Registry


@dataclass(frozen=True)
class Offer:
    """A page that answers what was typed."""

    url: str
    title: str
    about: str  # one or two sentences


# Takes what was typed, without spaces around it, and returns what a feature offers for it.
Offering = Callable[[str, Catalogue], Offer | None]

SEARCH_OFFERS: Registry[Offering] = Registry("offer to people who search")
