"""The calendar of a year: its weeks, its halves, how busy a day was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.memory.rules.year import (
    WEEKS,
    Day,
    count_days_studied,
    find_first_day,
    split_half_years,
)

SATURDAY = date(2026, 11, 21)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_the_calendar_ends_today_and_every_day_before_it_is_there_once(today):
    older, newer = split_half_years({}, today)
    days = [day.on for week in older + newer for day in week.days]
    assert days == [find_first_day(today) + timedelta(days=n) for n in range(len(days))]
    assert days[-1] == today
    assert len(older) == len(newer) == WEEKS / 2
    assert all(week.begins.weekday() == 0 for week in older + newer)


def test_each_day_has_its_reviews_and_what_is_too_long_ago_has_no_place():
    reviews = {SATURDAY: 7, SATURDAY - timedelta(days=6): 3, SATURDAY - timedelta(days=400): 99}
    older, newer = split_half_years(reviews, SATURDAY)
    assert [day.reviews for day in newer[-1].days] == [0, 0, 0, 0, 0, 7]
    assert sum(week.reviews for week in older + newer) == 10


@pytest.mark.parametrize(
    ("reviews", "level"),
    [(0, 0), (1, 1), (9, 1), (10, 2), (24, 2), (25, 3), (49, 3), (50, 4), (999, 4)],
)
def test_a_busier_day_is_drawn_larger(reviews, level):
    assert Day(SATURDAY, reviews).level == level


def test_a_month_is_named_over_the_week_in_which_it_begins():
    _older, newer = split_half_years({}, SATURDAY)
    named = {week.month: week.begins for week in newer if week.month}
    assert named[date(2026, 11, 1)] == date(2026, 10, 26)
    assert len(named) == 6


def test_days_studied_counts_days_and_not_reviews_and_today_is_one_of_them():
    reviews = {SATURDAY: 7, SATURDAY - timedelta(days=29): 1, SATURDAY - timedelta(days=30): 1}
    assert count_days_studied(reviews, SATURDAY, within=30) == 2
