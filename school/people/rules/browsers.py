"""How a browser is named: the device it runs on."""

from __future__ import annotations

import re
from collections.abc import Iterable

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
