"""Which passwords the school takes: long ones that nobody would guess first.

After NIST SP 800-63B-4, 3.1.1.2: a minimum length, no rules about kinds of characters, and a list
of values that are refused.
"""

from __future__ import annotations

import re
import unicodedata

from school.core.messages import Message
from school.people.rules import sentences
from school.people.rules.common_passwords import COMMON, STEMS
from school.people.vendor.frequent_passwords import FREQUENT

SHORTEST = 12
LONGEST = 128  # more is not safer, and hashing it would cost us
LEAST_OF_ITS_OWN = 6  # characters that must remain without the owner's name and address
LONGEST_PIECE = 4  # a password that only repeats so short a piece is refused
SHORTEST_RUN = 3
SHORTEST_WORD = 3  # shorter ones, as “de”, are in too many passwords by chance
_LEET = str.maketrans("0134578@$!", "oieastbasi")


def normalize_password(typed: str) -> str:
    """The password as it is hashed: the same characters whichever keyboard typed them (NFKC)."""
    return unicodedata.normalize("NFKC", typed)


def find_password_problem(typed: str, email: str, name: str) -> Message | None:
    """Why this password is refused and how to do better, or None if it is taken."""
    password = normalize_password(typed)
    if len(password) < SHORTEST:
        return Message(sentences.PASSWORD_TOO_SHORT, least=SHORTEST)
    if len(password) > LONGEST:
        return Message(sentences.PASSWORD_TOO_LONG, most=LONGEST)
    if is_common(password):
        return Message(sentences.COMMON_PASSWORD)
    if _is_personal(password, email, name):
        return Message(sentences.PERSONAL_PASSWORD)
    return None


def is_common(password: str) -> bool:
    """Whether a password is one that guessers try early.

    That is one on the list, a run of keys, a short piece repeated, or a common word with digits
    and symbols added.
    """
    plain = password.casefold()
    if plain in COMMON or plain in FREQUENT or _is_run(plain):
        return True
    if len(_find_repeated_piece(plain)) <= LONGEST_PIECE:
        return True
    return any(word in STEMS or word in FREQUENT for word in _list_possible_words(plain))


def _list_possible_words(plain: str) -> list[str]:
    """The words that a password could be made of, without what was added to them."""
    # Digits and symbols at the ends were added. Inside, they may stand for letters: P@ssw0rd2026!
    middle = re.sub(r"^[^a-z]+|[^a-z]+$", "", plain)
    words = [_keep_letters(plain), _keep_letters(middle.translate(_LEET))]
    return words + [_find_repeated_piece(word) for word in words]


def _keep_letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text)


def _find_repeated_piece(text: str) -> str:
    """The shortest piece that makes up the text by repeating: “abcabcab” → “abc”."""
    for size in range(1, len(text) + 1):
        times = len(text) // size + 1
        if (text[:size] * times)[: len(text)] == text:
            return text[:size]
    return text


_ROWS = (
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
)
_ROWS_BOTH_WAYS = (*_ROWS, *(row[::-1] for row in _ROWS))


def _is_run(text: str) -> bool:
    """Whether the text is nothing but runs of keys, in either direction: “123456qwerty”."""
    rest = text
    while rest:
        size = max(_measure_run(rest, row) for row in _ROWS_BOTH_WAYS)
        if size < SHORTEST_RUN:
            return False
        rest = rest[size:]
    return True


def _measure_run(text: str, row: str) -> int:
    """How many characters at the start of the text follow each other in this row of keys."""
    size = 0
    while size < len(text) and text[: size + 1] in row:
        size += 1
    return size


def _is_personal(password: str, email: str, name: str) -> bool:
    """Whether little is left of a password without the words of its owner's name and address."""
    plain = password.casefold()
    words = re.split(r"[\W_]+", f"{email} {name}".casefold())
    rest = plain
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= SHORTEST_WORD:
            rest = rest.replace(word, "")
    return rest != plain and len(re.sub(r"[\W_]", "", rest)) < LEAST_OF_ITS_OWN
