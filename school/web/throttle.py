"""Limits on costly acts: at most so many by one reader within a given time.

The limits protect the processor, and no record depends on them, so each process counts for itself
and forgets the count when it ends. What somebody asks the pain finder leaves no trace in the
database. Sign-in tries are different: they are counted in the database (people/service/tries.py).
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from flask import current_app

from school.core.refusals import TooOften
from school.core.waits import describe_wait
from school.web.app import School

# In each process, which makes 44 MB at most. The reader who asked longest ago is forgotten first.
READERS_KEPT = 10_000


def register(app: School) -> None:
    app.extensions["acts"] = Acts()


class Acts:
    """When each reader last did what is counted."""

    def __init__(self, readers: int = READERS_KEPT) -> None:
        self._readers = readers
        self._lock = Lock()
        self._done: OrderedDict[tuple[str, str], deque[datetime]] = OrderedDict()

    def note(
        self, act: str, reader: str, most: int, within: timedelta, now: datetime
    ) -> timedelta | None:
        """Note an act. If `most` were done `within` that time, return how long to wait instead."""
        with self._lock:
            done = self._done.setdefault((act, reader), deque())
            self._done.move_to_end((act, reader))
            while done and done[0] <= now - within:
                done.popleft()
            if len(done) >= most:
                return done[0] + within - now
            done.append(now)
            while len(self._done) > self._readers:
                self._done.popitem(last=False)
        return None


class Throttled(TooOften):
    """The reader did too much within a while. Its sentence says what, with a blank for the wait."""

    sentence = "Too many requests. Please try again in {wait}."

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait=describe_wait(wait))
        self.wait = wait


@dataclass(frozen=True)
class Throttle:
    """At most so many acts of one reader within so long a time."""

    act: str
    most: int
    within: timedelta
    refusal: type[Throttled]

    def count(self, reader: str, now: datetime) -> None:
        """Count an act of the reader. Raises the refusal, which says when to try again."""
        wait = current_app.extensions["acts"].note(self.act, reader, self.most, self.within, now)
        if wait is not None:
            raise self.refusal(wait)
