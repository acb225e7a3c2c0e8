"""What must hold before the school serves. A check returns what is wrong and how to fix it."""

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
from school.migrate import newest_migration, read_migration
from school.tables import METADATA
from school.triggers import describe_missing_guards

log = logging.getLogger("school")

Check = Callable[[Session], str | None]

# Below this the operator hears of it while every answer can still be stored. The log of SQLite
# alone takes up to 4 MB before it is folded into the file, and more while somebody reads.
LEAST_FREE_BYTES = 50_000_000
IS_SET_TO_READING = (
    "the database is set to reading only: switch off default_transaction_read_only on PostgreSQL"
)
WAIT_FOR_LOCK = "2s"  # on PostgreSQL; on SQLite the way to the writing connection has a limit


def find_migration_fault(session: Session) -> str | None:
    """Return what is missing before the tables fit the program; None if they do."""
    present = read_migration(session.connection())
    newest = newest_migration()
    if present == newest:
        return None
    if present is None:
        return "the database has no tables yet: run `school migrate`"
    return f"the database is at migration {present}, the program at {newest}: run `school migrate`"


def find_trigger_fault(session: Session) -> str | None:
    """Return what to do about missing guards; None if all stand. Takes one statement."""
    return describe_missing_guards(session.connection())


def find_ledger_fault(session: Session) -> str | None:
    """Return what to do about ledger entries of an unknown format. Takes one statement."""
    return explain_unknown_format(session)


def find_table_fault(session: Session) -> str | None:
    """Return what to do if a migration counts as done but a table or column of it is missing."""
    inspector = inspect(session.connection())
    present = set(inspector.get_table_names())
    for table in METADATA.sorted_tables:
        if table.name not in present:
            return _describe_missing(f"the table {table.name}")
        columns = {column["name"] for column in inspector.get_columns(table.name)}
        for column in table.columns:
            if column.name not in columns:
                return _describe_missing(f"the column {column.name} of {table.name}")
    return None


def _describe_missing(what: str) -> str:
    return (
        f"migration {newest_migration()} is noted as done, but {what} is not there: "
        "it stopped half way, or the tables were changed by hand. "
        "Restore the backup made before it and run `school migrate`"
    )


# The order matters: a later check may read what an earlier one has found to be there.
AT_START: tuple[Check, ...] = (
    find_migration_fault,
    find_table_fault,
    find_trigger_fault,
    find_ledger_fault,
)


def find_start_fault(database: Database) -> str | None:
    """Return what keeps the school from serving this database; None if it may start.

    Only the first fault is named. Nothing is written.
    """
    with database.reading() as session:
        for check in AT_START:
            fault = check(session)
            if fault:
                return fault
    return None


def find_write_fault(database: Database, least_free_bytes: int = LEAST_FREE_BYTES) -> str | None:
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
