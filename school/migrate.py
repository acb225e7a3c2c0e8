"""Brings a database to the newest tables: all or nothing, without losing a row or a guard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select, table, text
from sqlalchemy.orm import Session

from school.config import ROOT
from school.credits.service.ledger import explain_unknown_format
from school.db import Database
from school.triggers import describe_missing_guards

# Names migrating among PostgreSQL's advisory locks, so that two migrations at once take turns.
MIGRATION_LOCK = 0x6D6967


class CannotMigrate(Exception):
    """The database stays as it was; the text says why and what to do."""


def make_alembic_config() -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(ROOT / "school" / "migrations"))
    return config


@cache
def newest_migration() -> str:
    """Return the newest migration of this program."""
    return ScriptDirectory.from_config(make_alembic_config()).get_current_head() or ""


@cache
def _list_known_migrations() -> frozenset[str]:
    scripts = ScriptDirectory.from_config(make_alembic_config()).walk_revisions()
    return frozenset(script.revision for script in scripts)


def read_migration(connection: Connection) -> str | None:
    """Return the migration that a database is at; None if it has no tables yet."""
    return MigrationContext.configure(connection).get_current_revision()


def migrate(database: Database, to: str = "head") -> None:
    """Run every migration that the database lacks, in one transaction, under the write lock.

    Afterwards no table has fewer rows, every reference leads somewhere, every guard stands and the
    ledger can be read. If not, raises CannotMigrate, and nothing was changed.
    """
    config = make_alembic_config()
    with _open_connection(database) as connection:
        _refuse_unknown_migration(connection)
        rows_before = _count_rows(connection)
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, to)
        except RuntimeError as fault:  # a migration that found what it cannot carry over
            raise CannotMigrate(f"{fault}. Nothing was changed") from fault
        _refuse_lost_rows(rows_before, _count_rows(connection))
        _refuse_broken_references(connection)
        if read_migration(connection) == newest_migration():
            _refuse_unsound(connection)


@contextmanager
def _open_connection(database: Database) -> Iterator[Connection]:
    """A transaction in which SQLite does not enforce foreign keys.

    SQLite changes a table by building it anew. With foreign keys on, dropping the old one would
    delete the rows that refer to it. The switch does nothing inside a transaction, so it is set
    before BEGIN; `_refuse_broken_references` checks what was not enforced.
    """
    with database.engine.connect() as connection:
        if not database.on_sqlite:
            with connection.begin():
                take_turns = text("SELECT pg_advisory_xact_lock(:lock)")
                connection.execute(take_turns, {"lock": MIGRATION_LOCK})
                yield connection
            return
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def _refuse_unknown_migration(connection: Connection) -> None:
    present = read_migration(connection)
    if present is not None and present not in _list_known_migrations():
        raise CannotMigrate(
            f"the database is at migration {present}, which this program does not know: "
            "a newer program made it. Run that program, or restore the backup made before it"
        )


def _count_rows(connection: Connection) -> Mapping[str, int]:
    counts = {}
    for name in inspect(connection).get_table_names():
        counts[name] = connection.scalar(select(func.count()).select_from(table(name))) or 0
    return counts


def _refuse_lost_rows(before: Mapping[str, int], after: Mapping[str, int]) -> None:
    for name, count in before.items():
        if after.get(name, 0) < count:
            raise CannotMigrate(
                f"{name} would have {after.get(name, 0)} rows instead of {count}: "
                "nothing was changed"
            )


def _refuse_broken_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return  # PostgreSQL enforced them throughout
    broken = connection.execute(text("PRAGMA foreign_key_check")).first()
    if broken is not None:
        raise CannotMigrate(
            f"row {broken[1]} of {broken[0]} refers to a row of {broken[2]} that is not there: "
            "nothing was changed"
        )


def _refuse_unsound(connection: Connection) -> None:
    with Session(connection, join_transaction_mode="rollback_only") as session:
        fault = explain_unknown_format(session) or describe_missing_guards(connection)
    if fault:
        raise CannotMigrate(fault)
