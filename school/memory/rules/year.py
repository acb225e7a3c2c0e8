"""A year of studying as a calendar: weeks as columns, days as rows, busy days larger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS = 52  # the last is this week
LEVELS = (1, 10, 25, 50)  # reviews at which a day is drawn one size larger


@dataclass(frozen=True)
class Day:
    """One learning day."""

    on: date
    reviews: int

    @property
    def level(self) -> int:
        """0 (nothing) … 4 (very busy)."""
        return sum(self.reviews >= least for least in LEVELS)


@dataclass(frozen=True)
class Week:
    """Monday to Sunday, without the days after today."""

    days: tuple[Day, ...]

    @property
    def begins(self) -> date:
        return self.days[0].on

    @property
    def reviews(self) -> int:
        return sum(day.reviews for day in self.days)

    @property
    def month(self) -> date | None:
        """The first day of the month that begins in this week, or None."""
        for day in self.days:
            if day.on.day == 1:
                return day.on
        return None


def find_first_day(today: date) -> date:
    """The Monday on which the calendar begins. It ends with the week of `today`."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def split_half_years(
    reviews: Mapping[date, int], today: date
) -> tuple[tuple[Week, ...], tuple[Week, ...]]:
    """The calendar's weeks in two halves, the older first.

    A wide screen shows them side by side, a phone one below the other.
    """
    weeks = tuple(
        _make_week(find_first_day(today) + timedelta(weeks=number), reviews, today)
        for number in range(WEEKS)
    )
    return weeks[: WEEKS // 2], weeks[WEEKS // 2 :]


def count_days_studied(reviews: Mapping[date, int], today: date, within: int) -> int:
    """On how many of the last `within` days, today included, at least one card was reviewed."""
    return sum(bool(reviews.get(today - timedelta(days=ago))) for ago in range(within))


def _make_week(begins: date, reviews: Mapping[date, int], today: date) -> Week:
    days = (begins + timedelta(days=number) for number in range(7))
    return Week(tuple(Day(day, reviews.get(day, 0)) for day in days if day <= today))
