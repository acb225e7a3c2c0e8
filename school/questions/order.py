"""The order in which choices are shown: the same for the same seed, and never a trace of the file's order."""

from __future__ import annotations

from hashlib import sha256

from school.questions.items import Choice, Item


def arranged(item: Item, seed: int, shuffle: bool) -> tuple[Choice, ...]:
    """The item's choices in shown order. Fixed ones keep their place; without `shuffle` all do.

    Each choice is drawn by a hash of seed, item and choice, so that the order needs no storing, survives a restart
    and a new version of Python, and does not move when another question changes.
    """
    if not shuffle:
        return item.choices
    loose = sorted(
        (choice for choice in item.choices if not choice.fixed),
        key=lambda c: _draw(seed, item.id, c.id),
    )
    rest = iter(loose)
    return tuple(choice if choice.fixed else next(rest) for choice in item.choices)


def _draw(seed: int, item_id: str, choice_id: str) -> bytes:
    return sha256(f"{seed}:{item_id}:{choice_id}".encode()).digest()
