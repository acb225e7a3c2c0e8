"""Finds the lines inside the outline: edges of one part before another, and folds of the skin.

Both are creases, where the normals of the picture run towards each other. Their strength is traced
along its crest into polylines, and each of these becomes a stroke that swells and tapers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage
from skimage import filters, morphology

from tools.bodymap import curves
from tools.bodymap.mesh import Array
from tools.bodymap.views import Pixels

NEIGHBOURS = [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)]
Pixel = tuple[int, int]


@dataclass(frozen=True)
class Pen:
    """How lines of one kind are found and drawn.

    A strength is how far the normal turns per pixel; lengths are viewBox units.
    """

    faint: float  # a line goes on down to this strength
    firm: float  # and must reach this somewhere
    width: float  # at its strongest
    shortest: float
    blur: float = 2.0  # pixels


def find_creases(pixels: Pixels, normal: Array, blur: float) -> Array:
    """Return how strongly the skin folds inward at each pixel.

    It is 0 close to the outline, which has a line of its own.
    """
    spread = normal[tuple(pixels.nearest)]
    across, up = (ndimage.gaussian_filter(spread[..., i], blur) for i in (0, 1))
    folding = np.gradient(up, axis=0) - np.gradient(across, axis=1)
    return np.clip(folding, 0, None) * np.clip((pixels.depth_inside - 3) / 4, 0, 1)


def draw_strokes(pixels: Pixels, strength: Array, pen: Pen) -> curves.Path:
    """Return the creases, drawn with a pen."""
    middle = strength.shape[1] // 2
    if pixels.symmetric:
        strength = strength[:, : middle + 8]
    found = filters.apply_hysteresis_threshold(strength, pen.faint, pen.firm)
    path: curves.Path = []
    for chain in join_runs(find_chains(morphology.skeletonize(found))):
        line = np.array(chain, float)
        weight = ndimage.map_coordinates(strength, line.T, order=1)
        points = ndimage.gaussian_filter1d(line[:, ::-1] + 0.5, 5, axis=0, mode="nearest")
        path += place_line(points, weight, pixels, pen, middle if pixels.symmetric else None)
    return path


def place_line(
    points: Array, weight: Array, pixels: Pixels, pen: Pen, middle: int | None
) -> curves.Path:
    """Return one line; in a symmetric picture with its mirror image, or exactly in the middle."""
    meets = [False, False]
    if middle is not None:
        if np.abs(points[:, 0] - middle).mean() < 5:
            points = np.stack([np.full(len(points), float(middle)), points[:, 1]], axis=1)
        else:
            stays = points[:, 0] <= middle - 0.5
            points, weight = points[stays], weight[stays]
            if len(points) < 4:
                return []
            meets = [abs(points[end, 0] - middle) < 6 for end in (0, -1)]
            for end in (0, -1):
                points[end, 0] = middle if meets[end] else points[end, 0]
    along = curves.measure_lengths(points) * pixels.unit
    if along[-1] < pen.shortest / (2 if any(meets) else 1):
        return []
    half = pen.width / 2 * compute_widths(along, weight, pen, meets)
    return draw_on_both_sides(points * pixels.units, half, pixels)


def draw_on_both_sides(points: Array, half: Array, pixels: Pixels) -> curves.Path:
    """Return a line of that half width; in a symmetric picture with its mirror image.

    A line in the middle becomes one stroke together with its mirror image.
    """
    if pixels.symmetric and np.allclose(points[:, 0], pixels.width / 2):
        left = np.round(curves.fit_open(points - half[:, None] * [1, 0], 0.12), 1)
        return [np.concatenate([left, *curves.mirror_path([left], pixels.width)])]
    stroke = np.round(make_ribbon(points, half), 1)
    return [stroke, *curves.mirror_path([stroke], pixels.width)] if pixels.symmetric else [stroke]


def compute_widths(along: Array, weight: Array, pen: Pen, blunt: list[bool]) -> Array:
    """Return the width along a line, 0 to 1: by its strength, tapered at ends not `blunt`."""
    firm = np.clip(
        (ndimage.gaussian_filter1d(weight, 12) - pen.faint) / (3 * pen.firm - pen.faint), 0, 1
    )
    taper = np.ones(len(along))
    reach = min(along[-1] * 0.4, 30)
    if not blunt[0]:
        taper = np.minimum(taper, np.sin(np.clip(along / reach, 0, 1) * np.pi / 2))
    if not blunt[1]:
        taper = np.minimum(taper, np.sin(np.clip((along[-1] - along) / reach, 0, 1) * np.pi / 2))
    return np.maximum((0.45 + 0.55 * firm**0.5) * taper, 0.02)


def make_ribbon(points: Array, half: Array) -> Array:
    """Return a closed curve round a line, `half` away from it on either side."""
    slope = np.gradient(points, axis=0)
    aside = np.stack([-slope[:, 1], slope[:, 0]], axis=1)
    aside /= np.maximum(np.linalg.norm(aside, axis=1, keepdims=True), 1e-9)
    thin = slice(None, None, max(1, len(points) // 400 + 1))
    right = keep_both_ends(points + aside * half[:, None], thin)
    left = keep_both_ends(points - aside * half[:, None], thin)[::-1]
    parts = [
        curves.fit_open(right, 0.12),
        make_straight(right[-1], left[0]),
        curves.fit_open(left, 0.12),
    ]
    return np.concatenate([*parts, make_straight(left[-1], right[0])])


def keep_both_ends(points: Array, thin: slice) -> Array:
    few = points[thin]
    return few if np.array_equal(few[-1], points[-1]) else np.concatenate([few, points[-1:]])


def make_straight(start: Array, end: Array) -> Array:
    return np.array([[start, start + (end - start) / 3, end - (end - start) / 3, end]])


def find_chains(skeleton: Array) -> list[list[Pixel]]:
    """Return the runs of a skeleton between its ends and forks."""
    pixels = {(int(row), int(column)) for row, column in np.argwhere(skeleton)}
    beside = {}
    for row, column in pixels:
        around = [(row + i, column + j) for i, j in NEIGHBOURS]
        beside[row, column] = [pixel for pixel in around if pixel in pixels]
    nodes = sorted(here for here in pixels if len(beside[here]) != 2)
    used: set[tuple[Pixel, Pixel]] = set()
    runs = []
    for node in nodes:
        for step in sorted(beside[node]):
            if (node, step) not in used:
                runs.append(walk_chain(node, step, beside, used))
    return [run for run in runs if len(run) > 3]


def walk_chain(
    node: Pixel, step: Pixel, beside: dict[Pixel, list[Pixel]], used: set[tuple[Pixel, Pixel]]
) -> list[Pixel]:
    """Return the run from a node along the skeleton to the next."""
    run = [node, step]
    used.add((node, step))
    while len(beside[run[-1]]) == 2:
        onward = [pixel for pixel in beside[run[-1]] if pixel != run[-2]]
        if not onward or onward[0] == run[0]:
            break
        run.append(onward[0])
    used.add((run[-1], run[-2]))
    return run


def join_runs(runs: list[list[Pixel]], reach: float = 4, bend: float = 0.75) -> list[list[Pixel]]:
    """Join runs that meet, or nearly so, where they go on straightest.

    `bend` is the least cosine of the turn.
    """
    runs = sorted(runs, key=len, reverse=True)
    while True:
        best = None
        for i, run in enumerate(runs):
            for j in range(i + 1, len(runs)):
                for first, second in list_end_pairs(run, runs[j]):
                    score = measure_straightness(first, second, reach)
                    if score > bend and (best is None or score > best[0]):
                        best = (score, i, j, first + second)
        if best is None:
            return runs
        _, i, j, whole = best
        runs = [run for number, run in enumerate(runs) if number not in (i, j)] + [whole]


def list_end_pairs(run: list[Pixel], next_run: list[Pixel]):
    """Yield the four ways to put two runs end to end."""
    for first in (run, run[::-1]):
        for second in (next_run, next_run[::-1]):
            yield first, second


def measure_straightness(first: list[Pixel], second: list[Pixel], reach: float) -> float:
    """Return the cosine of the turn from the first run to the second; -1 if they do not meet."""
    gap = np.subtract(second[0], first[-1])
    if np.hypot(*gap) > reach:
        return -1.0
    before = np.subtract(first[-1], first[-min(12, len(first))])
    after = np.subtract(second[min(11, len(second) - 1)], second[0])
    return float(before @ after / max(np.hypot(*before) * np.hypot(*after), 1e-9))
