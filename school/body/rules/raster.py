"""From lines to cells: what a round brush covers on a grid."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

Place = tuple[float, float]  # column and row; the cell (3, 2) reaches from 3 to 4 and from 2 to 3


def swept(lines: Iterable[Sequence[Place]], radius: float, columns: int, rows: int) -> int:
    """The mask of the cells that a disc covers when it moves along the lines. A line of one place is a disc.

    The disc moves from cell to cell: centres are rounded to the middle of their cell, and a cell is covered when
    its middle is within the radius (in cells) of one of them. All is done on a grid with a margin as wide as the
    brush, so that a brush beyond the edge covers what it reaches and nothing comes round to the other edge.
    """
    margin = math.floor(radius) + 1
    width = columns + 2 * margin
    marks = bytearray((width * (rows + 2 * margin) + 7) // 8)
    for line in lines:
        _draw([(x + margin, y + margin) for x, y in line], marks, width, rows + 2 * margin)
    grown = _grown(int.from_bytes(marks, "little"), radius, width)
    return _cropped(grown, margin, width, columns, rows)


def _draw(line: Sequence[Place], marks: bytearray, columns: int, rows: int) -> None:
    """Mark the cells that the line goes through; none outside the grid."""
    for x, y in _along(line):
        if 0 <= x < columns and 0 <= y < rows:
            cell = int(y) * columns + int(x)
            marks[cell >> 3] |= 1 << (cell & 7)


def _along(line: Sequence[Place]) -> Iterator[Place]:
    """Places on the line, at most one cell apart in each direction."""
    yield line[0]
    for (x, y), (next_x, next_y) in pairwise(line):
        steps = math.ceil(max(abs(next_x - x), abs(next_y - y))) or 1
        for step in range(1, steps + 1):
            yield x + (next_x - x) * step / steps, y + (next_y - y) * step / steps


def _grown(mask: int, radius: float, columns: int) -> int:
    """Every marked cell made a disc: for each row of the disc, the mask widened sideways and moved there.

    From the disc's top row to its middle the rows get wider, so each widening goes on from the one before.
    """
    grown, wide, reach = 0, mask, 0
    for row in range(math.floor(radius), -1, -1):
        wanted = math.isqrt(math.floor(radius * radius - row * row))
        while reach < wanted:
            step = min(wanted - reach, 2 * reach + 1)
            wide |= wide << step | wide >> step
            reach += step
        grown |= wide << row * columns | wide >> row * columns
    return grown


def _cropped(mask: int, margin: int, width: int, columns: int, rows: int) -> int:
    """The grid without its margin."""
    bits = f"{mask:b}".zfill(width * (rows + 2 * margin))
    end = len(bits) - margin  # the first cell stands last
    kept = (bits[end - row * width - columns : end - row * width] for row in range(rows + margin - 1, margin - 1, -1))
    return int("".join(kept), 2)
