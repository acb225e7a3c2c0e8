"""Counting costly acts: enough is enough for one reader, for a while, and nobody else waits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from school.core.waits import describe_wait
from school.web.throttle import Acts
from tests.cast import NOON

A_MINUTE = timedelta(minutes=1)


def note(
    acts: Acts, reader: str = "ana", seconds: float = 0, act: str = "find"
) -> timedelta | None:
    return acts.note(act, reader, 2, A_MINUTE, NOON + timedelta(seconds=seconds))


def test_the_third_act_of_two_waits_until_the_first_is_a_minute_old():
    acts = Acts()
    assert [note(acts), note(acts, seconds=20)] == [None, None]
    assert note(acts, seconds=30) == timedelta(seconds=30)
    assert note(acts, seconds=59) == timedelta(seconds=1)
    assert note(acts, seconds=60) is None
    assert note(acts, seconds=60) == timedelta(seconds=20)


def test_who_is_refused_does_not_wait_longer_for_having_asked():
    acts = Acts()
    for _ in range(9):
        note(acts)
    assert note(acts, seconds=60) is None


def test_readers_and_acts_are_counted_apart():
    acts = Acts()
    for _ in range(3):
        note(acts)
    assert note(acts, "ben") is None
    assert note(acts, act="fit") is None
    assert note(acts) == A_MINUTE


def test_no_more_readers_are_kept_than_said_and_the_last_ones_stay():
    acts = Acts(readers=3)
    for reader in "abcd":
        note(acts, reader)
        note(acts, reader)
    assert note(acts, "d") == A_MINUTE
    assert note(acts, "a") is None, "who came first is forgotten"


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(microseconds=1), "1 second"),
        (timedelta(seconds=59, milliseconds=1), "60 seconds"),
        (timedelta(seconds=119), "119 seconds"),
        (timedelta(seconds=121), "3 minutes"),
        (timedelta(minutes=60), "60 minutes"),
        (timedelta(minutes=119), "119 minutes"),
        (timedelta(minutes=121), "3 hours"),
    ],
)
def test_a_wait_is_said_in_words_and_never_too_short(wait, words):
    assert str(describe_wait(wait)) == words
