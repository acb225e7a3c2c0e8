"""When a letter that could not be sent is tried again."""

from __future__ import annotations

from datetime import timedelta

A_BATCH = 20  # letters; with 20 s each at worst, a batch ends within its lease
LEASE = timedelta(minutes=15)  # how long a sender may take before another one tries
MOST_TRIES = 12  # about two days
LONGEST_WAIT = timedelta(hours=6)


def wait_after(tries: int) -> timedelta | None:
    """How long to wait after so many failed tries: 1, 2, 4 … minutes, at most 6 hours; None when it is given up."""
    if tries >= MOST_TRIES:
        return None
    return min(timedelta(minutes=2 ** (tries - 1)), LONGEST_WAIT)
