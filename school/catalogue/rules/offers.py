"""What other features have to offer to somebody who searches: a page that answers, and no text to search."""

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


# From the words that are looked for, in lower case, to what a feature offers for them; None where it is nothing.
Offering = Callable[[tuple[str, ...], Catalogue], Offer | None]
