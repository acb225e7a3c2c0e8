"""Cards, ratings, learning days, schedules, queues and forecasts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.flashcards.rules.cards import by_area, by_group, cards_of, known_regions, labels, shown_only
from school.flashcards.rules.days import learning_day, starts_at
from school.flashcards.rules.ratings import Rating, propose
from school.flashcards.rules.scheduling import (
    LONGEST_DAYS,
    Memory,
    climbing,
    fuzz_range,
    kept,
    outcomes,
    put_back,
    spread,
)
from school.flashcards.rules.standing import Known, forecast, standing
from tests import make
from tests.cast import NOON

PORTLAND = ZoneInfo("America/Los_Angeles")
ZONES = st.sampled_from([PORTLAND, ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC")])
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
TODAY = date(2026, 11, 20)


@st.composite
def memories(draw) -> Memory:
    reviewed_at = NOON - timedelta(days=draw(st.integers(0, 400)), minutes=draw(st.integers(0, 600)))
    return Memory(
        due_at=reviewed_at + timedelta(days=1),
        stability=draw(st.floats(0.01, 4000)),
        difficulty=draw(st.floats(1, 10)),
        step=draw(st.sampled_from([None, 0])),
        introduced_on=date(2025, 1, 1),
        learned_on=learning_day(reviewed_at, PORTLAND),
        reviewed_at=reviewed_at,
        reviews=draw(st.integers(1, 50)),
        lapses=draw(st.integers(0, 9)),
    )


def in_review(**given) -> Memory:
    facts = {
        "due_at": NOON,
        "stability": 20.0,
        "difficulty": 5.0,
        "step": None,
        "introduced_on": date(2026, 9, 1),
        "learned_on": date(2026, 11, 1),
        "reviewed_at": NOON - timedelta(days=19),
        "reviews": 4,
        "lapses": 0,
    }
    return Memory(**(facts | given))


def after(memory: Memory | None, rating: Rating, now: datetime = NOON):
    return outcomes(memory, "deck/muscle/zone", 0.9, PORTLAND, now)[rating]


# Cards


def test_only_graded_patterns_become_cards():
    deck = make.deck()
    assert list(cards_of(deck)) == [
        "referral-patterns/infraspinatus/zone",
        "referral-patterns/supraspinatus/zone",
        "referral-patterns/trapezius_upper/zone",
    ]
    assert [pattern.id for pattern in shown_only(deck)] == ["rhomboids"]


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Infraspinatus", "Where does infraspinatus refer?"),
        ("Trapezius, upper", "Where does trapezius, upper refer?"),
        ("SCM, sternal", "Where does SCM, sternal refer?"),
    ],
)
def test_a_card_asks_in_a_sentence(name, asked):
    deck = make.deck(patterns=(make.pattern("muscle", name=name),))
    assert cards_of(deck)["referral-patterns/muscle/zone"].question == asked


def test_an_answer_without_a_region_is_not_marked():
    card = cards_of(make.deck())["referral-patterns/infraspinatus/zone"]
    assert card.mark(()) is None
    assert card.mark(card.pattern.primary).score == 1


def test_regions_come_in_the_order_of_the_body_and_unknown_ones_are_dropped():
    deck = make.deck()
    assert known_regions(deck, ["arm.lateral", "head.temple", "arm.lateral", "wing.left"]) == (
        "head.temple",
        "arm.lateral",
    )
    assert labels(deck, ("arm.lateral", "head.temple")) == ("head, temple", "arm, lateral")


def test_regions_are_folded_by_area_and_patterns_by_group():
    deck = make.deck(patterns=(make.pattern("a", group="pelvis_hip_thigh"), make.pattern("b", group="shoulder_arm")))
    assert list(by_area(deck.regions)) == ["Head", "Neck", "Shoulder", "Arm", "Forearm", "Scapula"]
    assert list(by_group(deck.patterns)) == ["Pelvis, hip and thigh", "Shoulder and arm"]


# Ratings


@pytest.mark.parametrize(
    ("score", "seconds", "proposed"),
    [
        (None, 3, Rating.AGAIN),
        (Fraction(0), 3, Rating.AGAIN),
        (Fraction(49, 100), 3, Rating.AGAIN),
        (Fraction(1, 2), 3, Rating.HARD),
        (Fraction(69, 100), 3, Rating.HARD),
        (Fraction(7, 10), 3, Rating.GOOD),
        (Fraction(94, 100), 3, Rating.GOOD),
        (Fraction(95, 100), 20, Rating.EASY),
        (Fraction(1), 21, Rating.GOOD),
        (Fraction(1), None, Rating.GOOD),
        (Fraction(1), -5, Rating.GOOD),
    ],
)
def test_the_overlap_proposes_a_rating_and_easy_needs_a_quick_answer(score, seconds, proposed):
    assert propose(score, seconds) is proposed


# Learning days


def test_the_day_turns_at_four_where_the_school_is():
    assert learning_day(datetime(2026, 11, 20, 11, 59, 59, tzinfo=UTC), PORTLAND) == date(2026, 11, 19)
    assert learning_day(datetime(2026, 11, 20, 12, 0, tzinfo=UTC), PORTLAND) == date(2026, 11, 20)


def test_days_with_23_and_25_hours_are_one_day_each():
    spring, autumn = date(2026, 3, 8), date(2026, 11, 1)
    # Clocks change at two in the morning: in the learning day that began the day before.
    for day, hours in ((spring - timedelta(days=1), 23), (autumn - timedelta(days=1), 25), (TODAY, 24)):
        assert starts_at(day + timedelta(days=1), PORTLAND) - starts_at(day, PORTLAND) == timedelta(hours=hours)


@given(INSTANTS, ZONES)
def test_every_instant_lies_in_the_day_it_belongs_to(instant, zone):
    day = learning_day(instant, zone)
    assert starts_at(day, zone) <= instant < starts_at(day + timedelta(days=1), zone)


# Schedules


@given(st.one_of(st.none(), memories()))
def test_a_better_rating_always_waits_longer(memory):
    found = outcomes(memory, "deck/muscle/zone", 0.9, PORTLAND, NOON)
    due = [found[rating].memory.due_at for rating in Rating]
    assert due == sorted(set(due))
    days = [outcome.days for outcome in found.values() if outcome.days]
    assert days == sorted(set(days))


@given(st.one_of(st.none(), memories()), st.sampled_from(Rating))
def test_a_schedule_is_the_same_every_time(memory, rating):
    assert after(memory, rating) == after(memory, rating)


@given(memories(), st.sampled_from(Rating))
def test_a_memory_survives_being_kept_as_json(memory, rating):
    assert put_back(json.loads(json.dumps(kept(memory)))) == memory
    following = after(memory, rating).memory
    assert put_back(json.loads(json.dumps(kept(following)))) == following


@given(st.integers(1, LONGEST_DAYS))
def test_fuzz_stays_around_its_wait(days):
    shortest, longest = fuzz_range(days)
    assert min(days, 2) <= shortest <= days <= longest <= LONGEST_DAYS


@given(st.lists(st.integers(1, 30_000), min_size=1, max_size=3), st.floats(0, 1, exclude_max=True))
def test_fuzz_never_leaves_its_range_and_keeps_the_order(days, seed):
    climbed = climbing(sorted(days))
    fuzzed = spread(climbed, seed)
    assert fuzzed == sorted(set(fuzzed))
    for wait, before in zip(fuzzed, climbed, strict=True):
        assert fuzz_range(before)[0] <= wait <= fuzz_range(before)[1]


def test_cards_of_one_day_come_back_on_different_days():
    waits = {outcomes(in_review(), f"deck/{n}/zone", 0.9, PORTLAND, NOON)[Rating.GOOD].days for n in range(40)}
    assert len(waits) > 3


def test_a_new_card_climbs_a_step_of_minutes_and_then_days():
    assert [after(None, rating).wait for rating in Rating][:2] == ["10 min", "15 min"]
    failed = after(None, Rating.AGAIN).memory
    assert (failed.step, failed.reviews, failed.lapses, failed.introduced_on) == (0, 1, 0, TODAY)
    assert failed.due_at == NOON + timedelta(minutes=10)
    again = after(failed, Rating.GOOD, NOON + timedelta(minutes=10))
    assert again.memory.step is None
    assert again.days >= 1


def test_days_are_learning_days_so_a_late_evening_is_one_day():
    """Reviewed at two in the morning, due tomorrow: from four o'clock of the day after the evening before."""
    at_two = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    failed = after(None, Rating.AGAIN, at_two - timedelta(minutes=10)).memory
    good = after(failed, Rating.GOOD, at_two)
    assert good.memory.learned_on == TODAY
    assert good.memory.due_at == starts_at(TODAY + timedelta(days=good.days), PORTLAND)


def test_elapsed_time_counts_in_learning_days():
    """Late one evening and early the next morning are a day apart, though less than 24 hours."""
    evening, morning = datetime(2026, 11, 20, 6, 0, tzinfo=UTC), datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    memory = in_review(reviewed_at=evening, learned_on=learning_day(evening, PORTLAND), stability=1.0)
    same_day = replace(memory, learned_on=learning_day(morning, PORTLAND))
    assert after(memory, Rating.GOOD, morning).memory.stability > after(same_day, Rating.GOOD, morning).memory.stability


def test_forgetting_a_known_card_is_a_lapse_and_relearns_in_minutes():
    lapsed = after(in_review(), Rating.AGAIN)
    assert (lapsed.wait, lapsed.memory.lapses, lapsed.memory.step) == ("10 min", 1, 0)
    assert lapsed.memory.stability < in_review().stability
    assert after(lapsed.memory, Rating.AGAIN).memory.lapses == 1


def test_hard_keeps_a_known_card_in_review():
    hard = after(in_review(), Rating.HARD)
    assert hard.memory.step is None
    assert hard.days > 0


def test_a_deck_that_wants_more_recall_asks_sooner():
    days = {
        retention: outcomes(in_review(stability=100.0), "deck/muscle/zone", retention, PORTLAND, NOON)[Rating.GOOD].days
        for retention in (0.8, 0.9, 0.95)
    }
    assert days[0.95] < days[0.9] < days[0.8]


@pytest.mark.parametrize(("days", "wait"), [(1, "1 d"), (30, "30 d"), (43, "1.4 mo"), (364, "12.0 mo"), (438, "1.2 y")])
def test_waits_read_as_on_anki_buttons(days, wait):
    assert replace(after(in_review(), Rating.GOOD), days=days).wait == wait


# Queues


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
