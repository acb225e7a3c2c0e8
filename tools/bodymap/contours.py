"""Traces outlines: where a smoothed field crosses a level, as Béziers in viewBox units."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy import ndimage
from skimage import measure

from tools.bodymap import curves
from tools.bodymap.mesh import Array

SMALLEST = 6.0  # viewBox units: a subpath shorter than this all round is a crumb


def trace_outline(
    mask: Array,
    units: Array,
    *,
    blur: float = 1.5,
    tolerance: float = 0.3,
    least: float = 12.0,
    symmetric: bool = False,
) -> curves.Path:
    """Return the outline of a mask whose pixels are `units` wide and high.

    Crumbs of less than `least` square units are left out. In a symmetric picture only the left half
    is traced, and then mirrored, so that both halves are the same to the last digit.
    """
    top, left, cut = crop_mask(mask, int(4 * blur) + 3)
    if cut is None:
        return []
    path: curves.Path = []
    width = mask.shape[1] * units[0]
    for ring in find_rings(ndimage.gaussian_filter(cut.astype(np.float32), blur)):
        points = (ring[:, ::-1] + [left + 0.5, top + 0.5]) * units
        if abs(measure_area(points)) < least:
            continue
        path += (
            fit_halves(points, width / 2, tolerance)
            if symmetric
            else [curves.fit_closed(points, tolerance)]
        )
    return [subpath for subpath in curves.round_path(path) if measure_extent(subpath) >= SMALLEST]


def trace_edges(
    mask: Array, uncut: Array, units: Array, *, tolerance: float = 0.3, symmetric: bool = False
) -> curves.Path:
    """Return the outline of a mask as open curves, without stretches where the mask was cut.

    A mask is cut where `uncut` is false.
    """
    top, left, cut = crop_mask(mask, 9)
    nearest = ndimage.distance_transform_edt(~mask, return_distances=False, return_indices=True)
    path: curves.Path = []
    for ring in find_rings(ndimage.gaussian_filter(cut.astype(np.float32), 1.5)):
        places = ring + np.array([top, left])
        row, column = np.clip(
            np.round(places).astype(int), 0, np.array(mask.shape)[:, None].T - 1
        ).T
        stays = uncut[nearest[0][row, column], nearest[1][row, column]] > 0
        points = (places[:, ::-1] + 0.5) * units
        if stays.all():
            middle = mask.shape[1] * units[0] / 2
            path += (
                fit_halves(points, middle, tolerance)
                if symmetric
                else [curves.fit_closed(points, tolerance)]
            )
            continue
        for run in find_runs(points, stays):
            width = mask.shape[1] * units[0]
            path += (
                fit_open_half(run, width, tolerance)
                if symmetric
                else [curves.fit_open(run, tolerance)]
            )
    return [curve for curve in curves.round_path(path) if measure_extent(curve) >= SMALLEST]


def find_runs(points: Array, stays: Array) -> list[Array]:
    """Return the unbroken stretches of a ring that stay."""
    start = int(np.flatnonzero(~stays)[0])
    points, stays = np.roll(points, -start, axis=0), np.roll(stays, -start)
    bounds = [0, *(np.flatnonzero(np.diff(stays.astype(int))) + 1), len(points)]
    return [
        points[first:past] for first, past in pairwise(bounds) if stays[first] and past - first > 8
    ]


def fit_open_half(run: Array, width: float, tolerance: float) -> curves.Path:
    """Fit and mirror an open stretch that crosses the middle of a symmetric outline."""
    left = run[run[:, 0] <= width / 2]
    if len(left) < 4:
        return []
    end = 0 if abs(left[0, 0] - width / 2) < abs(left[-1, 0] - width / 2) else -1
    level = np.array([-1.0, 0.0])
    directions = {"first": level} if end == 0 else {"last": level}
    half = np.round(curves.fit_open(left, tolerance, **directions), 1)
    half[(0, 0, 0) if end == 0 else (-1, -1, 0)] = width / 2
    return [half, *curves.mirror_path([half], width)]


def crop_mask(mask: Array, margin: int) -> tuple[int, int, Array | None]:
    """Return the part of the mask that holds anything, with a margin that may pass the edge.

    It comes with the row and column of its first pixel.
    """
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return 0, 0, None
    inner = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return rows[0] - margin, columns[0] - margin, np.pad(inner, margin)


def find_rings(field: Array) -> list[Array]:
    """Return closed polylines (row, column) at level one half, smoothed, about a point a pixel."""
    smooth_rings = []
    for line in measure.find_contours(field, 0.5):
        if len(line) < 8 or not np.array_equal(line[0], line[-1]):
            continue
        smooth_rings.append(ndimage.gaussian_filter1d(line[:-1], 3, axis=0, mode="wrap"))
    return smooth_rings


def measure_area(points: Array) -> float:
    """Return the area of a ring. Its sign says which way the ring runs."""
    x, y = points.T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def measure_extent(subpath: Array) -> float:
    """Return width plus height of the subpath's box."""
    points = subpath.reshape(-1, 2)
    return float((points.max(axis=0) - points.min(axis=0)).sum())


def fit_halves(points: Array, middle: float, tolerance: float) -> curves.Path:
    """Fit a ring of a symmetric picture: the part left of the middle, and its mirror image.

    A ring that crosses the middle is closed by its own mirror image. Each crossing is level, so
    that no kink shows.
    """
    left = points[:, 0] <= middle
    if not left.any():
        return []
    if left.all():
        whole = curves.round_path([curves.fit_closed(points, tolerance)])
        return whole + curves.mirror_path(whole, 2 * middle)
    path = []
    for piece in split_ring(points, left, middle):
        if len(piece) < 4:
            continue
        level = np.array([-1.0, 0.0])
        half = np.round(
            curves.fit_open(
                piece, tolerance, find_level(piece, 0, level), find_level(piece, -1, level)
            ),
            1,
        )
        half[0, 0, 0] = half[-1, -1, 0] = middle
        path.append(np.concatenate([half, curves.mirror_path([half], 2 * middle)[0]]))
    return path


def find_level(piece: Array, end: int, level: Array) -> Array | None:
    """Return the level direction if the piece meets the middle about squarely; None at a notch."""
    into = curves.find_direction(piece, 0 if end == 0 else len(piece) - 1)
    return level if into @ level > 0.8 else None


def split_ring(points: Array, left: Array, middle: float) -> list[Array]:
    """Return the runs of a ring left of the middle, each with its two crossings."""
    start = int(np.flatnonzero(left & ~np.roll(left, 1))[0])
    points, left = np.roll(points, -start, axis=0), np.roll(left, -start)
    edges = np.flatnonzero(np.diff(left.astype(int))) + 1
    bounds = [0, *edges, len(points)]
    runs = []
    for first, past in pairwise(bounds):
        if left[first]:
            start = find_crossing(points[first - 1], points[first], middle)
            end = find_crossing(points[past - 1], points[past % len(points)], middle)
            runs.append(np.array([start, *points[first:past], end]))
    return runs


def find_crossing(start: Array, end: Array, middle: float) -> Array:
    """Return where the line from start to end crosses the middle."""
    part = (middle - start[0]) / (end[0] - start[0]) if end[0] != start[0] else 0.0
    return np.array([middle, start[1] + part * (end[1] - start[1])])
