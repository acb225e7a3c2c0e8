"""What must hold before the school serves. A check returns what is wrong and its cure, or None."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from school.credits.service.ledger import explain_unknown_format
from school.db import Database
from school.migrate import head, migration_of
from school.tables import METADATA
from school.triggers import what_is_unguarded

Check = Callable[[Session], str | None]


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
