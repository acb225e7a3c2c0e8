"""What must hold before the school serves. A check returns what is wrong and its cure, or None."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from school.credits.service.ledger import unknown_format
from school.db import Database
from school.migrate import head, migration_of
from school.tables import METADATA
from school.triggers import describe_missing_guards

Check = Callable[[Session], str | None]


def find_migration_fault(session: Session) -> str | None:
    """What is missing before the tables fit the program; None when they do."""
    present = migration_of(session.connection())
    if present == head():
        return None
    if present is None:
        return "the database has no tables yet: run `school migrate`"
    return f"the database is at migration {present}, the program at {head()}: run `school migrate`"


def find_trigger_fault(session: Session) -> str | None:
    """What to do about missing guards; None when frozen tables are guarded. One statement."""
    return describe_missing_guards(session.connection())


def find_ledger_fault(session: Session) -> str | None:
    """What to do about entries of a format that this program does not know. One statement."""
    return unknown_format(session)


def find_table_fault(session: Session) -> str | None:
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
    find_migration_fault,
    find_table_fault,
    find_trigger_fault,
    find_ledger_fault,
)


def find_start_fault(database: Database) -> str | None:
    """The first thing that keeps the school from serving this database; None if it may start.

    Writes nothing.
    """
    with database.reading() as session:
        for check in AT_START:
            fault = check(session)
            if fault:
                return fault
    return None
