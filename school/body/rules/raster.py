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
    """A grid with a margin as wide as its widest brush, in cells.

    With the margin, a brush beyond the edge covers what it reaches, and nothing wraps around to the
    opposite edge. Cut the margin off once, when all lines are drawn.
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

    def sweep_disc(self, lines: Iterable[Sequence[Place]], radius: float) -> int:
        """Return the cells of the board that a disc covers as it moves along the lines.

        A line of one place is a single disc. The disc moves from cell to cell: its center is
        rounded to the middle of a cell, and a cell is covered if its middle is within the radius
        (in cells) of such a center.
        """
        margin, width, height = self.margin, self.width, self.height
        cells: set[int] = set()
        for line in lines:
            places = [(x + margin, y + margin) for x, y in line]
            for start, end in pairwise([*places, places[-1]]):
                _add_line(start, end, cells, width, height)
        if not cells:
            return 0
        # Only the rows that the line runs through: a drawing has many strokes, and most are short.
        first, last = min(cells) // width * width, (max(cells) // width + 1) * width
        marks = bytearray(b"0") * (last - first)  # a digit for each cell, the first cell last
        for cell in cells:
            marks[last - 1 - cell] = ONE
        reach = math.floor(radius)
        covered = grow_mask(int(marks, 2) << reach * width, radius, width)
        shift = first - reach * width
        return covered << shift if shift >= 0 else covered >> -shift

    def cut_margin(self, mask: int) -> int:
        """Return the mask of the grid without the margin."""
        bits = f"{mask:b}".zfill(self.width * self.height)[-self.width * self.height :]
        end = len(bits) - self.margin  # the first cell is the last bit
        rows = []
        for row in range(self.rows + self.margin - 1, self.margin - 1, -1):
            row_end = end - row * self.width
            rows.append(bits[row_end - self.columns : row_end])
        return int("".join(rows), 2)


def _add_line(start: Place, end: Place, cells: set[int], columns: int, rows: int) -> None:
    """Add the cells on the line from `start` up to `end` to `cells`, none off the grid.

    Successive cells are at most one cell apart in each direction.
    """
    x, y = start
    across, down = end[0] - x, end[1] - y
    steps = math.ceil(max(abs(across), abs(down))) or 1
    across, down = across / steps, down / steps
    for step in range(steps):
        column, row = x + across * step, y + down * step
        if 0 <= column < columns and 0 <= row < rows:
            cells.add(int(row) * columns + int(column))


def grow_mask(mask: int, radius: float, columns: int) -> int:
    """Return the mask with every cell grown to a disc of this radius, in cells.

    For each row of the disc, the mask is widened sideways and shifted to that row. The rows get
    wider from the disc's top row to its middle, so each widening continues the one before. Cells
    that grow over one side's edge wrap around to the other side, so the grid needs a margin, or a
    mask that stays away from the edges.
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
