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
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

FORGETFUL = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")  # quick, and nothing here is worth keeping
HOW_TO_GET = "install PostgreSQL's server (Debian: apt-get install postgresql) to run these tests"


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://school@127.0.0.1:{self.port}/{name}"

    def run(self, sql: str) -> None:
        with psycopg.connect(f"postgresql://school@127.0.0.1:{self.port}/postgres", autocommit=True) as connection:
            connection.execute(sql)  # type: ignore[call-overload]

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
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) if Path("/usr/lib/postgresql").exists() else []
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def server() -> Iterator[Server]:
    """Start a server with an empty database `template_school`, and stop it afterwards."""
    binaries = programs()
    if binaries is None:
        missing(HOW_TO_GET)
        return
    # A folder of its own: pytest closes its own temporary folder to the user that the server runs as.
    with tempfile.TemporaryDirectory(prefix="school-postgres-", ignore_cleanup_errors=True) as folder:
        yield from _serve(binaries, Path(folder))


def _serve(binaries: Path, folder: Path) -> Iterator[Server]:
    data, port = folder / "data", _free_port()
    as_user = _unprivileged(folder)
    initdb = [binaries / "initdb", "-D", data, "-U", "school", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run([*as_user, *initdb], check=True, capture_output=True)
    settings = ("listen_addresses=127.0.0.1", "unix_socket_directories=", *FORGETFUL)
    options = ["-p", str(port), *(word for setting in settings for word in ("-c", setting))]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([*as_user, binaries / "postgres", "-D", data, *options], stdout=log, stderr=log)
        try:
            running = Server(port)
            _wait_for(running)
            running.run("CREATE DATABASE template_school")
            yield running
        finally:
            process.send_signal(signal.SIGINT)  # at once, without waiting for clients
            process.wait(timeout=20)


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


def _wait_for(running: Server) -> None:
    for _ in range(200):
        try:
            running.run("SELECT 1")
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise RuntimeError("PostgreSQL did not start")
