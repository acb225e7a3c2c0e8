"""`school serve` beside a PostgreSQL that is still starting: it waits, says so, and gives up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from school.config import Config
from school.db import Database
from school.starting import wait_until_started
from tests import postgres
from tests.cast import SECRET


def database_of(server: postgres.Server) -> Database:
    return Database(Config(secret_key=SECRET, database_url=server.url("template_school")))


@contextmanager
def starting_server() -> Iterator[tuple[postgres.Server, Path]]:
    """A server that recovers, and does not end with it before the file beside it is there."""
    with postgres.server(
        "restore_command=until [ -e ../go ]; do sleep 0.05; done; false"
    ) as server:
        folder = server._data
        server.stop()
        (folder / "recovery.signal").touch()
        start = Thread(target=server.start)
        start.start()
        go = folder.parent / "go"
        try:
            _wait_until_it_answers(server)
            yield server, go
        finally:
            go.touch()
            start.join(60)


def _wait_until_it_answers(server: postgres.Server) -> None:
    address = f"host=127.0.0.1 port={server.port}".encode()
    for _try in range(100_000):
        if psycopg.pq.PGconn.ping(address) == psycopg.pq.Ping.REJECT:
            return
    raise AssertionError("PostgreSQL does not answer")


def test_it_waits_until_postgresql_lets_it_in():
    said = []

    def note(sentence):
        said.append(sentence)
        go.touch()

    with starting_server() as (server, go), closing(database_of(server)) as database:
        with pytest.raises(OperationalError), database.reading():
            database.engine.connect()
        wait_until_started(database, note, seconds=60)
        with database.reading() as session:
            assert session.scalar(text("SELECT 1")) == 1
    assert said == ["PostgreSQL is still starting; the school waits for it, 60 seconds at most"]


def test_it_does_not_wait_for_ever():
    said = []
    with starting_server() as (server, _go), closing(database_of(server)) as database:
        wait_until_started(database, said.append, seconds=0.1)
        with pytest.raises(OperationalError, match=r"starting up|not yet accepting"):
            database.engine.connect()
    assert len(said) == 1


@pytest.mark.databases("sqlite", "postgres")
def test_where_nothing_starts_nothing_is_said(database):
    wait_until_started(database, pytest.fail)


def test_a_server_that_is_not_there_is_not_waited_for():
    nowhere = "postgresql+psycopg://school@127.0.0.1:1/school"
    with closing(Database(Config(secret_key=SECRET, database_url=nowhere))) as database:
        wait_until_started(database, pytest.fail)
