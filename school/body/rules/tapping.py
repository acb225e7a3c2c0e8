"""How near a tap comes to a charted trigger point."""

from __future__ import annotations

from fractions import Fraction

from school.body.rules.atlas import BODY_MILLIMETERS, Atlas, View
from school.body.rules.raster import Board
from school.body.rules.strokes import Tap

NEAR = 0.03 * BODY_MILLIMETERS  # millimetres
NEAR_CLOSE_UP = 0.12  # of a view's height: on a close-up a finger aims better than 3 % of the body
HALF = Fraction(1, 2)


def find_tolerance(view: View) -> float:
    """Return within how many millimeters of a point a tap is right.

    That is 3 % of the body's height, and less on small close-ups.
    """
    return min(NEAR, NEAR_CLOSE_UP * view.millimeters)


def mark_tap(pattern_id: str, tap: Tap, atlas: Atlas) -> Fraction:
    """Return 1 for a tap near a trigger point of the pattern, ½ within twice that distance, else 0.

    A tap in a view that shows no trigger point of the pattern is 0 too.
    """
    view = atlas.views.get(tap.view)
    points = view.points.get(pattern_id, ()) if view else ()
    if view is None or not points:
        return Fraction(0)
    nearest = min(view.measure_millimeters((tap.x, tap.y), point) for point in points)
    if nearest <= find_tolerance(view):
        return Fraction(1)
    if nearest <= 2 * find_tolerance(view):
        return HALF
    return Fraction(0)


def mark_point_region(pattern_id: str, region_id: str, atlas: Atlas) -> Fraction:
    """Mark a region picked in place of a tap.

    Return 1 if a trigger point is inside it in any view, ½ if its edge is near one, else 0.
    """
    best = Fraction(0)
    key = atlas.find_studied_key(region_id)
    for view_id, shape in atlas.find_shapes(key).items():
        view = atlas.views[view_id]
        for x, y in view.points.get(pattern_id, ()):
            place = (x * view.columns, y * view.rows)
            if shape.mask & _cover_disc(view, place, 0):
                return Fraction(1)
            if shape.mask & _cover_disc(
                view, place, find_tolerance(view) / view.millimeters * view.rows
            ):
                best = HALF
    return best


def _cover_disc(view: View, place: tuple[float, float], radius: float) -> int:
    board = Board(view.columns, view.rows, radius)
    return board.cut_margin(board.sweep_disc([[place]], radius))
