"""Background jobs: each run happens once, on one node of several.

What fails is noted and tried again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Barrier, Event, Lock, Thread

import pytest

from school.config import Config
from school.core.background import (
    Runner,
    claim_job,
    extend_claim,
    job_is_due,
    release_job,
    run_jobs_in_background,
)
from school.core.jobs import JOBS, Job
from school.core.tables import BackgroundJob
from school.db import Database
from tests.cast import NOON
from tests.patience import wait_until

A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass
class Work:
    """A job's work that counts its runs; it fails, or has more to do, as often as it is told."""

    failures: int = 0
    more: int = 0
    runs: list[datetime] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def __call__(self, database: Database, config: Config, now: datetime) -> bool:
        with self.lock:
            self.runs.append(now)
            if self.failures:
                self.failures -= 1
                raise OSError("the disk is full")
            self.more -= 1
            return self.more >= 0


def build_job(work: Work) -> Job:
    return Job(work, every=AN_HOUR, lease=A_MINUTE)


@pytest.fixture
def job() -> Job:
    return build_job(Work())


def read_row(database: Database, name: str = "count") -> BackgroundJob:
    with database.reading() as session:
        return session.get_one(BackgroundJob, name)


def test_a_job_is_due_the_first_time_and_then_once_in_its_time(database, job):
    assert claim_job(database, "count", job, NOON, asked_for=False) == NOON
    release_job(database, "count", NOON, None, NOON)
    assert claim_job(database, "count", job, NOON + A_MINUTE, asked_for=False) is None
    assert claim_job(database, "count", job, NOON + AN_HOUR, asked_for=False) == NOON + AN_HOUR


def test_a_job_that_somebody_has_is_not_claimed_twice(database, job):
    claim_job(database, "count", job, NOON, asked_for=False)
    assert claim_job(database, "count", job, NOON, asked_for=True) is None


def test_a_run_that_was_asked_for_meanwhile_follows_at_once(database, job):
    claim_job(database, "count", job, NOON, asked_for=False)
    assert not job_is_due(database, "count", NOON)
    claim_job(database, "count", job, NOON, asked_for=True)
    release_job(database, "count", NOON, None, NOON)
    assert job_is_due(database, "count", NOON)
    assert claim_job(database, "count", job, NOON, asked_for=False) == NOON


def test_the_claim_of_a_node_that_died_ends_with_its_lease(database, job):
    claim_job(database, "count", job, NOON, asked_for=False)
    just_before = NOON + A_MINUTE - timedelta(seconds=1)
    assert claim_job(database, "count", job, just_before, asked_for=True) is None
    assert claim_job(database, "count", job, NOON + A_MINUTE, asked_for=True)


def test_a_claim_that_is_extended_lasts_longer(database, job):
    claim_job(database, "count", job, NOON, asked_for=False)
    extend_claim(database, "count", job, NOON, NOON + timedelta(seconds=50))
    assert claim_job(database, "count", job, NOON + A_MINUTE, asked_for=True) is None


def test_a_node_that_lost_its_claim_does_not_end_another_s(database, job):
    claim_job(database, "count", job, NOON, asked_for=False)
    later = NOON + A_MINUTE
    claim_job(database, "count", job, later, asked_for=True)
    release_job(database, "count", NOON, None, later)
    extend_claim(database, "count", job, NOON, later + AN_HOUR)
    assert read_row(database).claimed_until == later + A_MINUTE


def test_two_nodes_that_claim_at_the_same_moment_get_it_once(config, job):
    nodes = [Database(config) for _ in range(4)]
    together, claims = Barrier(len(nodes)), []

    def claim(node: Database) -> None:
        together.wait()
        claims.append(claim_job(node, "count", job, NOON, asked_for=True))

    threads = [Thread(target=claim, args=(node,)) for node in nodes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for node in nodes:
        node.close()
    assert sorted(claims, key=bool) == [None, None, None, NOON]


@pytest.fixture
def running(database, config, clock) -> Iterator[tuple[Work, Job]]:
    """A job of a serving process, whose first run is over."""
    work = Work()
    job = build_job(work)
    with JOBS.restored_afterward():
        JOBS.add("count", job)
        end = run_jobs_in_background(database, config, clock)
        wait_until(lambda: len(work.runs) == 1 and read_row(database).finished_at)
        yield work, job
        end()


def test_waking_a_job_runs_it_before_its_time(running):
    work, job = running
    job.wake.set()
    wait_until(lambda: len(work.runs) == 2)


def test_a_job_runs_on_while_it_has_more_to_do(running):
    work, job = running
    work.more = 3
    job.wake.set()
    wait_until(lambda: len(work.runs) == 5)


def test_what_goes_wrong_is_noted_and_the_job_runs_again(running, database):
    work, job = running
    work.failures = 1
    job.wake.set()
    wait_until(lambda: read_row(database).last_error == "OSError: the disk is full")
    job.wake.set()
    wait_until(lambda: read_row(database).last_error is None)
    assert len(work.runs) == 3


def test_the_threads_end_when_they_are_told(database, config, clock):
    stop = Event()
    work = Work()
    runner = Runner("count", build_job(work), database, config, clock)
    thread = Thread(target=runner.run_until, args=(stop,))
    thread.start()
    wait_until(lambda: work.runs)
    stop.set()
    runner.job.wake.set()
    thread.join(timeout=10)
    assert not thread.is_alive()
