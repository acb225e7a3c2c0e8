"""Ids of choices: made from what a choice says, so that they tell neither its place nor the key."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from hashlib import sha256

# No vowel, so that no word can appear, and nothing that is easily taken for something else.
SIGNS = "23456789bcdfghjkmnpqrstvwxz"
SHORTEST = 4
LONGEST = 40
ID = re.compile(rf"[a-z0-9]{{{SHORTEST},{LONGEST}}}")


def is_choice_id(text: str) -> bool:
    """Whether an author may use this as the id of a choice.

    Four signs at least: ids of one letter are places in editions from before choices had ids.
    """
    return bool(ID.fullmatch(text))


def make_choice_ids(
    question_id: str, texts: Sequence[str], taken: Collection[str]
) -> list[str | None]:
    """An id for each text among the choices of one question; `taken`: ids that others of it have.

    The same question and text always give the same id, of four signs or, where two would be equal,
    as many more as it takes. None where two texts say the same, for then nothing tells them apart.
    """
    codes = [_spell(question_id, text) for text in texts]
    ids: list[str | None] = []
    for number, code in enumerate(codes):
        others = codes[:number] + codes[number + 1 :]
        ids.append(_shorten(code, others, taken))
    return ids


def _shorten(code: str, others: Sequence[str], taken: Collection[str]) -> str | None:
    """The shortest beginning of a code that no other one shares and nobody has."""
    for length in range(SHORTEST, LONGEST + 1):
        beginning = code[:length]
        is_shared = any(other.startswith(beginning) for other in others)
        if not is_shared and beginning not in taken:
            return beginning
    return None


def _spell(question_id: str, text: str) -> str:
    """The hash of a choice in SIGNS."""
    words = " ".join(text.split())
    number = int.from_bytes(sha256(f"{question_id}:{words}".encode()).digest())
    signs = []
    while number:
        number, rest = divmod(number, len(SIGNS))
        signs.append(SIGNS[rest])
    return "".join(signs)
