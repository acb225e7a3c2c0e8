"""Finds the two patterns that a view compares, or answers that there is no such pair."""

from __future__ import annotations

from collections.abc import Iterable

from school.cards.rules.decks import Deck
from school.core.refusals import NotFound
from school.studying.rules.contrasts import Pair, find_pair


def pair_or_404(deck: Deck, ids: Iterable[str]) -> Pair:
    """Two different graded patterns of this deck, given in either order."""
    pair = find_pair(deck, ids)
    if pair is None:
        raise NotFound
    return pair
