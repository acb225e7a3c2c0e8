"""Figures of the body: outlines run round what is painted, zones lie where they belong, names in a page are unique."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from school.web.outlines import borders, outline, thinned
from tests.body.figures import SIZE, box, cells

Point = tuple[float, float]


def lines(path: str) -> list[list[Point]]:
    """The closed lines of a path of curves, each as points along it."""
    found = []
    for part in path.split("Z")[:-1]:
        start, *curves = part.removeprefix("M").split("Q")
        here = point(start)
        line = [here]
        for numbers in curves:
            x, y, to_x, to_y = (float(number) for number in numbers.split())
            for at in (0.25, 0.5, 0.75, 1):
                line.append(
                    tuple(
                        (1 - at) ** 2 * a + 2 * at * (1 - at) * b + at**2 * c
                        for a, b, c in zip(here, (x, y), (to_x, to_y), strict=True)
                    )
                )
            here = (to_x, to_y)
        found.append(line)
    return found


def point(text: str) -> Point:
    x, y = (float(number) for number in text.split())
    return x, y


def area(line: list[Point]) -> float:
    """Signed: positive for a line that runs clockwise on the page."""
    return sum(x * ny - nx * y for (x, y), (nx, ny) in pairwise([*line, line[0]])) / 2


def around(mask: int) -> list[list[Point]]:
    return lines(outline(mask, SIZE, SIZE, SIZE, SIZE, digits=3))


def test_nothing_painted_has_no_outline():
    assert outline(0, SIZE, SIZE, 420, 1000) == ""


def test_a_crumb_of_one_cell_has_no_outline():
    assert outline(cells([(5, 5)]), SIZE, SIZE, 420, 1000) == ""


def test_an_outline_is_in_the_units_of_the_view():
    (line,) = lines(outline(box(8, 24, 8, 24), SIZE, SIZE, 320, 640))
    assert min(x for x, _ in line) == pytest.approx(80, abs=6)
    assert max(y for _, y in line) == pytest.approx(480, abs=12)


def test_a_hole_runs_the_other_way_round():
    ring = box(4, 28, 4, 28) & ~box(12, 20, 12, 20)
    outer, inner = sorted((area(line) for line in around(ring)), key=abs, reverse=True)
    assert outer == pytest.approx(24 * 24, rel=0.05)
    assert inner == pytest.approx(-8 * 8, rel=0.2)


def test_two_patches_have_two_outlines():
    assert len(around(box(2, 10, 2, 10) | box(16, 30, 16, 30))) == 2


@given(some.lists(some.tuples(*[some.integers(2, 22)] * 2, *[some.integers(5, 9)] * 2), min_size=1, max_size=6))
def test_an_outline_encloses_as_much_as_was_painted(boxes: list[tuple[int, int, int, int]]):
    mask = 0
    for left, top, wide, high in boxes:
        mask |= box(left, left + wide, top, top + high)
    sides = sum(len(border) for border in borders(mask, SIZE, SIZE))
    # Rounding a corner costs less than a cell; a straight side costs nothing.
    assert sum(area(line) for line in around(mask)) == pytest.approx(mask.bit_count(), abs=sides * 0.12 + 2)


@given(some.integers(0, 2**256 - 1))
def test_borders_are_closed_and_walk_every_side_once(mask: int):
    sides = 0
    for border in borders(mask, 16, 16):
        assert all(abs(x - nx) <= 1 and abs(y - ny) <= 1 for (x, y), (nx, ny) in pairwise([*border, border[0]]))
        sides += len(border)
    on = {(bit % 16, bit // 16) for bit in range(256) if mask >> bit & 1}
    assert sides == sum((x + dx, y + dy) not in on for x, y in on for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)))


def test_thinning_keeps_the_corners():
    square = [(float(x), 0.0) for x in range(9)] + [(8.0, float(y)) for y in range(1, 9)]
    square += [(float(x), 8.0) for x in range(7, -1, -1)] + [(0.0, float(y)) for y in range(7, 0, -1)]
    assert sorted(thinned(square, 0.2)) == [(0, 0), (0, 8), (8, 0), (8, 8)]
