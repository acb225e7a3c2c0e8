"""What an e-mail address looks like, and the one way to write it."""

from __future__ import annotations

import re

LONGEST = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
LONGEST_LOCAL = 64
_LOCAL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"({_LOCAL})@(?:{_LABEL}\.)+{_LABEL}", re.ASCII)


def normal_email(typed: str) -> str:
    """The address as it is kept and compared: without blanks around it, in lower case."""
    return typed.strip().lower()


def is_email(address: str) -> bool:
    """Whether a normal address can be written to: plain ASCII, a local part and a domain with a dot."""
    found = _ADDRESS.fullmatch(address) if len(address) <= LONGEST else None
    return found is not None and len(found[1]) <= LONGEST_LOCAL
