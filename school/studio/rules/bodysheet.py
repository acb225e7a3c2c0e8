"""The contact sheet of the body map: every region in every view, numbered, cut out large enough to be judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from school.body.rules.atlas import Atlas, Shape, View
from school.cards.rules.decks import Region

LEAST_CUT = 0.2  # of a view's height: no cut-out shows less than this
ROOM = 1.7  # how much more than the region itself a cut-out shows


@dataclass(frozen=True)
class Place:
    """A region in one view."""

    view: View
    number: int  # of the region on the sheet
    shape: Shape
    at: tuple[float, float]  # where its number stands, in units of the view's box
    cut: tuple[int, int, int, int]  # x, y, width, height of the cut-out

    @property
    def id(self) -> str:
        """Of the drawn shape in the page."""
        return f"{self.view.id}-{self.number}"


@dataclass(frozen=True)
class Row:
    """A region and where it is seen, the view that shows most of it first."""

    number: int
    region: Region
    places: tuple[Place, ...]


def rows(regions: Iterable[Region], atlas: Atlas) -> tuple[Row, ...]:
    """One row a region, in the order of the deck. The right side stands for both: the left is its mirror image."""
    return tuple(_row(number, region, atlas) for number, region in enumerate(regions, 1))


def _row(number: int, region: Region, atlas: Atlas) -> Row:
    shown = atlas.shapes_of(atlas.sided(region.id)).items()
    places = [_place(atlas.views[view], number, shape) for view, shape in shown]
    return Row(number, region, tuple(sorted(places, key=lambda place: -place.shape.share)))


def plates(sheet: Iterable[Row], atlas: Atlas) -> Mapping[str, tuple[Place, ...]]:
    """What each view shows, by view id; views that show nothing of the right side or the midline are left out."""
    placed: dict[str, list[Place]] = {view: [] for view in atlas.views}
    for row in sheet:
        for place in row.places:
            placed[place.view.id].append(place)
    return {view: tuple(places) for view, places in placed.items() if _shows_a_side(places)}


def _shows_a_side(places: Iterable[Place]) -> bool:
    """Whether something of the right side or the midline is seen here better than anywhere else."""
    return any(place.shape.share == 1 for place in places)


def _place(view: View, number: int, shape: Shape) -> Place:
    return Place(view, number, shape, deepest(view, shape.mask), cut_out(view, shape.mask))


def deepest(view: View, mask: int) -> tuple[float, float]:
    """A place well inside the mask: the middle of what stays when its rim is taken away for as long as it can be."""
    left = ~sum(1 << row * view.columns for row in range(view.rows))
    right = ~sum(1 << (row + 1) * view.columns - 1 for row in range(view.rows))
    while smaller := (
        mask
        & (mask & right) << 1
        & (mask & left) >> 1
        & mask << view.columns
        & mask >> view.columns
    ):
        mask = smaller
    for _ in range(
        mask.bit_count() // 2
    ):  # a long strip leaves a line, and its end lies on the region's border
        mask &= mask - 1
    row, column = divmod((mask & -mask).bit_length() - 1, view.columns)
    cell = view.height / view.rows
    return round((column + 0.5) * cell, 1), round((row + 0.5) * cell, 1)


def cut_out(view: View, mask: int) -> tuple[int, int, int, int]:
    """The square of the view's box that shows the mask with its surroundings: x, y, width, height."""
    rows, across, line = [], 0, (1 << view.columns) - 1
    for row in range(view.rows):
        if here := mask >> row * view.columns & line:
            rows.append(row)
            across |= here
    first, last = (across & -across).bit_length() - 1, across.bit_length() - 1
    cell = view.height / view.rows
    side = max(ROOM * cell * max(last - first + 1, rows[-1] - rows[0] + 1), LEAST_CUT * view.height)
    middle_x, middle_y = (first + last + 1) / 2 * cell, (rows[0] + rows[-1] + 1) / 2 * cell
    return round(middle_x - side / 2), round(middle_y - side / 2), round(side), round(side)
