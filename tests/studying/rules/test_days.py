"""The learning day, which turns at four where the school is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from school.studying.rules.days import learning_day, starts_at

PORTLAND = ZoneInfo("America/Los_Angeles")
ZONES = st.sampled_from(
    [PORTLAND, ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC")]
)
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
TODAY = date(2026, 11, 20)


def test_the_day_turns_at_four_where_the_school_is():
    assert learning_day(datetime(2026, 11, 20, 11, 59, 59, tzinfo=UTC), PORTLAND) == date(
        2026, 11, 19
    )
    assert learning_day(datetime(2026, 11, 20, 12, 0, tzinfo=UTC), PORTLAND) == date(2026, 11, 20)


def test_days_with_23_and_25_hours_are_one_day_each():
    spring, autumn = date(2026, 3, 8), date(2026, 11, 1)
    # Clocks change at two in the morning: in the learning day that began the day before.
    for day, hours in (
        (spring - timedelta(days=1), 23),
        (autumn - timedelta(days=1), 25),
        (TODAY, 24),
    ):
        assert starts_at(day + timedelta(days=1), PORTLAND) - starts_at(day, PORTLAND) == timedelta(
            hours=hours
        )


@given(INSTANTS, ZONES)
def test_every_instant_lies_in_the_day_it_belongs_to(instant, zone):
    day = learning_day(instant, zone)
    assert starts_at(day, zone) <= instant < starts_at(day + timedelta(days=1), zone)
