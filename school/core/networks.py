"""Which network an address belongs to: what somebody who is not signed in is counted by."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address


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
