"""The tables that the program describes are those that the migrations make, on both databases."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect, text
from sqlalchemy.exc import DatabaseError

from school.config import Config
from school.db import Database
from school.documents.service.readiness import find_content_fault
from school.migrate import migrate
from school.readiness import find_migration_fault
from school.tables import METADATA
from tests.cast import SECRET

# Made by migrations alone: full-text search has no common description for both databases.
BY_HAND = ("search_index", "ix_search_entry_terms_vector", "terms_vector")


def _described(name, _type, *_rest) -> bool:
    return not (name or "").startswith(BY_HAND)


def test_tables_and_migrations_agree(database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": _described,
                "include_object": lambda o, name, *r: _described(name, None),
            },
        )
        assert compare_metadata(context, METADATA) == []


def test_checks_are_called_as_the_program_calls_them(database):
    """A later migration drops them by these names; comparing tables does not look at them."""
    wanted, present = {}, {}
    inspector = inspect(database.engine)
    for table in METADATA.sorted_tables:
        checks = (c for c in table.constraints if isinstance(c, CheckConstraint))
        wanted[table.name] = sorted(str(check.name) for check in checks)
        present[table.name] = sorted(
            check["name"] for check in inspector.get_check_constraints(table.name)
        )
    assert present == wanted


def test_a_fresh_database_is_not_ready_and_says_why(tmp_path):
    database = Database(Config(secret_key=SECRET, database_url=f"sqlite:///{tmp_path / 'new.db'}"))
    with database.reading() as session:
        assert "school migrate" in (find_migration_fault(session) or "")
    migrate(database)
    with database.reading() as session:
        assert find_migration_fault(session) is None
        assert "school publish" in (find_content_fault(session) or "")
    database.close()


def test_migrating_twice_changes_nothing(database):
    before = _schema(database)
    migrate(database)
    assert _schema(database) == before


def _schema(database) -> dict[str, list[str]]:
    inspector = inspect(database.engine)
    schema = {}
    for name in inspector.get_table_names():
        schema[name] = sorted(column["name"] for column in inspector.get_columns(name))
    return schema


@pytest.mark.parametrize(
    "table", ["edition", "release", "certificate", "ledger_entry", "course_completion"]
)
@pytest.mark.parametrize("act", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_what_is_frozen_stays(database, table, act):
    """The triggers are there on every frozen table; a row is put in where there is none."""
    column = {
        "ledger_entry": "title",
        "certificate": "code",
        "release": "author",
        "edition": "author",
    }.get(table, "")
    if table not in ("edition", "release"):
        assert _has_trigger(database, table, act.split()[0])
        return
    with pytest.raises(DatabaseError, match="never changed"), database.writing() as session:
        session.execute(text(act.format(table, column, column)))


def _has_trigger(database, table: str, act: str) -> bool:
    if database.on_sqlite:
        sql = (
            "SELECT count(*) FROM sqlite_master "
            "WHERE type = 'trigger' AND tbl_name = :t AND sql LIKE '%BEFORE ' || :a || '%'"
        )
    else:
        sql = (
            "SELECT count(*) FROM information_schema.triggers "
            "WHERE event_object_table = :t AND event_manipulation = :a AND action_timing = 'BEFORE'"
        )
    with database.reading() as session:
        return session.scalar(text(sql), {"t": table, "a": act}) == 1
