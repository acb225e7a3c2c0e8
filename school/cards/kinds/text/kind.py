"""A question in words: the student says the answer to themself, looks, and rates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from school.body.rules.atlas import Atlas
from school.cards.rules.answers import Fields, Given, Mark
from school.cards.rules.asking import Answered
from school.cards.rules.cards import Card, graded_groups, new_card
from school.cards.rules.decks import Deck, TextCard
from school.cards.rules.kinds import CardKind, Dealing
from school.markup.cleaning import trusted
from school.markup.words import strip_html


@dataclass(frozen=True)
class TextAnswered(Answered):
    """The answer as its author wrote it."""

    @property
    def html(self) -> str:
        """The answer, marked as safe."""
        return trusted(_text(self.card).answer)


class TextKind(CardKind[Given]):
    """A question in words, which only the student can rate."""

    name = "text"
    word = "Questions in words"
    charted = False

    def deal(self, deck: Deck) -> Iterator[Dealing]:
        """After all that is asked about patterns."""
        last = len(graded_groups(deck))
        for text in deck.cards:
            yield last, new_card(deck, self.name, text)

    def question(self, card: Card) -> str:
        return _text(card).question

    def read(self, fields: Fields) -> Given:
        return Given()

    def mark(self, card: Card, given: Given, deck: Deck, atlas: Atlas) -> Mark | None:
        return None

    def show(
        self, card: Card, deck: Deck, atlas: Atlas, given: Given, mark: Mark | None
    ) -> TextAnswered:
        return TextAnswered(card, deck, atlas, given, mark)

    def answer_text(self, card: Card, deck: Deck) -> str:
        return strip_html(_text(card).answer)

    def answer_html(self, card: Card, deck: Deck) -> str:
        """As the deck's author wrote it, cleaned when it was published."""
        return _text(card).answer


def _text(card: Card) -> TextCard:
    assert card.text, card.id
    return card.text


TEXT = TextKind()
