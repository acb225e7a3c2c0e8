"""The atlas: reading it, and which views to show for a zone."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.body.atlas import VIEWS, NoFigure, read_atlas
from school.body.rules.atlas import Atlas, pack_mask, unpack_mask
from tests.body import figures
from tests.body.figures import box

ATLAS = figures.atlas()


@given(st.integers(0, 2**2000))
def test_a_mask_is_packed_and_unpacked(mask):
    assert unpack_mask(pack_mask(mask)) == mask


def view_file(name: str) -> dict:
    return {
        "view": name,
        "name": name.capitalize(),
        "width": 420,
        "height": 1000,
        "millimetres": 1790,
        "columns": 108,
        "rows": 256,
        "skin": pack_mask(255),
        "regions": {"shoulder.top.R": {"path": "M0 0Z", "mask": pack_mask(7), "share": 0.62}},
        "points": {"infraspinatus": [[0.61, 0.22]]},
    }


def test_the_atlas_is_read_from_its_files(tmp_path):
    for name in VIEWS:
        (tmp_path / f"{name}.json").write_text(json.dumps(view_file(name)))
    atlas = read_atlas(tmp_path)
    assert tuple(atlas.views) == VIEWS
    shape = atlas.views["front"].shapes["shoulder.top.R"]
    assert (shape.mask, shape.share, shape.cells) == (7, Fraction(62, 100), 3)
    assert atlas.views["front"].points == {"infraspinatus": ((0.61, 0.22),)}


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"view": "back"}', json.dumps(view_file("back") | {"skin": "eNpj"})]
)
def test_a_figure_that_is_not_there_or_broken_is_a_plain_error(tmp_path, text):
    with pytest.raises(NoFigure, match=r"front\.json cannot be read"):
        read_atlas(tmp_path)
    for name in VIEWS:
        (tmp_path / f"{name}.json").write_text(json.dumps(view_file(name)))
    (tmp_path / "back.json").write_text(text)
    with pytest.raises(NoFigure, match=r"back\.json cannot be read"):
        read_atlas(tmp_path)


def test_a_paired_region_is_meant_on_the_right_and_one_on_the_midline_as_itself():
    assert ATLAS.find_studied_key("scapula.body") == "scapula.body.R"
    assert ATLAS.find_studied_key("spine.middle") == "spine.middle"
    assert ATLAS.find_studied_key("gone.away") == "gone.away"


def build_atlas_showing(**shares_by_view: dict[str, str]) -> Atlas:
    """Views that show the regions named, each with a share; `close_…` are close-ups."""
    views = {}
    for name, shares in shares_by_view.items():
        shapes = {}
        for region_id, share in shares.items():
            shapes[f"{region_id}.R"] = figures.shape(box(0, 8, 0, 8), share)
        millimeters = 200 if name.startswith("close") else 1750
        views[name] = figures.view(name, shapes, millimeters=millimeters)
    return Atlas(views)


@pytest.mark.parametrize(
    ("views", "chosen"),
    [
        ({"front": {"a": "1"}, "back": {"b": "1"}}, ("front", "back")),
        (
            {"front": {"a": "1"}, "back": {"a": "0.75", "b": "1"}},
            ("back",),
        ),  # one view shows both well enough
        ({"front": {"a": "1"}, "back": {"a": "0.7", "b": "1"}}, ("front", "back")),
        (
            {"front": {"a": "0.9", "b": "0.8"}, "back": {"a": "1", "b": "1"}},
            ("back",),
        ),  # as many, but more of them
        (
            {"close_up": {"a": "1", "b": "1"}, "front": {"a": "0.8", "b": "0.8"}},
            ("front",),
        ),  # the whole body first
        ({"close_up": {"a": "1", "b": "1"}, "front": {"a": "0.8", "b": "0.3"}}, ("close_up",)),
        (
            {"front": {"a": "0.5"}, "back": {"a": "0.4", "b": "0.5"}},
            ("front", "back"),
        ),  # nothing shows them well
        ({"front": {"c": "1"}}, ()),
    ],
)
def test_the_fewest_views_that_show_each_region_well(views, chosen):
    assert build_atlas_showing(**views).find_views_for(["a", "b"]) == chosen


def test_a_region_too_small_to_paint_on_the_whole_figure_asks_for_its_close_up():
    front = figures.view("front", {"a.R": figures.shape(box(0, 6, 0, 6))})
    close = figures.view("close", {"a.R": figures.shape(box(0, 20, 0, 20))}, millimeters=200)
    assert Atlas({"front": front, "close": close}).find_views_for(["a"]) == ("close",)
    assert Atlas({"front": front}).find_views_for(["a"]) == ("front",)


def test_a_close_up_comes_before_a_whole_figure_that_shows_as_many_but_small():
    front = figures.view("front", {"a.R": figures.shape(box(0, 8, 0, 8))})
    close = figures.view("close", {"a.R": figures.shape(box(0, 20, 0, 20), "0.8")}, millimeters=200)
    assert Atlas({"front": front, "close": close}).find_views_for(["a"]) == ("close",)
    large = figures.view("front", {"a.R": figures.shape(box(0, 12, 0, 12))})
    assert Atlas({"close": close, "front": large}).find_views_for(["a"]) == ("front",)


def test_no_regions_ask_for_no_view():
    assert ATLAS.find_views_for([]) == ()


def test_all_marks_of_a_view_are_known_by_their_size():
    back = ATLAS.views["back"]
    assert back.region_cells.bit_count() == sum(shape.cells for shape in back.shapes.values())
    assert back.mean_cells == Fraction(2 * (50 + 48 + 36 + 64) + 56, 9)
    assert back.cell_area == Fraction(1750, 32) ** 2
    assert not back.is_close_up
    assert ATLAS.views["hand"].is_close_up
