"""What can it be mistaken for? A pattern's diagnoses are ticked among wrong ones."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from school.body.rules.atlas import Atlas
from school.cards.kinds.mimic.options import has_enough_wrong, list_options
from school.cards.kinds.ticked.kind import TickedKind
from school.cards.kinds.ticked.response import TickedResponse
from school.cards.rules.asking import AskedCard
from school.cards.rules.cards import Card, require_pattern, write_in_sentence
from school.cards.rules.decks import Deck, Pattern
from school.cards.rules.kinds import Choose
from school.cards.rules.pattern_kind import PatternKind
from school.cards.rules.printing import LIST, write_html_list
from school.cards.rules.ratings import Thresholds


@dataclass(frozen=True)
class MimicResponse(TickedResponse):
    """Diagnoses that were ticked."""

    form_field = "mimic"
    stored_field = "mimics"


@dataclass(frozen=True)
class MimicAsked(AskedCard):
    """The diagnoses that are offered."""

    @property
    def mimics(self) -> tuple[str, ...]:
        return list_options(require_pattern(self.card), self.deck)


class MimicKind(TickedKind[MimicResponse], PatternKind[MimicResponse]):
    """Tick what a pattern can be mistaken for."""

    name = "mimic"
    word = "What it can be mistaken for"
    thresholds = Thresholds(Fraction(1, 2), Fraction(3, 4), Fraction(1), quick=15)
    back_picture = "zone"
    asked_class = MimicAsked
    response_class = MimicResponse

    def can_ask_about(self, pattern: Pattern, deck: Deck) -> bool:
        return has_enough_wrong(pattern, deck)

    def write_question(self, card: Card) -> str:
        muscle = write_in_sentence(card.subject)
        return f"Charted pain of {muscle}: what can it be mistaken for?"

    def list_options(self, card: Card, deck: Deck) -> tuple[str, ...]:
        return list_options(require_pattern(card), deck)

    def list_right_options(self, card: Card, deck: Deck) -> tuple[str, ...]:
        return require_pattern(card).mimics

    def list_places(self, card: Card) -> tuple[str, ...]:
        return ()  # knowing a diagnosis says nothing about knowing the zone

    def write_answer_text(self, card: Card, deck: Deck) -> str:
        return LIST.join(require_pattern(card).mimics)

    def write_answer_html(self, card: Card, deck: Deck) -> str:
        return write_html_list(require_pattern(card).mimics)

    def make_example(
        self, card: Card, deck: Deck, atlas: Atlas, *, knows: bool, choose: Choose
    ) -> MimicResponse:
        right = require_pattern(card).mimics
        if knows:
            return MimicResponse(right)
        wrong = [option for option in self.list_options(card, deck) if option not in right]
        return MimicResponse((choose(wrong),))


MIMIC = MimicKind()
