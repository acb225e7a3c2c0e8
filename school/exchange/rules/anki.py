"""A deck as notes for Anki: what is on each side, in the simple HTML that its cards use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from school.body.rules.atlas import Atlas
from school.cards.rules.cards import Card, index_cards
from school.cards.rules.decks import Deck, Pattern
from school.cards.rules.kinds import Picture as Side
from school.cards.rules.registry import CARD_KINDS
from school.exchange.rules.plates import (
    Picture,
    Plate,
    draw_point_plates,
    draw_region_plates,
    draw_zone_plates,
)

FIELDS = ("Id", "Kind", "Question", "Shown", "Answer", "Pictures", "Facts", "Caution", "Source")
CHARTED = "A charted pattern, not a diagnosis: pain need not go there in the person before you."
EVIDENCE = {"found": "Every main zone is stated in a source.", "partial": "", "general": ""}


@dataclass(frozen=True)
class Origin:
    """Where the notes come from. Each of them says so."""

    school: str
    address: str  # of the school, without a trailing slash
    deck_page: str  # the whole address of the deck's page
    edition: int  # the number of the deck's edition


@dataclass(frozen=True)
class AnkiNote:
    """One card as Anki stores it."""

    card: Card
    fields: Mapping[str, str]  # HTML by name, in the order of FIELDS
    tags: tuple[str, ...]
    plates: tuple[Plate, ...]  # the pictures that its fields name


def make_notes(
    deck: Deck, atlas: Atlas, artwork: Mapping[str, Picture], origin: Origin
) -> Iterator[AnkiNote]:
    """Every card of the deck, in the order in which new cards come. `artwork` is by view."""
    for card in index_cards(deck).values():
        yield _make_note(card, deck, atlas, artwork, origin)


def _make_note(
    card: Card, deck: Deck, atlas: Atlas, artwork: Mapping[str, Picture], origin: Origin
) -> AnkiNote:
    kind = CARD_KINDS[card.kind]
    front = _draw_plates(card, kind.front_picture, atlas)
    back = _draw_plates(card, kind.back_picture, atlas)
    fields = {
        "Id": escape(card.id),
        "Kind": escape(kind.word),
        "Question": escape(card.question),
        "Shown": _stack_plates(front, artwork) + kind.write_front_html(card, deck),
        "Answer": _complete_addresses(kind.write_answer_html(card, deck), origin),
        "Pictures": _stack_plates(back, artwork),
        "Facts": _write_facts(card.pattern) if card.pattern else "",
        "Caution": escape(CHARTED if kind.charted else deck.caution),
        "Source": _write_source(card, deck, origin),
    }
    return AnkiNote(
        card, {name: fields[name] for name in FIELDS}, _make_tags(card, deck), (*front, *back)
    )


def _draw_plates(card: Card, picture: Side, atlas: Atlas) -> tuple[Plate, ...]:
    """What one side of the card shows on the body."""
    if picture == "region":
        return draw_region_plates(card.note, atlas)
    if not picture or card.pattern is None:
        return ()
    if picture == "point":
        return draw_point_plates(card.pattern, atlas)
    return draw_zone_plates(card.pattern, atlas)


def _stack_plates(plates: Iterable[Plate], artwork: Mapping[str, Picture]) -> str:
    """Each plate together with the artwork of its view. The template's style stacks the two."""
    return "".join(
        f'<div class="plate"><img alt="{escape(plate.name)}" src="{artwork[plate.view].name}">'
        f'<img class="over" alt="" src="{plate.overlay.name}"></div>'
        for plate in plates
        if plate.view in artwork
    )


def _complete_addresses(html: str, origin: Origin) -> str:
    """The same HTML with links that work outside the school's own pages."""
    html = html.replace('href="#', f'href="{origin.deck_page}#')
    return html.replace('href="/', f'href="{origin.address}/')


def _write_facts(pattern: Pattern) -> str:
    rows = (
        ("Refer first", pattern.refer_first),
        ("Muscle", pattern.name),
        ("Side", "It may cross the midline" if pattern.crosses_midline else ""),
        ("Where the trigger point lies", pattern.trp_location),
        ("Can be mistaken for, or hide", "; ".join(pattern.mimics)),
        ("Action", pattern.action),
        ("Nerve supply", pattern.innervation),
        ("Note", pattern.note),
        ("Evidence", EVIDENCE[pattern.evidence]),
    )
    listed = ""
    for name, fact in rows:
        if fact:
            listed += f"<dt>{escape(name)}</dt><dd>{escape(fact)}</dd>"
    return f"<dl>{listed}</dl>"


def _write_source(card: Card, deck: Deck, origin: Origin) -> str:
    titles = {source.id: source.title for source in deck.sources}
    source_ids = card.pattern.sources if card.pattern else ()
    named = [titles[id] for id in source_ids if id in titles]
    link = f'<a href="{escape(origin.deck_page)}">{escape(deck.title)}</a>'
    sources = f" Sources: {escape('; '.join(named))}." if named else ""
    return f"{escape(origin.school)}, {link}, edition {origin.edition}.{sources}"


def _make_tags(card: Card, deck: Deck) -> tuple[str, ...]:
    tags = ("nmt", f"deck::{deck.slug}", f"kind::{card.kind}")
    if card.pattern is None:
        return tags
    return (*tags, f"group::{card.pattern.group}", f"evidence::{card.pattern.evidence}")
