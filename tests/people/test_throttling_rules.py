"""Who has to wait before the next try to sign in: the rule alone, in lists of times."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.people.rules import sign_ins
from school.people.rules.sign_ins import FailedTries, Limit, find_mail_wait, find_wait
from tests.cast import NOON

MINUTE = timedelta(minutes=1)


def ago(tries, wait=timedelta(0)):
    """So many tries, all of them this long ago."""
    return [NOON - wait] * tries


def make_tries(device=(), pair=(), account=(), network=(), *, known=False, known_network=False):
    return FailedTries(device, pair, account, network, known, known_network)


@pytest.mark.parametrize(
    ("tries", "wait"),
    [
        (make_tries(), None),
        # An unknown device: ten in a quarter of an hour and thirty a day from one network.
        (make_tries(pair=ago(9)), None),
        (make_tries(pair=ago(10)), 15 * MINUTE),
        (make_tries(pair=ago(10, 14 * MINUTE)), MINUTE),
        (make_tries(pair=ago(10, 15 * MINUTE)), None),
        (make_tries(pair=ago(29, 60 * MINUTE)), None),
        (make_tries(pair=ago(30, 60 * MINUTE)), timedelta(hours=23)),
        # … and fifty an hour and a hundred a day from all networks that the account doesn't know.
        (make_tries(account=ago(49)), None),
        (make_tries(account=ago(50)), 60 * MINUTE),
        (make_tries(account=ago(100, 120 * MINUTE)), timedelta(hours=22)),
        (make_tries(account=ago(240), known_network=True), None),
        (make_tries(pair=ago(10), account=ago(10), known_network=True), 15 * MINUTE),
        # A busy network leaves each account three tries, and refuses nobody who hasn't had them.
        (make_tries(network=ago(99), pair=ago(3)), None),
        (make_tries(network=ago(100), pair=ago(2)), None),
        (make_tries(network=ago(100), pair=ago(3)), 15 * MINUTE),
        (make_tries(network=ago(239, timedelta(seconds=1))), None),
        (make_tries(network=ago(240, timedelta(seconds=1))), timedelta(seconds=59)),
        # A known device answers for its own tries alone.
        (make_tries((), ago(240), ago(240), ago(240), known=True), None),
        (make_tries(ago(9), known=True), None),
        (make_tries(ago(10), known=True), 15 * MINUTE),
        (make_tries(ago(50, 60 * MINUTE), known=True), timedelta(hours=23)),
    ],
)
def test_who_has_to_wait_and_how_long(tries, wait):
    assert find_wait(tries, NOON) == wait


TIMES = st.lists(st.integers(0, 86_400), max_size=240).map(
    lambda ages: [NOON - timedelta(seconds=age) for age in sorted(ages)]
)


@given(TIMES, TIMES, TIMES, TIMES, st.booleans(), st.booleans())
def test_whoever_waits_that_long_may_try(device, pair, account, network, known, known_network):
    tries = FailedTries(device, pair, account, network, known, known_network)
    wait = find_wait(tries, NOON)
    if wait is not None:
        assert timedelta(0) < wait <= timedelta(days=1)
        assert find_wait(tries, NOON + wait) is None


@given(TIMES, TIMES, TIMES, TIMES, st.booleans())
def test_nobody_else_can_make_a_known_device_wait(device, pair, account, network, known_network):
    alone = make_tries(device, known=True)
    among_others = make_tries(
        device, pair, account, network, known=True, known_network=known_network
    )
    assert find_wait(among_others, NOON) == find_wait(alone, NOON)


@given(TIMES, TIMES)
def test_an_account_that_nobody_tried_waits_for_a_flood_alone(account, network):
    wait = find_wait(make_tries(account=(), network=network), NOON)
    assert wait is None or wait <= MINUTE


def test_a_guesser_in_all_the_world_gets_a_hundred_tries_a_day():
    """At an account that they never signed in to: each try waits as the rule says."""
    times, now = [], NOON
    while now < NOON + timedelta(days=1):
        wait = find_wait(make_tries(account=times[:240]), now)
        if wait is None:
            times.insert(0, now)
        now += wait or timedelta(0)
    assert len(times) == 100


def test_a_mailbox_that_has_had_enough_holds_a_link_good_for_half_an_hour():
    """A link to choose a password works for an hour (service/tickets.py)."""
    assert sign_ins.MAILBOX_LIMIT.within == timedelta(minutes=30)
    assert find_mail_wait(ago(2, 29 * MINUTE), sign_ins.MAILBOX_LIMIT, NOON) == MINUTE
    assert find_mail_wait(ago(2, 30 * MINUTE), sign_ins.MAILBOX_LIMIT, NOON) is None
    assert find_mail_wait(ago(1), Limit(2, MINUTE), NOON) is None
