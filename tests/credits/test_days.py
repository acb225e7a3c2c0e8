"""What counts is the local day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.credits.rules.days import choose_instant_on, find_local_date
from tests.cast import NOON
from tests.credits.chain import LOS_ANGELES


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-11-20T07:59:59Z", date(2026, 11, 19)),  # a second before midnight, standard time
        ("2026-11-20T08:00:00Z", date(2026, 11, 20)),
        ("2026-07-01T06:59:59Z", date(2026, 6, 30)),  # a second before midnight, summer time
        ("2026-07-01T07:00:00Z", date(2026, 7, 1)),
        (
            "2026-03-08T07:59:59Z",
            date(2026, 3, 7),
        ),  # the night the clocks go forward begins in standard time
        ("2026-03-09T06:59:59Z", date(2026, 3, 8)),  # … and its next midnight is in summer time
        ("2026-03-09T07:00:00Z", date(2026, 3, 9)),
        (
            "2026-11-01T06:59:59Z",
            date(2026, 10, 31),
        ),  # the night they go back begins in summer time
        ("2026-11-01T08:30:00Z", date(2026, 11, 1)),  # 01:30 comes twice
        ("2026-11-01T09:30:00Z", date(2026, 11, 1)),
        ("2026-11-02T07:59:59Z", date(2026, 11, 1)),
        ("2027-01-01T07:59:59Z", date(2026, 12, 31)),
    ],
)
def test_what_counts_is_the_local_day(instant, day):
    assert find_local_date(datetime.fromisoformat(instant), LOS_ANGELES) == day


def test_a_naive_time_has_no_day():
    with pytest.raises(ValueError, match="naive"):
        find_local_date(datetime(2026, 11, 20, 12), LOS_ANGELES)


def test_a_day_of_which_only_the_date_is_known_is_its_noon():
    assert choose_instant_on(date(2026, 11, 19), LOS_ANGELES, NOON) == datetime(
        2026, 11, 19, 20, tzinfo=UTC
    )
    assert choose_instant_on(date(2026, 7, 1), LOS_ANGELES, NOON) == datetime(
        2026, 7, 1, 19, tzinfo=UTC
    )


def test_today_before_noon_is_now():
    morning = NOON - timedelta(hours=3)
    assert choose_instant_on(date(2026, 11, 20), LOS_ANGELES, morning) == morning


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),
    st.integers(0, 400),
)
def test_the_moment_of_a_day_lies_on_it_and_is_past(now, back):
    day = find_local_date(now, LOS_ANGELES) - timedelta(days=back)
    moment = choose_instant_on(day, LOS_ANGELES, now)
    assert moment <= now
    assert find_local_date(moment, LOS_ANGELES) == day
