"""What a page shows of a card and of the answer to it."""

from __future__ import annotations

from dataclasses import replace

from school.body.rules.strokes import Drawing, Stroke
from school.cards.kinds.zone.kind import ZONE
from school.cards.kinds.zone.response import ZoneResponse
from school.cards.rules.cards import index_cards
from tests.cards import small

DECK = small.deck()
UNTRIED = ZONE.show_answer(
    index_cards(DECK)["referral-patterns/infraspinatus/zone"],
    DECK,
    small.ATLAS,
    ZoneResponse(),
    None,
)


def test_the_view_that_was_painted_comes_first_and_those_of_the_chart_are_all_there():
    """If the drawing comes last and small, nobody sees what was wrong with it."""
    charted = UNTRIED.views
    for view in small.ATLAS.views:
        strokes = (Stroke(view, ((0.5, 0.5),), 0.02), Stroke("no such view", ((0.5, 0.5),), 0.02))
        shown = replace(UNTRIED, response=ZoneResponse(drawing=Drawing(strokes, "right"))).views
        assert shown == (view, *(charted_view for charted_view in charted if charted_view != view))


def test_what_was_only_rubbed_out_needs_no_view():
    (unshown, *_rest) = (view for view in small.ATLAS.views if view not in UNTRIED.views)
    rubbed = Drawing((Stroke(unshown, ((0.5, 0.5),), 0.02, erases=True),), "right")
    assert replace(UNTRIED, response=ZoneResponse(drawing=rubbed)).views == UNTRIED.views
