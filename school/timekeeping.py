"""The present instant, which never runs backwards while a process lives."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock

from school.core.clock import JUMP

log = logging.getLogger("school")


def read_wall_clock() -> datetime:
    """What the clock of the machine shows, in UTC."""
    return datetime.now(UTC)


class SteadyClock:
    """The wall clock. When it is set back, time goes on from the last instant that was given.

    It would be wrong to let time stand still: attempts would not end. The process is then ahead of
    the wall clock until that has caught up or the process is started anew.
    """

    def __init__(
        self,
        wall: Callable[[], datetime] = read_wall_clock,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall = wall
        self._seconds = seconds
        self._lock = Lock()
        self._last_wall = self._last_given = wall()
        self._last_seconds = seconds()

    def __call__(self) -> datetime:
        with self._lock:
            wall, seconds = self._wall(), self._seconds()
            passed = timedelta(seconds=seconds - self._last_seconds)
            _note_jump(self._last_wall + passed, wall)
            if wall >= self._last_given:
                self._last_given = wall
            else:
                self._last_given += passed
            self._last_wall, self._last_seconds = wall, seconds
            return self._last_given


def _note_jump(expected: datetime, wall: datetime) -> None:
    """Log that the clock was set, forward or back; also after the machine has slept."""
    if abs(wall - expected) > JUMP:
        facts = {"expected": expected.isoformat(), "clock": wall.isoformat()}
        log.warning("the clock of this machine has jumped", extra={"facts": facts})
