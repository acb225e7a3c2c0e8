"""Days that count: the local date of an instant, and the instant that stands for a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def earned_on(instant: datetime, zone: str) -> date:
    """The local date of an instant in an IANA zone: what a board reads. The instant must be aware."""
    if instant.tzinfo is None:
        raise ValueError(f"a naive time has no date: {instant!r}")
    return instant.astimezone(ZoneInfo(zone)).date()


def moment_on(day: date, zone: str, now: datetime) -> datetime:
    """An instant for something of which only the day is known: local noon, or now where noon is still to come."""
    noon = datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC)
    return min(noon, now) if earned_on(now, zone) == day else noon
