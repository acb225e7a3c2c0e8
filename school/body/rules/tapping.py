"""How near a tap comes to a charted trigger point."""

from __future__ import annotations

from fractions import Fraction

from school.body.rules.atlas import BODY_MILLIMETRES, Atlas, View
from school.body.rules.raster import Board
from school.body.rules.strokes import Tap

NEAR = 0.03 * BODY_MILLIMETRES  # millimetres
NEAR_CLOSE_UP = 0.12  # of a view's height: on a close-up a finger aims better than that
HALF = Fraction(1, 2)


def near(view: View) -> float:
    """Within how many millimetres of the point a tap is right: 3 % of the body's height, less on small close-ups."""
    return min(NEAR, NEAR_CLOSE_UP * view.millimetres)


def mark_tap(pattern_id: str, tap: Tap, atlas: Atlas) -> Fraction:
    """1 near the nearest trigger point of the pattern, ½ within twice that, else 0.

    0 also in a view where no trigger point of the pattern is to be seen.
    """
    view = atlas.views.get(tap.view)
    points = view.points.get(pattern_id, ()) if view else ()
    if view is None or not points:
        return Fraction(0)
    nearest = min(view.millimetres_between((tap.x, tap.y), point) for point in points)
    return (
        Fraction(1) if nearest <= near(view) else HALF if nearest <= 2 * near(view) else Fraction(0)
    )


def mark_point_region(pattern_id: str, region_id: str, atlas: Atlas) -> Fraction:
    """The same by picking one region: 1 when a trigger point lies in it, in any view; ½ when its edge is near one."""
    best = Fraction(0)
    key = atlas.sided(region_id)
    for view_id, shape in atlas.shapes_of(key).items():
        view = atlas.views[view_id]
        for x, y in view.points.get(pattern_id, ()):
            place = (x * view.columns, y * view.rows)
            if shape.mask & _disc(view, place, 0):
                return Fraction(1)
            if shape.mask & _disc(view, place, near(view) / view.millimetres * view.rows):
                best = HALF
    return best


def _disc(view: View, place: tuple[float, float], radius: float) -> int:
    board = Board(view.columns, view.rows, radius)
    return board.cut(board.swept([[place]], radius))
