"""What must hold before the school serves. A check returns what is wrong and how to fix it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from school.credits.service.ledger import explain_unknown_format
from school.db import Database
from school.migrate import newest_migration, read_migration
from school.tables import METADATA
from school.triggers import describe_missing_guards

Check = Callable[[Session], str | None]


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
