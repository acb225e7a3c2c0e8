"""Which part of a view a figure shows: all of it, or a crop around what is drawn on it."""

from __future__ import annotations

from collections.abc import Iterable

from school.body.rules.atlas import View

LEAST = 0.42  # of the view's height: anything smaller loses the landmarks of the body
MOST = 0.72  # of the view's height: a larger crop might as well be the whole view
AROUND = 1.5  # the frame's height, relative to the height of what is in it

# Top and height, in the view's own units. A frame is as wide as the view, because the body stands
# in the middle.
Frame = tuple[int, int]


def frame_whole_view(view: View) -> Frame:
    return 0, view.height


def frame_closely(view: View, masks: Iterable[int], points: Iterable[tuple[float, float]]) -> Frame:
    """Return a frame around masks of the view and points (fractions of it).

    A close-up is close enough already and is shown whole.
    """
    rows = [int(y * view.rows) for _, y in points]
    for mask in masks:
        if mask:
            rows += _find_rows(mask, view)
    if view.is_close_up or not rows:
        return frame_whole_view(view)
    cell = view.height / view.rows
    top, bottom = min(rows) * cell, (max(rows) + 1) * cell
    height = max((bottom - top) * AROUND, LEAST * view.height)
    if height > MOST * view.height:
        return frame_whole_view(view)
    return round(min(max((top + bottom - height) / 2, 0), view.height - height)), round(height)


def _find_rows(mask: int, view: View) -> tuple[int, int]:
    """Return the first and the last row of a mask that is not empty."""
    first_cell = (mask & -mask).bit_length() - 1
    last_cell = mask.bit_length() - 1
    return first_cell // view.columns, last_cell // view.columns
