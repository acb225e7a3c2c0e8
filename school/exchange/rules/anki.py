"""A deck as notes for Anki: what is on each side, in the simple HTML that its cards use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from school.body.rules.atlas import Atlas
from school.cards.rules.cards import KINDS, Card, cards_of, labels
from school.catalogue.rules.decks import Deck, Pattern
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
    for card in cards_of(deck).values():
        yield _make_note(card, deck, atlas, artwork, origin)


def _make_note(
    card: Card, deck: Deck, atlas: Atlas, artwork: Mapping[str, Picture], origin: Origin
) -> AnkiNote:
    front, back = _draw_plates(card, atlas)
    fields = {
        "Id": escape(card.id),
        "Kind": escape(KINDS[card.kind]),
        "Question": escape(card.question),
        "Shown": _stack_plates(front, artwork) + _describe_front(card, deck),
        "Answer": _write_answer(card, deck, origin),
        "Pictures": _stack_plates(back, artwork),
        "Facts": _write_facts(card.pattern) if card.pattern else "",
        "Caution": escape(CHARTED if card.kind != "text" else deck.caution),
        "Source": _write_source(card, deck, origin),
    }
    return AnkiNote(
        card, {name: fields[name] for name in FIELDS}, _make_tags(card, deck), (*front, *back)
    )


def _draw_plates(card: Card, atlas: Atlas) -> tuple[tuple[Plate, ...], tuple[Plate, ...]]:
    """The plates on the front, and those that the back adds."""
    pattern = card.pattern
    if card.kind == "muscles":
        return draw_region_plates(card.note, atlas), ()
    if pattern is None:
        return (), ()
    if card.kind == "name":
        return draw_zone_plates(pattern, atlas), ()
    if card.kind == "point":
        return (), draw_point_plates(pattern, atlas)
    return (), draw_zone_plates(pattern, atlas)


def _stack_plates(plates: Iterable[Plate], artwork: Mapping[str, Picture]) -> str:
    """Each plate together with the artwork of its view. The template's style stacks the two."""
    return "".join(
        f'<div class="plate"><img alt="{escape(plate.name)}" src="{artwork[plate.view].name}">'
        f'<img class="over" alt="" src="{plate.overlay.name}"></div>'
        for plate in plates
        if plate.view in artwork
    )


def _describe_front(card: Card, deck: Deck) -> str:
    """What the picture shows, for readers who can't see it."""
    if card.kind != "name" or card.pattern is None:
        return ""
    return _make_list(labels(deck, card.pattern.primary))


def _write_answer(card: Card, deck: Deck, origin: Origin) -> str:
    pattern = card.pattern
    match card.kind:
        case "name" if pattern:
            return f"<p><b>{escape(pattern.name)}</b></p>"
        case "point" if pattern:
            return f"<p>{escape(pattern.trp_location)}</p>"
        case "mimic" if pattern:
            return _make_list(pattern.mimics)
        case "muscles":
            return _write_muscles(card.note, deck)
    if pattern:
        return _write_zone(pattern, deck)
    return _complete_addresses(card.text.answer if card.text else "", deck, origin)


def _write_zone(pattern: Pattern, deck: Deck) -> str:
    less = _make_list(labels(deck, pattern.spillover))
    also = f"<p>Less often also</p>{less}" if less else ""
    return f"<p>Main zone</p>{_make_list(labels(deck, pattern.primary))}{also}"


def _write_muscles(region: str, deck: Deck) -> str:
    main = [pattern.name for pattern in deck.graded if region in pattern.primary]
    less = [pattern.name for pattern in deck.graded if region in pattern.spillover]
    also = f"<p>Less often also</p>{_make_list(less)}" if less else ""
    return f"<p>As a main zone</p>{_make_list(main)}{also}"


def _complete_addresses(html: str, deck: Deck, origin: Origin) -> str:
    """The same HTML with links that work outside the school's own pages."""
    page = f"{origin.address}/cards/{deck.slug}"
    return html.replace('href="#', f'href="{page}#').replace('href="/', f'href="{origin.address}/')


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
    link = f'<a href="{escape(origin.address)}/cards/{deck.slug}">{escape(deck.title)}</a>'
    sources = f" Sources: {escape('; '.join(named))}." if named else ""
    return f"{escape(origin.school)}, {link}, edition {origin.edition}.{sources}"


def _make_tags(card: Card, deck: Deck) -> tuple[str, ...]:
    tags = ("nmt", f"deck::{deck.slug}", f"kind::{card.kind}")
    if card.pattern is None:
        return tags
    return (*tags, f"group::{card.pattern.group}", f"evidence::{card.pattern.evidence}")


def _make_list(items: Iterable[str]) -> str:
    listed = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<ul>{listed}</ul>" if listed else ""
