"""Which muscle is it? The zone is shown, and the muscle's name is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from school.body.rules.atlas import Atlas
from school.cards.kinds.name.given import NameGiven
from school.cards.kinds.name.marking import confusion, mark
from school.cards.rules.answers import Fields, Mark
from school.cards.rules.asking import AnsweredOnChart, Asked, zone_views
from school.cards.rules.cards import Card, graded_groups, labels, new_card, pattern_of, same_zone
from school.cards.rules.decks import Deck
from school.cards.rules.examples import neighbor_of
from school.cards.rules.fields import words_in
from school.cards.rules.kinds import CardKind, Dealing
from school.cards.rules.printing import list_html
from school.cards.rules.ratings import Thresholds


@dataclass(frozen=True)
class NameAsked(Asked):
    """The zone, and the names that the field proposes."""

    @property
    def views(self) -> tuple[str, ...]:
        return zone_views(pattern_of(self.card), self.atlas)

    @property
    def names(self) -> tuple[str, ...]:
        """What the field for a name proposes while somebody types."""
        return tuple(sorted({pattern.name for pattern in self.deck.patterns}))


@dataclass(frozen=True)
class NameAnswered(AnsweredOnChart):
    """The pattern that was shown, and those that would have been as right."""

    @property
    def same_zone(self) -> tuple[str, ...]:
        """The names of other patterns with the very same main zone."""
        alike = same_zone(self.deck, self.pattern)
        return tuple(pattern.name for pattern in alike if pattern.id != self.pattern.id)


class NameKind(CardKind[NameGiven]):
    """Name the muscle whose zone is shown."""

    name = "name"
    word = "Name the muscle"
    # A name is right or wrong, so Good asks for all of it; typing it takes seconds.
    thresholds = Thresholds(Fraction(1, 2), Fraction(1), Fraction(1), quick=12)
    confuses = "named"
    front_picture = "zone"

    def deal(self, deck: Deck) -> Iterator[Dealing]:
        for step, patterns in enumerate(graded_groups(deck)):
            for pattern in patterns:
                yield step, new_card(deck, self.name, pattern)

    def question(self, card: Card) -> str:
        return "Which muscle is charted to refer to this zone?"

    def ask(self, card: Card, deck: Deck, atlas: Atlas) -> NameAsked:
        return NameAsked(card, deck, atlas)

    def read(self, fields: Fields) -> NameGiven:
        return NameGiven(words_in(fields, "muscle"))

    def mark(self, card: Card, given: NameGiven, deck: Deck, atlas: Atlas) -> Mark | None:
        return mark(card, given, deck)

    def confusion(self, card: Card, mark: Mark, deck: Deck, atlas: Atlas) -> str | None:
        return confusion(mark, deck)

    def show(
        self, card: Card, deck: Deck, atlas: Atlas, given: NameGiven, mark: Mark | None
    ) -> NameAnswered:
        return NameAnswered(card, deck, atlas, given, mark)

    def places(self, card: Card) -> tuple[str, ...]:
        return pattern_of(card).primary

    def answer_text(self, card: Card, deck: Deck) -> str:
        return card.subject

    def answer_html(self, card: Card, deck: Deck) -> str:
        return f"<p><b>{escape(card.subject)}</b></p>"

    def front_html(self, card: Card, deck: Deck) -> str:
        return list_html(labels(deck, card.zone.essential))

    def example(
        self,
        card: Card,
        deck: Deck,
        atlas: Atlas,
        *,
        knows: bool,
        choose: Callable[[Sequence[str]], str],
    ) -> NameGiven:
        pattern = pattern_of(card)
        meant = pattern if knows else neighbor_of(pattern, deck)
        return NameGiven((meant.name,))


NAME = NameKind()
