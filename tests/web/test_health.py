"""What /readyz says when nothing can be saved, and that asking for it takes nothing from others."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from school.readiness import find_write_fault
from school.web.health import RememberedCheck


def readiness(client):
    answer = client.get("/readyz")
    return answer.status_code, answer.get_json()["missing"]


class Counted:
    """A check that counts how often it is made, and says what it is told to say."""

    def __init__(self) -> None:
        self.times = 0
        self.fault = None

    def __call__(self, _database):
        self.times += 1
        return self.fault


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self):
        return self.now


def test_a_school_that_can_save_is_ready(client):
    assert readiness(client) == (200, [])


@pytest.mark.databases("sqlite")
def test_a_disk_with_too_little_room_is_told_before_it_is_full(app, client, database, config):
    free = shutil.disk_usage(config.sqlite_path.parent).free
    too_much = free * 2
    app.extensions["write_check"] = RememberedCheck(
        lambda database: find_write_fault(database, least_free_bytes=too_much)
    )
    status, (sentence,) = readiness(client)
    assert status == 503
    assert sentence.startswith("the disk of the database has ")
    assert f"free at least {too_much // 1_000_000} MB" in sentence
    assert find_write_fault(database, least_free_bytes=free // 2) is None


@pytest.mark.databases("postgres")
def test_a_database_that_was_set_to_reading_is_told(client, database):
    with database.engine.begin() as connection:
        name = connection.scalar(text("SELECT current_database()"))
        connection.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
    database.engine.dispose()  # the setting holds for connections made from now on
    status, (sentence,) = readiness(client)
    assert status == 503
    assert "switch off default_transaction_read_only" in sentence


@pytest.mark.databases("sqlite")
def test_a_file_that_cannot_be_written_is_told(client, database):
    with database.engine.connect() as connection:  # what a mount that has become read-only answers
        connection.connection.driver_connection.execute("PRAGMA query_only=ON")
    status, (sentence,) = readiness(client)
    assert status == 503
    assert sentence.startswith("the database takes no writes (")


@contextmanager
def _write_lock(database, path: Path):
    """Somebody who holds what every write needs."""
    if database.on_sqlite:
        with closing(sqlite3.connect(path, isolation_level=None)) as rival:
            rival.execute("BEGIN IMMEDIATE")
            yield
    else:
        with database.engine.begin() as rival:
            rival.execute(text("LOCK TABLE background_job IN ACCESS EXCLUSIVE MODE"))
            yield


def test_a_lock_that_is_held_for_long_is_told_and_waited_for_once(client, database, config):
    with _write_lock(database, config.sqlite_path):
        for _again in range(20):
            status, (sentence,) = readiness(client)
            assert status == 503
            assert sentence.startswith("the database takes no writes (")


def test_however_often_it_is_asked_for_the_database_is_asked_once(client, count_statements):
    with count_statements() as statements:
        for _again in range(20):
            assert readiness(client) == (200, [])
    assert len([sql for sql in statements.sql if sql.startswith("UPDATE")]) == 1


def test_a_result_is_remembered_for_some_seconds():
    check, seconds = Counted(), Seconds()
    remembered = RememberedCheck(check, seconds=5, clock=seconds)
    assert remembered(None) is None
    check.fault = "the disk is full"
    seconds.now = 4.9
    assert remembered(None) is None
    seconds.now = 5.0
    assert remembered(None) == "the disk is full"
    assert check.times == 2


def test_while_one_looks_the_others_go_by_what_was_seen_before():
    looking, go_on = threading.Event(), threading.Event()
    seconds = Seconds()
    faults = iter(["as before", "as now"])

    def check(_database):
        if seconds.now:
            looking.set()
            assert go_on.wait(20)
        return next(faults)

    remembered = RememberedCheck(check, seconds=5, clock=seconds)
    assert remembered(None) == "as before"
    seconds.now = 6.0
    slow = threading.Thread(target=remembered, args=(None,))
    slow.start()
    assert looking.wait(20)
    assert remembered(None) == "as before"
    go_on.set()
    slow.join(20)
    assert remembered(None) == "as now"
