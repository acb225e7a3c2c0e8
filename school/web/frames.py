"""Which part of a view is shown: the whole figure, or what lies on it, large and still in its place on the body."""

from __future__ import annotations

from collections.abc import Iterable

from school.body.rules.atlas import View

LEAST = 0.42  # of the view's height: less would leave out by what one knows where on the body it is
MOST = 0.72  # a part larger than this might as well be the whole
AROUND = 1.5  # the frame's height and width, in those of what lies in it
ASPECT = 0.8  # width of a frame by its height

Box = tuple[int, int, int, int]  # left, top, width and height in the view's own units


def whole(view: View) -> Box:
    return 0, 0, view.width, view.height


def near(view: View, masks: Iterable[int], points: Iterable[tuple[float, float]]) -> Box:
    """The frame around masks of the view and points (fractions of it). A close-up is near already, and stays whole."""
    lying = 0
    for mask in masks:
        lying |= mask
    for x, y in points:
        lying |= 1 << min(int(y * view.rows), view.rows - 1) * view.columns + min(
            int(x * view.columns), view.columns - 1
        )
    if view.close_up or not lying:
        return whole(view)
    left, top, right, bottom = _edges(lying, view)
    height = max((bottom - top) * AROUND, (right - left) * AROUND / ASPECT, LEAST * view.height)
    if height > MOST * view.height:
        return whole(view)
    width = min(height * ASPECT, view.width)
    return (
        round(_within((left + right - width) / 2, view.width - width)),
        round(_within((top + bottom - height) / 2, view.height - height)),
        round(width),
        round(height),
    )


def _edges(mask: int, view: View) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a mask that is not empty, in the view's units."""
    lowest, row = (mask.bit_length() - 1) // view.columns, (1 << view.columns) - 1
    highest = ((mask & -mask).bit_length() - 1) // view.columns
    across = 0
    for number in range(highest, lowest + 1):
        across |= mask >> number * view.columns & row
    cell = view.height / view.rows
    return (
        ((across & -across).bit_length() - 1) * cell,
        highest * cell,
        across.bit_length() * cell,
        (lowest + 1) * cell,
    )


def _within(start: float, room: float) -> float:
    return min(max(start, 0.0), max(room, 0.0))
