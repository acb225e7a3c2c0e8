"""Which muscle is it? The zone is shown, and the muscle's name is typed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from html import escape

from school.body.rules.atlas import Atlas
from school.cards.kinds.name.marking import find_named_instead, mark_name
from school.cards.kinds.name.response import NameResponse
from school.cards.rules.answers import Fields, Mark
from school.cards.rules.asking import AnsweredOnChart, AskedCard, list_zone_views
from school.cards.rules.cards import Card, list_labels, list_patterns_of_zone, require_pattern
from school.cards.rules.decks import Deck
from school.cards.rules.examples import find_neighbor
from school.cards.rules.fields import read_words
from school.cards.rules.kinds import Choose
from school.cards.rules.pattern_kind import PatternKind
from school.cards.rules.printing import write_html_list
from school.cards.rules.ratings import Thresholds


@dataclass(frozen=True)
class NameAsked(AskedCard):
    """The zone, and the names that the field suggests."""

    @property
    def views(self) -> tuple[str, ...]:
        return list_zone_views(require_pattern(self.card), self.atlas)

    @property
    def names(self) -> tuple[str, ...]:
        """What the field for a name suggests while somebody types."""
        return tuple(sorted({pattern.name for pattern in self.deck.patterns}))


@dataclass(frozen=True)
class NameAnswered(AnsweredOnChart):
    """The pattern that was shown, and those that would have been just as right."""

    @property
    def same_zone(self) -> tuple[str, ...]:
        """The names of other patterns with exactly the same main zone."""
        patterns = list_patterns_of_zone(self.deck, self.pattern)
        return tuple(pattern.name for pattern in patterns if pattern.id != self.pattern.id)


class NameKind(PatternKind[NameResponse]):
    """Name the muscle whose zone is shown."""

    name = "name"
    word = "Name the muscle"
    # A name is right or wrong, so Good asks for all of it. Typing it takes seconds.
    thresholds = Thresholds(Fraction(1, 2), Fraction(1), Fraction(1), quick=12)
    confuses = "named"
    front_picture = "zone"
    asked_class = NameAsked
    answered_class = NameAnswered

    def write_question(self, card: Card) -> str:
        return "Which muscle is charted to refer to this zone?"

    def read_response(self, fields: Fields) -> NameResponse:
        return NameResponse(read_words(fields, "muscle"))

    def mark_response(
        self, card: Card, response: NameResponse, deck: Deck, atlas: Atlas
    ) -> Mark | None:
        return mark_name(card, response, deck)

    def find_confusion(self, card: Card, mark: Mark, deck: Deck, atlas: Atlas) -> str | None:
        return find_named_instead(mark, deck)

    def write_answer_text(self, card: Card, deck: Deck) -> str:
        return card.subject

    def write_answer_html(self, card: Card, deck: Deck) -> str:
        return f"<p><b>{escape(card.subject)}</b></p>"

    def write_front_html(self, card: Card, deck: Deck) -> str:
        return write_html_list(list_labels(deck, card.zone.essential))

    def make_example(
        self, card: Card, deck: Deck, atlas: Atlas, *, knows: bool, choose: Choose
    ) -> NameResponse:
        pattern = require_pattern(card)
        meant = pattern if knows else find_neighbor(pattern, deck)
        return NameResponse((meant.name,))


NAME = NameKind()
