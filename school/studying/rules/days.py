"""The learning day. It turns at 4 a.m. where the school is, so a late evening is one day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

TURNS_AT = time(4)


def learning_day(instant: datetime, zone: ZoneInfo) -> date:
    """The learning day that an instant belongs to, by the clock on the wall.

    A day of 23 or 25 hours is one day too.
    """
    local = instant.astimezone(zone)
    return local.date() if local.time() >= TURNS_AT else local.date() - timedelta(days=1)


def starts_at(day: date, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which a learning day begins."""
    return datetime.combine(day, TURNS_AT, zone).astimezone(UTC)
