"""Leeches: cards forgotten again and again, which cost more time than they are worth."""

from __future__ import annotations

LEECH_LAPSES = 8  # a card forgotten this often is suspended
LEECH_AGAIN = 4  # once resumed, it is suspended again after this many more lapses


def becomes_leech(lapses_before: int, lapses: int) -> bool:
    """Whether the lapse just counted makes the card a leech, for the first time or again."""
    return (
        lapses > lapses_before
        and lapses >= LEECH_LAPSES
        and (lapses - LEECH_LAPSES) % LEECH_AGAIN == 0
    )
