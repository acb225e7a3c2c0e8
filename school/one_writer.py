"""Who may serve, write to or change the tables of a school on SQLite: one process at a time."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

from school.companions import socket_path
from school.config import Config
from school.db import Database
from school.locks import Holder, LockFile, this_process

# How long to wait for somebody who will soon be done: a command, or the worker of a killed server.
PATIENCE_SECONDS = 30.0
SECONDS_TO_END_WELL = 15.0  # as long as a worker has that is told to end


@contextmanager
def as_the_only_server(config: Config) -> Iterator[None]:
    """Be the one server of an SQLite database. Raises InUse, which names the first one.

    The lock stays with this process, also while it replaces a worker. The worker writes, so the
    worker takes the right to write; here it is only made sure that it can.
    """
    if not config.on_sqlite:
        yield
        return
    holder = this_process("school serve", address_of(config))
    with _server_lock(config.sqlite_path, holder):
        with closing(Database(config)) as database:
            database.become_writer(holder, PATIENCE_SECONDS)
        try:
            yield
        finally:
            socket_path(config.sqlite_path).unlink(missing_ok=True)


@contextmanager
def as_a_closed_school(config: Config, command: str) -> Iterator[None]:
    """Keep servers and other commands out. Raises InUse, which names who is in.

    On PostgreSQL nobody is kept out.
    """
    if not config.on_sqlite:
        yield
        return
    holder = this_process(command)
    with _server_lock(config.sqlite_path, holder), closing(Database(config)) as database:
        database.become_writer(holder, PATIENCE_SECONDS)
        yield


def become_the_worker(database: Database, config: Config) -> None:
    """Be the process that writes for a server. Raises InUse where another one does not give way."""
    if database.on_sqlite:
        _end_with_parent()
        database.become_writer(this_process("school serve", address_of(config)), PATIENCE_SECONDS)


def address_of(config: Config) -> str:
    """Where a server of this configuration listens."""
    return f"http://{config.host}:{config.port}"


@contextmanager
def _server_lock(path: Path, holder: Holder) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = LockFile(path, "server.lock")
    lock.wait(holder, 0)
    try:
        yield
    finally:
        lock.release()


def _end_with_parent() -> None:
    """End this worker when the process that started it has died.

    Nobody else would end it: it would go on writing, and no new server could start.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait_for_the_end() -> None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        Event().wait(SECONDS_TO_END_WELL)
        os.kill(os.getpid(), signal.SIGKILL)

    Thread(target=wait_for_the_end, name="end with parent", daemon=True).start()
