"""Where is its trigger point? It is tapped, or its region is picked from a list."""

from __future__ import annotations

from fractions import Fraction
from html import escape

from school.body.rules.atlas import Atlas
from school.body.rules.strokes import Tap
from school.body.rules.tapping import mark_point_region, mark_tap
from school.cards.kinds.drawn.showing import DrawnAsked
from school.cards.kinds.point.response import PointResponse
from school.cards.kinds.point.showing import PointAnswered
from school.cards.rules.answers import Fields, Mark, keep_offered
from school.cards.rules.cards import Card, require_pattern, write_in_sentence
from school.cards.rules.decks import Deck, Pattern
from school.cards.rules.fields import read_tap_field, read_words
from school.cards.rules.kinds import Choose
from school.cards.rules.pattern_kind import PatternKind
from school.cards.rules.ratings import Thresholds

TOO_LOW = 90  # millimeters, about a hand's breadth: how far off a mistaken tap is in an example


class PointKind(PatternKind[PointResponse]):
    """Find the trigger point of a pattern."""

    name = "point"
    word = "Find the trigger point"
    # A tap takes seconds. One beside the point (1/2) was near.
    thresholds = Thresholds(Fraction(1, 2), Fraction(1), Fraction(1), quick=12)
    paints = "tap"
    alike = True
    back_picture = "point"
    asked_class = DrawnAsked
    answered_class = PointAnswered

    def can_ask_about(self, pattern: Pattern, deck: Deck) -> bool:
        return pattern.point

    def write_question(self, card: Card) -> str:
        return f"Where is a trigger point charted in {write_in_sentence(card.subject)}?"

    def read_response(self, fields: Fields) -> PointResponse:
        return PointResponse(read_words(fields, "region"), read_tap_field(fields, "tap"))

    def mark_response(
        self, card: Card, response: PointResponse, deck: Deck, atlas: Atlas
    ) -> Mark | None:
        """Mark the distance of the tap from the nearest trigger point.

        Without a tap, the picked region counts, if it is only one.
        """
        if response.tap:
            return Mark(mark_tap(card.note, response.tap, atlas))
        regions = keep_offered(response.regions, {region.id for region in deck.regions})
        if not regions:
            return None
        score = Fraction(0)
        if len(regions) == 1:
            score = mark_point_region(card.note, regions[0], atlas)
        return Mark(score, right=regions) if score == 1 else Mark(score, wrong=regions)

    def write_answer_text(self, card: Card, deck: Deck) -> str:
        return require_pattern(card).trp_location

    def write_answer_html(self, card: Card, deck: Deck) -> str:
        return f"<p>{escape(require_pattern(card).trp_location)}</p>"

    def make_example(
        self, card: Card, deck: Deck, atlas: Atlas, *, knows: bool, choose: Choose
    ) -> PointResponse:
        """On the trigger point in a view that shows it, or a hand's breadth too low."""
        view = next(view for view in atlas.views.values() if view.points.get(card.note))
        x, y = view.points[card.note][0]
        too_low = min(1.0, y + TOO_LOW / view.millimeters)
        return PointResponse(tap=Tap(view.id, x, y if knows else too_low))


POINT = PointKind()
