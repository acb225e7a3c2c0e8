"""Which part of a view is shown: the whole figure, or what lies on it, large and still in its place on the body."""

from __future__ import annotations

from collections.abc import Iterable

from school.body.rules.atlas import View

LEAST = 0.42  # of the view's height: less would leave out by what one knows where on the body it is
MOST = 0.72  # a part larger than this might as well be the whole
AROUND = 1.5  # the frame's height, in that of what lies in it

# Top and height, in the view's own units. A frame is as wide as the view: the body stands in its middle.
Frame = tuple[int, int]


def whole(view: View) -> Frame:
    return 0, view.height


def near(view: View, masks: Iterable[int], points: Iterable[tuple[float, float]]) -> Frame:
    """The frame around masks of the view and points (fractions of it). A close-up is near already, and stays whole."""
    rows = [row for mask in masks if mask for row in _rows(mask, view)]
    rows += [int(y * view.rows) for _, y in points]
    if view.close_up or not rows:
        return whole(view)
    cell = view.height / view.rows
    top, bottom = min(rows) * cell, (max(rows) + 1) * cell
    height = max((bottom - top) * AROUND, LEAST * view.height)
    if height > MOST * view.height:
        return whole(view)
    return round(min(max((top + bottom - height) / 2, 0), view.height - height)), round(height)


def _rows(mask: int, view: View) -> tuple[int, int]:
    """The first and the last row of a mask that is not empty."""
    return ((mask & -mask).bit_length() - 1) // view.columns, (
        mask.bit_length() - 1
    ) // view.columns
