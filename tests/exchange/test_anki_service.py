"""The package for Anki, read back as Anki reads it: a zip with a database, and the pictures."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from school.body.atlas import atlas
from school.cards.rules.cards import index_cards
from school.cards.rules.registry import CARD_KINDS
from school.exchange.rules.anki import FIELDS, Origin
from school.exchange.service.anki import (
    LOOKS_SINCE,
    ZIPPED_AT,
    build_package,
    make_anki_id,
    make_guid,
)
from tests import make

DECK = make.deck(edition_id=7)
ORIGIN = Origin("NMT School", "https://school.example", "https://school.example/cards/factors", 3)
ART = tuple((view, f"<svg>{view}</svg>".encode()) for view in sorted(atlas().views))
LATER = LOOKS_SINCE + timedelta(days=30)


def made(deck=DECK, origin=ORIGIN, at=LATER) -> bytes:
    return build_package(deck, ART, origin, at)


@contextmanager
def opened(content: bytes) -> Iterator[sqlite3.Connection]:
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        assert zipped.testzip() is None
        connection = sqlite3.connect(":memory:")
        connection.deserialize(zipped.read("collection.anki2"))
    try:
        yield connection
    finally:
        connection.close()


def notes_in(content: bytes) -> dict[str, dict]:
    """GUID → fields by name, with `tags` and `mod`, since when the note has been as it is."""
    with opened(content) as collection:
        rows = collection.execute("SELECT guid, flds, mod, tags FROM notes").fetchall()
    return {
        row[0]: dict(zip(FIELDS, row[1].split("\x1f"), strict=True), mod=row[2], tags=row[3])
        for row in rows
    }


def test_every_card_is_a_note_with_one_card():
    notes = notes_in(made())
    assert set(notes) == {make_guid(card_id) for card_id in index_cards(DECK)}
    with opened(made()) as collection:
        assert (
            collection.execute("SELECT count(*), count(DISTINCT nid) FROM cards").fetchone()
            == (len(notes),) * 2
        )


def test_each_kind_has_a_deck_of_its_own_below_the_decks_title():
    with opened(made()) as collection:
        decks = json.loads(collection.execute("SELECT decks FROM col").fetchone()[0])
        used = {row[0] for row in collection.execute("SELECT DISTINCT did FROM cards")}
    names = {decks[str(deck)]["name"] for deck in used}
    kinds = {CARD_KINDS[card.kind].word for card in index_cards(DECK).values()}
    assert names == {f"Referral patterns::{word}" for word in kinds}


def test_the_same_edition_is_the_same_file_byte_for_byte():
    one = made()
    build_package.cache_clear()
    assert made() == one
    with zipfile.ZipFile(io.BytesIO(one)) as zipped:
        assert {entry.date_time for entry in zipped.infolist()} == {
            ZIPPED_AT
        }  # and not the moment of making


def test_a_later_edition_updates_the_notes_in_place():
    patterns = (make.pattern("infraspinatus", note="Mended"), *DECK.patterns[1:])
    before = notes_in(made())
    after = notes_in(made(make.deck(edition_id=8, patterns=patterns), at=LATER + timedelta(days=1)))
    assert set(before) == set(after)
    changed = make_guid("referral-patterns/infraspinatus/zone")
    assert "Mended" in after[changed]["Facts"]
    assert "Mended" not in before[changed]["Facts"]
    assert after[changed]["mod"] - before[changed]["mod"] == 86_400


def test_notes_are_never_older_than_the_way_they_look():
    old = notes_in(made(at=datetime(2020, 1, 1, tzinfo=UTC)))
    assert {note["mod"] for note in old.values()} == {int(LOOKS_SINCE.timestamp())}


def test_ids_never_change():
    """What students have imported hangs on them: they are written down here."""
    assert make_guid("referral-patterns/infraspinatus/zone") == "e1274d7cdbca9859b01f"
    assert make_anki_id("deck/referral-patterns/zone") == 1104778466
    assert make_anki_id("model") == 1560184479


def test_the_pictures_are_there_each_once_and_every_one_is_used():
    content = made()
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        names = json.loads(zipped.read("media"))
        pictures = {name: zipped.read(place).decode() for place, name in names.items()}
        assert set(zipped.namelist()) == {"collection.anki2", "media", *names}
    text = "".join(
        value
        for note in notes_in(content).values()
        for value in note.values()
        if isinstance(value, str)
    )
    assert len(set(names.values())) == len(names)
    assert pictures
    for name, svg in pictures.items():
        assert f'src="{name}"' in text
        assert svg.startswith("<svg")
    assert text.count('src="') == text.count("<img ")


def test_the_style_knows_anki_at_night():
    with opened(made()) as collection:
        (model,) = json.loads(collection.execute("SELECT models FROM col").fetchone()[0]).values()
    assert ".nightMode" in model["css"]
    assert [field["name"] for field in model["flds"]] == list(FIELDS)
    assert "{{Caution}}" in model["tmpls"][0]["afmt"]


@pytest.mark.parametrize("kind", ["zone", "name"])
def test_tags_say_the_group_and_the_evidence(kind):
    tags = notes_in(made())[make_guid(f"referral-patterns/infraspinatus/{kind}")]["tags"].split()
    assert {"group::shoulder_arm", "evidence::found", f"kind::{kind}"} <= set(tags)
