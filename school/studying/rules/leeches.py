"""Leeches: cards that are forgotten again and again, and cost more time than they are worth as they stand."""

from __future__ import annotations

LEECH_LAPSES = 8  # so often forgotten, a card is suspended
LEECH_AGAIN = 4  # and after it was resumed, each time it is forgotten so often more


def becomes_leech(lapses_before: int, lapses: int) -> bool:
    """Whether the lapse that has just been counted makes the card a leech, for the first time or once more."""
    return (
        lapses > lapses_before
        and lapses >= LEECH_LAPSES
        and (lapses - LEECH_LAPSES) % LEECH_AGAIN == 0
    )
