"""Where is its trigger point? It is tapped, or its region is picked from a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from html import escape

from school.body.rules.atlas import Atlas
from school.body.rules.strokes import Tap
from school.body.rules.tapping import mark_point_region, mark_tap
from school.cards.kinds.point.given import PointGiven
from school.cards.kinds.point.showing import PointAnswered, PointAsked
from school.cards.rules.answers import Fields, Mark, only_known
from school.cards.rules.cards import Card, graded_groups, in_a_sentence, new_card, pattern_of
from school.cards.rules.decks import Deck
from school.cards.rules.fields import tap_in, words_in
from school.cards.rules.kinds import CardKind, Dealing
from school.cards.rules.ratings import Thresholds

TOO_LOW = 90  # millimetres, about a hand's breadth: where somebody taps who is mistaken


class PointKind(CardKind[PointGiven]):
    """Find the trigger point of a pattern."""

    name = "point"
    word = "Find the trigger point"
    # A tap takes seconds; one beside the point (1/2) was near.
    thresholds = Thresholds(Fraction(1, 2), Fraction(1), Fraction(1), quick=12)
    paints = "tap"
    alike = True
    back_picture = "point"

    def deal(self, deck: Deck) -> Iterator[Dealing]:
        """Of the patterns with a point that shows on the figure."""
        for step, patterns in enumerate(graded_groups(deck)):
            for pattern in patterns:
                if pattern.point:
                    yield step, new_card(deck, self.name, pattern)

    def question(self, card: Card) -> str:
        return f"Where is a trigger point charted in {in_a_sentence(card.subject)}?"

    def ask(self, card: Card, deck: Deck, atlas: Atlas) -> PointAsked:
        return PointAsked(card, deck, atlas)

    def read(self, fields: Fields) -> PointGiven:
        return PointGiven(words_in(fields, "region"), tap_in(fields, "tap"))

    def mark(self, card: Card, given: PointGiven, deck: Deck, atlas: Atlas) -> Mark | None:
        """By the distance of the tap from the nearest trigger point; the one picked region where
        nothing was tapped.
        """
        if given.tap:
            return Mark(mark_tap(card.note, given.tap, atlas))
        regions = only_known(given.regions, {region.id for region in deck.regions})
        if not regions:
            return None
        one = len(regions) == 1
        score = mark_point_region(card.note, regions[0], atlas) if one else Fraction(0)
        return Mark(score, right=regions) if score == 1 else Mark(score, wrong=regions)

    def show(
        self, card: Card, deck: Deck, atlas: Atlas, given: PointGiven, mark: Mark | None
    ) -> PointAnswered:
        return PointAnswered(card, deck, atlas, given, mark)

    def places(self, card: Card) -> tuple[str, ...]:
        return pattern_of(card).primary

    def answer_text(self, card: Card, deck: Deck) -> str:
        return pattern_of(card).trp_location

    def answer_html(self, card: Card, deck: Deck) -> str:
        return f"<p>{escape(pattern_of(card).trp_location)}</p>"

    def example(
        self,
        card: Card,
        deck: Deck,
        atlas: Atlas,
        *,
        knows: bool,
        choose: Callable[[Sequence[str]], str],
    ) -> PointGiven:
        """On the trigger point in a view that shows it, or a hand's breadth too low."""
        view = next(view for view in atlas.views.values() if view.points.get(card.note))
        x, y = view.points[card.note][0]
        too_low = min(1.0, y + TOO_LOW / view.millimeters)
        return PointGiven(tap=Tap(view.id, x, y if knows else too_low))


POINT = PointKind()
