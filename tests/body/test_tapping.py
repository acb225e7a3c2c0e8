"""Tapping a trigger point, and picking the region that it lies in."""

from __future__ import annotations

from fractions import Fraction

import pytest

from school.body.rules.strokes import Tap
from school.body.rules.tapping import find_tolerance, mark_point_region, mark_tap
from tests.body import figures

ATLAS = figures.atlas()
POINT = (0.65, 0.25)  # of infraspinatus, on the shoulder blade


def tap_at(millimeters_down: float, view: str = "back") -> Tap:
    return Tap(view, POINT[0], POINT[1] + millimeters_down / 1750)


@pytest.mark.parametrize(
    ("millimeters", "score"),
    [(0, 1), (52, 1), (-52, 1), (53, Fraction(1, 2)), (104, Fraction(1, 2)), (106, 0)],
)
def test_a_tap_is_right_near_the_point_and_half_right_within_twice_that(millimeters, score):
    assert mark_tap("infraspinatus", tap_at(millimeters), ATLAS) == score


def test_a_tap_counts_for_nothing_where_the_point_is_not_to_be_seen():
    assert mark_tap("infraspinatus", tap_at(0, "front"), ATLAS) == 0
    assert mark_tap("infraspinatus", tap_at(0, "retired"), ATLAS) == 0
    assert mark_tap("nobody", tap_at(0), ATLAS) == 0


def test_of_two_points_the_nearer_one_counts():
    points = {"x": ((0.2, 0.5), (0.8, 0.5))}
    one = figures.Atlas({"back": figures.view("back", {}, points=points)})
    assert [mark_tap("x", Tap("back", x, 0.5), one) for x in (0.2, 0.5, 0.8)] == [1, 0, 1]


def test_on_a_close_up_a_finger_aims_better():
    hand = ATLAS.views["hand"]
    assert find_tolerance(hand) == pytest.approx(24)
    assert mark_tap("opponens", Tap("hand", 0.5, 0.5 + 23 / 200), ATLAS) == 1
    assert mark_tap("opponens", Tap("hand", 0.5, 0.5 + 25 / 200), ATLAS) == Fraction(1, 2)


def test_distance_counts_the_same_across_as_down_on_a_narrow_view():
    narrow = figures.view("narrow", {}, width=500, columns=16, points={"x": ((0.5, 0.5),)})
    one = figures.Atlas({"narrow": narrow})
    assert mark_tap("x", Tap("narrow", 0.5 + 2 * 52 / 1750, 0.5), one) == 1
    assert mark_tap("x", Tap("narrow", 0.5 + 2 * 53 / 1750, 0.5), one) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("region", "score"),
    [
        ("scapula.body", 1),  # the point lies in it
        ("spine.middle", 0),  # 3 cells of 55 mm away
        ("chest.upper", 0),  # the other side of the body
        ("gone.away", 0),
    ],
)
def test_picking_a_region_stands_for_a_tap(region, score):
    assert mark_point_region("infraspinatus", region, ATLAS) == score


def test_a_region_whose_edge_is_near_the_point_is_half_right():
    """The thumb's edge is 6 cells of 6¼ mm from the point, and the point is on the palm."""
    shapes = {
        **ATLAS.views["hand"].shapes,
        "hand.nail.R": figures.shape(figures.box(13, 15, 14, 18)),
    }
    hand = figures.view("hand", shapes, millimeters=200, points={"opponens": ((0.5, 0.5),)})
    one = figures.Atlas({"hand": hand})
    assert mark_point_region("opponens", "hand.palm", one) == 1
    assert mark_point_region("opponens", "hand.nail", one) == Fraction(1, 2)
    assert mark_point_region("opponens", "hand.thumb", one) == 0
