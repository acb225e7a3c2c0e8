"""Marks an answer once, for everything that a page or a review needs to know about it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from school.body.rules.atlas import Atlas
from school.cards.rules.answers import CardResponse, Mark
from school.cards.rules.cards import Card
from school.cards.rules.decks import Deck
from school.cards.rules.ratings import Rating, propose_rating
from school.cards.rules.registry import CARD_KINDS

KNOWN_ENOUGH = Fraction(7, 10)  # a score this good is no confusion


@dataclass(frozen=True)
class Marked:
    """An answer with its mark, so that it need not be marked again."""

    card: Card
    response: CardResponse
    deck: Deck  # of the edition whose key it was marked by
    atlas: Atlas
    mark: Mark | None  # None: nothing was tried, or only the student can judge it
    proposed: Rating | None  # None: only the student can judge it

    @cached_property
    def confused_with(self) -> str | None:
        """The id of the other pattern that the answer fits clearly better, if there is one.

        It is worked out only when it is needed.
        """
        if self.mark is None or self.mark.score >= KNOWN_ENOUGH:
            return None
        return CARD_KINDS[self.card.kind].find_confusion(
            self.card, self.mark, self.deck, self.atlas
        )


def mark_answer(
    card: Card, response: CardResponse, deck: Deck, atlas: Atlas, seconds: int | None = None
) -> Marked:
    """Mark an answer by the deck's key.

    `seconds`: from the question to the answer; None: not known. A region, a muscle or a diagnosis
    that has been retired since the question was shown counts for nothing.
    """
    kind = CARD_KINDS[card.kind]
    mark = kind.mark_response(card, response, deck, atlas)
    proposed = propose_rating(mark.score if mark else None, seconds, kind.thresholds)
    return Marked(card, response, deck, atlas, mark, proposed)
