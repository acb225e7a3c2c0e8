"""The atlas: views of the figure, and where each region lies in each of them.

A mask is a set of the view's cells as one whole number: bit `row * columns + column`, row 0 on top. Cells are
square. Paired regions have the keys `<id>.R` and `<id>.L`, those on the midline their plain id.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

BODY_MILLIMETRES = 1750  # the height of the person that the figure shows
WELL_SHOWN = Fraction(
    3, 4
)  # a view shows a region well with this share of it: enough for a mark in full (marking.UPTO) …
WELL_SHOWN_CELLS = (
    40  # … on at least so many cells: a temple of the whole figure is too small to paint
)
EASY_CELLS = (
    100  # an average region of so many cells is painted with ease: 7 cm square on the whole figure
)

Painted = Mapping[str, int]  # view id → mask


@dataclass(frozen=True)
class Shape:
    """One region in one view."""

    path: str  # SVG path in units of the view's box
    mask: int
    share: Fraction  # 0 … 1: the surface shown here, as a part of that in the view which shows most of it

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
    millimetres: int  # how tall the box is on a person of BODY_MILLIMETRES
    columns: int
    rows: int
    skin: int  # mask of the figure
    shapes: Mapping[str, Shape]  # by region key
    points: Mapping[
        str, tuple[tuple[float, float], ...]
    ]  # trigger points of the right side, fractions of the box

    @cached_property
    def charted(self) -> int:
        """Every cell that some region covers."""
        mask = 0
        for shape in self.shapes.values():
            mask |= shape.mask
        return mask

    @cached_property
    def mean_cells(self) -> Fraction:
        """Cells of an average region here, among those that the view shows at least half of."""
        shown = [shape.cells for shape in self.shapes.values() if shape.share * 2 >= 1]
        return Fraction(sum(shown), len(shown)) if shown else Fraction(self.columns * self.rows)

    @property
    def close_up(self) -> bool:
        return self.millimetres * 2 < BODY_MILLIMETRES

    @property
    def cell_area(self) -> Fraction:
        """Square millimetres of one cell."""
        return Fraction(self.millimetres, self.rows) ** 2

    def millimetres_between(self, one: tuple[float, float], other: tuple[float, float]) -> float:
        """How far two points of the view (fractions of its box) are apart on the person."""
        x = (one[0] - other[0]) * self.width / self.height
        return float((x**2 + (one[1] - other[1]) ** 2) ** 0.5) * self.millimetres


@dataclass(frozen=True, eq=False)
class Atlas:
    """All views, by id, whole-body ones first. There is one; it is told from another by being another."""

    views: Mapping[str, View]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every region key that is drawn somewhere."""
        return frozenset(key for view in self.views.values() for key in view.shapes)

    @cached_property
    def region_ids(self) -> frozenset[str]:
        """The regions that are drawn somewhere, by their ids without a side."""
        return frozenset(key.removesuffix(".R").removesuffix(".L") for key in self.keys)

    def sided(self, region_id: str) -> str:
        """The key of a region on the side that is studied: `.R` of a paired one, a midline region itself."""
        right = f"{region_id}.R"
        return right if right in self.keys else region_id

    def shapes_of(self, key: str) -> dict[str, Shape]:
        """The views that show a region, by view id."""
        return {view.id: view.shapes[key] for view in self.views.values() if key in view.shapes}

    def views_for(self, region_ids: Iterable[str]) -> tuple[str, ...]:
        """The fewest views that show each of the regions well, the one that shows most of them first.

        Of views that show as many, those come first in which the regions are large enough to paint with ease, then
        whole-body ones. A region that no view shows well asks for the view that shows most of it. Regions that are
        not drawn ask for none.
        """
        waiting = {
            key: good for key in map(self.sided, region_ids) if (good := self._good_views(key))
        }
        chosen: list[str] = []
        while waiting:
            best = max(self.views, key=lambda view: self._worth(view, waiting))
            chosen.append(best)
            waiting = {key: good for key, good in waiting.items() if best not in good}
        return tuple(chosen)

    def marks(self, pattern_id: str, view_id: str) -> int:
        """How many of a pattern's trigger points a view shows."""
        return len(self.views[view_id].points.get(pattern_id, ()))

    def views_marking(self, pattern_id: str) -> tuple[str, ...]:
        """The views that show a trigger point of a pattern, those that show most of them first."""
        marking = (id for id in self.views if self.marks(pattern_id, id))
        return tuple(sorted(marking, key=lambda id: -self.marks(pattern_id, id)))

    def _good_views(self, key: str) -> dict[str, Fraction]:
        """The share of the region in the views that show it well; in the one that shows most, where none does."""
        shown = self.shapes_of(key)
        good = {
            id: shape.share
            for id, shape in shown.items()
            if shape.share >= WELL_SHOWN and shape.cells >= WELL_SHOWN_CELLS
        }
        if good or not shown:
            return good
        most = max(shown, key=lambda id: (shown[id].share, shown[id].cells))
        return {most: shown[most].share}

    def _worth(
        self, view_id: str, waiting: Mapping[str, Mapping[str, Fraction]]
    ) -> tuple[int, bool, bool, Fraction]:
        """How much a view helps with the regions that wait: how many, how large, whole figure or not, how much."""
        view = self.views[view_id]
        shares = {key: good[view_id] for key, good in waiting.items() if view_id in good}
        cells = sum(view.shapes[key].cells for key in shares)
        return (
            len(shares),
            cells >= EASY_CELLS * len(shares),
            not view.close_up,
            sum(shares.values(), Fraction()),
        )


def read_view(facts: Mapping[str, Any]) -> View:
    """A view from its generated file. Raises KeyError and ValueError where the file is not of that form."""
    return View(
        id=facts["view"],
        name=facts["name"],
        width=facts["width"],
        height=facts["height"],
        millimetres=facts["millimetres"],
        columns=facts["columns"],
        rows=facts["rows"],
        skin=unpacked(facts["skin"]),
        shapes={key: _shape(shape) for key, shape in facts["regions"].items()},
        points={id: _read_points(points) for id, points in facts["points"].items()},
    )


def _read_points(pairs: Iterable[Sequence[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((x, y) for x, y in pairs)


def _shape(facts: Mapping[str, Any]) -> Shape:
    return Shape(facts["path"], unpacked(facts["mask"]), Fraction(str(facts["share"])))


def unpacked(mask: str) -> int:
    """A mask from its letters: base64 of zlib of the bits, the first bit lowest. Raises ValueError."""
    try:
        return int.from_bytes(zlib.decompress(base64.b64decode(mask, validate=True)), "little")
    except zlib.error as fault:
        raise ValueError(f"no mask: {mask[:20]}") from fault


def packed(mask: int) -> str:
    """The letters of a mask, as `unpacked` reads them."""
    return base64.b64encode(
        zlib.compress(mask.to_bytes((mask.bit_length() + 7) // 8, "little"), 9)
    ).decode()
