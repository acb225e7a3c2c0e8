"""Builds a deck as a package for Anki, in memory: the same bytes for the same edition."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import Any

from school.body.atlas import atlas
from school.cards.rules.decks import Deck
from school.cards.rules.registry import CARD_KINDS
from school.core.refusals import Conflict
from school.exchange.rules.anki import FIELDS, AnkiNote, Origin, make_notes
from school.exchange.rules.plates import Picture, name_artwork

# Since when notes have looked as they do. Anki imports a note only if it is newer than its own.
# Whoever changes what a note says, or how it looks, sets this to that day.
LOOKS_SINCE = datetime.fromisoformat("2026-11-21T00:00:00+00:00")
PACKAGES_KEPT = 4
ZIPPED_AT = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip file can hold
FRONT = (
    """<article class="nmt"><p class="kind">{{Kind}}</p><h1>{{Question}}</h1>{{Shown}}</article>"""
)
BACK = """{{FrontSide}}<hr id="answer"><article class="nmt">{{Answer}}\
<div class="plates">{{Pictures}}</div>{{Facts}}
{{#Caution}}<p class="caution">{{Caution}}</p>{{/Caution}}\
<p class="source">{{Source}}</p></article>"""
STYLE = """.card { font: 18px/1.5 system-ui, sans-serif; color: #1c2326; \
background: #fcfbf8; text-align: left; }
.nmt { max-width: 40rem; margin: 0 auto; padding: 0 .6rem; }
.nmt h1 { font-size: 1.3rem; line-height: 1.3; text-align: center; margin: .4rem 0 1rem; }
.kind { text-align: center; color: #566064; font-size: .85rem; margin: .6rem 0 0; }
.plates, .nmt { overflow-wrap: anywhere; }
.plate { position: relative; display: inline-block; margin: .3rem; vertical-align: top; }
.plate img { display: block; max-width: 100%; width: auto; height: min(60vh, 26rem); }
.plate img.over { position: absolute; inset: 0; }
.nmt dt { color: #566064; font-size: .85rem; margin-top: .5rem; }
.nmt dd { margin: 0; }
.caution { border-left: 4px solid #7d5200; padding-left: .7rem; }
.source { color: #566064; font-size: .8rem; }
.nmt a { color: #0b5a5e; }
.nightMode.card, .nightMode .card { color: #e8e6e1; background: #15181a; }
.nightMode .kind, .nightMode .source, .nightMode .nmt dt { color: #a9b1b3; }
.nightMode .nmt a { color: #6cc5c3; }
.nightMode .plate img { filter: brightness(.42); }
.nightMode .plate img.over { filter: brightness(1.25); }
"""


class NoAnki(Conflict):
    sentence = "Anki export isn't installed. An optional package (anki) is missing."


@lru_cache(maxsize=PACKAGES_KEPT)
def build_package(
    deck: Deck, art: tuple[tuple[str, bytes], ...], origin: Origin, published_at: datetime
) -> bytes:
    """The .apkg file of a deck, built once for each edition. `art` is the artwork by view.

    The ids of notes, decks and the model follow from the ids of the cards. So a later package
    updates what Anki has, and keeps its schedule. A note is as new as the edition.
    Raises NoAnki.
    """
    pictures = {view: name_artwork(view, content) for view, content in art}
    notes = list(make_notes(deck, atlas(), pictures, origin))
    media: dict[str, Picture] = {}
    for note in notes:
        for plate in note.plates:
            media[plate.overlay.name] = plate.overlay
            media[pictures[plate.view].name] = pictures[plate.view]
    return _zip_package(
        _build_collection(deck, notes, max(published_at, LOOKS_SINCE)),
        [media[name] for name in sorted(media)],
    )


def _build_collection(deck: Deck, notes: Iterable[AnkiNote], at: datetime) -> bytes:
    """Anki's database of the notes, built in memory."""
    try:
        import genanki  # noqa: PLC0415 - an optional extra
    except ImportError as missing:
        raise NoAnki from missing
    model = _make_model(genanki)
    about = f"<p>{escape(deck.summary)}</p><p>{escape(deck.caution)}</p>"
    decks = {
        kind: genanki.Deck(make_anki_id(f"deck/{deck.slug}/{kind}"), _name_deck(deck, kind), about)
        for kind in CARD_KINDS
    }
    for place, note in enumerate(notes):
        decks[note.card.kind].add_note(
            genanki.Note(
                model,
                list(note.fields.values()),
                tags=note.tags,
                guid=make_guid(note.card.id),
                due=place,
            )
        )
    collection = sqlite3.connect(":memory:", isolation_level=None)  # no transactions
    try:
        seconds = at.timestamp()
        package = genanki.Package([anki_deck for anki_deck in decks.values() if anki_deck.notes])
        package.write_to_db(collection.cursor(), seconds, itertools.count(int(seconds * 1000)))
        return collection.serialize()
    finally:
        collection.close()


def _make_model(genanki: Any) -> Any:
    return genanki.Model(
        make_anki_id("model"),
        "NMT School card",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Card", "qfmt": FRONT, "afmt": BACK}],
        css=STYLE,
    )


def make_anki_id(name: str) -> int:
    """The id by which Anki knows a deck or a model: the same for the same name, 2^30 to 2^31."""
    return (1 << 30) + int.from_bytes(
        hashlib.sha256(f"nmt-school/{name}".encode()).digest()[:4]
    ) % (1 << 30)


def make_guid(card_id: str) -> str:
    """The id by which Anki knows a note, wherever it is imported."""
    return hashlib.sha256(f"nmt-school/{card_id}".encode()).hexdigest()[:20]


def _name_deck(deck: Deck, kind: str) -> str:
    return f"{deck.title}::{CARD_KINDS[kind].word}" if deck.patterns else deck.title


def _zip_package(collection: bytes, pictures: list[Picture]) -> bytes:
    names = json.dumps({str(place): picture.name for place, picture in enumerate(pictures)})
    files = {"collection.anki2": collection, "media": names.encode()}
    files |= {str(place): picture.svg.encode() for place, picture in enumerate(pictures)}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, ZIPPED_AT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, content)
    return target.getvalue()
