"""Polylines to cubic Béziers (after P. J. Schneider's fitting), and Béziers to the words of an SVG path.

A *path* here is a list of subpaths, a subpath an array (n, 4, 2) of Béziers end to end, in viewBox units.
"""

from __future__ import annotations

import re

import numpy as np

from tools.bodymap.mesh import Array

Path = list[Array]


def fit_closed(points: Array, tolerance: float) -> Array:
    """Béziers round a ring of points (the first is not repeated), within the tolerance, smooth everywhere."""
    start = int(np.argmax(turning(points)))
    ring = np.concatenate([np.roll(points, -start, axis=0), points[start : start + 1]])
    ahead, behind = direction(ring, 0), direction(ring, len(ring) - 1)
    if ahead @ -behind > 0:
        ahead = unit(ahead - behind)
        behind = -ahead
    return np.array(fit(ring, ahead, behind, tolerance))


def fit_open(
    points: Array, tolerance: float, first: Array | None = None, last: Array | None = None
) -> Array:
    """Béziers along points; `first` and `last` are the directions at the ends, both pointing into the curve."""
    ahead = direction(points, 0) if first is None else first
    behind = direction(points, len(points) - 1) if last is None else last
    return np.array(fit(points, ahead, behind, tolerance))


def fit(points: Array, ahead: Array, behind: Array, tolerance: float) -> list[Array]:
    """Béziers from the first point to the last that leave along `ahead` and arrive against `behind`."""
    if len(points) <= 2:
        third = np.linalg.norm(points[-1] - points[0]) / 3
        return [
            np.array(
                [points[0], points[0] + ahead * third, points[-1] + behind * third, points[-1]]
            )
        ]
    along = lengths(points)
    along = along / along[-1]
    for attempt in range(4):
        curve = nearest(points, along, ahead, behind)
        error, worst = distance(points, curve, along)
        if error <= tolerance**2:
            return [curve]
        if attempt == 3 or error > (6 * tolerance) ** 2:
            break
        along = improved(points, curve, along)
    worst = min(max(worst, 1), len(points) - 2)
    middle = tangent(points, worst)
    left = fit(points[: worst + 1], ahead, -middle, tolerance)
    return left + fit(points[worst:], middle, behind, tolerance)


def nearest(points: Array, along: Array, ahead: Array, behind: Array) -> Array:
    """The Bézier of least squares with these end directions."""
    b0, b1, b2, b3 = basis(along)
    first, last = points[0], points[-1]
    rest = points - np.outer(b0 + b1, first) - np.outer(b2 + b3, last)
    c = np.array([[b1 @ b1, (b1 @ b2) * (ahead @ behind)], [(b1 @ b2) * (ahead @ behind), b2 @ b2]])
    x = np.array([b1 @ (rest @ ahead), b2 @ (rest @ behind)])
    chord = np.linalg.norm(last - first)
    det = c[0, 0] * c[1, 1] - c[0, 1] * c[1, 0]
    if abs(det) > 1e-12:
        one = (x[0] * c[1, 1] - c[0, 1] * x[1]) / det
        two = (c[0, 0] * x[1] - c[1, 0] * x[0]) / det
    else:
        one = two = 0.0
    whole = lengths(points)[-1]
    if not (1e-3 * chord < one < 1.2 * whole and 1e-3 * chord < two < 1.2 * whole):
        one = two = chord / 3
    return np.array([first, first + ahead * one, last + behind * two, last])


def basis(t: Array) -> tuple[Array, Array, Array, Array]:
    s = 1 - t
    return s**3, 3 * s * s * t, 3 * s * t * t, t**3


def at(curve: Array, t: Array) -> Array:
    """Points of a Bézier."""
    return np.stack(basis(t), axis=1) @ curve


def distance(points: Array, curve: Array, along: Array) -> tuple[float, int]:
    """The largest squared distance, and at which point."""
    off = ((at(curve, along) - points) ** 2).sum(axis=1)
    worst = int(np.argmax(off))
    return float(off[worst]), worst


def improved(points: Array, curve: Array, along: Array) -> Array:
    """Newton's step towards the nearest places on the curve."""
    d1, d2 = np.diff(curve, axis=0) * 3, np.diff(curve, 2, axis=0) * 6
    t, s = along[:, None], 1 - along[:, None]
    off = at(curve, along) - points
    slope = s * s * d1[0] + 2 * s * t * d1[1] + t * t * d1[2]
    bend = s * d2[0] + t * d2[1]
    below = (slope**2).sum(axis=1) + (off * bend).sum(axis=1)
    step = np.where(
        np.abs(below) > 1e-9, (off * slope).sum(axis=1) / np.where(below == 0, 1, below), 0
    )
    return np.maximum.accumulate(np.clip(along - step, 0, 1))


def lengths(points: Array) -> Array:
    """How far along the polyline each point is."""
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    return np.concatenate([[0.0], np.cumsum(np.maximum(steps, 1e-9))])


def unit(vector: Array) -> Array:
    length = np.linalg.norm(vector)
    return vector / length if length > 1e-12 else np.array([1.0, 0.0])


def direction(points: Array, end: int) -> Array:
    """Into the polyline from its first or last point, judged over a few points."""
    reach = min(6, len(points) - 1)
    return unit(points[reach] - points[0]) if end == 0 else unit(points[end - reach] - points[end])


def tangent(points: Array, place: int) -> Array:
    low, high = max(place - 6, 0), min(place + 6, len(points) - 1)
    return unit(points[high] - points[low])


def turning(points: Array) -> Array:
    """How sharply a ring turns at each point."""
    before, after = points - np.roll(points, 4, axis=0), np.roll(points, -4, axis=0) - points
    cosine = (before * after).sum(axis=1)
    return 1 - cosine / np.maximum(
        np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1), 1e-9
    )


def rounded(path: Path, decimals: int = 1) -> Path:
    return [np.round(curves, decimals) for curves in path]


def mirrored(path: Path, width: float) -> Path:
    """The mirror image in a view of this width, running the other way round as its original does."""
    return [(curves * [-1, 1] + [width, 0])[::-1, ::-1] for curves in path]


def written(path: Path, decimals: int = 1) -> str:
    """The words of a path, relative and short; equal for equal curves. What ends where it began is closed."""
    words = []
    for curves in path:
        whole = np.round(curves * 10**decimals).astype(int)
        words.append("M" + joined(whole[0, 0], decimals))
        steps = (whole[:, 1:] - whole[:, :1]).reshape(len(whole), -1)
        words.append("c" + "".join(spaced(joined(step, decimals) for step in steps)))
        words.append("Z" if np.array_equal(whole[0, 0], whole[-1, -1]) else "")
    return "".join(words)


def spaced(parts) -> str:
    """The parts one after the other, a space between where the next does not begin with its own sign."""
    text = ""
    for part in parts:
        text += part if not text or part.startswith("-") else " " + part
    return text


def joined(values: Array, decimals: int) -> str:
    return spaced(short(int(value), decimals) for value in values)


def short(value: int, decimals: int) -> str:
    """A number of tenths (hundredths …) without what can be left out: 5 → .5, -10 → -1."""
    sign, digits = "-" if value < 0 else "", str(abs(value)).rjust(decimals + 1, "0")
    whole, part = digits[: len(digits) - decimals], digits[len(digits) - decimals :].rstrip("0")
    whole = whole.lstrip("0") if part else whole
    return sign + (whole + "." + part if part else whole) if (whole.strip("0") or part) else "0"


NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def read(words: str) -> Path:
    """The path that `written` wrote."""
    path = []
    for subpath in words.split("M")[1:]:
        start, rest = subpath.rstrip("Z").split("c")
        here, found = np.array([float(number) for number in NUMBER.findall(start)]), []
        for step in np.array([float(number) for number in NUMBER.findall(rest)]).reshape(-1, 3, 2):
            found.append(np.concatenate([here[None], here + step]))
            here = here + step[-1]
        path.append(np.array(found))
    return path
