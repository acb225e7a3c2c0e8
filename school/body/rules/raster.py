"""From lines to cells: what a round brush covers on a grid."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

ONE = ord("1")

Place = tuple[float, float]  # column and row; the cell (3, 2) reaches from 3 to 4 and from 2 to 3


def swept(lines: Iterable[Sequence[Place]], radius: float, columns: int, rows: int) -> int:
    """The mask of the cells that a disc covers when it moves along the lines. A line of one place is a disc.

    The disc moves from cell to cell: centres are rounded to the middle of their cell, and a cell is covered when
    its middle is within the radius (in cells) of one of them. All is done on a grid with a margin as wide as the
    brush, so that a brush beyond the edge covers what it reaches and nothing comes round to the other edge.
    """
    margin = math.floor(radius) + 1
    width, height = columns + 2 * margin, rows + 2 * margin
    marks = bytearray(b"0") * (width * height)  # a figure for each cell, the first cell last
    for line in lines:
        places = [(x + margin, y + margin) for x, y in line]
        for one, other in pairwise([*places, places[-1]]):
            _draw(one, other, marks, width, height)
    return _cropped(grown(int(marks, 2), radius, width), margin, width, columns, rows)


def _draw(one: Place, other: Place, marks: bytearray, columns: int, rows: int) -> None:
    """Mark the cells on the line from one place up to the other, at most one cell apart each way; none off the grid."""
    (x, y), last = one, len(marks) - 1
    across, down = other[0] - x, other[1] - y
    steps = math.ceil(max(abs(across), abs(down))) or 1
    across, down = across / steps, down / steps
    for step in range(steps):
        column, row = x + across * step, y + down * step
        if 0 <= column < columns and 0 <= row < rows:
            marks[last - int(row) * columns - int(column)] = ONE


def grown(mask: int, radius: float, columns: int) -> int:
    """Every marked cell made a disc: for each row of the disc, the mask widened sideways and moved there.

    From the disc's top row to its middle the rows get wider, so each widening goes on from the one before. What
    grows over a side's edge comes round to the other, so the grid needs a margin, or a mask that stays off the edges.
    """
    found, wide, reach = 0, mask, 0
    for row in range(math.floor(radius), -1, -1):
        wanted = math.isqrt(math.floor(radius * radius - row * row))
        while reach < wanted:
            step = min(wanted - reach, 2 * reach + 1)
            wide |= wide << step | wide >> step
            reach += step
        found |= wide << row * columns | wide >> row * columns
    return found


def _cropped(mask: int, margin: int, width: int, columns: int, rows: int) -> int:
    """The grid without its margin."""
    bits = f"{mask:b}".zfill(width * (rows + 2 * margin))
    end = len(bits) - margin  # the first cell stands last
    kept = (bits[end - row * width - columns : end - row * width] for row in range(rows + margin - 1, margin - 1, -1))
    return int("".join(kept), 2)
