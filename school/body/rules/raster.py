"""From lines to cells: what a round brush covers on a grid."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

ONE = ord("1")

Place = tuple[float, float]  # column and row; the cell (3, 2) reaches from 3 to 4 and from 2 to 3


@dataclass(frozen=True)
class Board:
    """A grid with a margin as wide as its widest brush (in cells), so that a brush beyond the edge covers what it
    reaches and nothing comes round to the other edge. Cut it to size once, when all lines are on it.
    """

    columns: int
    rows: int
    widest: float

    @property
    def margin(self) -> int:
        return math.floor(self.widest) + 1

    @property
    def width(self) -> int:
        return self.columns + 2 * self.margin

    @property
    def height(self) -> int:
        return self.rows + 2 * self.margin

    def swept(self, lines: Iterable[Sequence[Place]], radius: float) -> int:
        """The cells of the board that a disc covers when it moves along the lines. A line of one place is a disc.

        The disc moves from cell to cell: centres are rounded to the middle of their cell, and a cell is covered
        when its middle is within the radius (in cells) of one of them.
        """
        margin, width, height = self.margin, self.width, self.height
        cells: set[int] = set()
        for line in lines:
            places = [(x + margin, y + margin) for x, y in line]
            for one, other in pairwise([*places, places[-1]]):
                _draw(one, other, cells, width, height)
        if not cells:
            return 0
        # Only the rows that the line itself runs through: the strokes of one drawing are many, and most are short.
        first, last = min(cells) // width * width, (max(cells) // width + 1) * width
        marks = bytearray(b"0") * (last - first)  # a figure for each cell, the first cell last
        for cell in cells:
            marks[last - 1 - cell] = ONE
        reach = math.floor(radius)
        whole = grown(int(marks, 2) << reach * width, radius, width)
        moved = first - reach * width
        return whole << moved if moved >= 0 else whole >> -moved

    def cut(self, mask: int) -> int:
        """The mask of the grid without the margin."""
        bits = f"{mask:b}".zfill(self.width * self.height)[-self.width * self.height :]
        end = len(bits) - self.margin  # the first cell stands last
        rows = range(self.rows + self.margin - 1, self.margin - 1, -1)
        return int(
            "".join(
                bits[end - row * self.width - self.columns : end - row * self.width] for row in rows
            ),
            2,
        )


def _draw(one: Place, other: Place, cells: set[int], columns: int, rows: int) -> None:
    """The cells on the line from one place up to the other, at most one cell apart each way; none off the grid."""
    x, y = one
    across, down = other[0] - x, other[1] - y
    steps = math.ceil(max(abs(across), abs(down))) or 1
    across, down = across / steps, down / steps
    for step in range(steps):
        column, row = x + across * step, y + down * step
        if 0 <= column < columns and 0 <= row < rows:
            cells.add(int(row) * columns + int(column))


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
