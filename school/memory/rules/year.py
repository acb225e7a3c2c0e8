"""A year of studying as a calendar: weeks as columns, days as rows, and how busy each day was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS = 52  # the last one is the week of today
LEVELS = (1, 10, 25, 50)  # reviews from which a day is drawn one size larger


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
    """Monday to Sunday; the days after today are not in it."""

    days: tuple[Day, ...]

    @property
    def begins(self) -> date:
        return self.days[0].on

    @property
    def reviews(self) -> int:
        return sum(day.reviews for day in self.days)

    @property
    def month(self) -> date | None:
        """The first day of the month that begins in this week; None where none does."""
        return next((day.on for day in self.days if day.on.day == 1), None)


def first_day(today: date) -> date:
    """The Monday on which the calendar that ends with the week of `today` begins."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def half_years(
    reviews: Mapping[date, int], today: date
) -> tuple[tuple[Week, ...], tuple[Week, ...]]:
    """The calendar's weeks in two halves, the older first: side by side on a desk, one below the other on a phone."""
    weeks = tuple(
        _week(first_day(today) + timedelta(weeks=number), reviews, today) for number in range(WEEKS)
    )
    return weeks[: WEEKS // 2], weeks[WEEKS // 2 :]


def days_studied(reviews: Mapping[date, int], today: date, within: int) -> int:
    """On how many of the last `within` days, today among them, at least one card was reviewed."""
    return sum(bool(reviews.get(today - timedelta(days=ago))) for ago in range(within))


def _week(begins: date, reviews: Mapping[date, int], today: date) -> Week:
    days = (begins + timedelta(days=number) for number in range(7))
    return Week(tuple(Day(day, reviews.get(day, 0)) for day in days if day <= today))
