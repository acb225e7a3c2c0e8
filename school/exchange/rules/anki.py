"""A deck as notes for Anki: what stands on each side, in the small HTML that its cards understand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from school.body.rules.atlas import Atlas
from school.cards.rules.cards import Card, cards_of
from school.cards.rules.decks import Deck, Pattern
from school.cards.rules.kinds import Picture as Side
from school.cards.rules.registry import CARD_KINDS
from school.exchange.rules.plates import Picture, Plate, point_plates, region_plates, zone_plates

FIELDS = ("Id", "Kind", "Question", "Shown", "Answer", "Pictures", "Facts", "Caution", "Source")
CHARTED = "A charted pattern, not a diagnosis: pain need not go there in the person before you."
EVIDENCE = {"found": "Every main zone is stated in a source.", "partial": "", "general": ""}


@dataclass(frozen=True)
class Origin:
    """Where the notes come from, as each of them says."""

    school: str
    address: str  # of the school, without a slash at its end
    deck_page: str  # the whole address of the deck's page
    edition: int  # number of the deck's edition


@dataclass(frozen=True)
class Note:
    """One card as Anki keeps it."""

    card: Card
    fields: Mapping[str, str]  # HTML by name, in the order of FIELDS
    tags: tuple[str, ...]
    plates: tuple[Plate, ...]  # the pictures that its fields name


def notes(
    deck: Deck, atlas: Atlas, artwork: Mapping[str, Picture], origin: Origin
) -> Iterator[Note]:
    """Every card of the deck, in the order in which new ones come. `artwork` is by view."""
    for card in cards_of(deck).values():
        yield _note(card, deck, atlas, artwork, origin)


def _note(
    card: Card, deck: Deck, atlas: Atlas, artwork: Mapping[str, Picture], origin: Origin
) -> Note:
    kind = CARD_KINDS[card.kind]
    shown = _plates(card, kind.front_picture, atlas)
    plates = _plates(card, kind.back_picture, atlas)
    fields = {
        "Id": escape(card.id),
        "Kind": escape(kind.word),
        "Question": escape(card.question),
        "Shown": _stacked(shown, artwork) + kind.front_html(card, deck),
        "Answer": _with_addresses(kind.answer_html(card, deck), origin),
        "Pictures": _stacked(plates, artwork),
        "Facts": _facts(card.pattern) if card.pattern else "",
        "Caution": escape(CHARTED if kind.charted else deck.caution),
        "Source": _source(card, deck, origin),
    }
    return Note(card, {name: fields[name] for name in FIELDS}, _tags(card, deck), (*shown, *plates))


def _plates(card: Card, picture: Side, atlas: Atlas) -> tuple[Plate, ...]:
    """What one side of the card shows on the body."""
    if picture == "region":
        return region_plates(card.note, atlas)
    if not picture or card.pattern is None:
        return ()
    draw = point_plates if picture == "point" else zone_plates
    return draw(card.pattern, atlas)


def _stacked(plates: Iterable[Plate], artwork: Mapping[str, Picture]) -> str:
    """Each plate over the artwork of its view; the template's style lays them over each other."""
    return "".join(
        f'<div class="plate"><img alt="{escape(plate.name)}" src="{artwork[plate.view].name}">'
        f'<img class="over" alt="" src="{plate.laid.name}"></div>'
        for plate in plates
        if plate.view in artwork
    )


def _with_addresses(html: str, origin: Origin) -> str:
    """Links as they work outside the school's own pages."""
    return html.replace('href="#', f'href="{origin.deck_page}#').replace(
        'href="/', f'href="{origin.address}/'
    )


def _facts(pattern: Pattern) -> str:
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
    return f"<dl>{''.join(f'<dt>{escape(name)}</dt><dd>{escape(said)}</dd>' for name, said in rows if said)}</dl>"


def _source(card: Card, deck: Deck, origin: Origin) -> str:
    titles = {source.id: source.title for source in deck.sources}
    named = [titles[id] for id in card.pattern.sources if id in titles] if card.pattern else []
    link = f'<a href="{escape(origin.deck_page)}">{escape(deck.title)}</a>'
    told = f" Sources: {escape('; '.join(named))}." if named else ""
    return f"{escape(origin.school)}, {link}, edition {origin.edition}.{told}"


def _tags(card: Card, deck: Deck) -> tuple[str, ...]:
    about = (
        (f"group::{card.pattern.group}", f"evidence::{card.pattern.evidence}")
        if card.pattern
        else ()
    )
    return ("nmt", f"deck::{deck.slug}", f"kind::{card.kind}", *about)
