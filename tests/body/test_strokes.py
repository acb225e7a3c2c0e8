"""Drawings: read, refused, and turned into cells."""

from __future__ import annotations

import json
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.body.atlas import atlas
from school.body.rules.strokes import (
    MOST_CHARACTERS,
    MOST_POINTS,
    MOST_STROKES,
    BadDrawing,
    Drawing,
    Stroke,
    Tap,
    paint_drawing,
    read_drawing,
    read_tap,
)
from tests.body import figures
from tests.body.figures import SIZE, box, cells, mirror_mask

ATLAS = figures.atlas()
PLACES = st.floats(-0.2, 1.2)
RADII = st.floats(0.003, 0.12)
NEVER = st.just(False)


@st.composite
def draw_strokes(draw, erases=NEVER) -> Stroke:
    points = draw(st.lists(st.tuples(PLACES, PLACES), min_size=1, max_size=6))
    return Stroke(
        draw(st.sampled_from(["back", "front"])), tuple(points), draw(RADII), draw(erases)
    )


def write_drawing(**fields) -> str:
    stroke = {"view": "back", "radius": 0.02, "erase": False, "points": [[0.5, 0.5], [0.6, 0.5]]}
    return json.dumps({"side": "right", "strokes": [stroke | fields]})


def test_a_drawing_is_read_and_sent_again():
    sent = write_drawing()
    drawing_read = read_drawing(sent)
    assert drawing_read == Drawing((Stroke("back", ((0.5, 0.5), (0.6, 0.5)), 0.02),))
    assert json.loads(sent) == drawing_read.to_page_fields()


@given(st.lists(draw_strokes(st.booleans()), max_size=5), st.sampled_from(["right", "left"]))
def test_what_is_sent_again_reads_the_same(drawn, side):
    drawing_read = Drawing(tuple(drawn), side)
    assert read_drawing(json.dumps(drawing_read.to_page_fields())) == drawing_read


def test_a_drawing_without_strokes_paints_nothing():
    assert paint_drawing(read_drawing('{"side": "left", "strokes": []}'), ATLAS) == {}


@pytest.mark.parametrize(
    "given",
    [
        {"view": 7},
        {"view": "../etc"},
        {"view": ""},
        {"radius": 0.002},
        {"radius": 0.13},
        {"radius": True},
        {"radius": "0.02"},
        {"radius": None},
        {"radius": float("nan")},
        {"radius": float("inf")},
        {"erase": 1},
        {"erase": None},
        {"points": []},
        {"points": {}},
        {"points": [[0.5]]},
        {"points": [[0.5, 0.5, 0.5]]},
        {"points": [0.5, 0.5]},
        {"points": [["0.5", 0.5]]},
        {"points": [[True, 0.5]]},
        {"points": [[float("nan"), 0.5]]},
        {"points": [[0.5, float("-inf")]]},
        {"points": [[1.21, 0.5]]},
        {"points": [[0.5, -0.21]]},
        {"points": [[10**400, 0.5]]},
        {"points": [[0.5, 0.5]] * (MOST_POINTS + 1)},
        {"points": [[0, 0], [1, 1]] * 110},
    ],
)
def test_a_stroke_that_no_page_sends_is_refused(given):
    with pytest.raises(BadDrawing):
        read_drawing(write_drawing(**given))


def test_the_points_of_all_strokes_are_counted_together():
    dab = {"view": "back", "radius": 0.02, "points": [[0.5, 0.5]] * (MOST_POINTS // 2)}
    assert len(read_drawing(json.dumps({"strokes": [dab, dab]})).strokes) == 2
    one_more = {**dab, "points": [[0.5, 0.5]]}
    with pytest.raises(BadDrawing, match="points"):
        read_drawing(json.dumps({"strokes": [dab, dab, one_more]}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "7",
        "{}",
        '{"strokes": {}}',
        '{"strokes": [7]}',
        '{"strokes": [], "side": "up"}',
        '{"strokes": [], "side": 1}',
        '{"strokes": [], "side": []}',
        "[" * 100_000,
        '{"strokes":' * 15_000,
        '{"strokes": []}' + " " * MOST_CHARACTERS,
        '{"strokes": ['
        + ",".join(['{"view":"back","radius":0.01,"points":[[0,0]]}'] * (MOST_STROKES + 1))
        + "]}",
        '{"strokes": [{"view":"back","radius":1e999,"points":[[0,0]]}]}',
        '{"strokes": [{"view":"back","radius":0.01,"points":[[' + "9" * 5000 + ",0]]}]}",
    ],
)
def test_text_that_is_no_drawing_is_refused(text):
    with pytest.raises(BadDrawing):
        read_drawing(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda i: st.lists(i) | st.dictionaries(st.text(), i),
    )
)
def test_no_json_does_worse_than_being_refused(sent):
    for text in (
        json.dumps(sent),
        json.dumps({"strokes": sent}),
        json.dumps({"strokes": [{"points": sent}]}),
    ):
        try:
            read_drawing(text)
        except BadDrawing:
            continue


def test_a_tap_is_read_and_a_bad_one_refused():
    text = '{"side": "left", "view": "back", "x": 0.61, "y": 0.22}'
    assert read_tap(text) == Tap("back", 0.61, 0.22, "left")
    assert read_tap(text).to_page_fields() == json.loads(text)
    for bad in (
        '{"view": "back", "x": 0.61}',
        '{"view": "back", "x": true, "y": 0}',
        '{"x": 1, "y": 1}',
        "x",
    ):
        with pytest.raises(BadDrawing):
            read_tap(bad)


def cells_of(mask: int) -> set[tuple[int, int]]:
    return {(n % SIZE, n // SIZE) for n in range(SIZE * SIZE) if mask >> n & 1}


def test_a_dab_paints_a_disc_of_cells():
    dab = Drawing((Stroke("back", ((16.5 / SIZE, 16.5 / SIZE),), 2 / SIZE),))
    disc = [(16 + x, 16 + y) for x in range(-2, 3) for y in range(-2, 3) if x * x + y * y <= 4]
    assert paint_drawing(dab, ATLAS) == {"back": cells(disc)}


def test_a_stroke_paints_everything_between_its_points():
    line = Drawing(
        (Stroke("back", ((4.5 / SIZE, 9.5 / SIZE), (20.5 / SIZE, 9.5 / SIZE)), 1 / SIZE),)
    )
    assert paint_drawing(line, ATLAS)["back"] == box(4, 21, 8, 11) | cells([(3, 9), (21, 9)])


@given(draw_strokes())
def test_each_painted_cell_is_near_the_line_and_each_near_cell_is_painted(stroke):
    """Compared with measuring every cell: centers are rounded to cells, so within a diagonal."""
    got = cells_of(paint_drawing(Drawing((stroke,)), ATLAS).get(stroke.view, 0))
    line = [(x * SIZE, y * SIZE) for x, y in stroke.points]
    for x in range(1, 31):
        for y in range(1, 31):
            away = min(
                _measure_distance((x + 0.5, y + 0.5), a, b)
                for a, b in zip(line, line[1:] or line, strict=False)
            )
            radius = stroke.radius * SIZE
            if (x, y) in got:
                assert away <= radius + 1
            if away <= radius - 1.5:
                assert (x, y) in got


def _measure_distance(place, a, b) -> float:
    """From a place to the line from a to b."""
    (px, py), (ax, ay), (bx, by) = place, a, b
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = (
        max(0, min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length)) if length else 0
    )
    return ((px - ax - along * (bx - ax)) ** 2 + (py - ay - along * (by - ay)) ** 2) ** 0.5


@given(st.lists(draw_strokes(), max_size=5))
def test_paint_stays_on_the_skin(drawn):
    for view_id, mask in paint_drawing(Drawing(tuple(drawn)), ATLAS).items():
        assert mask
        assert not mask & ~ATLAS.views[view_id].skin


@given(st.lists(draw_strokes(), max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_strokes_that_do_not_erase_is_nothing(drawn, random):
    shuffled = list(drawn)
    random.shuffle(shuffled)
    assert paint_drawing(Drawing(tuple(drawn)), ATLAS) == paint_drawing(
        Drawing(tuple(shuffled)), ATLAS
    )


@given(draw_strokes())
def test_erasing_the_same_line_takes_a_stroke_back(stroke):
    eraser = Stroke(stroke.view, stroke.points, stroke.radius, erases=True)
    assert paint_drawing(Drawing((stroke, eraser)), ATLAS) == {}
    assert paint_drawing(Drawing((eraser, stroke)), ATLAS) == paint_drawing(
        Drawing((stroke,)), ATLAS
    )


@given(draw_strokes(), draw_strokes(st.just(True)), draw_strokes())
def test_erasing_takes_away_what_came_before_it_and_not_what_comes_after(first, eraser, last):
    drawing_read = paint_drawing(Drawing((first, eraser, last)), ATLAS)
    after = paint_drawing(Drawing((last,)), ATLAS)
    before = paint_drawing(Drawing((first, eraser)), ATLAS)
    for view_id in ("back", "front"):
        assert drawing_read.get(view_id, 0) == before.get(view_id, 0) | after.get(view_id, 0)


@given(draw_strokes())
def test_the_side_that_was_shown_changes_nothing(stroke):
    assert paint_drawing(Drawing((stroke,), "left"), ATLAS) == paint_drawing(
        Drawing((stroke,), "right"), ATLAS
    )


@given(st.lists(st.tuples(st.integers(-6, 37), st.integers(-6, 37)), min_size=1, max_size=1), RADII)
def test_a_mirrored_dab_paints_the_mirrored_cells(places, radius):
    points = tuple(((x + 0.5) / SIZE, (y + 0.5) / SIZE) for x, y in places)
    mirrored_points = tuple((1 - x, y) for x, y in points)
    dab, mirror = (
        paint_drawing(Drawing((Stroke("back", line, radius),)), ATLAS)
        for line in (points, mirrored_points)
    )
    assert mirror_mask(dab.get("back", 0)) == mirror.get("back", 0)


def test_a_brush_beyond_the_edge_paints_what_it_reaches_and_nothing_comes_round():
    naked = figures.view("bare", {}, skin=box(0, 32, 0, 32))
    bare = figures.Atlas({"bare": naked})
    dab = Drawing((Stroke("bare", ((-1 / SIZE, 0.5),), 0.1),))
    got = cells_of(paint_drawing(dab, bare)["bare"])
    assert got
    assert max(x for x, _ in got) < 4


def test_a_view_that_the_atlas_does_not_have_takes_no_paint():
    assert paint_drawing(read_drawing(write_drawing(view="retired")), ATLAS) == {}


def test_the_costliest_drawing_is_painted_in_a_moment():
    """A new brush for every stroke, all over the body: no hand draws it, but a machine may."""
    views = list(atlas().views)
    strokes = [
        {
            "view": views[number % len(views)],
            "radius": 0.12 - number / 10_000,
            "erase": number // len(views) % 2 == 1,
            "points": [
                [number * 0.37 % 1, number * 0.61 % 1],
                [number * 0.83 % 1, number * 0.29 % 1],
            ],
        }
        for number in range(MOST_STROKES)
    ]
    drawn = read_drawing(json.dumps({"strokes": strokes}))

    def measure_seconds() -> float:
        paint_drawing.cache_clear()
        began = process_time()
        paint_drawing(drawn, atlas())
        return process_time() - began

    # 0.04 on two old cores; a busy machine takes three times as long for the same instructions.
    assert min(measure_seconds() for _ in range(5)) < 0.2


def test_what_was_just_painted_is_not_painted_again():
    drawn = Drawing((Stroke("back", ((0.5, 0.5),), 0.1),))
    assert paint_drawing(drawn, ATLAS) is paint_drawing(Drawing(drawn.strokes), ATLAS)
    assert paint_drawing(drawn, atlas()) is not paint_drawing(drawn, ATLAS)
