"""Errands: what a writing command wants done, carried out by the server while there is one.

A command sends one line of JSON to a socket beside the database and gets one line back. The server
(school/errand_server.py) runs the errand with its own connection, so no second process writes.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from school.companions import socket_address, socket_path
from school.config import Config
from school.core.commands import ERRANDS, Caller
from school.db import Database
from school.locks import SECONDS_BETWEEN_TRIES, Holder, InUse, this_process
from school.migrate import newest_migration
from school.one_writer import PATIENCE_SECONDS

STOPPED_WAITING = 130  # the exit code of a command that was ended by Ctrl-C


@cache
def program() -> str:
    """The version of this program, which both ends must share."""
    return f"{version('nmt-school')}, migration {newest_migration()}"


@dataclass
class Answer:
    """What came of an errand: its lines, each with whether it is for standard error."""

    lines: list[tuple[str, bool]] = field(default_factory=list)
    error: str = ""
    exit_code: int = 0

    def add_line(self, text: str, is_warning: bool) -> None:
        self.lines.append((text, is_warning))

    def to_bytes(self) -> bytes:
        return json.dumps(vars(self)).encode() + b"\n"


def carry_out(config: Config, command: str, /, **details: Any) -> None:
    """Run the errand of a command: by the server if there is one, otherwise here.

    Raises what a command raises to end with a sentence and an exit code.
    """
    database = Database(config)
    with closing(database):
        if not config.on_sqlite or _becomes_writer(database, config, command, details):
            caller = Caller(database, config, click.echo, partial(click.echo, err=True))
            ERRANDS[command](caller, **details)


def _becomes_writer(
    database: Database, config: Config, name: str, details: Mapping[str, Any]
) -> bool:
    """True if this process may write now; False if a server has done the errand.

    A server that is starting or ending has the lock but no socket: then, and while another command
    writes, wait. Raises InUse after a while.
    """
    holder = this_process(f"school {name}")
    is_told = False
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            database.become_writer(holder)
            return True
        except InUse as in_use:
            server = in_use.holder
            connection = _reach_server(config.sqlite_path)
            if connection is None and time.monotonic() > give_up_at:
                raise
        if connection is not None:
            with connection:
                _ask(connection, server, name, details)
            return False
        if not is_told:
            click.echo(f"waiting: {server}", err=True)
            is_told = True
        time.sleep(SECONDS_BETWEEN_TRIES)


def _reach_server(database: Path) -> socket.socket | None:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with socket_address(socket_path(database)) as address:
            connection.connect(address)
    except (FileNotFoundError, ConnectionRefusedError):
        connection.close()
        return None
    return connection


def _ask(connection: socket.socket, server: Holder, name: str, details: Mapping[str, Any]) -> None:
    """Have the server do it, and end as the errand ended there."""
    request = {"program": program(), "errand": name, "details": details}
    try:
        connection.sendall(json.dumps(request).encode() + b"\n")
        with connection.makefile("rb") as incoming:
            line = incoming.readline()
    except KeyboardInterrupt:
        click.echo(
            f"\nYou stopped waiting. The server (process {server.pid}) goes on with "
            f"`school {name}` and finishes it.",
            err=True,
        )
        raise click.exceptions.Exit(STOPPED_WAITING) from None
    except ConnectionError:
        line = b""
    if not line.endswith(b"\n"):
        raise click.ClickException(
            f"the server (process {server.pid}) ended before it answered. `school {name}` may be "
            "done or not: run it again, which does nothing twice"
        )
    _end_as(Answer(**json.loads(line)))


def _end_as(answer: Answer) -> None:
    for text, is_warning in answer.lines:
        click.echo(text, err=is_warning)
    if answer.error:
        raise click.ClickException(answer.error)
    if answer.exit_code:
        raise click.exceptions.Exit(answer.exit_code)
