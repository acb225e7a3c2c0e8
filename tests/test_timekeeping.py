"""A clock that is set back neither turns time around nor changes the order of what is recorded."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from school.core.clock import keep_order
from school.timekeeping import SteadyClock
from tests.cast import NOON

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


class Machine:
    """Its wall clock can be set; its count of seconds only goes on."""

    def __init__(self) -> None:
        self.wall = NOON
        self.seconds = 100.0

    def go_on(self, by: timedelta) -> None:
        self.wall += by
        self.seconds += by.total_seconds()

    def clock(self) -> SteadyClock:
        return SteadyClock(lambda: self.wall, lambda: self.seconds)


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def warnings(caplog):
    """What the log was warned of, with the facts of each."""
    caplog.set_level(logging.WARNING, "school")
    return lambda: [(record.message, record.facts) for record in caplog.records]


def test_a_clock_that_nobody_sets_gives_what_it_shows(machine, warnings):
    clock = machine.clock()
    for _time in range(3):
        machine.go_on(HOUR)
        assert clock() == machine.wall
    assert warnings() == []


def test_when_it_is_set_back_time_goes_on(machine, warnings):
    clock = machine.clock()
    machine.go_on(HOUR)
    before = clock()
    machine.wall -= 2 * HOUR
    machine.go_on(SECOND)
    assert clock() == before + SECOND
    machine.go_on(HOUR)
    assert clock() == before + SECOND + HOUR
    expected, shown = NOON + HOUR + SECOND, NOON - HOUR + SECOND
    facts = {"expected": expected.isoformat(), "clock": shown.isoformat()}
    assert warnings() == [("the clock of this machine has jumped", facts)]


def test_once_it_shows_later_than_was_given_it_is_followed_again(machine):
    clock = machine.clock()
    machine.wall -= HOUR
    assert clock() == NOON
    machine.wall += 3 * HOUR
    assert clock() == machine.wall == NOON + 2 * HOUR


def test_when_it_is_set_forward_it_is_followed_and_the_log_says_so(machine, warnings):
    clock = machine.clock()
    machine.wall += HOUR
    assert clock() == NOON + HOUR
    ((sentence, _facts),) = warnings()
    assert sentence == "the clock of this machine has jumped"


def test_a_clock_that_is_kept_right_is_not_told(machine, warnings):
    clock = machine.clock()
    machine.go_on(HOUR)
    machine.wall -= SECOND
    clock()
    assert warnings() == []


def test_what_follows_is_recorded_no_earlier(warnings):
    assert keep_order(NOON, "hand-in", NOON + SECOND) == NOON + SECOND
    assert keep_order(NOON, "hand-in", NOON - SECOND) == NOON
    assert warnings() == []
    assert keep_order(NOON, "hand-in", NOON - HOUR) == NOON
    ((sentence, facts),) = warnings()
    assert sentence == "the clock is behind what is recorded"
    assert facts["what"] == "hand-in"
    assert facts["recorded_as"] == NOON.isoformat()
    assert facts["clock"] == (NOON - HOUR).isoformat()
