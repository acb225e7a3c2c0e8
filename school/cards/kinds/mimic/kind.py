"""What can it be mistaken for? A pattern's diagnoses are ticked among wrong ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from school.body.rules.atlas import Atlas
from school.cards.kinds.mimic.options import enough_wrong, options
from school.cards.rules.answers import Fields, Given, Mark, mark_ticks, only_known
from school.cards.rules.asking import AnsweredOnChart, Asked
from school.cards.rules.cards import Card, graded_groups, in_a_sentence, new_card, pattern_of
from school.cards.rules.decks import Deck
from school.cards.rules.fields import words_in
from school.cards.rules.kinds import CardKind, Dealing
from school.cards.rules.printing import LIST, list_html
from school.cards.rules.ratings import Thresholds


@dataclass(frozen=True)
class MimicGiven(Given):
    """Diagnoses that were ticked."""

    mimics: tuple[str, ...] = ()

    def kept(self) -> dict[str, Any]:
        return {"mimics": list(self.mimics)} if self.mimics else {}

    def fields(self) -> tuple[tuple[str, str], ...]:
        return tuple(("mimic", mimic) for mimic in self.mimics)


@dataclass(frozen=True)
class MimicAsked(Asked):
    """The diagnoses that are offered."""

    @property
    def mimics(self) -> tuple[str, ...]:
        return options(pattern_of(self.card), self.deck)


class MimicKind(CardKind[MimicGiven]):
    """Tick what a pattern can be mistaken for."""

    name = "mimic"
    word = "What it can be mistaken for"
    thresholds = Thresholds(Fraction(1, 2), Fraction(3, 4), Fraction(1), quick=15)
    back_picture = "zone"

    def deal(self, deck: Deck) -> Iterator[Dealing]:
        """Of the patterns with diagnoses of their own, where the deck has enough that are wrong."""
        for step, patterns in enumerate(graded_groups(deck)):
            for pattern in patterns:
                if enough_wrong(pattern, deck):
                    yield step, new_card(deck, self.name, pattern)

    def question(self, card: Card) -> str:
        muscle = in_a_sentence(card.subject)
        return f"Charted pain of {muscle}: what can it be mistaken for?"

    def ask(self, card: Card, deck: Deck, atlas: Atlas) -> MimicAsked:
        return MimicAsked(card, deck, atlas)

    def read(self, fields: Fields) -> MimicGiven:
        return MimicGiven(words_in(fields, "mimic"))

    def mark(self, card: Card, given: MimicGiven, deck: Deck, atlas: Atlas) -> Mark | None:
        pattern = pattern_of(card)
        return mark_ticks(only_known(given.mimics, options(pattern, deck)), pattern.mimics, ())

    def show(
        self, card: Card, deck: Deck, atlas: Atlas, given: MimicGiven, mark: Mark | None
    ) -> AnsweredOnChart:
        return AnsweredOnChart(card, deck, atlas, given, mark)

    def answer_text(self, card: Card, deck: Deck) -> str:
        return LIST.join(pattern_of(card).mimics)

    def answer_html(self, card: Card, deck: Deck) -> str:
        return list_html(pattern_of(card).mimics)

    def example(
        self,
        card: Card,
        deck: Deck,
        atlas: Atlas,
        *,
        knows: bool,
        choose: Callable[[Sequence[str]], str],
    ) -> MimicGiven:
        pattern = pattern_of(card)
        if knows:
            return MimicGiven(pattern.mimics)
        wrong = [option for option in options(pattern, deck) if option not in pattern.mimics]
        return MimicGiven((choose(wrong),))


MIMIC = MimicKind()
