"""The contact sheet of the body map, and the sums behind its drawings."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from school.body.atlas import atlas
from school.body.rules.atlas import View
from school.studio.rules.bodysheet import find_cut_out, find_deepest_point, list_plates, list_rows
from tests import make


def view(columns: int, rows: int) -> View:
    """A view of ten units a cell."""
    return View("front", "Front", columns * 10, rows * 10, 1800, columns, rows, 0, {}, {})


def mask(drawing: list[str]) -> int:
    """Cells drawn as #."""
    return sum(1 << number for number, cell in enumerate("".join(drawing)) if cell == "#")


@pytest.mark.parametrize(("drawing", "place"), [
    (["......", ".####.", ".####.", ".####.", "......"], {(25, 25), (35, 25)}),
    (["######", "......", "......"], {(25, 5), (35, 5)}),
    (["#....", "#....", "#...."], {(5, 15)}),
])  # fmt: skip
def test_a_number_stands_well_inside_its_region_and_in_the_middle_of_a_strip(drawing, place):
    assert find_deepest_point(view(len(drawing[0]), len(drawing)), mask(drawing)) in place


def test_every_number_on_the_sheet_stands_inside_its_region():
    for here in atlas().views.values():
        for key, shape in here.shapes.items():
            x, y = find_deepest_point(here, shape.mask)
            cell = here.height / here.rows
            assert shape.mask >> int(y / cell) * here.columns + int(x / cell) & 1, (here.id, key)


def test_a_cut_out_is_a_square_with_the_region_in_its_middle():
    drawing = ["." * 20] * 20
    drawing[10] = "." * 4 + "########" + "." * 8
    assert find_cut_out(view(20, 20), mask(drawing)) == (12, 37, 136, 136)


def test_a_small_region_is_shown_with_its_surroundings():
    drawing = ["." * 20] * 20
    drawing[10] = "." * 10 + "#" + "." * 9
    assert find_cut_out(view(20, 20), mask(drawing))[2] == 40


def test_the_sheet_shows_each_region_of_the_deck_in_every_view_that_draws_it():
    deck = make.deck()
    sheet = list_rows(deck.regions, atlas())
    assert [row.region for row in sheet] == list(deck.regions)
    for row in sheet:
        shown = atlas().find_shapes(atlas().find_studied_key(row.region.id))
        assert {place.view.id for place in row.places} == shown.keys()
        shares = [place.shape.share for place in row.places]
        assert shares == sorted(shares, reverse=True)
    drawn = [place for places in list_plates(sheet, atlas()).values() for place in places]
    assert len(drawn) == len({place.id for place in drawn})


def test_the_page_names_each_region_and_shows_its_definition(ines):
    html = ines.get("/studio/body").get_data(as_text=True)
    for region in make.deck().regions:
        assert region.label in html
        assert f"<code>{region.id}</code>" in html
    assert "body/front." in html
    assert "#figure" in html
    assert "outline:" in html
    assert "cm²" in html


def test_the_page_says_that_it_awaits_review_and_where_to_mend(ines):
    html = ines.get("/studio/body").get_data(as_text=True)
    assert "need expert review" in html
    assert "content/body/regions.yaml" in html


def test_the_drawings_are_well_formed(ines):
    html = ines.get("/studio/body").get_data(as_text=True)
    drawings = html.split('<svg class="sheet-')[1:]
    assert len(drawings) > 10
    for drawing in drawings:
        ElementTree.fromstring('<svg class="' + drawing.split("</svg>")[0] + "</svg>")  # noqa: S314


def test_the_studio_leads_to_the_sheet(ines):
    assert 'href="/studio/body"' in ines.get("/studio").get_data(as_text=True)


def test_students_do_not_see_the_sheet(ana):
    assert ana.get("/studio/body").status_code == 403
