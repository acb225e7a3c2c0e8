"""The kinds of cards, by the last word of a card's id. Features add theirs in part.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from school.core.registry import Registry

if TYPE_CHECKING:  # kinds make cards, and cards look up their kinds here
    from school.cards.rules.kinds import CardKind

# In the order in which new cards of a group come. Memories, reviews and settings store the names.
CARD_KINDS: Registry[CardKind[Any]] = Registry("kind of card")


def find_kind_name(card_id: str) -> str:
    """The kind in a card's id, `<deck>/<note>/<kind>`. It may no longer exist."""
    return card_id.rpartition("/")[2]


def list_kind_words() -> dict[str, str]:
    """What the student does, by kind, in the order in which new cards come."""
    return {name: kind.word for name, kind in CARD_KINDS.items()}
