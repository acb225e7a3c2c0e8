"""What an email address looks like, and the one way to write it."""

from __future__ import annotations

import re

LONGEST = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
LONGEST_LOCAL = 64
_LOCAL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"({_LOCAL})@(?:{_LABEL}\.)+{_LABEL}", re.ASCII)


def normalize_email(typed: str) -> str:
    """The address as it is stored and compared: lower case, without spaces around it."""
    return typed.strip().lower()


def is_email(address: str) -> bool:
    """Whether mail can be sent to a normalized address.

    It must be plain ASCII, with a local part and a domain that has a dot.
    """
    if len(address) > LONGEST:
        return False
    match = _ADDRESS.fullmatch(address)
    return match is not None and len(match[1]) <= LONGEST_LOCAL
