"""From a mask of cells to the smooth line around it, as an SVG path: what was painted is shown as it was marked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

Point = tuple[float, float]

REACH = 4  # points of the border on each side that a point is averaged with: as far as the stairs of a steep line
TOLERANCE = 0.2  # cells by which the drawn line may leave the smoothed one
LEAST = 6  # a border of fewer cell sides is a crumb


def outline(
    mask: int,
    columns: int,
    rows: int,
    width: float,
    height: float,
    *,
    tolerance: float = TOLERANCE,
    digits: int = 1,
) -> str:
    """The border of the cells set in `mask` (bit = row·columns + column, row 0 on top) as a path of closed curves.

    `width` and `height` are what the grid measures in the units of the path. Holes run the other way round, so that
    either fill rule leaves them open. Nothing set: the empty string.
    """
    across, down = width / columns, height / rows
    drawn = []
    for border in borders(mask, columns, rows):
        if len(border) < LEAST:
            continue
        kept = thinned(smoothed(border), tolerance)
        if len(kept) > 2:
            drawn.append(curve([(x * across, y * down) for x, y in kept], digits))
    return "".join(drawn)


def borders(mask: int, columns: int, rows: int) -> Iterator[list[Point]]:
    """The closed borders of the set cells, in cells: the middles of the cells' sides, in order."""
    leaving = _sides(mask, columns, rows)
    while leaving:
        start = next(iter(leaving))
        here, border = start, []
        while True:
            there = leaving[here].pop()
            if not leaving[here]:
                del leaving[here]
            border.append(((here[0] + there[0]) / 2, (here[1] + there[1]) / 2))
            here = there
            if here == start:
                break
        yield border


def _sides(mask: int, columns: int, rows: int) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Corner → the corners to which a side leads, with the set cell always on its right."""
    whole = (1 << columns) - 1
    lines = [(mask >> (row * columns)) & whole for row in range(rows)]
    leaving: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, line in enumerate(lines):
        above = lines[row - 1] if row else 0
        below = lines[row + 1] if row + 1 < rows else 0
        for column in _set_bits(line & ~above):
            leaving.setdefault((column, row), []).append((column + 1, row))
        for column in _set_bits(line & ~below):
            leaving.setdefault((column + 1, row + 1), []).append((column, row + 1))
        for column in _set_bits(line & ~(line >> 1)):
            leaving.setdefault((column + 1, row), []).append((column + 1, row + 1))
        for column in _set_bits(line & ~(line << 1)):
            leaving.setdefault((column, row + 1), []).append((column, row))
    return leaving


def _set_bits(number: int) -> Iterator[int]:
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def smoothed(border: list[Point]) -> list[Point]:
    """The closed border without the stairs of its cells, and nearly as large as before.

    A mean alone would shrink a fine line away, so what a second mean takes is given back.
    """
    once = _means(border)
    return [(2 * x - mx, 2 * y - my) for (x, y), (mx, my) in zip(once, _means(once), strict=True)]


def _means(border: list[Point]) -> list[Point]:
    """Each point of a closed line as the mean of those around it."""
    reach = min(REACH, len(border) // 4)
    among = 2 * reach + 1
    around = border[-reach:] + border + border[:reach]
    x, y = 0.0, 0.0
    for px, py in around[:among]:  # not sum(), which adds up otherwise from Python 3.12 on
        x, y = x + px, y + py
    means = [(x / among, y / among)]
    for (ox, oy), (nx, ny) in zip(around, around[among:], strict=False):
        x, y = x + nx - ox, y + ny - oy
        means.append((x / among, y / among))
    return means


def thinned(border: list[Point], tolerance: float) -> list[Point]:
    """A closed line without the points that lie nearly on the way between the others (Douglas and Peucker)."""
    far = max(range(len(border)), key=lambda at: _squared(border[at], border[0]))
    kept = {0, far}
    parts = [(0, far), (far, len(border))]
    closed = [*border, border[0]]
    while parts:
        first, last = parts.pop()
        worst, most = 0, tolerance * tolerance
        for at in range(first + 1, last):
            if (off := _squared_distance(closed[at], closed[first], closed[last])) > most:
                worst, most = at, off
        if worst:
            kept.add(worst)
            parts += [(first, worst), (worst, last)]
    return [border[at] for at in sorted(kept)]


def _squared_distance(point: Point, start: Point, end: Point) -> float:
    """The square of how far a point lies from the stretch between two others."""
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    along = ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy) if dx or dy else 0.0
    along = min(1.0, max(0.0, along))
    return _squared(point, (ax + along * dx, ay + along * dy))


def _squared(one: Point, other: Point) -> float:
    dx, dy = one[0] - other[0], one[1] - other[1]
    return dx * dx + dy * dy


def curve(points: list[Point], digits: int) -> str:
    """A closed curve that bends round each point and passes through the middle of every two: M… Q… Z."""
    middles = [
        ((x + nx) / 2, (y + ny) / 2)
        for (x, y), (nx, ny) in zip(points, points[1:] + points[:1], strict=True)
    ]
    steps = [f"M{_numbers([middles[-1]], digits)}"]
    steps += [f"Q{_numbers(pair, digits)}" for pair in zip(points, middles, strict=True)]
    return "".join([*steps, "Z"])


def _numbers(points: Iterable[Point], digits: int) -> str:
    return " ".join(_number(value, digits) for point in points for value in point)


def _number(value: float, digits: int) -> str:
    """As few letters as say it: halves away from zero, no zeros behind, no sign before 0."""
    steps = 10**digits
    whole = math.floor(abs(value) * steps + 0.5)
    return f"{(-whole if value < 0 else whole) / steps + 0.0:g}"
