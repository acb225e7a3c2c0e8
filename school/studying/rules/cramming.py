"""Going through cards outside the schedule: which ones, and in what order. Nothing of it is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from school.cards.rules.cards import Card
from school.studying.rules.standing import Known

WHICH: Mapping[str, str] = {
    "all": "All cards",
    "met": "Cards you have met",
    "forgotten": "Cards you have forgotten before",
    "leeches": "Leeches",
    "missed": "What you missed in a quiz",
}


@dataclass(frozen=True)
class Choice:
    """Which cards to go through; it stands in the address of the page, and nowhere else."""

    which: str = "all"  # one of WHICH
    kind: str = ""  # "": every kind
    group: str = ""  # of patterns; "": every group


def crammed(cards: Iterable[Card], known: Known, choice: Choice, seed: str) -> tuple[Card, ...]:
    """The chosen cards, in an order that is the same for the same `seed` and tells nothing. Suspended ones too.

    `cards` are all of a deck: a card about a region is in the groups of the patterns whose main zone it is part of.
    """
    cards = tuple(cards)
    if choice.group:
        regions = _regions_of(cards, choice.group)
        cards = tuple(card for card in cards if _in_group(card, choice.group, regions))
    chosen = [card for card in cards if _is_chosen(card, known, choice)]
    return tuple(
        sorted(chosen, key=lambda card: hashlib.sha256(f"{seed}:{card.id}".encode()).digest())
    )


def groups_of(cards: Iterable[Card]) -> tuple[str, ...]:
    """The groups of the cards' patterns, in the order of the deck."""
    return tuple(dict.fromkeys(card.pattern.group for card in cards if card.pattern))


def _regions_of(cards: Iterable[Card], group: str) -> frozenset[str]:
    """The regions of the main zones of the group's patterns."""
    patterns = (card.pattern for card in cards if card.pattern and card.pattern.group == group)
    return frozenset(region for pattern in patterns for region in pattern.primary)


def _in_group(card: Card, group: str, regions: frozenset[str]) -> bool:
    if card.pattern:
        return card.pattern.group == group
    return card.region is not None and card.region.id in regions


def _is_chosen(card: Card, known: Known, choice: Choice) -> bool:
    if choice.kind not in ("", card.kind):
        return False
    memory, settled = known.memories.get(card.id), known.settled.get(card.id)
    match choice.which:
        case "met":
            return memory is not None
        case "forgotten":
            return memory is not None and memory.lapses > 0
        case "leeches":
            return settled is not None and settled.suspended_for == "leech"
        case "missed":
            return any(about in known.missed for about in card.about)
    return True
