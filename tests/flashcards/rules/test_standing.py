"""What is due, what is new today, what comes in the next days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from school.flashcards.rules.cards import cards_of
from school.flashcards.rules.standing import Known, forecast, standing
from tests import make
from tests.cast import NOON

PORTLAND = ZoneInfo("America/Los_Angeles")
ZONES = st.sampled_from([PORTLAND, ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC")])
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
TODAY = date(2026, 11, 20)


def known(pattern: str, due_at: datetime, **given) -> Known:
    facts = {"reviews": 3, "learning": False, "introduced_on": date(2026, 10, 1)}
    return Known(card_id=f"referral-patterns/{pattern}/zone", due_at=due_at, **(facts | given))


def stand(*memories: Known, new_per_day: int = 10):
    return standing(cards_of(make.deck()), memories, new_per_day, TODAY, NOON)


def test_due_cards_come_first_the_oldest_due_first_of_all():
    found = stand(known("supraspinatus", NOON - timedelta(days=1)), known("infraspinatus", NOON - timedelta(hours=1)))
    assert [step.card.pattern.id for step in found.queue] == ["supraspinatus", "infraspinatus", "trapezius_upper"]
    assert (found.due, found.new, found.total) == (2, 1, 3)


def test_cards_of_one_day_come_in_an_order_that_stays_and_is_not_the_alphabet_for_ever():
    cards = [known(pattern, NOON) for pattern in ("supraspinatus", "infraspinatus", "trapezius_upper")]
    orders = {
        tuple(step.card.pattern.id for step in stand(*(replace(card, reviews=n) for card in cards)).queue)
        for n in range(12)
    }
    assert len(orders) > 1
    assert stand(*cards).queue == stand(*reversed(cards)).queue


def test_new_cards_end_with_the_allowance_of_the_day():
    assert stand(new_per_day=2).new == 2
    met_today = known("infraspinatus", NOON + timedelta(days=2), introduced_on=TODAY)
    assert stand(met_today, new_per_day=2).new == 1
    assert stand(met_today, new_per_day=1).next is None
    assert stand(replace(met_today, introduced_on=TODAY - timedelta(days=1)), new_per_day=2).new == 2


def test_a_retired_card_counts_for_nothing():
    found = stand(known("deleted_muscle", NOON - timedelta(days=3)))
    assert (found.due, found.learned, found.unseen) == (0, 0, 3)


def test_what_is_on_a_step_of_minutes_is_not_learned_yet():
    later = NOON + timedelta(minutes=5)
    found = stand(known("infraspinatus", later, learning=True), known("supraspinatus", later))
    assert (found.learned, found.unseen, found.later_at) == (1, 1, (later, later))


def test_the_forecast_counts_overdue_cards_today_and_stops_after_two_weeks():
    due = [
        NOON - timedelta(days=9),
        NOON,
        NOON + timedelta(days=1),
        NOON + timedelta(days=13),
        NOON + timedelta(days=14),
    ]
    coming = forecast(due, PORTLAND, NOON)
    assert len(coming) == 14
    assert (coming[0], coming[1], coming[13]) == ((TODAY, 2), (date(2026, 11, 21), 1), (date(2026, 12, 3), 1))
    assert sum(count for _, count in coming) == 4


@given(st.lists(INSTANTS), ZONES)
def test_a_forecast_counts_each_card_at_most_once(due, zone):
    assert sum(count for _, count in forecast(due, zone, NOON)) <= len(due)
