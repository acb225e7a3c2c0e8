"""Projects regions on the views, and writes what they look like: school/body/figure/<view>.json.

A region is a function of (position, normal), both (n, 3) in the canonical pose, that is above 0
inside. It is written for the right side, or for both sides at once if it lies in the midline.
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
NEAR = 0.12  # decimeters: a view shows a point if it shows skin that is no farther away
LEAST = 4  # cells: a view does not show less than this of a region
# Anything smaller than the larger of these two is an accident, not part of a region's form.
GRAIN = 0.4  # of a cell
FINEST = 1.2  # millimeters
CRUMB = 0.05  # of what a view shows of a region: a smaller piece is left out
CRUMB_CELLS = 2  # a piece of fewer cells is left out too, and a hole of fewer is filled
BROAD = 60  # cells: a region of so many is more than a rim, and has no spikes
SPIKE = 3  # cells: a row of so many, one cell wide, sticks out and cannot be painted
LOOSE = 10  # cells: a loose piece of fewer is left out of the mask if it is a crumb
SQUARE, TOUCHING = np.ones((2, 2), bool), np.ones((3, 3), bool)


@dataclass(frozen=True)
class Region:
    """`paired` regions are defined on the right; the left one is their mirror image."""

    id: str
    field: Field
    paired: bool


@dataclass(frozen=True)
class Drawn:
    """A region's pixels in one view, by number, because all of them are in memory at once."""

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
    """Write one JSON file per view, the mirrored ones too.

    Each file holds `sources` (file → sha256), so that a stale one can be told. `points` are places
    on the right side or in the midline, in canonical decimeters. Returns how many square
    centimeters of each region are shown in the view that shows most of it.
    """
    drawn = {pixels.view: draw_regions(pixels, regions) for pixels in views}
    most = {}
    for region in regions:
        most[region.id] = max(shown[region.id].square_centimetres for shown in drawn.values())
    folder.mkdir(parents=True, exist_ok=True)
    for pixels in views:
        page = make_heading(pixels, sources or {})
        page["regions"] = {}
        for region in regions:
            shown = drawn[pixels.view][region.id]
            if most[region.id] > 0:
                share = shown.square_centimetres / most[region.id]
                page["regions"] |= make_shapes(pixels, region, shown, share)
        page["points"] = list_points(pixels, points)
        write_page(folder, page)
        for view, original in MIRROR_OF.items():
            if original == pixels.view:
                write_page(folder, mirror_page(page, view))
    return most


def list_points(
    pixels: Pixels, points: Mapping[str, Sequence[Array]]
) -> dict[str, list[list[float]]]:
    """Return the places that a view shows, by name, without names of which it shows none."""
    spots = {name: find_spots(pixels, places) for name, places in points.items()}
    return {name: places for name, places in spots.items() if places}


def make_regions(fields: Mapping[str, Field]) -> list[Region]:
    """Return regions from fields by sided id.

    `<id>.R` is paired, a plain id lies in the midline, and `<id>.L` is not needed.
    """
    return [
        Region(name.removesuffix(".R"), field, name.endswith(".R"))
        for name, field in fields.items()
        if not name.endswith(".L")
    ]


def draw_regions(pixels: Pixels, regions: Sequence[Region]) -> dict[str, Drawn]:
    """Return every region's pixels.

    All fields get the same two arrays, so that they can share what they compute from them.
    """
    position, normal = pixels.position[pixels.inside], pixels.normal[pixels.inside]
    body = np.flatnonzero(pixels.inside).astype(np.int32)
    surface = pixels.measure_surface().ravel()
    drawn = {}
    for region in regions:
        inside = np.zeros(pixels.inside.shape, bool)
        inside.flat[body[region.field(position, normal) > 0]] = True
        places = np.flatnonzero(tidy_region(inside, pixels)).astype(np.int32)
        drawn[region.id] = Drawn(places, pixels.inside.shape, float(surface[places].sum()))
    return drawn


def tidy_region(inside: Array, pixels: Pixels) -> Array:
    """Return a region's pixels without slivers, notches, crumbs and pinholes.

    A pixel belongs to a region if more than half of the skin about it does. So neighbors keep the
    border they share, anything thinner than the grain goes to the neighbor, and nothing is lost at
    the outline of the body.
    """
    if not inside.any():
        return inside
    grain = max(GRAIN * FINE, FINEST * inside.shape[0] / pixels.millimetres)
    box = find_box(inside, int(4 * grain) + 1)
    skin = pixels.inside[box]
    share = ndimage.gaussian_filter(inside[box].astype(np.float32), grain)
    whole = ndimage.gaussian_filter(skin.astype(np.float32), grain)
    fewest = CRUMB_CELLS * FINE**2
    filled = ~keep_pieces(~(skin & (share > whole / 2)), fewest)
    tidy = np.zeros_like(inside)
    tidy[box] = keep_pieces(filled & skin, max(CRUMB * np.count_nonzero(filled), fewest))
    return tidy


def find_box(inside: Array, room: int) -> tuple[slice, slice]:
    """Return the box of what is inside, with some room."""
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    down = slice(max(int(rows[0]) - room, 0), int(rows[-1]) + room + 1)
    across = slice(max(int(columns[0]) - room, 0), int(columns[-1]) + room + 1)
    return down, across


def steady_mask(mask: Array) -> Array:
    """Return a region's cells without rows that stick out and without crumbs."""
    if mask.sum() >= BROAD:
        mask = mask & ~keep_pieces(mask & ~ndimage.binary_opening(mask, SQUARE), SPIKE, TOUCHING)
    return keep_pieces(mask, min(CRUMB * mask.sum(), LOOSE), TOUCHING)


def keep_pieces(inside: Array, least: float, touching: Array | None = None) -> Array:
    """Return the connected pieces of at least so many pixels or cells.

    They are connected by their sides, or as `touching` says.
    """
    numbers, _ = ndimage.label(inside, touching)
    stays = np.bincount(numbers.ravel()) >= least
    stays[0] = False
    return stays[numbers]


def make_heading(pixels: Pixels, sources: Mapping[str, str]) -> dict:
    return {
        "view": pixels.view, "name": pixels.name, "width": pixels.width, "height": pixels.height,
        "millimetres": pixels.millimetres, "columns": pixels.columns, "rows": pixels.rows,
        "sources": dict(sources), "skin": pack_mask(make_mask(pixels.inside)),
    }  # fmt: skip


def make_shapes(pixels: Pixels, region: Region, drawn: Drawn, share: float) -> dict[str, dict]:
    """Return the region's shapes in a view by sided name; none if too little of it shows."""
    inside = drawn.inside
    mask = steady_mask(make_mask(inside) & make_mask(pixels.inside))
    if mask.sum() < LEAST or share < 0.005:
        return {}
    both = pixels.symmetric and not region.paired
    path = contours.trace_outline(inside, pixels.units, tolerance=0.4, least=20, symmetric=both)
    if not path:
        return {}
    if not region.paired:
        return {region.id: make_shape(path, mask, share)}
    right = {f"{region.id}.R": make_shape(path, mask, share)}
    if not pixels.symmetric:
        return right
    return right | {
        f"{region.id}.L": make_shape(curves.mirror_path(path, pixels.width), mask[:, ::-1], share)
    }


def make_shape(path: curves.Path, mask: Array, share: float) -> dict:
    return {"path": curves.write_path(path), "mask": pack_mask(mask), "share": round(share, 3)}


def make_mask(inside: Array) -> Array:
    """Return the mask: cells of which at least half is inside."""
    rows, columns = inside.shape[0] // FINE, inside.shape[1] // FINE
    return inside.reshape(rows, FINE, columns, FINE).mean(axis=(1, 3)) >= 0.5


def pack_mask(mask: Array) -> str:
    """Return the mask as text: bit row × columns + column, little-endian bytes, zlib, base64."""
    content = np.packbits(mask.ravel(), bitorder="little").tobytes()
    return base64.b64encode(zlib.compress(content, 9)).decode("ascii")


def unpack_mask(text: str, rows: int, columns: int) -> Array:
    content = np.frombuffer(zlib.decompress(base64.b64decode(text)), np.uint8)
    bits = np.unpackbits(content, bitorder="little")[: rows * columns]
    return bits.reshape(rows, columns).astype(bool)


def find_spots(pixels: Pixels, places: Sequence[Array]) -> list[list[float]]:
    """Return where a view shows the places, as parts of its width and height.

    Places that it does not show are left out.
    """
    spots = []
    rows, columns = pixels.inside.shape
    heights = pixels.position[..., 1]
    for place in places:
        row, column = np.nonzero(pixels.inside & (np.abs(heights - place[1]) <= NEAR))
        away = ((pixels.position[row, column] - place) ** 2).sum(axis=1)
        if len(away) and away.min() <= NEAR**2:
            nearest = np.argmin(away)
            at = row[nearest], column[nearest]
            if pixels.shown[at][2] > 0.2:
                spots.append([round((at[1] + 0.5) / columns, 4), round((at[0] + 0.5) / rows, 4)])
    return spots


def mirror_page(page: dict, view: str) -> dict:
    """Return the page of the other side, with names, pictures and masks mirrored.

    Points are left out: they are only given for the right side.
    """

    def flip_mask(text: str) -> str:
        return pack_mask(unpack_mask(text, page["rows"], page["columns"])[:, ::-1])

    shapes = {}
    for name, shape in page["regions"].items():
        mirrored_name = name[:-2] + ".L" if name.endswith(".R") else name
        path = flip_path(shape["path"], page["width"])
        shapes[mirrored_name] = shape | {"path": path, "mask": flip_mask(shape["mask"])}
    return page | {
        "view": view,
        "name": page["name"].replace("Right", "Left").replace("right", "left"),
        "skin": flip_mask(page["skin"]),
        "regions": shapes,
        "points": {},
    }


def flip_path(path: str, width: int) -> str:
    """Return the mirror image of a path written by `curves.write_path`."""
    return curves.write_path(curves.mirror_path(curves.read_path(path), width))


def write_page(folder: Path, page: dict) -> None:
    text = json.dumps(page, ensure_ascii=False, separators=(",", ":"))
    (folder / f"{page['view']}.json").write_text(text.replace('},"', '},\n"') + "\n", "utf-8")
