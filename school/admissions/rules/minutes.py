"""Reading minutes as an officer types them."""

from __future__ import annotations

import re
from decimal import Decimal

PLAIN = re.compile(r"(\d{1,4})\s*(?:m|min|minutes)?", re.IGNORECASE | re.ASCII)
CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)\s*(?:h)?", re.IGNORECASE | re.ASCII)
HOURS = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:h|hour|hours)", re.IGNORECASE | re.ASCII)


def read_minutes(text: str) -> int | None:
    """Whole minutes from "90", "90 min", "1:30" or "1.5 h".

    None for anything else, and for hours that don't come to whole minutes.
    """
    text = text.strip()
    if match := PLAIN.fullmatch(text):
        return int(match[1])
    if match := CLOCK.fullmatch(text):
        return int(match[1]) * 60 + int(match[2])
    if match := HOURS.fullmatch(text):
        exact = Decimal(match[1].replace(",", ".")) * 60
        return int(exact) if exact == int(exact) else None
    return None
