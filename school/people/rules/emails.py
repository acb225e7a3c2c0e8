"""What an email address looks like, and the one way to write it."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
LONGEST_LOCAL = 64
MOST_TYPED = 1_000  # characters; no address that was pasted with spaces around it is longer
_LOCAL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"({_LOCAL})@(?:{_LABEL}\.)+{_LABEL}", re.ASCII)


def normalize_email(typed: str) -> str:
    """The address as it is stored and compared.

    That is in lower case, without spaces around it and without the invisible characters that come
    along when it is pasted. A domain in another script is written as mail systems write it, with
    “xn--”.
    """
    if len(typed) > MOST_TYPED:
        return typed  # is_email refuses it; what is cut off might leave another address
    visible = "".join(sign for sign in typed if unicodedata.category(sign) != "Cf")
    local, at, domain = unicodedata.normalize("NFC", visible).strip().lower().rpartition("@")
    return local + at + _write_domain(domain)


def _write_domain(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain  # not a domain; is_email says so


def find_foreign_letter(address: str) -> str:
    """The first letter before the @ of a normalized address that mail can't carry, or ""."""
    local = address.rpartition("@")[0]
    return next((sign for sign in local if not sign.isascii() and sign.isalpha()), "")


def is_email(address: str) -> bool:
    """Whether mail can be sent to a normalized address.

    It must be plain ASCII, with a local part and a domain that has a dot.
    """
    if len(address) > LONGEST:
        return False
    match = _ADDRESS.fullmatch(address)
    return match is not None and len(match[1]) <= LONGEST_LOCAL
