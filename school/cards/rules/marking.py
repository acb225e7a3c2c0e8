"""Marking an answer once, for all that a page or a review needs of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from school.body.rules.atlas import Atlas
from school.cards.rules.answers import Given, Mark
from school.cards.rules.cards import Card
from school.cards.rules.decks import Deck
from school.cards.rules.ratings import Rating, propose
from school.cards.rules.registry import CARD_KINDS

KNOWN_ENOUGH = Fraction(7, 10)  # nobody has confused what scores so well


@dataclass(frozen=True)
class Marked:
    """An answer with its mark. Whoever holds it need not mark the answer again."""

    card: Card
    given: Given
    deck: Deck  # of the edition whose key it was marked by
    atlas: Atlas
    mark: Mark | None  # None: nothing was tried, or only the student can say
    proposed: Rating | None  # None: only the student can say

    @cached_property
    def confused_with(self) -> str | None:
        """The id of the other pattern that the answer fits clearly better; worked out where it is
        asked for.
        """
        if self.mark is None or self.mark.score >= KNOWN_ENOUGH:
            return None
        return CARD_KINDS[self.card.kind].confusion(self.card, self.mark, self.deck, self.atlas)


def mark_answer(
    card: Card, given: Given, deck: Deck, atlas: Atlas, seconds: int | None = None
) -> Marked:
    """Mark what was given by the deck's key. `seconds` from the question to the answer; None: not
    known.

    What a page cannot have offered (a region, a muscle or a diagnosis that was retired meanwhile)
    counts for nothing.
    """
    kind = CARD_KINDS[card.kind]
    mark = kind.mark(card, given, deck, atlas)
    proposed = propose(mark.score if mark else None, seconds, kind.thresholds)
    return Marked(card, given, deck, atlas, mark, proposed)
