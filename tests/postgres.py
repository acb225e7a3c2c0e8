"""A PostgreSQL server of our own for the tests: made in a temporary folder, on a free local port, ended by its id."""

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

FORGETFUL = (
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
)  # quick, and nothing here is worth keeping
ROOM_NEEDED = 1 << 30  # bytes; a server takes some 60 MB of it
HOW_TO_GET = "install PostgreSQL's server (Debian: apt-get install postgresql) to run these tests"


class Server:
    """A server with its data in `folder`, which can be stopped, crash, and start again."""

    def __init__(self, binaries: Path, folder: Path, settings: tuple[str, ...]) -> None:
        self.port = _free_port()
        self._data, self._log = folder / "data", folder / "log"
        self._as_user = _unprivileged(folder)
        settings = ("listen_addresses=127.0.0.1", "unix_socket_directories=", *settings)
        options = [word for setting in settings for word in ("-c", setting)]
        self._command = [
            *self._as_user,
            binaries / "postgres",
            "-D",
            self._data,
            "-p",
            str(self.port),
            *options,
        ]
        words = ("-U", "school", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        subprocess.run(
            [*self._as_user, binaries / "initdb", "-D", self._data, *words],
            check=True,
            capture_output=True,
        )

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
        """As it ends when its machine fails: nothing is brought to an end, and the next start has to recover."""
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
        """Kept open: each connection to PostgreSQL is a process, and every test makes and drops a database."""
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


def programs() -> Path | None:
    """The folder with initdb and postgres, where there is one."""
    found = (
        sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if Path("/usr/lib/postgresql").exists()
        else []
    )
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def server(*settings: str) -> Iterator[Server]:
    """A running server with these settings, or PostgreSQL's own, and an empty database `template_school`."""
    binaries = programs()
    if binaries is None:
        missing(HOW_TO_GET)
        return
    # A folder of its own: pytest closes its own temporary folder to the user that the server runs as.
    with tempfile.TemporaryDirectory(
        prefix="school-postgres-", dir=_memory(), ignore_cleanup_errors=True
    ) as folder:
        running = Server(binaries, Path(folder), settings)
        try:
            running.start()
            running.run("CREATE DATABASE template_school")
            yield running
        finally:
            running.stop()


def _memory() -> Path | None:
    """A folder in memory, where one has room: a database is some 300 files, made and dropped for each test."""
    memory = Path("/dev/shm")  # noqa: S108 - what is made in it has a name of its own
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > ROOM_NEEDED else None


def _unprivileged(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: run it as the user its package made."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
