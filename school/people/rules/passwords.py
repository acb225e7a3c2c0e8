"""Which passwords the school takes: long rather than odd, and not among the first that anybody would guess.

After NIST SP 800-63B-4, 3.1.1.2: a least length, no rules about kinds of signs, a list of refused values.
"""

from __future__ import annotations

import re
import unicodedata

from school.core.messages import Message
from school.people.rules import sentences
from school.people.rules.common_passwords import COMMON, STEMS

SHORTEST = 12
LONGEST = 128  # more is not safer, and hashing it would cost us
LEAST_OF_ITS_OWN = 6  # signs that must remain when one's own name and address are taken out
_LEET = str.maketrans("0134578@$!", "oieastbasi")


def normal_password(typed: str) -> str:
    """The password as it is hashed: the same signs whichever keyboard typed them (NFKC)."""
    return unicodedata.normalize("NFKC", typed)


def password_problem(typed: str, email: str, name: str) -> Message | None:
    """Why this password is not taken, and how to do better; None when it is taken."""
    password = normal_password(typed)
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
    """Whether a password is on the list, a run of keys, a short piece repeated, or a common word with trimmings."""
    plain = password.casefold()
    # Digits and signs are trimmings at the ends; within, they may stand for letters: “P@ssw0rd2026!”.
    cores = {_letters(plain), _letters(re.sub(r"^[^a-z]+|[^a-z]+$", "", plain).translate(_LEET))}
    words = cores | {_repeated_piece(core) for core in cores}
    return (
        plain in COMMON or len(_repeated_piece(plain)) <= 4 or _is_run(plain) or bool(words & STEMS)
    )


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text)


def _repeated_piece(text: str) -> str:
    """The shortest piece that makes up the text by repeating: “abcabcab” → “abc”."""
    for size in range(1, len(text) + 1):
        if (text[:size] * (len(text) // size + 1))[: len(text)] == text:
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


def _is_run(text: str) -> bool:
    """Whether the text is nothing but keys in a row, forth or back: “1234567890qwerty”."""
    rest = text
    while rest:
        size = max(
            (_run_at_start(rest, line) for row in _ROWS for line in (row, row[::-1])), default=0
        )
        if size < 3:
            return False
        rest = rest[size:]
    return True


def _run_at_start(text: str, line: str) -> int:
    size = 0
    while size < len(text) and text[: size + 1] in line:
        size += 1
    return size


def _is_personal(password: str, email: str, name: str) -> bool:
    rest = password.casefold()
    own = re.split(r"[\W_]+", f"{email} {name}".casefold())
    for word in sorted((word for word in own if len(word) >= 3), key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != password.casefold() and len(re.sub(r"[\W_]", "", rest)) < LEAST_OF_ITS_OWN
