"""The code of a certificate: 80 random bits in letters that are easy to read aloud and type."""

from __future__ import annotations

# Crockford's base 32 leaves out I, L, O and U, which look like digits or spell words.
# Source: Douglas Crockford, "Base 32", crockford.com/base32.html
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BYTES = 10
GROUP = 4
LONGEST_TYPED = 64

_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = str.maketrans("", "", " \t-‐‑‒–—_.·\u00a0")


def make_code(random_bytes: bytes) -> str:
    """Ten random bytes as a code: 7KQ2-9FXD-M3TA-VB6N. Raises ValueError for another number."""
    if len(random_bytes) != BYTES:
        raise ValueError(f"a code is made of {BYTES} bytes, not {len(random_bytes)}")
    number = int.from_bytes(random_bytes)
    letters = "".join(ALPHABET[number >> shift & 31] for shift in range(BYTES * 8 - 5, -1, -5))
    return _group_letters(letters)


def normalize_code(typed: str) -> str | None:
    """The code that somebody meant: any case, spaces and dashes; O means 0, I and L mean 1.

    None if what was typed cannot be a code.
    """
    if len(typed) > LONGEST_TYPED:
        return None
    letters = typed.strip().upper().translate(_SEPARATORS).translate(_ALIKE)
    if len(letters) * 5 != BYTES * 8 or any(letter not in ALPHABET for letter in letters):
        return None
    return _group_letters(letters)


def _group_letters(letters: str) -> str:
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))
