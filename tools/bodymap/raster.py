"""Finds out which part of the body each pixel shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tools.bodymap.mesh import Array

CHUNK = 4_000_000  # pixels tried at once


@dataclass(frozen=True)
class Frame:
    """What a camera sees. `turned` takes the body's axes to (right, up, towards the viewer)."""

    turned: Array  # (3, 3)
    centre: float  # of the picture, in turned x
    top: float  # of the picture, in turned y
    tall: float  # decimetres from top to bottom
    rows: int  # pixels
    columns: int

    @property
    def scale(self) -> float:
        """Pixels in a decimetre."""
        return self.rows / self.tall

    def project_points(self, points: Array) -> Array:
        """Return (column, row, nearness) of points. The middle of the first pixel is at 0.5."""
        x, y, z = (points @ self.turned.T).T
        return np.stack(
            [(x - self.centre) * self.scale + self.columns / 2, (self.top - y) * self.scale, z],
            axis=1,
        )


@dataclass(frozen=True)
class Hits:
    """For each pixel the triangle in front, -1 for none, and the shares of its corners."""

    triangle: Array  # (H, W)
    corners: Array  # (H, W, 3)
    depth: Array  # (H, W) nearness, decimetres, -inf where nothing is

    def spread_values(self, triangles: Array, values: Array) -> Array:
        """Return values of vertices at every pixel; 0 where nothing is."""
        inside = self.triangle >= 0
        result = np.zeros((*inside.shape, *values.shape[1:]))
        of = values[triangles[self.triangle[inside]]]
        share = self.corners[inside]
        result[inside] = np.einsum("pc,pc...->p...", share, of)
        return result


def rasterize(seen: Array, triangles: Array, keep: Array, frame: Frame) -> Hits:
    """Return the nearest triangle at each pixel, of those that face the viewer.

    Where `keep` falls below 0 the body is cut away.
    """
    rows, columns = frame.rows, frame.columns
    depth = np.full(rows * columns, -np.inf)
    found = []
    for which, pixel, shares in find_candidates(seen, triangles, frame):
        corners = triangles[which]
        stays = np.einsum("pc,pc->p", shares, keep[corners]) >= 0
        which, pixel, shares = which[stays], pixel[stays], shares[stays]
        near = np.einsum("pc,pc->p", shares, seen[triangles[which], 2])
        np.maximum.at(depth, pixel, near)
        found.append((which, pixel, shares, near))
    triangle, held = np.full(rows * columns, -1), np.zeros((rows * columns, 3))
    for which, pixel, shares, near in found:
        wins = near == depth[pixel]
        triangle[pixel[wins]], held[pixel[wins]] = which[wins], shares[wins]
    return Hits(
        triangle.reshape(rows, columns),
        held.reshape(rows, columns, 3),
        depth.reshape(rows, columns),
    )


def find_candidates(seen: Array, triangles: Array, frame: Frame):
    """Yield (triangle, pixel, shares of the corners) for pixels in triangles facing the viewer."""
    a, b, c = (seen[triangles[:, i], :2] for i in range(3))
    area = cross_product(b - a, c - a)
    low = np.ceil(np.minimum(np.minimum(a, b), c) - 0.5).astype(int)
    high = np.floor(np.maximum(np.maximum(a, b), c) - 0.5).astype(int)
    low, high = np.maximum(low, 0), np.minimum(high, [frame.columns - 1, frame.rows - 1])
    drawn = (area < -1e-12) & (high >= low).all(
        axis=1
    )  # rows grow downwards: what faces the viewer runs the other way
    size = (high - low).max(axis=1) + 1
    for edge in sorted({int(2 ** np.ceil(np.log2(n))) for n in np.unique(size[drawn])}):
        numbers = np.flatnonzero(drawn & (size <= edge) & (size > edge // 2))
        step = max(1, CHUNK // edge**2)
        for start in range(0, len(numbers), step):
            yield cover_pixels(
                numbers[start : start + step], edge, (a, b, c), area, low, frame.columns
            )


def cover_pixels(
    which: Array,
    edge: int,
    corners: tuple[Array, Array, Array],
    area: Array,
    low: Array,
    columns: int,
):
    a, b, c = (corner[which][:, None, :] for corner in corners)
    offsets = np.stack(np.meshgrid(np.arange(edge), np.arange(edge)), axis=-1).reshape(1, -1, 2)
    cell = low[which][:, None, :] + offsets
    middle = cell + 0.5
    whole = area[which][:, None]
    first, second = (
        cross_product(b - middle, c - middle) / whole,
        cross_product(c - middle, a - middle) / whole,
    )
    third = 1 - first - second
    inside = (first >= -1e-9) & (second >= -1e-9) & (third >= -1e-9) & (cell[..., 0] < columns)
    shares = np.stack([first[inside], second[inside], third[inside]], axis=1)
    numbers = np.broadcast_to(which[:, None], inside.shape)[inside]
    pixel = cell[..., 1] * columns + cell[..., 0]
    return numbers, pixel[inside], shares


def cross_product(one: Array, other: Array) -> Array:
    return one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0]
