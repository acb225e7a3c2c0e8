"""Cramming: which cards to go through outside the schedule, and in what order.

Nothing about it is recorded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from school.cards.rules.cards import Card
from school.studying.rules.records import DeckRecords

WHICH: Mapping[str, str] = {
    "all": "All cards",
    "met": "Cards you have studied",
    "forgotten": "Cards you have forgotten before",
    "leeches": "Leeches",
    "missed": "What you missed in a quiz",
}


@dataclass(frozen=True)
class CramChoice:
    """Which cards to go through. It is kept in the page's address, and nowhere else."""

    which: str = "all"  # one of WHICH
    kind: str = ""  # "": every kind
    group: str = ""  # of patterns; "": every group


def select_cards_to_cram(
    cards: Iterable[Card], records: DeckRecords, choice: CramChoice, seed: str
) -> tuple[Card, ...]:
    """The chosen cards, suspended ones included, shuffled the same way for the same `seed`.

    `cards` are all the cards of a deck. A card about a region belongs to the groups of the
    patterns whose main zone includes the region.
    """
    cards = tuple(cards)
    if choice.group:
        regions = _find_regions(cards, choice.group)
        cards = tuple(card for card in cards if _in_group(card, choice.group, regions))
    chosen = [card for card in cards if _is_chosen(card, records, choice)]
    return tuple(
        sorted(chosen, key=lambda card: hashlib.sha256(f"{seed}:{card.id}".encode()).digest())
    )


def list_groups(cards: Iterable[Card]) -> tuple[str, ...]:
    """The groups of the cards' patterns, in the deck's order."""
    return tuple(dict.fromkeys(card.pattern.group for card in cards if card.pattern))


def _find_regions(cards: Iterable[Card], group: str) -> frozenset[str]:
    """The regions in the main zones of a group's patterns."""
    patterns = (card.pattern for card in cards if card.pattern and card.pattern.group == group)
    return frozenset(region for pattern in patterns for region in pattern.primary)


def _in_group(card: Card, group: str, regions: frozenset[str]) -> bool:
    if card.pattern:
        return card.pattern.group == group
    return card.region is not None and card.region.id in regions


def _is_chosen(card: Card, records: DeckRecords, choice: CramChoice) -> bool:
    if choice.kind not in ("", card.kind):
        return False
    memory = records.memories.get(card.id)
    aside = records.set_aside.get(card.id)
    match choice.which:
        case "met":
            return memory is not None
        case "forgotten":
            return memory is not None and memory.lapses > 0
        case "leeches":
            return aside is not None and aside.suspended_for == "leech"
        case "missed":
            return any(question in records.missed_questions for question in card.about)
    return True
