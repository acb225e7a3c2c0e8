"""A deck as rows for a table."""

from __future__ import annotations

from collections.abc import Iterator

from school.cards.rules.cards import Card, index_cards, list_labels
from school.cards.rules.decks import Deck
from school.cards.rules.printing import LIST
from school.cards.rules.registry import CARD_KINDS
from school.core.cells import Cell, guarded

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


def list_rows(deck: Deck) -> Iterator[dict[str, Cell]]:
    """One row for each card, in the order in which new cards come.

    No cell can be mistaken for a formula.
    """
    for card in index_cards(deck).values():
        yield {name: guarded(words) for name, words in _make_row(card, deck).items()}


def _make_row(card: Card, deck: Deck) -> dict[str, str]:
    row = dict.fromkeys(COLUMNS, "") | {
        "card": card.id,
        "kind": CARD_KINDS[card.kind].word,
        "question": card.question,
    }
    row["answer"] = CARD_KINDS[card.kind].write_answer_text(card, deck)
    pattern = card.pattern
    if pattern:
        titles = {source.id: source.title for source in deck.sources}
        row |= {
            "group": pattern.group,
            "main_zone": LIST.join(list_labels(deck, pattern.primary)),
            "less_often": LIST.join(list_labels(deck, pattern.spillover)),
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
    return row
