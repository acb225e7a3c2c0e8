"""A PostgreSQL server of our own for the tests.

It is made in a temporary folder, listens on a free local port, and is ended by its process id.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import psycopg
import pytest

# Quick, and nothing here is worth keeping.
FORGETFUL = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
ROOM_NEEDED = 1 << 30  # bytes; a server takes some 60 MB of it
HOW_TO_GET = "install PostgreSQL's server (Debian: apt-get install postgresql) to run these tests"


class Server:
    """A server with its data in `folder`, which can be stopped, crash, and start again."""

    def __init__(self, binaries: Path, folder: Path, settings: tuple[str, ...]) -> None:
        self.port = _find_free_port()
        self._data, self._log = folder / "data", folder / "log"
        self._as_user = _choose_user(folder)
        settings = ("listen_addresses=127.0.0.1", "unix_socket_directories=", *settings)
        options = [word for setting in settings for word in ("-c", setting)]
        place = ("-D", self._data, "-p", str(self.port))
        self._command = [*self._as_user, binaries / "postgres", *place, *options]
        words = ("-U", "school", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        command = [*self._as_user, binaries / "initdb", "-D", self._data, *words]
        subprocess.run(command, check=True, capture_output=True)

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log)
        for _ in range(1000):
            try:
                return self.run("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL did not start:\n{self._log.read_text()[-2000:]}")

    def stop(self) -> None:
        self._end(signal.SIGINT)  # at once, without waiting for clients

    def crash(self) -> None:
        """End as when the machine fails: nothing is finished, and the next start must recover."""
        self._end(signal.SIGQUIT)

    def _end(self, how: signal.Signals) -> None:
        if master := self.__dict__.pop("_master", None):
            master.close()
        self._process.send_signal(how)
        self._process.wait(timeout=20)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://school@127.0.0.1:{self.port}/{name}"

    @cached_property
    def _master(self) -> psycopg.Connection:
        """A connection that is kept open.

        Each connection to PostgreSQL is a process, and every test makes and drops a database.
        """
        return psycopg.connect(
            f"postgresql://school@127.0.0.1:{self.port}/postgres", autocommit=True
        )

    def run(self, sql: str) -> None:
        self._master.execute(sql)  # type: ignore[call-overload]

    @contextmanager
    def copy(self, template: str) -> Iterator[str]:
        """A fresh database made from `template`; gone afterwards."""
        name = f"t_{uuid.uuid4().hex}"
        # Where nothing is synced, copying the files is the quickest way.
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")


def missing(sentence: str) -> None:
    """Skip with a sentence that says how to get it; where everything is required, fail."""
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)


def find_programs() -> Path | None:
    """The folder with initdb and postgres, where there is one."""
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))  # Debian's, by version
    if packaged:
        return packaged[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@contextmanager
def server(*settings: str) -> Iterator[Server]:
    """A running server with an empty database `template_school`.

    Without settings it has PostgreSQL's own.
    """
    binaries = find_programs()
    if binaries is None:
        missing(HOW_TO_GET)
        return
    # A folder of its own: the user that the server runs as may not enter pytest's.
    with tempfile.TemporaryDirectory(
        prefix="school-postgres-", dir=_find_memory(), ignore_cleanup_errors=True
    ) as folder:
        running = Server(binaries, Path(folder), settings)
        try:
            running.start()
            running.run("CREATE DATABASE template_school")
            yield running
        finally:
            running.stop()


def _find_memory() -> Path | None:
    """A folder in memory, if one has room.

    A database is some 300 files, made and dropped for each test.
    """
    memory = Path("/dev/shm")  # noqa: S108 - what is made in it has a name of its own
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > ROOM_NEEDED else None


def _choose_user(folder: Path) -> list[str]:
    """The words before a command that run it as another user, where we are root.

    PostgreSQL refuses to run as root; its package made a user for it.
    """
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def _find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
