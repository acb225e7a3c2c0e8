"""The order in which choices are shown. The same seed always gives the same order."""

from __future__ import annotations

from hashlib import sha256

from school.questions.choosing.choice import Choice


def arrange_choices(
    item_id: str, choices: tuple[Choice, ...], seed: int, shuffle: bool
) -> tuple[Choice, ...]:
    """The choices in shown order. Fixed ones keep their place; without `shuffle` all do.

    Choices are sorted by a hash of seed, item and choice. So the order need not be stored. It
    survives a restart and a new version of Python, and stays when another question changes.
    """
    if not shuffle:
        return choices
    loose = [choice for choice in choices if not choice.fixed]
    loose.sort(key=lambda choice: _hash_place(seed, item_id, choice.id))
    rest = iter(loose)
    return tuple(choice if choice.fixed else next(rest) for choice in choices)


def _hash_place(seed: int, item_id: str, choice_id: str) -> bytes:
    return sha256(f"{seed}:{item_id}:{choice_id}".encode()).digest()
