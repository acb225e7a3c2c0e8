"""Going through cards outside the schedule: which ones, and in what order. Nothing of it is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from school.flashcards.rules.cards import Card
from school.flashcards.rules.standing import Known

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
    """The chosen cards, in an order that is the same for the same `seed` and tells nothing. Suspended ones too."""
    chosen = [card for card in cards if _is_chosen(card, known, choice)]
    return tuple(sorted(chosen, key=lambda card: hashlib.sha256(f"{seed}:{card.id}".encode()).digest()))


def groups_of(cards: Iterable[Card]) -> tuple[str, ...]:
    """The groups of the cards' patterns, in the order of the deck."""
    return tuple(dict.fromkeys(card.pattern.group for card in cards if card.pattern))


def _is_chosen(card: Card, known: Known, choice: Choice) -> bool:
    if choice.kind not in ("", card.kind) or (
        choice.group and (not card.pattern or card.pattern.group != choice.group)
    ):
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
