"""Migrating is all or nothing: no row, no reference and no guard is lost on the way.

SQLite alone: PostgreSQL enforces references throughout, and SQLite's triggers make the slips.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from school.config import Config
from school.db import Database
from school.migrate import CannotMigrate, migrate, newest_migration, read_migration
from tests.cast import SECRET

pytestmark = pytest.mark.databases("sqlite")

EARLIER = "0004"
FAILED_SIGN_IN = (
    "INSERT INTO failed_sign_in (account, network, at) VALUES ('ana', '127.0.0.0/24', '2026-11-20')"
)
ORPHAN = (
    "INSERT OR IGNORE INTO section_finished (person_id, module_slug, section_id, finished_at) "
    "VALUES (999, 'ischemia', 'in-the-room', '2026-11-20')"
)
AN_OPEN_ATTEMPT = (
    (
        "INSERT INTO person (id, email, name, sort_name, role, joined_at) "
        "VALUES (1, 'ana@example.org', 'Ana Reyes', 'reyes ana', 'student', '2026-11-20')"
    ),
    (
        "INSERT INTO edition "
        "(id, kind, slug, number, sha256, path, source, payload, author, published_at) "
        "VALUES (1, 'quiz', 'ischemia', 1, '', '', '', '{}', 'Ines Calder', '2026-11-20')"
    ),
    (
        "INSERT INTO attempt "
        "(id, person_id, quiz_slug, edition_id, course_slug, number, seed, started_at, possible) "
        "VALUES (1, 1, 'ischemia', 1, 'nmt-elective', 1, 7, '2026-11-20', 400)"
    ),
    (
        "INSERT INTO response (attempt_id, item_id, answer, saved_at, saves) "
        "VALUES (1, 'q-1', '[\"b\"]', '2026-11-20', 1)"
    ),
)


@pytest.fixture
def earlier(tmp_path: Path) -> Iterator[Database]:
    """A database at an earlier migration, with a row in it."""
    database = Database(
        Config(secret_key=SECRET, database_url=f"sqlite:///{tmp_path / 'earlier.db'}")
    )
    migrate(database, EARLIER)
    execute(database, FAILED_SIGN_IN)
    yield database
    database.close()


def execute(database: Database, statement: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(text(statement))


def count_and_migration(database: Database) -> tuple[int, str | None]:
    with database.engine.begin() as connection:
        count = connection.scalar(text("SELECT count(*) FROM failed_sign_in"))
        return count or 0, read_migration(connection)


def test_rows_stay_through_every_migration(earlier):
    migrate(earlier)
    assert count_and_migration(earlier) == (1, newest_migration())


def test_a_table_made_anew_keeps_the_rows_that_refer_to_it(earlier):
    """SQLite drops the old table of attempts, and a response refers to one of its rows."""
    for statement in AN_OPEN_ATTEMPT:
        execute(earlier, statement)
    migrate(earlier)
    with earlier.engine.begin() as connection:
        kept = "SELECT answer FROM response JOIN attempt ON attempt.id = attempt_id WHERE seed = 7"
        assert connection.scalars(text(kept)).all() == ['["b"]']


def test_a_migration_that_would_lose_a_row_changes_nothing(earlier):
    execute(
        earlier,
        "CREATE TRIGGER loses_rows AFTER UPDATE ON alembic_version "
        "BEGIN DELETE FROM failed_sign_in; END",
    )
    with pytest.raises(
        CannotMigrate, match="failed_sign_in would have 0 rows instead of 1: nothing was changed"
    ):
        migrate(earlier)
    assert count_and_migration(earlier) == (1, EARLIER)


def test_a_migration_that_brings_rows_is_none_that_loses_them(earlier):
    execute(
        earlier,
        f"CREATE TRIGGER brings_rows AFTER UPDATE ON alembic_version BEGIN {FAILED_SIGN_IN}; END",
    )
    migrate(earlier)
    count, migration = count_and_migration(earlier)
    assert (count > 1, migration) == (True, newest_migration())


def test_a_reference_that_leads_nowhere_is_named_and_nothing_is_changed(earlier):
    execute(
        earlier,
        f"CREATE TRIGGER leaves_an_orphan AFTER UPDATE ON alembic_version BEGIN {ORPHAN}; END",
    )
    with pytest.raises(
        CannotMigrate, match="of section_finished refers to a row of person that is not there"
    ):
        migrate(earlier)
    assert count_and_migration(earlier) == (1, EARLIER)


def test_references_are_enforced_again_after_a_migration(earlier):
    migrate(earlier)
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        execute(earlier, ORPHAN)


def test_references_are_enforced_again_after_one_that_failed(earlier):
    execute(earlier, "CREATE TABLE course_completion (id INTEGER)")
    with pytest.raises(OperationalError, match="already exists"):
        migrate(earlier)
    assert count_and_migration(earlier) == (1, EARLIER)
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        execute(earlier, ORPHAN)
