"""The lines inside the outline: where one part of the body passes before another, and where the skin folds.

Both are creases: the normals of the picture run towards each other there. Their strength is traced along its crest into
polylines, and each becomes a stroke that swells and tapers.
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
    """How lines of one kind are found and drawn; strengths are turns of the normal a pixel, lengths viewBox units."""

    faint: float  # a line goes on down to this strength
    firm: float  # and must reach this somewhere
    width: float  # at its strongest
    shortest: float
    blur: float = 2.0  # pixels


def creases(pixels: Pixels, normal: Array, blur: float) -> Array:
    """How strongly the skin folds inwards at each pixel; nothing close to the outline, which has its own line."""
    spread = normal[tuple(pixels.nearest)]
    across, up = (ndimage.gaussian_filter(spread[..., i], blur) for i in (0, 1))
    folding = np.gradient(up, axis=0) - np.gradient(across, axis=1)
    return np.clip(folding, 0, None) * np.clip((pixels.depth_inside - 3) / 4, 0, 1)


def strokes(pixels: Pixels, strength: Array, pen: Pen) -> curves.Path:
    """The creases drawn with a pen."""
    middle = strength.shape[1] // 2
    if pixels.symmetric:
        strength = strength[:, : middle + 8]
    found = filters.apply_hysteresis_threshold(strength, pen.faint, pen.firm)
    path: curves.Path = []
    for chain in joined(chains(morphology.skeletonize(found))):
        line = np.array(chain, float)
        weight = ndimage.map_coordinates(strength, line.T, order=1)
        points = ndimage.gaussian_filter1d(line[:, ::-1] + 0.5, 5, axis=0, mode="nearest")
        path += placed(points, weight, pixels, pen, middle if pixels.symmetric else None)
    return path


def placed(
    points: Array, weight: Array, pixels: Pixels, pen: Pen, middle: int | None
) -> curves.Path:
    """One line as drawn; in a symmetric picture with its mirror image, or exactly in the middle."""
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
    along = curves.lengths(points) * pixels.unit
    if along[-1] < pen.shortest / (2 if any(meets) else 1):
        return []
    half = pen.width / 2 * swelling(along, weight, pen, meets)
    return on_both_sides(points * pixels.units, half, pixels)


def on_both_sides(points: Array, half: Array, pixels: Pixels) -> curves.Path:
    """A line of that half width; in a symmetric picture with its mirror image, a line in the middle with itself."""
    if pixels.symmetric and np.allclose(points[:, 0], pixels.width / 2):
        left = np.round(curves.fit_open(points - half[:, None] * [1, 0], 0.12), 1)
        return [np.concatenate([left, *curves.mirrored([left], pixels.width)])]
    stroke = np.round(ribbon(points, half), 1)
    return [stroke, *curves.mirrored([stroke], pixels.width)] if pixels.symmetric else [stroke]


def swelling(along: Array, weight: Array, pen: Pen, blunt: list[bool]) -> Array:
    """The width along a line, 0 to 1: by its strength, to a point at ends that are not `blunt`."""
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


def ribbon(points: Array, half: Array) -> Array:
    """A closed curve round a line, `half` away from it on either side."""
    slope = np.gradient(points, axis=0)
    aside = np.stack([-slope[:, 1], slope[:, 0]], axis=1)
    aside /= np.maximum(np.linalg.norm(aside, axis=1, keepdims=True), 1e-9)
    thin = slice(None, None, max(1, len(points) // 400 + 1))
    one, other = points + aside * half[:, None], points - aside * half[:, None]
    there, back = keep_ends(one, thin), keep_ends(other, thin)[::-1]
    parts = [
        curves.fit_open(there, 0.12),
        straight(there[-1], back[0]),
        curves.fit_open(back, 0.12),
    ]
    return np.concatenate([*parts, straight(back[-1], there[0])])


def keep_ends(points: Array, thin: slice) -> Array:
    kept = points[thin]
    return kept if np.array_equal(kept[-1], points[-1]) else np.concatenate([kept, points[-1:]])


def straight(one: Array, other: Array) -> Array:
    return np.array([[one, one + (other - one) / 3, other - (other - one) / 3, other]])


def chains(skeleton: Array) -> list[list[Pixel]]:
    """The runs of a skeleton between its ends and forks."""
    pixels = {(int(row), int(column)) for row, column in np.argwhere(skeleton)}
    beside = {}
    for row, column in pixels:
        around = [(row + i, column + j) for i, j in NEIGHBOURS]
        beside[row, column] = [pixel for pixel in around if pixel in pixels]
    nodes = sorted(here for here in pixels if len(beside[here]) != 2)
    used: set[tuple[Pixel, Pixel]] = set()
    found = []
    for node in nodes:
        for step in sorted(beside[node]):
            if (node, step) not in used:
                run = walked(node, step, beside, used)
                found.append(run)
    return [run for run in found if len(run) > 3]


def walked(
    node: Pixel, step: Pixel, beside: dict[Pixel, list[Pixel]], used: set[tuple[Pixel, Pixel]]
) -> list[Pixel]:
    """From a node along the skeleton to the next."""
    run = [node, step]
    used.add((node, step))
    while len(beside[run[-1]]) == 2:
        onward = [there for there in beside[run[-1]] if there != run[-2]]
        if not onward or onward[0] == run[0]:
            break
        run.append(onward[0])
    used.add((run[-1], run[-2]))
    return run


def joined(runs: list[list[Pixel]], reach: float = 4, bend: float = 0.75) -> list[list[Pixel]]:
    """Runs that meet, or nearly, made one where they go straightest on; `bend` is the cosine they must keep."""
    runs = sorted(runs, key=len, reverse=True)
    while True:
        best = None
        for i, one in enumerate(runs):
            for j in range(i + 1, len(runs)):
                for first, second in ends(one, runs[j]):
                    score = goes_on(first, second, reach)
                    if score > bend and (best is None or score > best[0]):
                        best = (score, i, j, first + second)
        if best is None:
            return runs
        _, i, j, whole = best
        runs = [run for number, run in enumerate(runs) if number not in (i, j)] + [whole]


def ends(one: list[Pixel], other: list[Pixel]):
    """The four ways to put two runs end to end."""
    for first in (one, one[::-1]):
        for second in (other, other[::-1]):
            yield first, second


def goes_on(first: list[Pixel], second: list[Pixel], reach: float) -> float:
    """The cosine of the turn where the first run ends and the second begins; -1 when they do not meet."""
    gap = np.subtract(second[0], first[-1])
    if np.hypot(*gap) > reach:
        return -1.0
    before = np.subtract(first[-1], first[-min(12, len(first))])
    after = np.subtract(second[min(11, len(second) - 1)], second[0])
    return float(before @ after / max(np.hypot(*before) * np.hypot(*after), 1e-9))
