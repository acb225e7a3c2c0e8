"""Fits cubic Béziers to polylines, as P. J. Schneider does, and writes them as SVG paths.

A *path* here is a list of subpaths. A subpath is an array (n, 4, 2) of Béziers, end to end, in
viewBox units.
"""

from __future__ import annotations

import re

import numpy as np

from tools.bodymap.mesh import Array

Path = list[Array]


def fit_closed(points: Array, tolerance: float) -> Array:
    """Return Béziers round a ring of points, within the tolerance, smooth everywhere.

    The ring does not repeat its first point.
    """
    start = int(np.argmax(measure_turning(points)))
    ring = np.concatenate([np.roll(points, -start, axis=0), points[start : start + 1]])
    ahead, behind = find_direction(ring, 0), find_direction(ring, len(ring) - 1)
    if ahead @ -behind > 0:
        ahead = normalize(ahead - behind)
        behind = -ahead
    return np.array(fit_curve(ring, ahead, behind, tolerance))


def fit_open(
    points: Array, tolerance: float, first: Array | None = None, last: Array | None = None
) -> Array:
    """Return Béziers along points.

    `first` and `last` are the directions at the ends. Both point into the curve.
    """
    ahead = find_direction(points, 0) if first is None else first
    behind = find_direction(points, len(points) - 1) if last is None else last
    return np.array(fit_curve(points, ahead, behind, tolerance))


def fit_curve(points: Array, ahead: Array, behind: Array, tolerance: float) -> list[Array]:
    """Return Béziers from first to last point, leaving along `ahead`, arriving against `behind`."""
    if len(points) <= 2:
        third = np.linalg.norm(points[-1] - points[0]) / 3
        return [
            np.array(
                [points[0], points[0] + ahead * third, points[-1] + behind * third, points[-1]]
            )
        ]
    along = measure_lengths(points)
    along = along / along[-1]
    for attempt in range(4):
        curve = fit_least_squares(points, along, ahead, behind)
        error, worst = find_worst_distance(points, curve, along)
        if error <= tolerance**2:
            return [curve]
        if attempt == 3 or error > (6 * tolerance) ** 2:
            break
        along = improve_places(points, curve, along)
    worst = min(max(worst, 1), len(points) - 2)
    middle = find_tangent(points, worst)
    left = fit_curve(points[: worst + 1], ahead, -middle, tolerance)
    return left + fit_curve(points[worst:], middle, behind, tolerance)


def fit_least_squares(points: Array, along: Array, ahead: Array, behind: Array) -> Array:
    """Return the Bézier of least squares with these end directions."""
    b0, b1, b2, b3 = compute_basis(along)
    first, last = points[0], points[-1]
    rest = points - np.outer(b0 + b1, first) - np.outer(b2 + b3, last)
    c = np.array([[b1 @ b1, (b1 @ b2) * (ahead @ behind)], [(b1 @ b2) * (ahead @ behind), b2 @ b2]])
    x = np.array([b1 @ (rest @ ahead), b2 @ (rest @ behind)])
    chord = np.linalg.norm(last - first)
    det = c[0, 0] * c[1, 1] - c[0, 1] * c[1, 0]
    if abs(det) > 1e-12:
        reach = (x[0] * c[1, 1] - c[0, 1] * x[1]) / det
        back = (c[0, 0] * x[1] - c[1, 0] * x[0]) / det
    else:
        reach = back = 0.0
    whole = measure_lengths(points)[-1]
    if not (1e-3 * chord < reach < 1.2 * whole and 1e-3 * chord < back < 1.2 * whole):
        reach = back = chord / 3
    return np.array([first, first + ahead * reach, last + behind * back, last])


def compute_basis(t: Array) -> tuple[Array, Array, Array, Array]:
    s = 1 - t
    return s**3, 3 * s * s * t, 3 * s * t * t, t**3


def compute_points(curve: Array, t: Array) -> Array:
    """Return points of a Bézier."""
    return np.stack(compute_basis(t), axis=1) @ curve


def find_worst_distance(points: Array, curve: Array, along: Array) -> tuple[float, int]:
    """Return the largest squared distance, and at which point it is."""
    off = ((compute_points(curve, along) - points) ** 2).sum(axis=1)
    worst = int(np.argmax(off))
    return float(off[worst]), worst


def improve_places(points: Array, curve: Array, along: Array) -> Array:
    """Move the places on the curve by Newton's step towards the nearest ones."""
    d1, d2 = np.diff(curve, axis=0) * 3, np.diff(curve, 2, axis=0) * 6
    t, s = along[:, None], 1 - along[:, None]
    off = compute_points(curve, along) - points
    slope = s * s * d1[0] + 2 * s * t * d1[1] + t * t * d1[2]
    bend = s * d2[0] + t * d2[1]
    below = (slope**2).sum(axis=1) + (off * bend).sum(axis=1)
    step = np.where(
        np.abs(below) > 1e-9, (off * slope).sum(axis=1) / np.where(below == 0, 1, below), 0
    )
    return np.maximum.accumulate(np.clip(along - step, 0, 1))


def measure_lengths(points: Array) -> Array:
    """Return how far along the polyline each point is."""
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    return np.concatenate([[0.0], np.cumsum(np.maximum(steps, 1e-9))])


def normalize(vector: Array) -> Array:
    length = np.linalg.norm(vector)
    return vector / length if length > 1e-12 else np.array([1.0, 0.0])


def find_direction(points: Array, end: int) -> Array:
    """Return the direction into the polyline from its first or last point, over a few points."""
    reach = min(6, len(points) - 1)
    return (
        normalize(points[reach] - points[0])
        if end == 0
        else normalize(points[end - reach] - points[end])
    )


def find_tangent(points: Array, place: int) -> Array:
    low, high = max(place - 6, 0), min(place + 6, len(points) - 1)
    return normalize(points[high] - points[low])


def measure_turning(points: Array) -> Array:
    """Return how sharply a ring turns at each point."""
    before, after = points - np.roll(points, 4, axis=0), np.roll(points, -4, axis=0) - points
    cosine = (before * after).sum(axis=1)
    return 1 - cosine / np.maximum(
        np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1), 1e-9
    )


def round_path(path: Path, decimals: int = 1) -> Path:
    return [np.round(curves, decimals) for curves in path]


def mirror_path(path: Path, width: float) -> Path:
    """Return the mirror image in a view of this width, running the other way round."""
    return [(curves * [-1, 1] + [width, 0])[::-1, ::-1] for curves in path]


def write_path(path: Path, decimals: int = 1) -> str:
    """Return the text of a path, relative and short, the same for the same curves.

    A subpath that ends where it began is closed.
    """
    words = []
    for curves in path:
        whole = np.round(curves * 10**decimals).astype(int)
        words.append("M" + join_numbers(whole[0, 0], decimals))
        steps = (whole[:, 1:] - whole[:, :1]).reshape(len(whole), -1)
        words.append("c" + "".join(join_words(join_numbers(step, decimals) for step in steps)))
        words.append("Z" if np.array_equal(whole[0, 0], whole[-1, -1]) else "")
    return "".join(words)


def join_words(parts) -> str:
    """Return the parts one after the other, with a space before those that have no sign."""
    text = ""
    for part in parts:
        text += part if not text or part.startswith("-") else " " + part
    return text


def join_numbers(values: Array, decimals: int) -> str:
    return join_words(shorten_number(int(value), decimals) for value in values)


def shorten_number(value: int, decimals: int) -> str:
    """Return a number of tenths (hundredths …) as short as can be: 5 → .5, -10 → -1."""
    sign, digits = "-" if value < 0 else "", str(abs(value)).rjust(decimals + 1, "0")
    whole, part = digits[: len(digits) - decimals], digits[len(digits) - decimals :].rstrip("0")
    whole = whole.lstrip("0") if part else whole
    return sign + (whole + "." + part if part else whole) if (whole.strip("0") or part) else "0"


NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def read_path(words: str) -> Path:
    """Return the path that `write_path` wrote."""
    path = []
    for subpath in words.split("M")[1:]:
        start, rest = subpath.rstrip("Z").split("c")
        here, found = np.array([float(number) for number in NUMBER.findall(start)]), []
        for step in np.array([float(number) for number in NUMBER.findall(rest)]).reshape(-1, 3, 2):
            found.append(np.concatenate([here[None], here + step]))
            here = here + step[-1]
        path.append(np.array(found))
    return path
