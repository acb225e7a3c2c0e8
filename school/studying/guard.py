"""Two patterns for a view that puts them side by side, or a page that says there is no such pair."""

from __future__ import annotations

from collections.abc import Iterable

from school.cards.rules.decks import Deck
from school.core.refusals import NotFound
from school.studying.rules.contrasts import Pair, pair_of


def pair_or_404(deck: Deck, ids: Iterable[str]) -> Pair:
    """Two different patterns of this deck that are asked, in either order."""
    pair = pair_of(deck, ids)
    if pair is None:
        raise NotFound
    return pair
