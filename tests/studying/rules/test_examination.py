"""Studying for a day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.learner import WAYS, simulate
from school.studying.rules.examination import (
    EARLY_RECALL,
    KNOWN_ON_THE_DAY,
    LONGEST_PASS,
    SETTLING_DAYS,
    SHORTEST_PASS,
    count_new_per_day,
    count_pass_days,
    find_early_day,
    plan_last_pass,
    promise_outcome,
)
from school.studying.rules.scheduling import Outcome, predict_recall
from tests.studying.memories import memory

TODAY = date(2026, 11, 20)
DAY = TODAY + timedelta(days=7)
STABILITIES = st.floats(0.05, 3000)


@given(STABILITIES, st.integers(1, 4000))
def test_early_a_card_never_comes_before_its_ordinary_day(stability, wait):
    moved = memory(stability=stability, learned_on=TODAY)
    due_on = TODAY + timedelta(days=wait)
    assert find_early_day(moved, due_on, 0.9) >= due_on
    assert find_early_day(moved, due_on, 0.75) == due_on  # who aims lower anyhow is asked as ever


def test_early_a_card_comes_when_its_recall_has_fallen_to_the_early_aim():
    moved = memory(stability=20.0, learned_on=TODAY)
    day = find_early_day(moved, TODAY + timedelta(days=20), 0.9)
    assert predict_recall(20.0, (day - TODAY).days) == pytest.approx(EARLY_RECALL, abs=0.005)


@given(st.lists(STABILITIES, max_size=80), st.integers(1, 14))
def test_the_last_pass_asks_whatever_would_not_be_known_on_the_day_once_and_before_it(
    stabilities, days
):
    on = TODAY + timedelta(days=days)
    cards = {
        str(n): memory(stability=s, learned_on=TODAY - timedelta(days=9))
        for n, s in enumerate(stabilities)
    }
    asked = plan_last_pass(cards, on, TODAY)
    assert all(TODAY <= day < on for day in asked.values())
    assert set(asked) == {
        n for n, m in cards.items() if predict_recall(m.stability, days + 9) < KNOWN_ON_THE_DAY
    }


@given(st.lists(STABILITIES, min_size=1, max_size=80))
def test_the_weakest_come_nearest_the_day_and_no_day_has_more_than_its_share(stabilities):
    cards = {
        str(n): memory(stability=s, learned_on=TODAY - timedelta(days=30))
        for n, s in enumerate(stabilities)
    }
    asked = plan_last_pass(cards, DAY, TODAY)
    in_order = sorted(asked, key=lambda card: -cards[card].stability)
    assert [asked[card] for card in in_order] == sorted(asked.values())
    assert max(Counter(asked.values()).values(), default=0) <= -(-len(asked) // 7)


def test_what_was_asked_today_counts_to_today_and_is_not_asked_again():
    cards = {str(n): memory(stability=5.0) for n in range(14)}
    first = plan_last_pass(cards, DAY, TODAY)
    today = [card for card, day in first.items() if day == TODAY]
    assert len(today) == 2
    after_one = cards | {today[0]: memory(stability=40.0, learned_on=TODAY)}
    assert [
        card for card, day in plan_last_pass(after_one, DAY, TODAY).items() if day == TODAY
    ] == today[1:]


def test_what_was_asked_today_is_not_asked_again_though_it_will_be_forgotten():
    weak = {"weak": memory(stability=0.8, learned_on=TODAY)}
    assert plan_last_pass(weak, DAY, TODAY) == {}
    assert plan_last_pass(weak, DAY, TODAY + timedelta(days=1)) != {}


def test_a_card_that_was_missed_in_the_pass_comes_once_more_on_the_eve():
    missed = {"missed": memory(stability=0.8, learned_on=TODAY - timedelta(days=1))}
    known = {"known": memory(stability=40.0, learned_on=TODAY - timedelta(days=1))}
    eve = DAY - timedelta(days=1)
    assert plan_last_pass(missed | known, DAY, eve) == {"missed": eve}


@given(st.integers(0, 2000))
def test_the_last_pass_has_its_bounds(cards):
    assert SHORTEST_PASS <= count_pass_days(cards) <= LONGEST_PASS


@given(st.integers(0, 30), st.integers(0, 500), st.integers(1, 400))
def test_so_many_new_cards_a_day_that_each_is_met_in_time(own, unseen, days):
    on = TODAY + timedelta(days=days)
    needed = count_new_per_day(own, unseen, unseen, on, TODAY)
    assert needed >= own
    settled = min(count_pass_days(unseen) + SETTLING_DAYS, days // 2)
    assert needed * (days - settled) >= unseen
    assert needed == own or (needed - 1) * (days - settled) < unseen  # and no more than needed


@given(st.integers(1, 500), st.integers(2, 400))
def test_a_day_later_never_asks_for_more_new_cards_a_day(unseen, days):
    nearer, later = (
        count_new_per_day(0, unseen, unseen, TODAY + timedelta(days=d), TODAY)
        for d in (days - 1, days)
    )
    assert later <= nearer


def test_it_asks_for_as_many_a_day_as_the_page_says():
    assert count_new_per_day(10, 480, 480, TODAY + timedelta(days=54), TODAY) == 16
    assert count_new_per_day(20, 480, 480, TODAY + timedelta(days=54), TODAY) == 20
    assert (
        count_new_per_day(10, 366, 430, TODAY + timedelta(days=29), TODAY) == 25
    )  # half of the days, as time is short


def test_a_button_promises_no_wait_beyond_the_eve():
    far = Outcome(memory(stability=20.0, learned_on=TODAY), 0, 20)
    assert promise_outcome(far, DAY, TODAY, 0.9, None).wait == "≤ 6 d"
    assert promise_outcome(far, TODAY + timedelta(days=200), TODAY, 0.9, None).wait == "2.2 mo"
    sure = Outcome(memory(stability=400.0, learned_on=TODAY), 0, 400)
    assert promise_outcome(sure, DAY, TODAY, 0.9, None).wait == "3.6 y"
    step = Outcome(memory(), 10, 0)
    assert promise_outcome(step, DAY, TODAY, 0.9, None) == step


def test_the_simulated_learner_knows_more_on_the_day_and_has_reviewed_less():
    """The whole rule at work, with few learners; `make learner` has the figures of many."""
    ordinary, dated, *_sm2, fixed = (simulate(way, 4) for way in WAYS.values())
    assert dated.mean_recall > max(0.975, ordinary.mean_recall + 0.02)
    assert dated.mean_recall > fixed.mean_recall - 0.005
    assert dated.mean_reviews < min(0.93 * ordinary.mean_reviews, 0.78 * fixed.mean_reviews)
