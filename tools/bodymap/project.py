"""Regions on the views: outlines, masks and shares, as school/body/figure/<view>.json holds them.

A region is a function of (position, normal), both (n, 3) in the canonical pose, that is above 0 inside. It is written
for the right side, or for both at once where it lies in the midline.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import ndimage

from tools.bodymap import contours, curves
from tools.bodymap.mesh import Array
from tools.bodymap.views import FINE, MIRROR_OF, Pixels

Field = Callable[[Array, Array], Array]
NEAR = (
    0.12  # decimetres: a point is in a view when the nearest skin that is shown is no farther away
)
LEAST = 4  # cells: less than this of a region in a view is not worth showing
GRAIN = 0.4  # of a cell, or …
FINEST = 1.2  # millimetres, whichever is more: what is smaller than this is no form of a region but an accident
CRUMB = 0.05  # of all that a view shows of a region: a piece that is less is left out …
CRUMB_CELLS = 2  # … and one of fewer cells in any case; a hole of fewer is filled
BROAD = 60  # cells: a region of so many is no mere rim in a view …
SPIKE = 3  # … and leaves out a row of so many cells, one wide, that nobody can paint
LOOSE = 10  # cells: a loose piece of fewer is left out of the mask when it is a crumb
SQUARE, TOUCHING = np.ones((2, 2), bool), np.ones((3, 3), bool)


@dataclass(frozen=True)
class Region:
    """`paired` regions are defined on the right; the left one is their mirror image."""

    id: str
    field: Field
    paired: bool


@dataclass(frozen=True)
class Drawn:
    """A region's pixels in one view, by their numbers: all regions of all views are kept at once."""

    places: Array
    shape: tuple[int, int]
    square_centimetres: float

    @property
    def inside(self) -> Array:
        inside = np.zeros(self.shape, bool)
        inside.flat[self.places] = True
        return inside


def write_figure(
    views: Sequence[Pixels],
    regions: Sequence[Region],
    points: Mapping[str, Sequence[Array]],
    folder: Path,
    sources: Mapping[str, str] | None = None,
) -> dict[str, float]:
    """Write one JSON file a view, the mirrored ones too. `sources` (file → sha256) is kept in each, to tell stale ones.

    `points` are places on the right side or in the midline, canonical decimetres. Returned is how many square
    centimetres of each region the view shows that shows most of it.
    """
    drawn = {pixels.view: draw(pixels, regions) for pixels in views}
    most = {}
    for region in regions:
        shown_areas = [shown[region.id].square_centimetres for shown in drawn.values()]
        most[region.id] = max(shown_areas)
    folder.mkdir(parents=True, exist_ok=True)
    for pixels in views:
        page = heading(pixels, sources or {})
        page["regions"] = {}
        for region in regions:
            shown = drawn[pixels.view][region.id]
            if most[region.id] > 0:
                page["regions"] |= shapes(
                    pixels, region, shown, shown.square_centimetres / most[region.id]
                )
        page["points"] = {
            name: spots for name, where in points.items() if (spots := seen(pixels, where))
        }
        write(folder, page)
        for view, original in MIRROR_OF.items():
            if original == pixels.view:
                write(folder, mirror_image(page, view))
    return most


def regions_of(fields: Mapping[str, Field]) -> list[Region]:
    """Regions from fields by sided id: `<id>.R` is paired, a plain id lies in the midline; `<id>.L` is not needed."""
    return [
        Region(name.removesuffix(".R"), field, name.endswith(".R"))
        for name, field in fields.items()
        if not name.endswith(".L")
    ]


def draw(pixels: Pixels, regions: Sequence[Region]) -> dict[str, Drawn]:
    """Every region's pixels. All fields are asked about the same two arrays, so they may share what they find."""
    position, normal = pixels.position[pixels.inside], pixels.normal[pixels.inside]
    where, surface, drawn = (
        np.flatnonzero(pixels.inside).astype(np.int32),
        pixels.surface().ravel(),
        {},
    )
    for region in regions:
        inside = np.zeros(pixels.inside.shape, bool)
        inside.flat[where[region.field(position, normal) > 0]] = True
        found = np.flatnonzero(tidied(inside, pixels)).astype(np.int32)
        drawn[region.id] = Drawn(found, pixels.inside.shape, float(surface[found].sum()))
    return drawn


def tidied(inside: Array, pixels: Pixels) -> Array:
    """A region's pixels without slivers, notches, crumbs and pinholes.

    A pixel belongs to it when more than half of the skin about it does: neighbours keep the border they share, what
    is thinner than the grain goes to the neighbour, and the outline of the body takes nothing away.
    """
    if not inside.any():
        return inside
    grain = max(GRAIN * FINE, FINEST * inside.shape[0] / pixels.millimetres)
    box = about(inside, int(4 * grain) + 1)
    skin = pixels.inside[box]
    share, whole = (
        ndimage.gaussian_filter(part.astype(np.float32), grain) for part in (inside[box], skin)
    )
    filled = ~pieces(~(skin & (share > whole / 2)), CRUMB_CELLS * FINE**2)
    tidy = np.zeros_like(inside)
    tidy[box] = pieces(filled & skin, max(CRUMB * np.count_nonzero(filled), CRUMB_CELLS * FINE**2))
    return tidy


def about(inside: Array, room: int) -> tuple[slice, slice]:
    """The box of what is inside, with some room."""
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    down, across = (
        (max(int(found[0]) - room, 0), int(found[-1]) + room + 1) for found in (rows, columns)
    )
    return slice(*down), slice(*across)


def steady(mask: Array) -> Array:
    """A region's cells without rows that stick out and without crumbs."""
    if mask.sum() >= BROAD:
        mask = mask & ~pieces(mask & ~ndimage.binary_opening(mask, SQUARE), SPIKE, TOUCHING)
    return pieces(mask, min(CRUMB * mask.sum(), LOOSE), TOUCHING)


def pieces(inside: Array, least: float, touching: Array | None = None) -> Array:
    """What hangs together, by sides or as `touching` says, on at least so many pixels or cells."""
    numbers, _ = ndimage.label(inside, touching)
    stays = np.bincount(numbers.ravel()) >= least
    stays[0] = False
    return stays[numbers]


def heading(pixels: Pixels, sources: Mapping[str, str]) -> dict:
    return {
        "view": pixels.view, "name": pixels.name, "width": pixels.width, "height": pixels.height,
        "millimetres": pixels.millimetres, "columns": pixels.columns, "rows": pixels.rows,
        "sources": dict(sources), "skin": packed(cells(pixels.inside)),
    }  # fmt: skip


def shapes(pixels: Pixels, region: Region, drawn: Drawn, share: float) -> dict[str, dict]:
    """The region's shapes in a view under their sided names; none where too little of it shows."""
    inside = drawn.inside
    mask = steady(cells(inside) & cells(pixels.inside))
    if mask.sum() < LEAST or share < 0.005:
        return {}
    both = pixels.symmetric and not region.paired
    path = contours.outline(inside, pixels.units, tolerance=0.4, least=20, symmetric=both)
    if not path:
        return {}
    if not region.paired:
        return {region.id: shape(path, mask, share)}
    right = {f"{region.id}.R": shape(path, mask, share)}
    if not pixels.symmetric:
        return right
    return right | {
        f"{region.id}.L": shape(curves.mirrored(path, pixels.width), mask[:, ::-1], share)
    }


def shape(path: curves.Path, mask: Array, share: float) -> dict:
    return {"path": curves.written(path), "mask": packed(mask), "share": round(share, 3)}


def cells(inside: Array) -> Array:
    """The mask: cells of which at least half is inside."""
    rows, columns = inside.shape[0] // FINE, inside.shape[1] // FINE
    return inside.reshape(rows, FINE, columns, FINE).mean(axis=(1, 3)) >= 0.5


def packed(mask: Array) -> str:
    """Bit number row × columns + column, little-endian bytes, zlib, base64."""
    content = np.packbits(mask.ravel(), bitorder="little").tobytes()
    return base64.b64encode(zlib.compress(content, 9)).decode("ascii")


def unpacked(text: str, rows: int, columns: int) -> Array:
    content = np.frombuffer(zlib.decompress(base64.b64decode(text)), np.uint8)
    return (
        np.unpackbits(content, bitorder="little")[: rows * columns]
        .reshape(rows, columns)
        .astype(bool)
    )


def seen(pixels: Pixels, places: Sequence[Array]) -> list[list[float]]:
    """Where the places are in the view, as parts of its width and height; those that it does not show are left out."""
    found = []
    rows, columns = pixels.inside.shape
    heights = pixels.position[..., 1]
    for place in places:
        row, column = np.nonzero(pixels.inside & (np.abs(heights - place[1]) <= NEAR))
        away = ((pixels.position[row, column] - place) ** 2).sum(axis=1)
        if len(away) and away.min() <= NEAR**2:
            nearest = np.argmin(away)
            at = row[nearest], column[nearest]
            if pixels.shown[at][2] > 0.2:
                found.append([round((at[1] + 0.5) / columns, 4), round((at[0] + 0.5) / rows, 4)])
    return found


def mirror_image(page: dict, view: str) -> dict:
    """The page of the other side: right becomes left in names, pictures and masks; points stay away."""
    width, columns, rows = page["width"], page["columns"], page["rows"]
    flip = lambda text: packed(unpacked(text, rows, columns)[:, ::-1])  # noqa: E731
    shapes = {}
    for name, one in page["regions"].items():
        other = name[:-2] + ".L" if name.endswith(".R") else name
        shapes[other] = one | {"path": flipped(one["path"], width), "mask": flip(one["mask"])}
    named = page["name"].replace("Right", "Left").replace("right", "left")
    return page | {
        "view": view,
        "name": named,
        "skin": flip(page["skin"]),
        "regions": shapes,
        "points": {},
    }


def flipped(path: str, width: int) -> str:
    """The mirror image of a path written by `curves.written`."""
    return curves.written(curves.mirrored(curves.read(path), width))


def write(folder: Path, page: dict) -> None:
    text = json.dumps(page, ensure_ascii=False, separators=(",", ":"))
    (folder / f"{page['view']}.json").write_text(text.replace('},"', '},\n"') + "\n", "utf-8")
