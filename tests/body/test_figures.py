"""Figures: outlines run around paint, zones are where they belong, ids on a page are unique."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as some
from jinja2 import StrictUndefined

from school.body import figures
from school.body.atlas import atlas
from school.body.rules import frames
from school.body.rules.outlines import draw_outline, thin_border, trace_borders
from school.body.rules.strokes import Drawing, Stroke, paint_drawing, paint_regions
from school.config import ROOT
from school.web import assets, filters
from tests.body.figures import SIZE, box, cells

Point = tuple[float, float]


def read_lines(path: str) -> list[list[Point]]:
    """The closed lines of a path of curves, each as points along it."""
    points = []
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
        points.append(line)
    return points


def point(text: str) -> Point:
    x, y = (float(number) for number in text.split())
    return x, y


def area(line: list[Point]) -> float:
    """Signed: positive for a line that runs clockwise on the page."""
    return sum(x * ny - nx * y for (x, y), (nx, ny) in pairwise([*line, line[0]])) / 2


def around(mask: int) -> list[list[Point]]:
    return read_lines(draw_outline(mask, SIZE, SIZE, SIZE, SIZE, digits=3))


def test_nothing_painted_has_no_outline():
    assert draw_outline(0, SIZE, SIZE, 420, 1000) == ""


def test_a_crumb_of_one_cell_has_no_outline():
    assert draw_outline(cells([(5, 5)]), SIZE, SIZE, 420, 1000) == ""


def test_an_outline_is_in_the_units_of_the_view():
    (line,) = read_lines(draw_outline(box(8, 24, 8, 24), SIZE, SIZE, 320, 640))
    assert min(x for x, _ in line) == pytest.approx(80, abs=6)
    assert max(y for _, y in line) == pytest.approx(480, abs=12)


def test_a_hole_runs_the_other_way_round():
    ring = box(4, 28, 4, 28) & ~box(12, 20, 12, 20)
    outer, inner = sorted((area(line) for line in around(ring)), key=abs, reverse=True)
    assert outer == pytest.approx(24 * 24, rel=0.05)
    assert inner == pytest.approx(-8 * 8, rel=0.2)


def test_two_patches_have_two_outlines():
    assert len(around(box(2, 10, 2, 10) | box(16, 30, 16, 30))) == 2


@given(
    some.lists(
        some.tuples(*[some.integers(2, 22)] * 2, *[some.integers(5, 9)] * 2), min_size=1, max_size=6
    )
)
def test_an_outline_encloses_as_much_as_was_painted(boxes: list[tuple[int, int, int, int]]):
    mask = 0
    for left, top, wide, high in boxes:
        mask |= box(left, left + wide, top, top + high)
    # Corners are rounded: the line stays within a quarter of a cell, over the whole of each border.
    allowed = sum(len(border) * 0.25 + 2 for border in trace_borders(mask, SIZE, SIZE))
    assert sum(area(line) for line in around(mask)) == pytest.approx(mask.bit_count(), abs=allowed)


@given(some.integers(0, 2**256 - 1))
def test_borders_are_closed_and_walk_every_side_once(mask: int):
    sides = 0
    for border in trace_borders(mask, 16, 16):
        assert all(
            abs(x - nx) <= 1 and abs(y - ny) <= 1
            for (x, y), (nx, ny) in pairwise([*border, border[0]])
        )
        sides += len(border)
    on = {(bit % 16, bit // 16) for bit in range(256) if mask >> bit & 1}
    assert sides == sum(
        (x + dx, y + dy) not in on for x, y in on for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))
    )


def test_thinning_keeps_the_corners():
    square = [(float(x), 0.0) for x in range(9)] + [(8.0, float(y)) for y in range(1, 9)]
    square += [(float(x), 8.0) for x in range(7, -1, -1)] + [
        (0.0, float(y)) for y in range(7, 0, -1)
    ]
    assert sorted(thin_border(square, 0.2)) == [(0, 0), (0, 8), (8, 0), (8, 8)]


@pytest.fixture
def app() -> Iterator[Flask]:
    """The templates with only what figures need, inside a request."""
    app = Flask("figures", static_folder=None, template_folder=str(ROOT / "templates"))
    app.jinja_env.undefined = StrictUndefined
    filters.register(app, lambda: "UTC")  # type: ignore[arg-type]
    for part in (assets, figures):
        part.register(app)  # type: ignore[arg-type]
    with app.test_request_context():
        yield app


def render_figure(app: Flask, figure: str, **known: Any) -> str:
    """The markup of {{ figure(…) }}."""
    source = '{% from "body/_figure.html" import figure, figure_legend %}{{ ' + figure + " }}"
    return app.jinja_env.from_string(source).render(**known)


def path_of(view: str, key: str) -> str:
    return atlas().views[view].shapes[key].path


def test_a_region_without_a_side_is_the_right_one_or_the_midline(app: Flask):
    markup = render_figure(app, 'figure("back", essential=["scapula.body", "thoracic.spinous"])')
    assert f'<path d="{path_of("back", "scapula.body.R")}"' in markup
    assert f'<path d="{path_of("back", "thoracic.spinous")}"' in markup
    assert path_of("back", "scapula.body.L") not in markup


def test_a_region_with_its_side_is_that_one(app: Flask):
    markup = render_figure(app, 'figure("back", extra=["scapula.body.L"])')
    assert f'<path d="{path_of("back", "scapula.body.L")}"' in markup
    assert path_of("back", "scapula.body.R") not in markup


def test_what_was_missed_is_hatched_and_no_longer_filled(app: Flask):
    markup = render_figure(
        app, 'figure("back", essential=["scapula.body"], missed=["scapula.body"])'
    )
    assert markup.count(path_of("back", "scapula.body.R")) == 1
    assert re.search(r'class="zone missed" fill="url\(#figure-1-missed\)"', markup)
    assert "essential" not in markup


def test_a_region_that_the_view_does_not_show_is_left_out(app: Flask):
    assert "zone" not in render_figure(app, 'figure("head_front", essential=["foot.sole"])')


def test_names_of_patterns_are_unique_in_a_page(app: Flask):
    one = 'figure("back", spillover=["scapula.body"], missed=["arm.lateral"])'
    page = render_figure(
        app,
        f'{one} ~ {one} ~ figure_legend(["spillover", "missed"]) ~ figure_legend(["spillover"])',
    )
    names = re.findall(r'\bid="([^"]+)"', page)
    assert len(names) == 7
    assert len(set(names)) == 7
    assert set(re.findall(r"url\(#([^)]+)\)", page)) == set(names)


def test_a_drawing_is_shown_as_it_is_marked(app: Flask):
    drawing = Drawing((Stroke("back", ((0.5, 0.2), (0.5, 0.3)), 0.02),))
    view = atlas().views["back"]
    line = draw_outline(
        paint_drawing(drawing, atlas())["back"], view.columns, view.rows, view.width, view.height
    )
    assert f'<path class="drawn" d="{line}"/>' in render_figure(
        app, 'figure("back", drawing=drawing)', drawing=drawing
    )
    assert "drawn" not in render_figure(app, 'figure("front", drawing=drawing)', drawing=drawing)


def test_picked_regions_can_be_shown_as_if_they_were_drawn(app: Flask):
    masks = paint_regions(["scapula.body"], atlas())
    assert 'class="drawn"' in render_figure(app, 'figure("back", drawing=masks)', masks=masks)


def test_the_left_side_is_the_whole_figure_turned_over(app: Flask):
    markup = render_figure(app, 'figure("right", essential=["shoulder.top"], mirrored=True)')
    assert f'transform="matrix(-1 0 0 1 {atlas().views["right"].width} 0)"' in markup
    assert 'aria-label="Left"' in markup


def test_a_trigger_point_stands_where_the_pattern_has_it(app: Flask):
    view = atlas().views["back"]
    (x, y), *_ = view.points["infraspinatus"]
    markup = render_figure(app, 'figure("back", points="infraspinatus")')
    assert (
        f'transform="translate({round(x * view.width, 1)} {round(y * view.height, 1)})"' in markup
    )
    assert 'class="point"' not in render_figure(app, 'figure("back", points="no-such-pattern")')


def test_a_label_is_text_and_never_markup(app: Flask):
    source = 'figure("back", essential=["scapula.body"], label=said, labels=names)'
    markup = render_figure(app, source,
                   said='"><script>', names=lambda ids: [f"<b>{ids[0]}"])  # fmt: skip
    assert "<script" not in markup
    assert 'data-name="&lt;b&gt;scapula.body"' in markup


def test_the_figure_to_paint_on_names_every_view_once(app: Flask):
    source = '{% from "body/_paint.html" import paint %}{{ paint(key="k") }}'
    markup = app.jinja_env.from_string(source).render()
    assert re.findall(r'data-view="(\w+)"', markup) == list(figures.BUTTONS)
    assert set(figures.BUTTONS) == set(atlas().views)
    assert len(markup) < 30_000


def test_what_was_sent_is_put_back_as_text(app: Flask):
    source = '{% from "body/_paint.html" import paint %}{{ paint(values={"drawing": sent}) }}'
    assert 'value="{&#34;side&#34;' in app.jinja_env.from_string(source).render(sent='{"side"')


def test_what_is_shown_near_is_wholly_in_the_frame_and_the_frame_in_the_view():
    back = atlas().views["back"]
    cell = back.height / back.rows
    shown = {key: shape for key, shape in back.shapes.items() if shape.share > 0.9}
    assert len(shown) > 40
    for key, shape in shown.items():
        top, height = frames.frame_closely(back, [0, shape.mask], ())
        rows = [
            bit // back.columns for bit in range(back.rows * back.columns) if shape.mask >> bit & 1
        ]
        assert top - 1 <= min(rows) * cell < (max(rows) + 1) * cell <= top + height + 1, key
        assert 0 <= top < top + height <= back.height, key
        assert height >= back.height * 0.4, key  # enough of the body to know where one is


def test_what_reaches_over_the_whole_body_is_shown_whole():
    back = atlas().views["back"]
    assert frames.frame_closely(back, [back.skin], ()) == (0, back.height)
    assert frames.frame_closely(back, [], ()) == (0, back.height)


def test_a_close_up_stays_whole():
    face = atlas().views["head_front"]
    assert frames.frame_closely(face, [face.shapes["head.eye.R"].mask], ()) == (0, face.height)


def test_a_point_alone_can_be_near():
    back = atlas().views["back"]
    assert frames.frame_closely(back, [], [(0.99, 0.5)]) == (292, 420)
    assert frames.frame_closely(back, [], [(0.5, 0.01)]) == (0, 420)
