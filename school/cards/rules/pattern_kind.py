"""A kind of card that asks about one referral pattern at a time."""

from __future__ import annotations

from collections.abc import Iterator

from school.cards.rules.asking import AnsweredOnChart
from school.cards.rules.cards import Card, Dealing, list_graded_groups, new_card, require_pattern
from school.cards.rules.decks import Deck, Pattern
from school.cards.rules.kinds import CardKind, ResponseT


class PatternKind(CardKind[ResponseT]):
    """A kind with one card for each graded pattern. Its answer shows the pattern on the chart."""

    answered_class = AnsweredOnChart

    def deal_cards(self, deck: Deck) -> Iterator[Dealing]:
        for step, patterns in enumerate(list_graded_groups(deck)):
            for pattern in patterns:
                if self.can_ask_about(pattern, deck):
                    yield step, new_card(deck, self.name, pattern)

    def can_ask_about(self, pattern: Pattern, deck: Deck) -> bool:
        """Whether the pattern gets a card of this kind."""
        return True

    def list_places(self, card: Card) -> tuple[str, ...]:
        return require_pattern(card).primary
