"""`school jobs` says when each background job ran, when it runs next, and what went wrong."""

from __future__ import annotations

from datetime import timedelta

from click.testing import CliRunner

from school.core.background import claim_job, release_job
from school.core.jobs import JOBS, Job
from school.jobs import jobs_command
from tests.cast import NOON

JOB = Job(lambda _database, _config, _now: False, timedelta(minutes=1), timedelta(minutes=5))


def list_jobs(config) -> str:
    done = CliRunner().invoke(jobs_command, obj=config)
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert [line.partition(":")[0] for line in lines] == list(JOBS)
    return next(line for line in lines if line.startswith("mail:"))


def test_a_job_that_no_server_has_looked_at(config):
    assert list_jobs(config) == "mail: has not run yet; it runs while the school is served"


def test_a_job_that_ran_and_one_that_failed(config, database):
    claim_job(database, "mail", JOB, NOON, asked_for=False)
    release_job(database, "mail", NOON, None, NOON)
    ran = f"mail: last run {NOON:%Y-%m-%d %H:%M:%S}, next run {NOON + JOB.every:%Y-%m-%d %H:%M:%S}"
    assert list_jobs(config) == ran
    release_job(database, "mail", NOON, "OSError: the disk is full", NOON)
    assert list_jobs(config) == f"{ran}, the last run failed: OSError: the disk is full"
