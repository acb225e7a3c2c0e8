"""What other features offer someone who searches: pages that answer without being searched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from school.catalogue.rules.documents import Catalogue


@dataclass(frozen=True)
class Offer:
    """A page that answers what was typed."""

    url: str
    title: str
    about: str  # one or two sentences


# Takes the words that are looked for, in lower case, and returns what a feature offers for them.
Offering = Callable[[tuple[str, ...], Catalogue], Offer | None]
