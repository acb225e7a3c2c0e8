"""A deck as rows for a table."""

from __future__ import annotations

from collections.abc import Iterator

from school.cards.rules.cards import KINDS, Card, cards_of, labels
from school.cards.rules.decks import Deck
from school.core.cells import Cell, guarded
from school.markup.words import strip_html

COLUMNS = (
    "card",
    "kind",
    "question",
    "answer",
    "group",
    "main_zone",
    "less_often",
    "crosses_midline",
    "trigger_point",
    "action",
    "nerve_supply",
    "mistaken_for",
    "refer_first",
    "note",
    "evidence",
    "sources",
)
LIST = "; "


def rows(deck: Deck) -> Iterator[dict[str, Cell]]:
    """One row a card, in the order in which new ones come. No cell can be taken for a formula."""
    for card in cards_of(deck).values():
        yield {name: guarded(said) for name, said in _row(card, deck).items()}


def _row(card: Card, deck: Deck) -> dict[str, str]:
    said = dict.fromkeys(COLUMNS, "") | {
        "card": card.id,
        "kind": KINDS[card.kind],
        "question": card.question,
    }
    said["answer"] = _answer(card, deck)
    pattern = card.pattern
    if pattern:
        titles = {source.id: source.title for source in deck.sources}
        said |= {
            "group": pattern.group,
            "main_zone": LIST.join(labels(deck, pattern.primary)),
            "less_often": LIST.join(labels(deck, pattern.spillover)),
            "crosses_midline": "yes" if pattern.crosses_midline else "no",
            "trigger_point": pattern.trp_location,
            "action": pattern.action,
            "nerve_supply": pattern.innervation,
            "mistaken_for": LIST.join(pattern.mimics),
            "refer_first": pattern.refer_first,
            "note": pattern.note,
            "evidence": pattern.evidence,
            "sources": LIST.join(titles.get(id, id) for id in pattern.sources),
        }
    return said


def _answer(card: Card, deck: Deck) -> str:
    pattern = card.pattern
    match card.kind:
        case "zone" if pattern:
            return LIST.join(labels(deck, pattern.primary))
        case "name" if pattern:
            return pattern.name
        case "point" if pattern:
            return pattern.trp_location
        case "mimic" if pattern:
            return LIST.join(pattern.mimics)
        case "muscles":
            return LIST.join(
                pattern.name for pattern in deck.graded if card.note in pattern.primary
            )
    return strip_html(card.text.answer) if card.text else ""
