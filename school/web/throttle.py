"""Limits on costly acts: at most so many by one reader within a given time.

The limits protect the processor, and no record depends on them, so each process counts for itself
and forgets the count when it ends. What somebody asks the pain finder leaves no trace in the
database. school/web/limits.py is the table of them. Sign-in tries are different: they are counted
in the database (people/service/tries.py).
"""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from threading import Lock

from flask import current_app, request

from school.core.networks import find_network
from school.web.app import School
from school.web.context import now, who
from school.web.limits import Limit

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


def count_act(limit: Limit) -> None:
    """Count an act of the reader: of the person, or of the network if nobody is signed in.

    Raises the limit's refusal, which says when to try again.
    """
    reader = f"person {who().id}"
    if not who().signed_in:
        reader = find_network(request.remote_addr or "")
    acts: Acts = current_app.extensions["acts"]
    wait = acts.note(limit.act, reader, limit.most, limit.within, now())
    if wait is not None:
        raise limit.refusal(wait)
