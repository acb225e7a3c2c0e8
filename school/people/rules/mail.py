"""When a letter that could not be sent is tried again."""

from __future__ import annotations

from datetime import timedelta

A_BATCH = 20  # letters; at 20 seconds each at worst, a batch ends within its lease
LEASE = timedelta(minutes=15)  # how long a sender may take before another one tries
MOST_TRIES = 12  # about two days
LONGEST_WAIT = timedelta(hours=6)


def choose_wait(tries: int) -> timedelta | None:
    """How long to wait after this many failed tries, or None to give up.

    The wait doubles each time, from 1 minute up to 6 hours.
    """
    if tries >= MOST_TRIES:
        return None
    return min(timedelta(minutes=2 ** (tries - 1)), LONGEST_WAIT)
