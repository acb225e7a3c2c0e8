"""Days that count: the local date of an instant, and the instant that stands for a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def find_local_date(instant: datetime, zone: str) -> date:
    """The date of an instant in an IANA zone, which is the date a board reads.

    Raises ValueError for an instant without a zone of its own.
    """
    if instant.tzinfo is None:
        raise ValueError(f"a naive time has no date: {instant!r}")
    return instant.astimezone(ZoneInfo(zone)).date()


def choose_instant_on(day: date, zone: str, now: datetime) -> datetime:
    """An instant for something of which only the day is known.

    Local noon of that day; now, if that day is today and noon is still to come.
    """
    noon = datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC)
    return min(noon, now) if find_local_date(now, zone) == day else noon
