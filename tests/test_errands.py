"""Commands that write: carried out by the server while there is one, and else under its lock."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

import click
import pytest
from click.testing import CliRunner

from school.cli import school
from school.companions import run_folder, socket_address, socket_path
from school.config import Config
from school.core.commands import COMMANDS, EFFECTS, Effect, add_commands, leaf_commands
from school.db import Database
from school.errands import program
from school.locks import LockFile, this_process
from school.people.service.passwords import is_right_password
from school.people.service.people import find_person_by_email
from tests.cast import SECRET
from tests.catalogue import tree
from tests.patience import wait_until
from tests.served import (
    SECONDS_TO_START,
    ServedSchool,
    holder_of,
    run_command,
    serving,
    start_command,
)

pytestmark = pytest.mark.slow

PASSWORD = "plain river lamp"

# Written from what each is for, not copied from the code.
EXPECTED = {
    "backup": Effect.READS,
    "cards optimise": Effect.WRITES,
    "certificates issue-waiting": Effect.WRITES,
    "check": Effect.NOTHING,
    "content ids": Effect.NOTHING,
    "forget-old": Effect.WRITES,
    "jobs": Effect.READS,
    "ledger head": Effect.READS,
    "ledger verify": Effect.READS,
    "mail": Effect.WRITES,
    "migrate": Effect.CLOSES,
    "open": Effect.SERVES,
    "person add": Effect.WRITES,
    "person reset-second-factor": Effect.WRITES,
    "preview": Effect.NOTHING,
    "publish": Effect.WRITES,
    "rebuild": Effect.WRITES,
    "serve": Effect.SERVES,
}


def school_in(folder: Path, template: Path) -> Config:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(template, folder / "school.db")
    return Config(
        secret_key=SECRET,
        database_url=f"sqlite:///{folder / 'school.db'}",
        outbox_dir=str(folder / "outbox"),
    )


@pytest.fixture
def on_sqlite(sqlite_template: Path, tmp_path: Path) -> Config:
    return school_in(tmp_path / "school", sqlite_template)


@pytest.fixture(scope="module")
def served(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServedSchool]:
    """A school that is served, for tests that leave it running."""
    folder = tmp_path_factory.mktemp("served")
    with serving(school_in(folder, sqlite_template), folder) as server:
        yield server


@contextmanager
def nobody_can_write(config: Config) -> Iterator[None]:
    """While this lasts, an errand that has reached the server waits."""
    with closing(sqlite3.connect(config.sqlite_path, isolation_level=None)) as rival:
        rival.execute("BEGIN IMMEDIATE")
        yield
        rival.execute("ROLLBACK")


def test_each_command_says_what_it_does_to_the_database():
    assert {name: EFFECTS[name] for name in leaf_commands(school)} == EXPECTED


def test_a_command_that_does_not_say_so_stops_the_shell():
    with COMMANDS.restored_afterward(), EFFECTS.restored_afterward():
        add_commands([click.Command("silent")], {})
        with pytest.raises(LookupError, match="what does `school silent` do to the database"):
            CliRunner().invoke(school, ["check"], catch_exceptions=False)
        EFFECTS.add("silent", Effect.WRITES)
        with pytest.raises(LookupError, match="`school silent` must have an errand"):
            CliRunner().invoke(school, ["check"], catch_exceptions=False)


def test_publishing_while_serving_does_and_says_what_it_does_without_a_server(
    served, on_sqlite, tmp_path, monkeypatch
):
    """From another folder than the server's, by a relative path, with problems and without."""
    tree.write(tmp_path)
    monkeypatch.chdir(tmp_path)
    outcomes = []
    for config in (served.config, on_sqlite):
        for words in (("content",), ("content", "--retire"), ("nowhere",)):
            done = run_command(config, "publish", *words)
            outcomes.append((done.exit_code, done.stdout, done.stderr))
    beside, alone = outcomes[:3], outcomes[3:]
    assert beside == alone
    assert [code for code, _said, _warned in beside] == [1, 0, 1]
    assert beside[1][1].startswith("Published release 2: ")
    assert f"{tmp_path / 'nowhere'}:1: there is no such folder" in beside[2][1]
    assert served.has_begun("publish")
    with urlopen(served.address("/modules/ischemia")) as page:  # noqa: S310 - our own
        assert page.status == 200


def test_a_password_is_asked_for_at_the_terminal_of_the_command(served):
    words = ("person", "add", "dora@school.example", "--name", "Dora Lind", "--role", "admin")
    done = run_command(served.config, *words, typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "added dora@school.example")
    assert served.has_begun("person add")
    assert PASSWORD not in served.said()
    with closing(Database(served.config)) as database, database.reading() as session:
        added = find_person_by_email(session, "dora@school.example")
        assert (added.role, added.name) == ("admin", "Dora Lind")
        assert is_right_password(added.password_hash, PASSWORD)


@pytest.mark.parametrize(
    ("words", "exit_code", "says"),
    [
        (("mail",), 0, "0 sent\n"),
        (("forget-old",), 0, "0 rows forgotten\n"),
        (("rebuild",), 0, "rebuilt for "),
        (("certificates", "issue-waiting"), 0, "No waiting certificate can be issued yet.\n"),
        (("cards", "optimise", "nobody@x.example", "d"), 1, "Error: no one here has the address"),
        (("person", "add", "ana@school.example", "--name", "Ana", "--invite"), 1, "already has"),
    ],
)
def test_what_writes_is_done_by_the_server_and_ends_as_it_did_there(served, words, exit_code, says):
    done = run_command(served.config, *words)
    assert done.exit_code == exit_code, done.output
    assert says in done.output
    assert served.has_begun(
        " ".join(words[: 1 + (words[0] in ("certificates", "cards", "person"))])
    )


def ask(config: Config, line: bytes) -> dict[str, object]:
    """Send the server a line, and read its answer."""
    with (
        closing(socket.socket(socket.AF_UNIX)) as connection,
        socket_address(socket_path(config.sqlite_path)) as address,
    ):
        connection.connect(address)
        connection.sendall(line + b"\n")
        return json.loads(connection.makefile("rb").readline())


@pytest.mark.parametrize(
    "change",
    [{"program": "0.0.9, migration 0001"}, {"errand": "close"}, {"details": {"in_haste": True}}],
)
def test_a_command_of_another_version_is_refused_in_a_sentence(served, change):
    request = {"program": program(), "errand": "forget-old", "details": {}}
    assert ask(served.config, json.dumps(request).encode())["lines"]
    answer = ask(served.config, json.dumps(request | change).encode())
    assert answer["lines"] == []
    assert answer["error"] == (
        f"the server runs another version ({program()}) than this command "
        f"({(request | change)['program']}): restart the server with this version, "
        "then run this again"
    )


@pytest.mark.parametrize("line", [b"", b"[]", b"not JSON", b'{"errand": 1}', b"\xff"])
def test_what_is_no_request_is_answered_and_changes_nothing(served, line):
    assert "the server met a fault" in ask(served.config, line)["error"]
    assert served.is_ready()


def test_ctrl_c_stops_waiting_and_the_server_finishes(on_sqlite, tmp_path):
    with serving(on_sqlite, tmp_path) as server:
        with nobody_can_write(on_sqlite):
            words = ("person", "add", "dora@school.example", "--name", "Dora Lind", "--invite")
            command = start_command(server.config, *words)
            wait_until(lambda: server.has_begun("person add"), SECONDS_TO_START)
            command.send_signal(signal.SIGINT)
        said, warned = command.communicate(timeout=60)
        assert (command.returncode, said) == (130, "")
        assert warned == (
            f"\nYou stopped waiting. The server (process {server.worker()}) goes on with "
            "`school person add` and finishes it.\n"
        )
        with closing(Database(on_sqlite)) as database:
            wait_until(lambda: _is_there(database, "dora@school.example"), SECONDS_TO_START)


def _is_there(database: Database, email: str) -> bool:
    with database.reading() as session:
        return find_person_by_email(session, email) is not None


def test_a_server_that_dies_mid_way_is_told_and_the_command_can_be_run_again(on_sqlite, tmp_path):
    with serving(on_sqlite, tmp_path) as server:
        worker = server.worker()
        with nobody_can_write(on_sqlite):
            command = start_command(server.config, "forget-old")
            wait_until(lambda: server.has_begun("forget-old"), SECONDS_TO_START)
            server.kill()
        said, warned = command.communicate(timeout=60)
        assert (command.returncode, said) == (1, "")
        assert warned == (
            f"Error: the server (process {worker}) ended before it answered. `school forget-old` "
            "may be done or not: run it again, which does nothing twice\n"
        )
    assert socket_path(on_sqlite.sqlite_path).is_socket(), "what a killed server leaves"
    assert run_command(on_sqlite, "forget-old").output == "0 rows forgotten\n"
    with serving(on_sqlite, tmp_path) as server:
        assert run_command(server.config, "forget-old").output == "0 rows forgotten\n"
        assert server.has_begun("forget-old")
    assert not socket_path(on_sqlite.sqlite_path).exists(), "a server that ends tidies up"


def test_a_folder_with_a_long_name_is_no_obstacle(sqlite_template, tmp_path):
    config = school_in(tmp_path / ("long" * 20) / ("longer" * 10), sqlite_template)
    assert len(str(socket_path(config.sqlite_path))) > 108
    with serving(config, tmp_path) as server:
        assert run_command(server.config, "forget-old").output == "0 rows forgotten\n"
        assert server.has_begun("forget-old")


def test_without_a_server_the_command_takes_the_lock_itself_and_gives_it_back(on_sqlite):
    with nobody_can_write(on_sqlite):
        command = start_command(on_sqlite, "forget-old")
        wait_until(lambda: _lock_is_of(on_sqlite, command.pid), SECONDS_TO_START)
    assert command.communicate(timeout=60) == ("0 rows forgotten\n", "")
    assert holder_of(on_sqlite, "writer.lock") == {}


def _lock_is_of(config: Config, pid: int) -> bool:
    if not (run_folder(config.sqlite_path) / "writer.lock").exists():
        return False
    return holder_of(config, "writer.lock").get("pid") == pid


def test_a_foreign_program_that_does_not_let_a_command_in_is_told(on_sqlite):
    with nobody_can_write(on_sqlite):
        done = run_command(on_sqlite, "forget-old")
    assert (done.exit_code, done.output) == (
        1,
        "Error: others were writing all the time, so nothing was changed; run this again\n",
    )


def test_a_command_waits_for_another_that_writes_and_says_so(on_sqlite):
    another = LockFile(on_sqlite.sqlite_path, "writer.lock")
    assert another.take(this_process("school publish"))
    command = start_command(on_sqlite, "forget-old")
    waiting = command.stderr.readline()
    another.release()
    assert waiting.startswith(f"waiting: process {os.getpid()} (school publish) writes to it since")
    assert command.communicate(timeout=60) == ("0 rows forgotten\n", "")


def test_a_server_that_starts_waits_for_a_command(on_sqlite, tmp_path):
    with closing(Database(on_sqlite)) as database:
        with database.writing() as session:
            session.connection()
        server = ServedSchool(on_sqlite, tmp_path)
        server.begin()
        wait_until(lambda: _is_waiting(on_sqlite, server), SECONDS_TO_START)
        assert not server.is_ready()
    try:
        server.wait_until_ready()
    finally:
        server.stop()


def _is_waiting(config: Config, server: ServedSchool) -> bool:
    lock = run_folder(config.sqlite_path) / "server.lock"
    return lock.exists() and holder_of(config, "server.lock").get("pid") == server.process.pid


@pytest.mark.databases("postgres")
def test_on_postgresql_a_command_writes_by_itself(config, tmp_path):
    assert run_command(config, "forget-old").output == "0 rows forgotten\n"
    assert list(tmp_path.iterdir()) == []
