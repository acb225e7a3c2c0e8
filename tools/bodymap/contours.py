"""Pixels to outlines: where a smoothed field crosses a level, as Béziers in viewBox units."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy import ndimage
from skimage import measure

from tools.bodymap import curves
from tools.bodymap.mesh import Array

SMALLEST = 6.0  # viewBox units: a subpath shorter than this all round is a crumb


def outline(
    mask: Array,
    units: Array,
    *,
    blur: float = 1.5,
    tolerance: float = 0.3,
    least: float = 12.0,
    symmetric: bool = False,
) -> curves.Path:
    """The outline of a mask whose pixels are `units` wide and high, without crumbs of less than `least` square units.

    Symmetric pictures are traced on their left half alone, and mirrored: both halves are the same to the last digit.
    """
    top, left, cut = cropped(mask, int(4 * blur) + 3)
    if cut is None:
        return []
    path: curves.Path = []
    width = mask.shape[1] * units[0]
    for ring in rings(ndimage.gaussian_filter(cut.astype(np.float32), blur)):
        points = (ring[:, ::-1] + [left + 0.5, top + 0.5]) * units
        if abs(area(points)) < least:
            continue
        path += (
            halves(points, width / 2, tolerance)
            if symmetric
            else [curves.fit_closed(points, tolerance)]
        )
    return [subpath for subpath in curves.rounded(path) if extent(subpath) >= SMALLEST]


def edges(
    mask: Array, uncut: Array, units: Array, *, tolerance: float = 0.3, symmetric: bool = False
) -> curves.Path:
    """The outline of a mask as open curves, without the stretches where it was cut (`uncut` below a pixel or so)."""
    top, left, cut = cropped(mask, 9)
    nearest = ndimage.distance_transform_edt(~mask, return_distances=False, return_indices=True)
    path: curves.Path = []
    for ring in rings(ndimage.gaussian_filter(cut.astype(np.float32), 1.5)):
        places = ring + np.array([top, left])
        row, column = np.clip(
            np.round(places).astype(int), 0, np.array(mask.shape)[:, None].T - 1
        ).T
        stays = uncut[nearest[0][row, column], nearest[1][row, column]] > 0
        points = (places[:, ::-1] + 0.5) * units
        if stays.all():
            middle = mask.shape[1] * units[0] / 2
            path += (
                halves(points, middle, tolerance)
                if symmetric
                else [curves.fit_closed(points, tolerance)]
            )
            continue
        for run in runs(points, stays):
            width = mask.shape[1] * units[0]
            path += (
                half_open(run, width, tolerance) if symmetric else [curves.fit_open(run, tolerance)]
            )
    return [curve for curve in curves.rounded(path) if extent(curve) >= SMALLEST]


def runs(points: Array, stays: Array) -> list[Array]:
    """The unbroken stretches of a ring that stay."""
    start = int(np.flatnonzero(~stays)[0])
    points, stays = np.roll(points, -start, axis=0), np.roll(stays, -start)
    bounds = [0, *(np.flatnonzero(np.diff(stays.astype(int))) + 1), len(points)]
    return [
        points[first:past] for first, past in pairwise(bounds) if stays[first] and past - first > 8
    ]


def half_open(run: Array, width: float, tolerance: float) -> curves.Path:
    """An open stretch of a symmetric outline that crosses the middle: its left part and the mirror image."""
    left = run[run[:, 0] <= width / 2]
    if len(left) < 4:
        return []
    end = 0 if abs(left[0, 0] - width / 2) < abs(left[-1, 0] - width / 2) else -1
    level = np.array([-1.0, 0.0])
    directions = {"first": level} if end == 0 else {"last": level}
    half = np.round(curves.fit_open(left, tolerance, **directions), 1)
    half[(0, 0, 0) if end == 0 else (-1, -1, 0)] = width / 2
    return [half, *curves.mirrored([half], width)]


def cropped(mask: Array, margin: int) -> tuple[int, int, Array | None]:
    """The part of the mask with anything in it, with a margin that may reach past the edge."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return 0, 0, None
    inner = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return rows[0] - margin, columns[0] - margin, np.pad(inner, margin)


def rings(field: Array) -> list[Array]:
    """Closed polylines (row, column) at level one half, smoothed along their length, about a point a pixel."""
    found = []
    for line in measure.find_contours(field, 0.5):
        if len(line) < 8 or not np.array_equal(line[0], line[-1]):
            continue
        found.append(ndimage.gaussian_filter1d(line[:-1], 3, axis=0, mode="wrap"))
    return found


def area(points: Array) -> float:
    """Of a ring; the sign says which way it runs."""
    x, y = points.T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def extent(subpath: Array) -> float:
    """Width and height of its box together."""
    points = subpath.reshape(-1, 2)
    return float((points.max(axis=0) - points.min(axis=0)).sum())


def halves(points: Array, middle: float, tolerance: float) -> curves.Path:
    """A ring of a symmetric picture: what is left of the middle, and its mirror image.

    A ring that crosses the middle is closed with its own mirror image; each crossing is level, so no kink shows.
    """
    left = points[:, 0] <= middle
    if not left.any():
        return []
    if left.all():
        whole = curves.rounded([curves.fit_closed(points, tolerance)])
        return whole + curves.mirrored(whole, 2 * middle)
    path = []
    for piece in pieces(points, left, middle):
        if len(piece) < 4:
            continue
        level = np.array([-1.0, 0.0])
        half = np.round(
            curves.fit_open(
                piece, tolerance, level_at(piece, 0, level), level_at(piece, -1, level)
            ),
            1,
        )
        half[0, 0, 0] = half[-1, -1, 0] = middle
        path.append(np.concatenate([half, curves.mirrored([half], 2 * middle)[0]]))
    return path


def level_at(piece: Array, end: int, level: Array) -> Array | None:
    """The level direction, where the piece meets the middle about squarely; None at a notch."""
    into = curves.direction(piece, 0 if end == 0 else len(piece) - 1)
    return level if into @ level > 0.8 else None


def pieces(points: Array, left: Array, middle: float) -> list[Array]:
    """The runs of a ring left of the middle, each with its two crossings."""
    start = int(np.flatnonzero(left & ~np.roll(left, 1))[0])
    points, left = np.roll(points, -start, axis=0), np.roll(left, -start)
    edges = np.flatnonzero(np.diff(left.astype(int))) + 1
    bounds = [0, *edges, len(points)]
    found = []
    for first, past in pairwise(bounds):
        if left[first]:
            run = [crossing(points[first - 1], points[first], middle), *points[first:past]]
            found.append(
                np.array([*run, crossing(points[past - 1], points[past % len(points)], middle)])
            )
    return found


def crossing(one: Array, other: Array, middle: float) -> Array:
    part = (middle - one[0]) / (other[0] - one[0]) if other[0] != one[0] else 0.0
    return np.array([middle, one[1] + part * (other[1] - one[1])])
