"""What a command says where the database or its disk fails: what is wrong, and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from school.core.refusals import Refusal
from school.locks import InUse

# Failures that are no mistake of the program: the machine, the database or a rule says no.
EXPLAINED = (DBAPIError, WaitedTooLong, sqlite3.Error, OSError, InUse, Refusal)

RESTORE = (
    "stop the school, keep the file with its -wal and -shm as they are, and restore the newest "
    "backup (docs/operating.md)"
)
FREE_SPACE = "free some space on its disk and try again; nothing was changed"
LET_WRITE = "let the user that runs the school write the file and its folder"
NOT_LET_IN = "others were writing all the time, so nothing was changed; run this again"
CHECK_SETTINGS = "check SCHOOL_DATABASE_URL, and run `school migrate` if its tables are missing"

# Words of SQLite or PostgreSQL, and what to do where they say them.
CURES = {
    "malformed": f"the file is damaged: {RESTORE}",
    "file is not a database": "the file is something else: check SCHOOL_DATABASE_URL, "
    "or restore a backup if it was once the school's",
    "disk is full": FREE_SPACE,
    "No space left on device": FREE_SPACE,
    "readonly database": LET_WRITE,
    "read-only transaction": "it is a replica or was set to reading only: name the one that writes",
}
# Words that mean only that others came first; nothing else is said then.
BUSY = ("database is locked", "QueuePool limit")


@contextmanager
def faults_as_sentences() -> Iterator[None]:
    """Turn what the machine, the database or a rule refuses into one sentence, not a traceback."""
    try:
        yield
    except EXPLAINED as failure:
        raise click.ClickException(describe_failure(failure)) from failure


def describe_failure(failure: Exception) -> str:
    """One sentence for a failure of the kinds in EXPLAINED."""
    if isinstance(failure, Refusal):
        return str(failure.message)
    if isinstance(failure, (OSError, InUse)):
        return str(failure)
    return _describe_database_failure(failure)


def _describe_database_failure(failure: Exception) -> str:
    """What the database says, in its own words, and the cure."""
    answer = str(getattr(failure, "orig", None) or failure).partition("\n")[0]
    if any(phrase in answer for phrase in BUSY):
        return NOT_LET_IN
    for phrase, cure in CURES.items():
        if phrase in answer:
            return f"the database says: {answer}; {cure}"
    return f"the database says: {answer}; {CHECK_SETTINGS}"


def find_damage(connection: sqlite3.Connection) -> str | None:
    """What of an SQLite file cannot be read, as far as can be found out; None if all of it can."""
    try:
        rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    except sqlite3.Error:
        return "its list of tables cannot be read"
    tables = [name for (name,) in rows if not _can_be_read(connection, name)]
    if tables:
        return f"tables that cannot be read to their end: {', '.join(sorted(tables))}"
    return _find_other_fault(connection)


def _can_be_read(connection: sqlite3.Connection, table: str) -> bool:
    try:
        # The name comes from the schema.
        for _row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
            pass
    except sqlite3.Error:
        return False
    return True


def _find_other_fault(connection: sqlite3.Connection) -> str | None:
    """The first thing that SQLite itself finds, such as an index that does not fit its table."""
    try:
        (line,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.Error as failure:
        return f"SQLite cannot check it: {failure}"
    return None if line == "ok" else f"SQLite finds: {' '.join(str(line).split())}"
