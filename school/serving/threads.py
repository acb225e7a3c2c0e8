"""A few threads that answer requests. The one that became idle last gets the next request.

Its memory is still warm, and a school that is not busy uses one thread nearly all of the time: each
thread that takes turns costs the others time, since only one can run Python code at a moment.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue

Job = Callable[[], None]


class TooManyWaiting(Exception):
    """More jobs wait than may."""


class ThreadPool:
    """`size` threads. Jobs that find no idle thread wait in the order in which they came."""

    def __init__(self, size: int, waiting_limit: int) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[Job] = deque()
        self._waiting_limit = waiting_limit
        self._idle = [_Worker(self) for _ in range(size)]
        for worker in self._idle:
            worker.start()

    def run(self, job: Job) -> None:
        """Run `job` in a thread, or raise TooManyWaiting. The job must not raise."""
        with self._lock:
            if not self._idle:
                if len(self._waiting) >= self._waiting_limit:
                    raise TooManyWaiting
                self._waiting.append(job)
                return
            worker = self._idle.pop()
        worker.jobs.put(job)

    @property
    def idle_threads(self) -> int:
        return len(self._idle)

    def next_job(self, worker: _Worker) -> Job | None:
        """The job that has waited longest; None, and the worker counts as idle, if none waits."""
        with self._lock:
            if self._waiting:
                return self._waiting.popleft()
            self._idle.append(worker)
            return None


class _Worker(threading.Thread):
    def __init__(self, pool: ThreadPool) -> None:
        super().__init__(name="request", daemon=True)
        self.jobs: SimpleQueue[Job] = SimpleQueue()
        self._pool = pool

    def run(self) -> None:
        while True:
            job: Job | None = self.jobs.get()
            while job is not None:
                job()
                job = self._pool.next_job(self)
