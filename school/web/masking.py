"""Form tokens that look different in every answer, though they say the same.

Answers are compressed. Whoever can make a browser ask for a page with a guess in it, and sees how
long the compressed answers are, learns a secret of the page letter by letter: a right guess repeats
the secret and compresses better (the BREACH attack). A secret that differs each time can't be
learned so.
"""

from __future__ import annotations

import base64
import binascii
import secrets

SEPARATOR = "."  # in every token that is not masked, and in no masked one


def mask_token(token: str) -> str:
    """The ASCII text `token` under a random mask, which comes with it."""
    plain = token.encode("ascii")
    mask = secrets.token_bytes(len(plain))
    return base64.urlsafe_b64encode(mask + _combine(mask, plain)).decode("ascii")


def unmask_token(sent: str) -> str:
    """The token that was masked. Anything else is returned as it is, for whoever checks tokens."""
    if SEPARATOR in sent:
        return sent
    try:
        both = base64.urlsafe_b64decode(sent.encode("ascii"))
        half = len(both) // 2
        return _combine(both[:half], both[half:]).decode("ascii")
    except (UnicodeError, binascii.Error, ValueError):
        return sent


def _combine(mask: bytes, text: bytes) -> bytes:
    """Exclusive or, byte by byte. Raises ValueError if the lengths differ."""
    return bytes(m ^ t for m, t in zip(mask, text, strict=True))
