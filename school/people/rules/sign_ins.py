"""How long a sign-in lasts, and how often one may try."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

STUDENT_LIFETIME = timedelta(days=14)
STAFF_LIFETIME = timedelta(hours=12)
CODE_WITHIN = timedelta(minutes=10)  # how long a right password waits for the code
SEEN_EVERY = timedelta(minutes=5)  # how often it is noted that somebody is still there

DEVICE_KNOWN_FOR = timedelta(days=365)  # since the last sign-in there; browsers keep cookies longer
NETWORK_KNOWN_FOR = timedelta(days=30)  # since the last sign-in from there


@dataclass(frozen=True)
class Limit:
    """At most so many tries within so long a time."""

    tries: int
    within: timedelta


# Wrong passwords for one account from one device that the account knows.
DEVICE_LIMITS = (Limit(10, timedelta(minutes=15)), Limit(50, timedelta(days=1)))
# … from one network, by devices that the account doesn't know.
PAIR_LIMITS = (Limit(10, timedelta(minutes=15)), Limit(30, timedelta(days=1)))
# … the same, if the network is busy: if so many wrong passwords came from it, for any accounts.
BUSY_NETWORK = Limit(100, timedelta(minutes=15))
BUSY_PAIR_LIMITS = (Limit(3, timedelta(minutes=15)), *PAIR_LIMITS)
# … by unknown devices in all networks that the account doesn't know, taken together.
ACCOUNT_LIMITS = (Limit(50, timedelta(hours=1)), Limit(100, timedelta(days=1)))
# Wrong passwords for any accounts from one network. It protects the processor: 240 hashes a minute
# of 25 ms each are a tenth of one core.
FLOOD_LIMIT = Limit(240, timedelta(minutes=1))

LONGEST_LOOK_BACK = timedelta(days=1)  # no limit looks further back

# Letters to one mailbox. A link to choose a password works for an hour, so a mailbox that has had
# enough of them always holds one that works for another half hour.
MAILBOX_LIMIT = Limit(2, timedelta(minutes=30))
MAIL_NETWORK_LIMIT = Limit(30, timedelta(hours=1))


def choose_lifetime(role: str) -> timedelta:
    """How long a browser stays signed in.

    Two weeks for students; half a day for those who see other people's records.
    """
    return STUDENT_LIFETIME if role == "student" else STAFF_LIFETIME


def must_have_second_factor(role: str, required: bool) -> bool:
    """Whether somebody must set up a second factor: staff, where the school requires it."""
    return required and role != "student"


def ends_when_idle(role: str) -> bool:
    """Whether a sign-in ends when nobody uses it: for those who see other people's records."""
    return role != "student"


def is_idle(last_seen_at: datetime | None, limit: timedelta, now: datetime) -> bool:
    """Whether nobody has used a sign-in for that long. None: its use is not noted."""
    return last_seen_at is not None and now - last_seen_at >= limit


def must_note_use(last_seen_at: datetime | None, limit: timedelta, now: datetime) -> bool:
    """Whether to write down that a sign-in is used: at most once in five minutes.

    A short limit asks for more, or it would end a sign-in that is being used.
    """
    if last_seen_at is None:
        return False
    return now - last_seen_at >= min(SEEN_EVERY, limit / 4)


@dataclass(frozen=True)
class FailedTries:
    """When somebody failed to sign in, the latest first, and what the account knows of the browser.

    All but `by_device` leave out the tries from devices that the account they were for knows.
    """

    by_device: Sequence[datetime]  # for this account, from this device
    by_pair: Sequence[datetime]  # for this account, from this network
    by_account: Sequence[datetime]  # for this account, from anywhere
    by_network: Sequence[datetime]  # for any account, from this network
    knows_device: bool
    knows_network: bool


def find_wait(tries: FailedTries, now: datetime) -> timedelta | None:
    """How long to wait before the next try to sign in, or None if the password may be looked at.

    A device that the account knows is counted by itself, so that nobody else can use up its tries.
    Other devices are counted together: by account and network, and by account alone where the
    account doesn't know the network. No count of other people's tries refuses somebody in a shared
    network; a busy one only leaves each account fewer tries. See docs/decisions/0028.
    """
    if tries.knows_device:
        return _find_longest_wait(tries.by_device, DEVICE_LIMITS, now)
    is_busy = _find_longest_wait(tries.by_network, (BUSY_NETWORK,), now) is not None
    waits = [
        _find_longest_wait(tries.by_pair, BUSY_PAIR_LIMITS if is_busy else PAIR_LIMITS, now),
        _find_longest_wait(tries.by_network, (FLOOD_LIMIT,), now),
    ]
    if not tries.knows_network:
        waits.append(_find_longest_wait(tries.by_account, ACCOUNT_LIMITS, now))
    return max((wait for wait in waits if wait is not None), default=None)


def find_mail_wait(requests: Sequence[datetime], limit: Limit, now: datetime) -> timedelta | None:
    """How long to wait before the next letter; `requests` are the times of others, latest first."""
    return _find_longest_wait(requests, (limit,), now)


def _find_longest_wait(
    times: Sequence[datetime], limits: Iterable[Limit], now: datetime
) -> timedelta | None:
    """How long until every limit allows one more; None if all of them do now."""
    longest = None
    for limit in limits:
        if len(times) < limit.tries:
            continue
        wait = times[limit.tries - 1] + limit.within - now
        if wait > timedelta(0) and (longest is None or wait > longest):
            longest = wait
    return longest
