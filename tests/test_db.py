"""Reading cannot write, writing holds the lock, returning commits, raising rolls back."""

from __future__ import annotations

import sqlite3
from datetime import datetime

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError, StatementError

from school.people.tables import AuditEntry
from tests.cast import NOON


def build_entry(at: datetime = NOON) -> AuditEntry:
    return AuditEntry(at=at, who_id=None, act="test:act", thing="test/1", detail={})


def count_entries(database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditEntry))


def test_leaving_normally_commits(database):
    with database.writing() as session:
        session.add(build_entry())
    assert count_entries(database) == 1


def test_raising_rolls_back(database):
    with pytest.raises(KeyError), database.writing() as session:
        session.add(build_entry())
        session.flush()
        raise KeyError
    assert count_entries(database) == 0


def test_the_reading_door_cannot_write(database):
    with pytest.raises(DatabaseError), database.reading() as session:
        session.add(build_entry())
        session.flush()


def test_a_naive_time_is_refused(database):
    with pytest.raises(StatementError, match="naive"), database.writing() as session:
        session.add(build_entry(datetime(2026, 11, 20)))


def test_times_come_back_aware_and_equal(database):
    with database.writing() as session:
        session.add(build_entry())
    with database.reading() as session:
        assert session.scalars(select(AuditEntry.at)).one() == NOON


def test_on_sqlite_a_writer_holds_the_lock_from_its_first_statement(database):
    if not database.on_sqlite:
        with database.reading() as session:
            assert session.scalar(text("SHOW transaction_read_only")) == "on"
        return
    rival = sqlite3.connect(database.engine.url.database, timeout=0)
    with database.writing() as session:
        session.execute(select(func.count()).select_from(AuditEntry))
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            rival.execute("BEGIN IMMEDIATE")
    rival.close()


def test_on_sqlite_every_connection_has_the_settings_that_keep_records_safe(database):
    if not database.on_sqlite:
        with database.reading() as session:
            assert session.scalar(text("SHOW fsync")) in ("on", "off")  # the server's own business
        return
    settings = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
    }
    for door in (database.reading, database.writing):
        with door() as session:
            for name, value in settings.items():
                assert session.scalar(text(f"PRAGMA {name}")) == value, name
