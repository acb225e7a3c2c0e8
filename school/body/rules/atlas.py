"""The atlas: views of the figure, and where each region lies in each view.

A mask is a set of a view's cells, stored as one integer: bit `row * columns + column`, with row 0
at the top. Cells are square. A paired region has the keys `<id>.R` and `<id>.L`; the key of a
region on the midline is its plain id.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from typing import Any

BODY_MILLIMETERS = 1750  # the height of the person that the figure shows
# A view shows a region well if it shows this share of it, enough for full credit (marking.UPTO), on
# at least this many cells: on the whole figure, a temple is too small to paint.
WELL_SHOWN = Fraction(3, 4)
WELL_SHOWN_CELLS = 40
# An average region of this many cells is easy to paint: a 7 cm square on the whole figure.
EASY_CELLS = 100

Painted = Mapping[str, int]  # view id → mask


@dataclass(frozen=True)
class Shape:
    """One region in one view."""

    path: str  # SVG path in units of the view's box
    mask: int
    share: Fraction  # 0 … 1: the surface shown here, relative to the view that shows the most of it

    @cached_property
    def cells(self) -> int:
        return self.mask.bit_count()


@dataclass(frozen=True)
class View:
    """The figure from one side, or a part of it close up."""

    id: str
    name: str
    width: int  # of the view's box, in its own units
    height: int
    millimeters: int  # how tall the box is on a person of BODY_MILLIMETRES
    columns: int
    rows: int
    skin: int  # mask of the figure
    shapes: Mapping[str, Shape]  # by region key
    # By pattern id: its trigger points on the right side, as fractions of the box.
    points: Mapping[str, tuple[tuple[float, float], ...]]

    @cached_property
    def region_cells(self) -> int:
        """A mask of every cell that some region covers."""
        mask = 0
        for shape in self.shapes.values():
            mask |= shape.mask
        return mask

    @cached_property
    def mean_cells(self) -> Fraction:
        """The cells of an average region, among those the view shows at least half of."""
        shown = [shape.cells for shape in self.shapes.values() if shape.share * 2 >= 1]
        if not shown:
            return Fraction(self.columns * self.rows)
        return Fraction(sum(shown), len(shown))

    @property
    def is_close_up(self) -> bool:
        return self.millimeters * 2 < BODY_MILLIMETERS

    @property
    def cell_area(self) -> Fraction:
        """The area of one cell in square millimeters."""
        return Fraction(self.millimeters, self.rows) ** 2

    def measure_millimeters(self, start: tuple[float, float], end: tuple[float, float]) -> float:
        """Return how far apart two points of the view (fractions of its box) are on the person."""
        x = (start[0] - end[0]) * self.width / self.height
        return float((x**2 + (start[1] - end[1]) ** 2) ** 0.5) * self.millimeters


@dataclass(frozen=True, eq=False)
class Atlas:
    """All views by id, whole-body views first. A single instance, compared by identity."""

    views: Mapping[str, View]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every region key that is drawn somewhere."""
        return frozenset().union(*(view.shapes for view in self.views.values()))

    @cached_property
    def region_ids(self) -> frozenset[str]:
        """The regions that are drawn somewhere, as ids without a side."""
        return frozenset(key.removesuffix(".R").removesuffix(".L") for key in self.keys)

    def find_studied_key(self, region_id: str) -> str:
        """Return the key of a region on the side that is studied.

        That is `<id>.R` for a paired region, and the id itself for one on the midline.
        """
        right = f"{region_id}.R"
        return right if right in self.keys else region_id

    def find_shapes(self, key: str) -> dict[str, Shape]:
        """Return a region's shape in every view that shows it, by view id."""
        return {view.id: view.shapes[key] for view in self.views.values() if key in view.shapes}

    def find_views_for(self, region_ids: Iterable[str]) -> tuple[str, ...]:
        """Return the fewest views that show each of the regions well.

        The view that shows the most regions comes first. Among equals, views in which the regions
        are large enough to paint easily come first, then whole-body views. A region that no view
        shows well needs the view that shows the most of it. Regions that are not drawn need none.
        """
        waiting: dict[str, dict[str, Fraction]] = {}
        for region_id in region_ids:
            key = self.find_studied_key(region_id)
            if good := self._find_good_views(key):
                waiting[key] = good
        chosen: list[str] = []
        while waiting:
            best = max(self.views, key=partial(self._rate_view, waiting=waiting))
            chosen.append(best)
            waiting = {key: good for key, good in waiting.items() if best not in good}
        return tuple(chosen)

    def count_points(self, pattern_id: str, view_id: str) -> int:
        """Return how many of a pattern's trigger points a view shows."""
        return len(self.views[view_id].points.get(pattern_id, ()))

    def list_views_with_points(self, pattern_id: str) -> tuple[str, ...]:
        """Return the views that show a pattern's trigger points, most points first."""
        views = [id for id in self.views if self.count_points(pattern_id, id)]
        return tuple(sorted(views, key=lambda id: -self.count_points(pattern_id, id)))

    def _find_good_views(self, key: str) -> dict[str, Fraction]:
        """Return the region's share in each view that shows it well.

        If no view does, return its share in the view that shows the most of it.
        """
        shown = self.find_shapes(key)
        good = {
            id: shape.share
            for id, shape in shown.items()
            if shape.share >= WELL_SHOWN and shape.cells >= WELL_SHOWN_CELLS
        }
        if good or not shown:
            return good
        most = max(shown, key=lambda id: (shown[id].share, shown[id].cells))
        return {most: shown[most].share}

    def _rate_view(
        self, view_id: str, waiting: Mapping[str, Mapping[str, Fraction]]
    ) -> tuple[int, bool, bool, Fraction]:
        """Rate how much a view helps with the waiting regions, for comparison with other views.

        First by how many it shows, then whether they are easy to paint, then whether it shows the
        whole figure, and last by how much of the regions it shows.
        """
        view = self.views[view_id]
        shares = {key: good[view_id] for key, good in waiting.items() if view_id in good}
        cells = sum(view.shapes[key].cells for key in shares)
        return (
            len(shares),
            cells >= EASY_CELLS * len(shares),
            not view.is_close_up,
            sum(shares.values(), Fraction()),
        )


def read_view(facts: Mapping[str, Any]) -> View:
    """Build a view from its generated file.

    Raises KeyError, TypeError or ValueError if the file has a different form.
    """
    return View(
        id=facts["view"],
        name=facts["name"],
        width=facts["width"],
        height=facts["height"],
        millimeters=facts["millimetres"],
        columns=facts["columns"],
        rows=facts["rows"],
        skin=unpack_mask(facts["skin"]),
        shapes={key: _read_shape(shape) for key, shape in facts["regions"].items()},
        points={id: tuple(map(tuple, points)) for id, points in facts["points"].items()},
    )


def _read_shape(facts: Mapping[str, Any]) -> Shape:
    return Shape(facts["path"], unpack_mask(facts["mask"]), Fraction(str(facts["share"])))


def unpack_mask(mask: str) -> int:
    """Return the mask written as text: base64 of zlib of its bytes, lowest first.

    Raises ValueError for any other text.
    """
    try:
        return int.from_bytes(zlib.decompress(base64.b64decode(mask, validate=True)), "little")
    except zlib.error as fault:
        raise ValueError(f"not a mask: {mask[:20]}") from fault


def pack_mask(mask: int) -> str:
    """Write a mask as the text that `unpack_mask` reads."""
    data = mask.to_bytes((mask.bit_length() + 7) // 8, "little")
    return base64.b64encode(zlib.compress(data, 9)).decode()
