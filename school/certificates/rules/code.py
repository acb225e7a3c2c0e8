"""The code of a certificate: 80 random bits in letters that survive being read aloud and typed."""

from __future__ import annotations

# Crockford's base 32 leaves out I, L, O and U, which look like digits or spell words.
# Source: Douglas Crockford, "Base 32", crockford.com/base32.html
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BYTES = 10
GROUP = 4
LONGEST_TYPED = 64

_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = str.maketrans("", "", " \t-‐‑‒–—_.·\u00a0")


def code_of(random_bytes: bytes) -> str:
    """Ten random bytes as people type them: 7KQ2-9FXD-M3TA-VB6N."""
    if len(random_bytes) != BYTES:
        raise ValueError(f"a code is made of {BYTES} bytes, not {len(random_bytes)}")
    number = int.from_bytes(random_bytes)
    letters = "".join(ALPHABET[number >> shift & 31] for shift in range(BYTES * 8 - 5, -1, -5))
    return _grouped(letters)


def normalise_code(typed: str) -> str | None:
    """The code that somebody meant, whatever the case, spaces and dashes, with O read as 0, and I and L as 1.

    None where it cannot be a code.
    """
    if len(typed) > LONGEST_TYPED:
        return None
    letters = typed.strip().upper().translate(_BETWEEN).translate(_ALIKE)
    if len(letters) * 5 != BYTES * 8 or any(letter not in ALPHABET for letter in letters):
        return None
    return _grouped(letters)


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))
