"""`school jobs`: what the background jobs did last and when they run next."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime

import click
from sqlalchemy import select

from school.config import Config
from school.core.jobs import JOBS
from school.core.tables import BackgroundJob
from school.db import Database

pass_config = click.make_pass_decorator(Config)


@click.command("jobs")
@pass_config
def jobs_command(config: Config) -> None:
    """Show the background jobs: last run, last error, next run (all times in UTC)."""
    with closing(Database(config)) as database, database.reading() as session:
        rows = {row.name: row for row in session.scalars(select(BackgroundJob))}
    for name in JOBS:
        click.echo(describe_job(name, rows.get(name)))


def describe_job(name: str, row: BackgroundJob | None) -> str:
    """Return a line about a job. `row` is None if no serving process has looked at it yet."""
    if row is None:
        return f"{name}: has not run yet; it runs while the school is served"
    parts = [f"last run {_write_moment(row.started_at)}", f"next run {_write_moment(row.due_at)}"]
    if row.last_error:
        parts.append(f"the last run failed: {row.last_error}")
    return f"{name}: {', '.join(parts)}"


def _write_moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}" if moment else "never"


COMMANDS = (jobs_command,)
