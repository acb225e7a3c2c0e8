"""A kind of card that is answered by ticking everything that is right in a list."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Sequence
from typing import TypeVar

from school.body.rules.atlas import Atlas
from school.cards.kinds.ticked.response import TickedResponse
from school.cards.rules.answers import Fields, Mark, keep_offered, mark_ticks
from school.cards.rules.cards import Card
from school.cards.rules.decks import Deck
from school.cards.rules.fields import read_words
from school.cards.rules.kinds import CardKind

TickedT = TypeVar("TickedT", bound=TickedResponse)


class TickedKind(CardKind[TickedT]):
    """Tick everything in a list that is right."""

    response_class: type[TickedT]

    @abstractmethod
    def list_options(self, card: Card, deck: Deck) -> Collection[str]:
        """Everything that may be ticked. Whatever else is sent counts for nothing."""

    @abstractmethod
    def list_right_options(self, card: Card, deck: Deck) -> Sequence[str]:
        """What must be ticked."""

    def list_neutral_options(self, card: Card, deck: Deck) -> Collection[str]:
        """What neither gains nor costs anything."""
        return ()

    def read_response(self, fields: Fields) -> TickedT:
        return self.response_class(read_words(fields, self.response_class.form_field))

    def mark_response(self, card: Card, response: TickedT, deck: Deck, atlas: Atlas) -> Mark | None:
        ticked = keep_offered(response.ticked, self.list_options(card, deck))
        right = self.list_right_options(card, deck)
        return mark_ticks(ticked, right, self.list_neutral_options(card, deck))
