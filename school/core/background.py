"""The runner of background jobs: inside each serving process, a thread for each job.

On several nodes each run happens once: the node that claims the job's row runs it. A node that dies
leaves its claim behind, which ends with the lease.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Thread
from typing import Any

from sqlalchemy import Update, bindparam, or_, select, true, update
from sqlalchemy.exc import SQLAlchemyError

from school.config import Config
from school.core.jobs import JOBS, Job
from school.core.tables import BackgroundJob
from school.core.upsert import for_both, of_this
from school.db import Database

ANOTHER_TRY_SECONDS = 1.0  # while another node runs a job that somebody has asked for again
LONGEST_ERROR = 500  # characters

log = logging.getLogger("school")


@dataclass(frozen=True)
class Runner:
    """Runs one job whenever it is due."""

    name: str
    job: Job
    database: Database
    config: Config
    clock: Callable[[], datetime]

    def run_until(self, stop: Event) -> None:
        """Look, run, wait; until `stop` is set and the job is woken."""
        asked_for = True  # what waited before the start is done at the start
        while not stop.is_set():
            self.job.wake.clear()  # before looking: what is asked for from now on ends the wait
            seconds = self._run_if_due(asked_for, stop)
            asked_for = self.job.wake.wait(seconds)

    def _run_if_due(self, asked_for: bool, stop: Event) -> float:
        """Run the job if it is free and due; return the seconds to wait before looking again."""
        try:
            started_at = claim_job(self.database, self.name, self.job, self.clock(), asked_for)
            if started_at is not None:
                self._run(started_at, stop)
            elif job_is_due(self.database, self.name, self.clock()):
                return ANOTHER_TRY_SECONDS
        except SQLAlchemyError:
            log.exception("a background job could not be claimed; it is tried again")
        return self.job.every.total_seconds()

    def _run(self, started_at: datetime, stop: Event) -> None:
        error = None
        try:
            while self.job.run(self.database, self.config, self.clock()) and not stop.is_set():
                extend_claim(self.database, self.name, self.job, started_at, self.clock())
        except Exception as failure:  # whatever goes wrong in a job must not end its thread
            log.exception("a background job failed", extra={"facts": {"job": self.name}})
            error = f"{type(failure).__name__}: {failure}"[:LONGEST_ERROR]
        release_job(self.database, self.name, started_at, error, self.clock())


def run_jobs_in_background(
    database: Database, config: Config, clock: Callable[[], datetime]
) -> Callable[[], None]:
    """Start a thread for each registered job. The threads end with the process, or when the
    returned function is called, which waits for them."""
    stop = Event()
    runners = [Runner(name, job, database, config, clock) for name, job in JOBS.items()]
    threads = [
        Thread(target=runner.run_until, args=(stop,), name=f"job {runner.name}", daemon=True)
        for runner in runners
    ]
    for thread in threads:
        thread.start()

    def end() -> None:
        stop.set()
        for runner, thread in zip(runners, threads, strict=True):
            runner.job.wake.set()
            thread.join()

    return end


def claim_job(
    database: Database, name: str, job: Job, now: datetime, asked_for: bool
) -> datetime | None:
    """Take the job for its lease, if nobody has it and it is due or was `asked_for`.

    Returns the start of the run, by which this claim is known; None where it was not taken. Where
    another node has the job, a run that was asked for is noted, so that it follows at once.
    """
    free = or_(BackgroundJob.claimed_until.is_(None), BackgroundJob.claimed_until <= now)
    wanted = true() if asked_for else BackgroundJob.due_at <= now
    claim = update(BackgroundJob).where(BackgroundJob.name == name, free, wanted)
    times = {"due_at": now + job.every, "claimed_until": now + job.lease, "started_at": now}
    with database.writing() as session:
        session.execute(of_this(session, _FIRST_TIME), {"name": name, "due_at": now})
        taken = session.scalar(claim.values(times).returning(BackgroundJob.name))
        if taken is None and asked_for:
            session.execute(_ASK_AGAIN, {"job": name, "now": now})
    return None if taken is None else now


_FIRST_TIME = for_both(
    lambda insert: insert(BackgroundJob).on_conflict_do_nothing(index_elements=["name"])
)
_ASK_AGAIN = (
    update(BackgroundJob)
    .where(BackgroundJob.name == bindparam("job"), BackgroundJob.due_at > bindparam("now"))
    .values(due_at=bindparam("now"))
)


def extend_claim(
    database: Database, name: str, job: Job, started_at: datetime, now: datetime
) -> None:
    """Keep the job for the next piece of its work."""
    with database.writing() as session:
        session.execute(_claim_of(name, started_at).values(claimed_until=now + job.lease))


def release_job(
    database: Database, name: str, started_at: datetime, error: str | None, now: datetime
) -> None:
    """Give the job back. `error` is None when the run ended well."""
    outcome: dict[str, Any] = {"claimed_until": None, "last_error": error}
    if error is None:
        outcome["finished_at"] = now
    with database.writing() as session:
        session.execute(_claim_of(name, started_at).values(outcome))


def _claim_of(name: str, started_at: datetime) -> Update:
    """The job's row, as long as the claim that began at `started_at` is still the last one."""
    return update(BackgroundJob).where(
        BackgroundJob.name == name, BackgroundJob.started_at == started_at
    )


def job_is_due(database: Database, name: str, now: datetime) -> bool:
    """Whether a run of the job is wanted now."""
    with database.reading() as session:
        due_at = session.scalar(select(BackgroundJob.due_at).where(BackgroundJob.name == name))
    return due_at is not None and due_at <= now
