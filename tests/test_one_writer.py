"""On SQLite one server serves and one process writes, whatever starts, dies or is killed."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from school.companions import run_folder
from school.config import Config
from school.db import Database
from school.locks import InUse, LockFile, this_process
from tests.cast import SECRET
from tests.patience import wait_until
from tests.served import (
    SECONDS_TO_START,
    ServedSchool,
    holder_of,
    is_alive,
    run_command,
    serving,
)

pytestmark = pytest.mark.slow

SERVERS = 3


def school_in(folder: Path, template: Path) -> Config:
    shutil.copy(template, folder / "school.db")
    return Config(
        secret_key=SECRET,
        database_url=f"sqlite:///{folder / 'school.db'}",
        outbox_dir=str(folder / "outbox"),
    )


@pytest.fixture
def on_sqlite(sqlite_template: Path, tmp_path: Path) -> Config:
    return school_in(tmp_path, sqlite_template)


@pytest.fixture(scope="module")
def served(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServedSchool]:
    """A school that is served, for tests that leave it running."""
    folder = tmp_path_factory.mktemp("served")
    with serving(school_in(folder, sqlite_template), folder) as server:
        yield server


def test_a_second_server_is_refused_and_told_which_is_the_first(served, tmp_path):
    first = holder_of(served.config, "server.lock")
    assert first["pid"] == served.process.pid
    second = ServedSchool(served.config, tmp_path)
    second.begin()
    try:
        wait_until(lambda: second.has_ended() or second.is_ready(), SECONDS_TO_START)
    finally:
        second.stop()
    assert second.process.returncode == 1
    assert second.said() == (
        f"Error: `school serve` needs {served.config.sqlite_path} for itself, but "
        f"process {served.process.pid} serves it at http://127.0.0.1:{served.config.port} "
        f"since {first['since']}: stop that server first\n"
    )
    assert served.is_ready()


@pytest.mark.parametrize("words", [("migrate",), ("open", "--no-serve", "--folder")])
def test_what_needs_the_school_closed_names_the_server(served, words):
    folder = str(served.config.sqlite_path.parent)
    done = run_command(served.config, *words, *([folder] if words[-1] == "--folder" else []))
    assert done.exit_code == 1
    assert f"`school {words[0]}` needs" in done.output
    assert f"process {served.process.pid} serves it at" in done.output


def test_reading_goes_on_beside_a_server(served, tmp_path):
    for words in (("ledger", "verify"), ("ledger", "head"), ("jobs",), ("backup", str(tmp_path))):
        done = run_command(served.config, *words)
        assert done.exit_code == 0, done.output


def test_no_code_of_the_school_writes_past_the_lock(served):
    database = Database(served.config)
    with (
        closing(database),
        pytest.raises(InUse, match=f"process {served.worker()} serves it"),
        database.writing() as session,
    ):
        session.connection()


def test_of_servers_that_start_at_one_instant_one_serves(on_sqlite, tmp_path):
    servers = [ServedSchool(on_sqlite, tmp_path) for _number in range(SERVERS)]
    try:
        for server in servers:
            server.begin()
        wait_until(
            lambda: sum(server.has_ended() for server in servers) == SERVERS - 1, SECONDS_TO_START
        )
        (first,) = [server for server in servers if not server.has_ended()]
        first.wait_until_ready()
        for server in servers:
            if server is not first:
                assert server.process.returncode == 1
                assert f"process {first.process.pid} serves it at" in server.said()
    finally:
        for server in servers:
            server.stop()


def test_a_server_that_is_killed_leaves_the_way_free_and_no_worker_behind(on_sqlite, tmp_path):
    with serving(on_sqlite, tmp_path) as first:
        orphan = first.worker()
        first.process.send_signal(signal.SIGKILL)  # it alone: its worker lives on
        first.process.wait(20)
        assert holder_of(on_sqlite, "server.lock")["pid"] == first.process.pid  # what it left
        with serving(on_sqlite, tmp_path) as second:
            assert second.worker() != orphan
            assert not is_alive(orphan)
            assert run_command(second.config, "forget-old").exit_code == 0


def test_a_worker_that_is_killed_is_replaced_and_commands_go_to_the_new_one(on_sqlite, tmp_path):
    with serving(on_sqlite, tmp_path) as server:
        dead = server.worker()
        os.kill(dead, signal.SIGKILL)
        wait_until(lambda: server.worker() not in (0, dead), SECONDS_TO_START)
        done = run_command(server.config, "forget-old")
        assert (done.exit_code, done.output) == (0, "0 rows forgotten\n")
        assert server.has_begun("forget-old")
        assert not server.has_ended()


def test_a_server_that_is_told_to_load_itself_anew_hands_the_right_to_write_over(
    on_sqlite, tmp_path
):
    with serving(on_sqlite, tmp_path) as server:
        before = server.worker()
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda: server.worker() not in (0, before), SECONDS_TO_START)
        server.wait_until_ready()
        assert not is_alive(before)


def test_a_link_to_a_database_leads_to_the_same_lock(on_sqlite, tmp_path):
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(on_sqlite.sqlite_path)
    assert run_folder(link) == run_folder(on_sqlite.sqlite_path)


def test_a_forked_child_does_not_keep_its_parents_lock(tmp_path):
    """Otherwise a worker that outlives a killed server would keep out the next one."""
    lock = LockFile(tmp_path / "school.db", "server.lock")
    assert lock.take(this_process("school serve"))
    from_child, to_parent = os.pipe()
    from_parent, to_child = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(to_parent, b"I live")
        os.read(from_parent, 1)
        os._exit(0)
    os.read(from_child, 1)
    lock.close()  # as the death of a process does it
    try:
        assert LockFile(tmp_path / "school.db", "server.lock").take(this_process("another"))
    finally:
        os.write(to_child, b"enough")
        os.waitpid(child, 0)
        for pipe in (from_child, to_parent, from_parent, to_child):
            os.close(pipe)


def test_several_users_of_one_process_share_its_right_to_write(on_sqlite):
    first, second = Database(on_sqlite), Database(on_sqlite)
    for database in (first, second):
        with database.writing() as session:
            session.connection()
    assert holder_of(on_sqlite, "writer.lock")["pid"] == os.getpid()
    first.close()
    assert holder_of(on_sqlite, "writer.lock")["pid"] == os.getpid()
    second.close()
    assert holder_of(on_sqlite, "writer.lock") == {}


def test_on_postgresql_servers_share_a_database(postgres_server, tmp_path):
    with postgres_server.copy("template_school") as url:
        config = Config(secret_key=SECRET, database_url=url, outbox_dir=str(tmp_path / "outbox"))
        with serving(config, tmp_path) as first, serving(config, tmp_path) as second:
            assert first.is_ready()
            for words in (("migrate",), ("forget-old",)):
                assert run_command(second.config, *words).exit_code == 0
            assert not first.has_begun("forget-old")
            assert not second.has_begun("forget-old")
