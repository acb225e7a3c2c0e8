"""Ids of choices: made from what a choice says, so that they tell neither its place nor the key."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from hashlib import sha256

# No vowels, so that no word can appear, and no characters that are easily confused.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
SHORTEST = 4
LONGEST = 40
ID = re.compile(rf"[a-z0-9]{{{SHORTEST},{LONGEST}}}")


def is_choice_id(text: str) -> bool:
    """Whether an author may use this as the id of a choice.

    At least four characters, because a single letter is a place from before choices had ids.
    """
    return bool(ID.fullmatch(text))


def make_choice_ids(
    question_id: str, texts: Sequence[str], taken: Collection[str]
) -> list[str | None]:
    """An id for each text among the choices of one question. `taken`: ids of its other choices.

    The same question and text always give the same id: four characters, or more if two ids would
    be equal. None if two texts say the same, because then nothing tells them apart.
    """
    codes = [_spell_hash(question_id, text) for text in texts]
    ids: list[str | None] = []
    for number, code in enumerate(codes):
        other_codes = codes[:number] + codes[number + 1 :]
        ids.append(_shorten_code(code, other_codes, taken))
    return ids


def _shorten_code(code: str, other_codes: Sequence[str], taken: Collection[str]) -> str | None:
    """The shortest beginning of a code that is not taken and that no other code shares."""
    for length in range(SHORTEST, LONGEST + 1):
        beginning = code[:length]
        is_shared = any(other_code.startswith(beginning) for other_code in other_codes)
        if not is_shared and beginning not in taken:
            return beginning
    return None


def _spell_hash(question_id: str, text: str) -> str:
    """The hash of a choice, written in ALPHABET."""
    words = " ".join(text.split())
    number = int.from_bytes(sha256(f"{question_id}:{words}".encode()).digest())
    letters = []
    while number:
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)
