"""How long a sign-in lasts, how often one may try, and how networks and devices are named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

STUDENT_LIFETIME = timedelta(days=14)
STAFF_LIFETIME = timedelta(hours=12)

PAIR_LIMIT, PAIR_WINDOW = 10, timedelta(minutes=15)
ACCOUNT_LIMIT, ACCOUNT_WINDOW = 50, timedelta(hours=1)
NETWORK_LIMIT, NETWORK_WINDOW = 100, timedelta(minutes=15)
KNOWN_FOR = timedelta(days=30)  # since the last sign-in from a network

MAIL_ACCOUNT_LIMIT, MAIL_NETWORK_LIMIT, MAIL_WINDOW = 4, 30, timedelta(hours=1)


def choose_lifetime(role: str) -> timedelta:
    """How long a browser stays signed in.

    Two weeks for students; half a day for those who see other people's records.
    """
    return STUDENT_LIFETIME if role == "student" else STAFF_LIFETIME


@dataclass(frozen=True)
class Tries:
    """Failed tries within their windows, with the present one, and whether its network is known."""

    by_pair: int  # for this account from this network
    by_account: int
    by_network: int
    known_network: bool


def may_try(tries: Tries) -> bool:
    """Whether the password may be looked at.

    An owner on a known network is not locked out by strangers elsewhere.
    """
    if tries.by_pair > PAIR_LIMIT or tries.by_network > NETWORK_LIMIT:
        return False
    return tries.known_network or tries.by_account <= ACCOUNT_LIMIT


def find_network(address: str) -> str:
    """What tries are counted by: an IPv4 address, or the first 64 bits of an IPv6 one.

    One household owns all addresses that begin with these bits.
    """
    try:
        parsed: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(IPv6Network((int(parsed) >> 64 << 64, 64)))
    return str(parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else parsed)


# Order matters: Edge also calls itself Chrome, Chrome also Safari, Android also Linux.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrom|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def name_device(user_agent: str) -> str:
    """What a browser calls itself, in words that its owner knows: “Firefox on Android”."""
    browser = _find_first_match(_BROWSERS, user_agent)
    system = _find_first_match(_SYSTEMS, user_agent)
    if system:
        return f"{browser or 'A browser'} on {system}"
    return browser or "Some device"


def _find_first_match(names: Iterable[tuple[str, str]], text: str) -> str | None:
    for pattern, name in names:
        if re.search(pattern, text):
            return name
    return None
