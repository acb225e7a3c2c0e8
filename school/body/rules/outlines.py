"""From a mask of cells to a smooth line around it, as an SVG path: paint is shown as marked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

Point = tuple[float, float]

# How many points on each side a point is averaged with: enough to smooth the stairs of a steep
# line.
REACH = 4
TOLERANCE = 0.2  # cells by which the drawn line may differ from the smoothed one
LEAST = 6  # a border of fewer cell sides is too small to draw


def draw_outline(
    mask: int,
    columns: int,
    rows: int,
    width: float,
    height: float,
    *,
    tolerance: float = TOLERANCE,
    digits: int = 1,
) -> str:
    """Return the border of the cells in `mask` as an SVG path of closed curves.

    In the mask, bit = row·columns + column, with row 0 at the top. `width` and `height` are the
    size of the grid in units of the path. Holes run in the opposite direction, so that either fill
    rule leaves them open. An empty mask gives an empty string.
    """
    across, down = width / columns, height / rows
    drawn = []
    for border in trace_borders(mask, columns, rows):
        if len(border) < LEAST:
            continue
        corners = thin_border(smooth_border(border), tolerance)
        if len(corners) > 2:
            drawn.append(write_curve([(x * across, y * down) for x, y in corners], digits))
    return "".join(drawn)


def trace_borders(mask: int, columns: int, rows: int) -> Iterator[list[Point]]:
    """Yield the closed borders of the set cells, each as the midpoints of cell sides in order."""
    leaving = _find_sides(mask, columns, rows)
    while leaving:
        start = next(iter(leaving))
        corner, border = start, []
        while True:
            following = leaving[corner].pop()
            if not leaving[corner]:
                del leaving[corner]
            border.append(((corner[0] + following[0]) / 2, (corner[1] + following[1]) / 2))
            corner = following
            if corner == start:
                break
        yield border


def _find_sides(mask: int, columns: int, rows: int) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Map each corner to the corners that sides lead to, the set cell always on the right."""
    whole = (1 << columns) - 1
    lines = [(mask >> (row * columns)) & whole for row in range(rows)]
    leaving: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, line in enumerate(lines):
        above = lines[row - 1] if row else 0
        below = lines[row + 1] if row + 1 < rows else 0
        for column in _list_set_bits(line & ~above):
            leaving.setdefault((column, row), []).append((column + 1, row))
        for column in _list_set_bits(line & ~below):
            leaving.setdefault((column + 1, row + 1), []).append((column, row + 1))
        for column in _list_set_bits(line & ~(line >> 1)):
            leaving.setdefault((column + 1, row), []).append((column + 1, row + 1))
        for column in _list_set_bits(line & ~(line << 1)):
            leaving.setdefault((column, row + 1), []).append((column, row))
    return leaving


def _list_set_bits(number: int) -> Iterator[int]:
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def smooth_border(border: list[Point]) -> list[Point]:
    """Return the closed border without the stairs of its cells, and nearly as large as before.

    Averaging alone would make a thin shape vanish, so what a second averaging takes away is added
    back.
    """
    once = _average_points(border)
    return [
        (2 * x - mx, 2 * y - my)
        for (x, y), (mx, my) in zip(once, _average_points(once), strict=True)
    ]


def _average_points(border: list[Point]) -> list[Point]:
    """Return each point of a closed line as the mean of the points around it."""
    reach = min(REACH, len(border) // 4)
    among = 2 * reach + 1
    around = border[-reach:] + border + border[:reach]
    x, y = 0.0, 0.0
    for px, py in around[:among]:  # not sum(), which adds differently from Python 3.12 on
        x, y = x + px, y + py
    means = [(x / among, y / among)]
    for (ox, oy), (nx, ny) in zip(around, around[among:], strict=False):
        x, y = x + nx - ox, y + ny - oy
        means.append((x / among, y / among))
    return means


def thin_border(border: list[Point], tolerance: float) -> list[Point]:
    """Return a closed line without points that are nearly on the line between their neighbors.

    The method is that of Douglas and Peucker. `tolerance` is in the units of the points.
    """
    far = max(range(len(border)), key=lambda at: _square_distance(border[at], border[0]))
    corners = {0, far}
    parts = [(0, far), (far, len(border))]
    closed = [*border, border[0]]
    while parts:
        first, last = parts.pop()
        worst, most = 0, tolerance * tolerance
        for at in range(first + 1, last):
            if (off := _square_distance_to_line(closed[at], closed[first], closed[last])) > most:
                worst, most = at, off
        if worst:
            corners.add(worst)
            parts += [(first, worst), (worst, last)]
    return [border[at] for at in sorted(corners)]


def _square_distance_to_line(point: Point, start: Point, end: Point) -> float:
    """Return the square of the distance from a point to the segment between two others."""
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    along = ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy) if dx or dy else 0.0
    along = min(1.0, max(0.0, along))
    return _square_distance(point, (ax + along * dx, ay + along * dy))


def _square_distance(start: Point, end: Point) -> float:
    dx, dy = start[0] - end[0], start[1] - end[1]
    return dx * dx + dy * dy


def write_curve(points: list[Point], digits: int) -> str:
    """Write a closed curve that bends around each point, through the midpoints: M… Q… Z."""
    middles = [
        ((x + nx) / 2, (y + ny) / 2)
        for (x, y), (nx, ny) in zip(points, points[1:] + points[:1], strict=True)
    ]
    steps = [f"M{_write_points([middles[-1]], digits)}"]
    steps += [f"Q{_write_points(pair, digits)}" for pair in zip(points, middles, strict=True)]
    return "".join([*steps, "Z"])


def _write_points(points: Iterable[Point], digits: int) -> str:
    numbers = []
    for x, y in points:
        numbers += [_write_number(x, digits), _write_number(y, digits)]
    return " ".join(numbers)


def _write_number(value: float, digits: int) -> str:
    """Write a number briefly: halves round away from zero, no trailing zeros, no minus before 0."""
    steps = 10**digits
    rounded = math.floor(abs(value) * steps + 0.5)
    if value < 0:
        rounded = -rounded
    return f"{rounded / steps + 0.0:g}"
