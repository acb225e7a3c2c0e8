"""A deck as Anki's notes and as rows of a table: what stands where, and which pictures."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest

from school.cards.rules.cards import index_cards
from school.cards.rules.decks import TextCard
from school.exchange.rules.anki import FIELDS, Origin, make_notes
from school.exchange.rules.plates import draw_point_plates, draw_zone_plates, name_artwork
from school.exchange.rules.sheets import COLUMNS, list_rows
from tests import make
from tests.cards.small import ATLAS, CHEST, INFRA, LATS, SPINE, TWIN, deck

ART = {view: name_artwork(view, f"<svg>{view}</svg>".encode()) for view in ATLAS.views}
ORIGIN = Origin("NMT School", "https://school.example", "https://school.example/cards/factors", 3)
POINTED = make.pattern("infraspinatus", primary=INFRA.primary, spillover=("hip.side",), point=True)
DECK = deck(patterns=(POINTED, TWIN, LATS, SPINE, CHEST))
NOTES = {
    note.card.id.removeprefix("referral-patterns/"): note
    for note in make_notes(DECK, ATLAS, ART, ORIGIN)
}


def pictures(html: str) -> list[str]:
    return re.findall(r'src="([^"]+)"', html)


def test_every_card_is_a_note_in_the_order_of_the_deck():
    assert [note.card.id for note in make_notes(DECK, ATLAS, ART, ORIGIN)] == list(
        index_cards(DECK)
    )
    assert all(tuple(note.fields) == FIELDS for note in NOTES.values())


def test_the_front_of_a_zone_card_shows_no_zone_and_its_back_does():
    fields = NOTES["infraspinatus/zone"].fields
    assert fields["Shown"] == ""
    art, over = pictures(fields["Pictures"])[:2]
    assert art == ART["back"].name
    assert over.startswith("nmt-zone-back-")
    assert "arm, back" in fields["Answer"]
    assert "hip, side" in fields["Answer"].split("Less often also")[1]


def test_a_name_card_shows_the_zone_in_picture_and_words_and_keeps_the_name_for_the_back():
    fields = NOTES["infraspinatus/name"].fields
    assert "infraspinatus" not in (fields["Shown"] + fields["Question"]).casefold()
    assert "arm, back" in fields["Shown"]
    assert fields["Answer"] == "<p><b>Infraspinatus</b></p>"


def test_the_point_is_a_picture_of_its_own_on_the_back():
    assert "nmt-points-back-" in NOTES["infraspinatus/point"].fields["Pictures"]
    assert NOTES["infraspinatus/point"].fields["Shown"] == ""


def test_a_region_card_lists_the_muscles_by_how_they_are_charted_there():
    fields = NOTES["scapula.body/muscles"].fields
    main, less = fields["Answer"].split("Less often also")
    assert main == "<p>As a main zone</p><ul><li>Infraspinatus</li><li>Teres</li></ul><p>"
    assert less == "</p><ul><li>Latissimus</li></ul>"
    assert len(pictures(fields["Shown"])) == 2


def test_every_note_says_that_it_is_a_charted_pattern_and_where_it_comes_from():
    for note in NOTES.values():
        assert note.fields["Caution"].startswith("A charted pattern, not a diagnosis")
        assert "NMT School" in note.fields["Source"]
        assert "edition 3" in note.fields["Source"]
    assert "Sources: Gatterman." in NOTES["infraspinatus/zone"].fields["Source"]


def test_tags_name_the_deck_the_kind_the_group_and_the_evidence():
    assert NOTES["latissimus/zone"].tags == (
        "nmt", "deck::referral-patterns", "kind::zone", "group::trunk", "evidence::found",
    )  # fmt: skip


def test_every_picture_that_a_field_names_is_made_or_is_artwork():
    for note in NOTES.values():
        named = set(pictures("".join(note.fields.values())))
        assert named == {plate.overlay.name for plate in note.plates} | {
            ART[plate.view].name for plate in note.plates
        }


def test_pictures_stand_by_themselves_and_change_their_name_with_their_content():
    for plate in (*draw_zone_plates(POINTED, ATLAS), *draw_point_plates(POINTED, ATLAS)):
        root = ElementTree.fromstring(plate.overlay.svg)  # noqa: S314 - our own
        assert root.get("viewBox") == "0 0 1000 1000"
        assert "var(" not in plate.overlay.svg
    dotted, plain = draw_zone_plates(POINTED, ATLAS)[0], draw_zone_plates(INFRA, ATLAS)[0]
    assert "url(#d)" in dotted.overlay.svg
    assert "url(#d)" not in plain.overlay.svg
    assert dotted.overlay.name != plain.overlay.name
    assert draw_zone_plates(TWIN, ATLAS) != draw_zone_plates(LATS, ATLAS)
    assert (
        draw_zone_plates(TWIN, ATLAS)[0].overlay.name == plain.overlay.name
    )  # the same zone is the same picture


def test_what_authors_type_is_text():
    muscle = make.pattern(
        "infraspinatus", primary=INFRA.primary, spillover=(), name="<b>Infra</b>", note='"<script>'
    )
    fields = next(make_notes(deck(patterns=(muscle,)), ATLAS, ART, ORIGIN)).fields
    assert "&lt;b&gt;Infra&lt;/b&gt;" in fields["Question"]
    assert "&quot;&lt;script&gt;" in fields["Facts"]


def test_links_of_cards_in_words_lead_to_the_school():
    answer = '<p>See <a href="/modules/ischemia">it</a><sup><a href="#source-x">1</a></sup></p>'
    text = TextCard("stop-sign", "When do you stop?", answer)
    (note,) = make_notes(
        make.deck("factors", patterns=(), regions=(), cards=(text,), caution=""), ATLAS, {}, ORIGIN
    )
    assert 'href="https://school.example/modules/ischemia"' in note.fields["Answer"]
    assert 'href="https://school.example/cards/factors#source-x"' in note.fields["Answer"]
    assert note.fields["Caution"] == note.fields["Shown"] == note.fields["Facts"] == ""
    assert note.plates == ()


def test_the_table_has_one_row_a_card_with_every_column():
    made = list(list_rows(DECK))
    assert [row["card"] for row in made] == list(index_cards(DECK))
    assert all(tuple(row) == COLUMNS for row in made)
    row = next(row for row in made if row["card"] == "referral-patterns/latissimus/zone")
    assert (row["answer"], row["less_often"], row["sources"]) == (
        "hip, side; low_back, waist",
        "scapula, body",
        "Gatterman",
    )


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_of_the_table_is_a_formula(name):
    muscle = make.pattern(
        "infraspinatus", primary=INFRA.primary, spillover=(), name=name, note=name
    )
    for row in list_rows(deck(patterns=(muscle,))):
        assert row["note"] == f"'{name}"
        assert not any(str(cell).startswith(("=", "+", "-", "@", "\t")) for cell in row.values())
