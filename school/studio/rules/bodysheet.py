"""The contact sheet of the body map: each region in each view, numbered and cropped for review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from school.body.rules.atlas import Atlas, Shape, View
from school.cards.rules.decks import Region

LEAST_CUT = 0.2  # of a view's height: every cut-out shows at least this much
ROOM = 1.7  # how much more than the region itself a cut-out shows


@dataclass(frozen=True)
class Place:
    """A region in one view."""

    view: View
    number: int  # of the region on the sheet
    shape: Shape
    at: tuple[float, float]  # where its number goes, in units of the view's box
    cut: tuple[int, int, int, int]  # x, y, width, height of the cut-out

    @property
    def id(self) -> str:
        """The id of the drawn shape on the page."""
        return f"{self.view.id}-{self.number}"


@dataclass(frozen=True)
class Row:
    """A region and its places; the view that shows the most of it comes first."""

    number: int
    region: Region
    places: tuple[Place, ...]


def list_rows(regions: Iterable[Region], atlas: Atlas) -> tuple[Row, ...]:
    """Return one row per region, in the order of the deck.

    The right side stands for both sides, because the left is its mirror image.
    """
    return tuple(_make_row(number, region, atlas) for number, region in enumerate(regions, 1))


def _make_row(number: int, region: Region, atlas: Atlas) -> Row:
    shown = atlas.find_shapes(atlas.find_studied_key(region.id)).items()
    places = [_make_place(atlas.views[view], number, shape) for view, shape in shown]
    return Row(number, region, tuple(sorted(places, key=lambda place: -place.shape.share)))


def list_plates(sheet: Iterable[Row], atlas: Atlas) -> Mapping[str, tuple[Place, ...]]:
    """Return what each view shows, by view id.

    Views that show no region best on the right side or the midline are left out.
    """
    placed: dict[str, list[Place]] = {view: [] for view in atlas.views}
    for row in sheet:
        for place in row.places:
            placed[place.view.id].append(place)
    plates = {}
    for view_id, places in placed.items():
        if any(place.shape.share == 1 for place in places):
            plates[view_id] = tuple(places)
    return plates


def _make_place(view: View, number: int, shape: Shape) -> Place:
    return Place(
        view, number, shape, find_deepest_point(view, shape.mask), find_cut_out(view, shape.mask)
    )


def find_deepest_point(view: View, mask: int) -> tuple[float, float]:
    """Return a place well inside the mask, in units of the view.

    The rim of the mask is taken away for as long as anything is left; the place is the middle of
    what is left last.
    """
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
    # A long strip leaves a line, and the line's ends are on the region's border.
    for _ in range(mask.bit_count() // 2):
        mask &= mask - 1
    row, column = divmod((mask & -mask).bit_length() - 1, view.columns)
    cell = view.height / view.rows
    return round((column + 0.5) * cell, 1), round((row + 0.5) * cell, 1)


def find_cut_out(view: View, mask: int) -> tuple[int, int, int, int]:
    """Return the square around the mask and its surroundings: x, y, width, height."""
    rows, across, line = [], 0, (1 << view.columns) - 1
    for row in range(view.rows):
        if cells := mask >> row * view.columns & line:
            rows.append(row)
            across |= cells
    first, last = (across & -across).bit_length() - 1, across.bit_length() - 1
    cell = view.height / view.rows
    side = max(ROOM * cell * max(last - first + 1, rows[-1] - rows[0] + 1), LEAST_CUT * view.height)
    middle_x, middle_y = (first + last + 1) / 2 * cell, (rows[0] + rows[-1] + 1) / 2 * cell
    return round(middle_x - side / 2), round(middle_y - side / 2), round(side), round(side)
