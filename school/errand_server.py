"""The server's side of errands: a socket beside the database, at which commands ask.

It lies in a folder that only the owner of the database may enter.
"""

from __future__ import annotations

import inspect
import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from socketserver import StreamRequestHandler, ThreadingMixIn, UnixStreamServer
from threading import Thread
from typing import Any

import click

from school.companions import PRIVATE_FILE, give_to_owner, socket_address, socket_path
from school.config import Config
from school.core.commands import ERRANDS, Caller
from school.db import Database
from school.errands import Answer, program
from school.failures import faults_as_sentences

LONGEST_REQUEST = 1_000_000  # bytes
SECONDS_TO_SEND = 10  # the request or the answer; nobody else waits meanwhile

log = logging.getLogger("school")


class ErrandServer(ThreadingMixIn, UnixStreamServer):
    """Takes errands from the socket, each in a thread of its own."""

    daemon_threads = True
    request_queue_size = 32

    def __init__(self, database: Database, config: Config) -> None:
        self.database, self.config = database, config
        path = socket_path(config.sqlite_path)
        path.unlink(missing_ok=True)  # of a server that was killed: this one has the lock
        with socket_address(path) as address:
            super().__init__(address, ErrandHandler)
        path.chmod(PRIVATE_FILE)
        give_to_owner(path, config.sqlite_path)

    def run_request(self, line: bytes) -> Answer:
        """Do what one line asks for. Never raises."""
        answer = Answer()
        try:
            name, details = _read_request(line)
            log.info("errand", extra={"facts": {"command": name}})
            say = partial(answer.add_line, is_warning=False)
            warn = partial(answer.add_line, is_warning=True)
            with faults_as_sentences():
                ERRANDS[name](Caller(self.database, self.config, say, warn), **details)
        except click.ClickException as failed:
            answer.error = failed.format_message()
        except click.exceptions.Exit as ended:
            answer.exit_code = ended.exit_code
        except Exception as failed:
            log.exception("an errand failed")
            answer.error = f"the server met a fault, which its log tells: {type(failed).__name__}"
        return answer


class ErrandHandler(StreamRequestHandler):
    """One command that is connected."""

    timeout = SECONDS_TO_SEND
    server: ErrandServer

    def handle(self) -> None:
        with suppress(OSError):  # whoever asked has gone; what is done stays done
            line = self.rfile.readline(LONGEST_REQUEST)
            if line.endswith(b"\n"):
                self.wfile.write(self.server.run_request(line).to_bytes())


def answer_errands(database: Database, config: Config) -> None:
    """Take errands in the background as long as this process lives, which writes to the database.

    On PostgreSQL nobody asks.
    """
    if config.on_sqlite:
        server = ErrandServer(database, config)
        Thread(target=server.serve_forever, name="errands", daemon=True).start()


def _read_request(line: bytes) -> tuple[str, dict[str, Any]]:
    """An errand's name and details. Raises ClickException where the client is another version."""
    request = json.loads(line)
    name, details = request["errand"], request["details"]
    if request["program"] != program() or not _is_known(name, details):
        raise click.ClickException(
            f"the server runs another version ({program()}) than this command "
            f"({request['program']}): restart the server with this version, then run this again"
        )
    return name, details


def _is_known(name: str, details: Mapping[str, Any]) -> bool:
    """Whether there is such an errand, which takes these details."""
    if name not in ERRANDS:
        return False
    try:
        inspect.signature(ERRANDS[name]).bind(None, **details)
    except TypeError:
        return False
    return True
