"""When a card comes again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import fsrs
import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from school.cards.rules.ratings import Rating
from school.studying.rules.days import learning_day, starts_at
from school.studying.rules.scheduling import (
    LONGEST_DAYS,
    Memory,
    calculate_outcomes,
    find_fuzz_range,
    fuzz_waits,
    make_waits_climb,
    memory_from_json,
    memory_to_json,
    predict_days_until,
    predict_recall,
)
from tests.cast import NOON
from tests.studying.memories import memory as in_review

PORTLAND = ZoneInfo("America/Los_Angeles")
TODAY = date(2026, 11, 20)


@st.composite
def memories(draw) -> Memory:
    reviewed_at = NOON - timedelta(
        days=draw(st.integers(0, 400)), minutes=draw(st.integers(0, 600))
    )
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


def after(memory: Memory | None, rating: Rating, now: datetime = NOON):
    return calculate_outcomes(memory, "deck/muscle/zone", 0.9, PORTLAND, now)[rating]


@given(st.one_of(st.none(), memories()))
def test_a_better_rating_always_waits_longer(memory):
    outcomes = calculate_outcomes(memory, "deck/muscle/zone", 0.9, PORTLAND, NOON)
    due = [outcomes[rating].memory.due_at for rating in Rating]
    assert due == sorted(set(due))
    days = [outcome.days for outcome in outcomes.values() if outcome.days]
    assert days == sorted(set(days))


@given(st.one_of(st.none(), memories()), st.sampled_from(Rating))
def test_a_schedule_is_the_same_every_time(memory, rating):
    assert after(memory, rating) == after(memory, rating)


@given(memories(), st.sampled_from(Rating))
def test_a_memory_survives_being_kept_as_json(memory, rating):
    assert memory_from_json(json.loads(json.dumps(memory_to_json(memory)))) == memory
    following = after(memory, rating).memory
    assert memory_from_json(json.loads(json.dumps(memory_to_json(following)))) == following


@given(st.integers(1, LONGEST_DAYS))
def test_fuzz_stays_around_its_wait(days):
    shortest, longest = find_fuzz_range(days)
    assert min(days, 2) <= shortest <= days <= longest <= LONGEST_DAYS


@given(st.lists(st.integers(1, 30_000), min_size=1, max_size=3), st.floats(0, 1, exclude_max=True))
def test_fuzz_never_leaves_its_range_and_keeps_the_order(days, seed):
    climbed = make_waits_climb(sorted(days))
    fuzzed = fuzz_waits(climbed, seed)
    assert fuzzed == sorted(set(fuzzed))
    for wait, before in zip(fuzzed, climbed, strict=True):
        assert find_fuzz_range(before)[0] <= wait <= find_fuzz_range(before)[1]


def test_no_wait_climbs_beyond_the_longest():
    assert make_waits_climb([LONGEST_DAYS, LONGEST_DAYS, LONGEST_DAYS]) == [LONGEST_DAYS] * 3
    assert fuzz_waits([LONGEST_DAYS - 1, LONGEST_DAYS, LONGEST_DAYS], 0.999)[-1] == LONGEST_DAYS


def test_cards_of_one_day_come_back_on_different_days():
    waits = {
        calculate_outcomes(in_review(), f"deck/{n}/zone", 0.9, PORTLAND, NOON)[Rating.GOOD].days
        for n in range(40)
    }
    assert len(waits) > 3


def test_a_new_card_climbs_a_step_of_minutes_and_then_days():
    assert [after(None, rating).wait for rating in Rating] == ["10 min", "1 d", "2 d", "7 d"]
    failed = after(None, Rating.AGAIN).memory
    assert (failed.step, failed.reviews, failed.lapses, failed.introduced_on) == (0, 1, 0, TODAY)
    assert failed.due_at == NOON + timedelta(minutes=10)
    again = after(failed, Rating.GOOD, NOON + timedelta(minutes=10))
    assert again.memory.step is None
    assert again.days >= 1


def test_days_are_learning_days_so_a_late_evening_is_one_day():
    """Reviewed at 2 a.m., due tomorrow: that is from 4 a.m. of the day after the last evening."""
    at_two = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    failed = after(None, Rating.AGAIN, at_two - timedelta(minutes=10)).memory
    good = after(failed, Rating.GOOD, at_two)
    assert good.memory.learned_on == TODAY
    assert good.memory.due_at == starts_at(TODAY + timedelta(days=good.days), PORTLAND)


def test_elapsed_time_counts_in_learning_days():
    """Late one evening and early the next morning are a day apart, though less than 24 hours."""
    evening, morning = (
        datetime(2026, 11, 20, 6, 0, tzinfo=UTC),
        datetime(2026, 11, 20, 15, 0, tzinfo=UTC),
    )
    memory = in_review(
        reviewed_at=evening, learned_on=learning_day(evening, PORTLAND), stability=1.0
    )
    same_day = replace(memory, learned_on=learning_day(morning, PORTLAND))
    assert (
        after(memory, Rating.GOOD, morning).memory.stability
        > after(same_day, Rating.GOOD, morning).memory.stability
    )


@pytest.mark.parametrize("rating", Rating)
def test_a_review_is_counted_and_the_day_of_the_first_one_stays(rating):
    before = in_review()
    reviewed = after(before, rating).memory
    assert reviewed.reviews == before.reviews + 1
    assert (reviewed.introduced_on, reviewed.learned_on) == (before.introduced_on, TODAY)
    assert reviewed.reviewed_at == NOON


def test_forgetting_a_known_card_is_a_lapse_and_relearns_in_minutes():
    lapsed = after(in_review(), Rating.AGAIN)
    assert (lapsed.wait, lapsed.memory.lapses, lapsed.memory.step) == ("10 min", 1, 0)
    assert lapsed.memory.stability < in_review().stability
    assert after(lapsed.memory, Rating.AGAIN).memory.lapses == 1


@pytest.mark.parametrize(
    "memory", [None, in_review(), in_review(step=0, learned_on=TODAY, stability=0.3)]
)
def test_hard_means_recalled_so_the_card_does_not_come_again_on_the_same_day(memory):
    hard = after(memory, Rating.HARD)
    assert hard.memory.step is None
    assert hard.days > 0


def test_a_person_s_own_weights_change_the_schedule_and_nobody_else_s():
    quick_to_forget = (*DEFAULT_PARAMETERS[:20], 0.5)
    own = calculate_outcomes(in_review(), "deck/muscle/zone", 0.8, PORTLAND, NOON, quick_to_forget)[
        Rating.GOOD
    ]
    before = calculate_outcomes(in_review(), "deck/muscle/zone", 0.8, PORTLAND, NOON)[Rating.GOOD]
    assert own.days < before.days
    assert (
        calculate_outcomes(in_review(), "deck/muscle/zone", 0.8, PORTLAND, NOON)[Rating.GOOD]
        == before
    )


@given(st.floats(0.01, 4000), st.floats(0.7, 0.97))
def test_the_forgetting_curve_reads_both_ways_and_is_the_package_s(stability, retention):
    assert predict_recall(stability, predict_days_until(stability, retention)) == pytest.approx(
        retention
    )
    assert predict_recall(stability, stability) == pytest.approx(0.9)
    card = fsrs.Card(card_id=1, stability=stability, last_review=NOON)
    theirs = fsrs.Scheduler().get_card_retrievability(card, NOON + timedelta(days=17))
    assert predict_recall(stability, 17) == pytest.approx(theirs)


def test_a_deck_that_wants_more_recall_asks_sooner():
    days = {
        retention: calculate_outcomes(
            in_review(stability=100.0), "deck/muscle/zone", retention, PORTLAND, NOON
        )[Rating.GOOD].days
        for retention in (0.8, 0.9, 0.95)
    }
    assert days[0.95] < days[0.9] < days[0.8]


@pytest.mark.parametrize(
    ("days", "wait"),
    [
        (1, "1 d"),
        (30, "30 d"),
        (31, "1.0 mo"),
        (43, "1.4 mo"),
        (364, "12.0 mo"),
        (365, "1.0 y"),
        (438, "1.2 y"),
    ],
)
def test_waits_read_as_on_anki_buttons(days, wait):
    assert replace(after(in_review(), Rating.GOOD), days=days).wait == wait
