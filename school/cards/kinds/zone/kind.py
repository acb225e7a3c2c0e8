"""Where does it refer? The zone of a pattern is painted, or picked from a list of regions."""

from __future__ import annotations

from fractions import Fraction

from school.body.rules.atlas import Atlas
from school.cards.kinds.drawn.showing import DrawnAsked
from school.cards.kinds.zone.confusions import find_painted_instead
from school.cards.kinds.zone.marking import mark_zone_response
from school.cards.kinds.zone.response import ZoneResponse
from school.cards.kinds.zone.showing import ZoneAnswered
from school.cards.rules.answers import Fields, Mark
from school.cards.rules.cards import Card, list_labels, require_pattern, write_in_sentence
from school.cards.rules.decks import Deck
from school.cards.rules.examples import find_neighbor
from school.cards.rules.fields import read_drawing_field, read_words
from school.cards.rules.kinds import Choose
from school.cards.rules.pattern_kind import PatternKind
from school.cards.rules.printing import LIST, write_titled_html_list
from school.cards.rules.ratings import Thresholds


class ZoneKind(PatternKind[ZoneResponse]):
    """Paint the zone of a pattern."""

    name = "zone"
    word = "Paint the zone"
    # Painting two views takes a steady hand about half a minute. Painting is less exact than
    # ticking, so a zone need not be complete to be known.
    thresholds = Thresholds(Fraction(1, 2), Fraction(7, 10), Fraction(95, 100), quick=30)
    paints = "strokes"
    alike = True
    confuses = "painted"
    back_picture = "zone"
    asked_class = DrawnAsked
    answered_class = ZoneAnswered

    def write_question(self, card: Card) -> str:
        return f"Where is pain charted to refer from {write_in_sentence(card.subject)}?"

    def read_response(self, fields: Fields) -> ZoneResponse:
        return ZoneResponse(read_words(fields, "region"), read_drawing_field(fields, "drawing"))

    def mark_response(
        self, card: Card, response: ZoneResponse, deck: Deck, atlas: Atlas
    ) -> Mark | None:
        return mark_zone_response(card, response, deck, atlas)

    def find_confusion(self, card: Card, mark: Mark, deck: Deck, atlas: Atlas) -> str | None:
        return find_painted_instead(card, mark, deck, atlas)

    def list_compared_regions(self, card: Card) -> frozenset[str]:
        return card.zone.essential

    def write_answer_text(self, card: Card, deck: Deck) -> str:
        return LIST.join(list_labels(deck, card.zone.essential))

    def write_answer_html(self, card: Card, deck: Deck) -> str:
        main = write_titled_html_list("Main zone", list_labels(deck, card.zone.essential))
        lesser = list_labels(deck, card.zone.spillover)
        return main + write_titled_html_list("Less often also", lesser)

    def make_example(
        self, card: Card, deck: Deck, atlas: Atlas, *, knows: bool, choose: Choose
    ) -> ZoneResponse:
        pattern = require_pattern(card)
        meant = pattern if knows else find_neighbor(pattern, deck)
        return ZoneResponse(meant.primary)


ZONE = ZoneKind()
