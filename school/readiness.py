"""What must hold before the school serves. A check returns what is wrong and its cure, or None."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import false, inspect, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from school.core.tables import BackgroundJob
from school.credits.service.ledger import explain_unknown_format
from school.db import Database
from school.migrate import head, migration_of
from school.tables import METADATA
from school.triggers import what_is_unguarded

log = logging.getLogger("school")

Check = Callable[[Session], str | None]

# Below this the operator hears of it while every answer can still be stored. The log of SQLite
# alone takes up to 4 MB before it is folded into the file, and more while somebody reads.
LEAST_FREE_BYTES = 50_000_000
IS_SET_TO_READING = (
    "the database is set to reading only: switch off default_transaction_read_only on PostgreSQL"
)
WAIT_FOR_LOCK = "2s"  # on PostgreSQL; on SQLite the way to the writing connection has a limit


def migrations_are_at_head(session: Session) -> str | None:
    """What is missing before the tables fit the program; None when they do."""
    present = migration_of(session.connection())
    if present == head():
        return None
    if present is None:
        return "the database has no tables yet: run `school migrate`"
    return f"the database is at migration {present}, the program at {head()}: run `school migrate`"


def triggers_stand(session: Session) -> str | None:
    """What to do about missing guards; None when frozen tables are guarded. One statement."""
    return what_is_unguarded(session.connection())


def ledger_can_be_read(session: Session) -> str | None:
    """What to do about entries of a format that this program does not know. One statement."""
    return explain_unknown_format(session)


def tables_are_whole(session: Session) -> str | None:
    """What to do if a migration is noted as done but one of its tables or columns is missing."""
    inspector = inspect(session.connection())
    present = set(inspector.get_table_names())
    for table in METADATA.sorted_tables:
        if table.name not in present:
            return _half_way(f"the table {table.name}")
        columns = {column["name"] for column in inspector.get_columns(table.name)}
        for column in table.columns:
            if column.name not in columns:
                return _half_way(f"the column {column.name} of {table.name}")
    return None


def _half_way(what: str) -> str:
    return (
        f"migration {head()} is noted as done, but {what} is not there: "
        "it stopped half way, or the tables were "
        "changed by hand. Restore the backup made before it and run `school migrate`"
    )


# In this order: a later check may read what an earlier one has found to be there.
AT_START: tuple[Check, ...] = (
    migrations_are_at_head,
    tables_are_whole,
    triggers_stand,
    ledger_can_be_read,
)


def what_prevents_start(database: Database) -> str | None:
    """The first thing that keeps the school from serving this database; None if it may start.

    Writes nothing.
    """
    with database.reading() as session:
        for check in AT_START:
            fault = check(session)
            if fault:
                return fault
    return None


def what_prevents_writing(
    database: Database, least_free_bytes: int = LEAST_FREE_BYTES
) -> str | None:
    """Why nothing could be saved now: the disk is full, or the database refuses; None if it could.

    Anybody may read this sentence, so the error of the database goes into the log alone.
    """
    return _disk_is_full(database, least_free_bytes) or _write_is_refused(database)


def _disk_is_full(database: Database, least_free_bytes: int) -> str | None:
    """What to do about the disk of an SQLite file. That of PostgreSQL is on another machine.

    Free space is counted, because a write that is rolled back never reaches the disk, and one that
    is committed would wear it and wait for the lock of every student.
    """
    if not database.on_sqlite:
        return None
    free = shutil.disk_usage(Path(database.engine.url.database or "").parent).free
    if free >= least_free_bytes:
        return None
    return (
        f"the disk of the database has {free // 1_000_000} MB left: "
        f"free at least {least_free_bytes // 1_000_000} MB"
    )


def _write_is_refused(database: Database) -> str | None:
    """What to do if the database takes no writes, for whatever reason of its own.

    It is asked to update no row. It refuses that as it would refuse any other write, and where it
    agrees nothing has changed.
    """
    try:
        with database.writing() as session:
            if not database.on_sqlite:
                session.execute(text(f"SET LOCAL lock_timeout = '{WAIT_FOR_LOCK}'"))
                # A connection that has served a reader opens its transactions with READ WRITE,
                # which passes over this setting. One that has not would be refused.
                if session.scalar(text("SHOW default_transaction_read_only")) == "on":
                    return IS_SET_TO_READING
            session.execute(update(BackgroundJob).where(false()).values(last_error=None))
    except SQLAlchemyError as refused:
        log.warning("the database takes no writes", extra={"facts": {"error": str(refused)[:200]}})
        return (
            f"the database takes no writes ({type(refused).__name__}): the log says what it answers"
        )
    return None
