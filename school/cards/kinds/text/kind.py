"""A question in words: students answer it in their minds, look at the answer, and rate it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from school.body.rules.atlas import Atlas
from school.cards.rules.answers import CardResponse, Fields, Mark
from school.cards.rules.asking import AnsweredCard
from school.cards.rules.cards import Card, Dealing, list_graded_groups, new_card
from school.cards.rules.decks import Deck, TextCard
from school.cards.rules.kinds import CardKind
from school.markup.cleaning import trusted
from school.markup.words import strip_html


@dataclass(frozen=True)
class TextAnswered(AnsweredCard):
    """The answer as its author wrote it."""

    @property
    def html(self) -> str:
        """The answer, marked as safe."""
        return trusted(_require_text(self.card).answer)


class TextKind(CardKind[CardResponse]):
    """A question in words, which only the student can rate."""

    name = "text"
    word = "Questions in words"
    charted = False
    answered_class = TextAnswered

    def deal_cards(self, deck: Deck) -> Iterator[Dealing]:
        """After everything that is asked about patterns."""
        last = len(list_graded_groups(deck))
        for text in deck.cards:
            yield last, new_card(deck, self.name, text)

    def write_question(self, card: Card) -> str:
        return _require_text(card).question

    def read_response(self, fields: Fields) -> CardResponse:
        return CardResponse()

    def mark_response(
        self, card: Card, response: CardResponse, deck: Deck, atlas: Atlas
    ) -> Mark | None:
        return None

    def write_answer_text(self, card: Card, deck: Deck) -> str:
        return strip_html(_require_text(card).answer)

    def write_answer_html(self, card: Card, deck: Deck) -> str:
        """As the deck's author wrote it, cleaned when it was published."""
        return _require_text(card).answer


def _require_text(card: Card) -> TextCard:
    assert card.text, card.id
    return card.text


TEXT = TextKind()
