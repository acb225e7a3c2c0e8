"""What the school keeps of people may be read by its owner alone."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from school.companions import run_folder, socket_path
from school.config import Config
from school.db import Database
from tests.cast import SECRET
from tests.served import run_command, serving

OWNER_ONLY = 0o600
SOMEBODY_ELSE = 1234


@pytest.fixture
def on_sqlite(sqlite_template: Path, tmp_path: Path) -> Config:
    """A school as an earlier version left it: everybody may read it."""
    path = tmp_path / "school.db"
    shutil.copy(sqlite_template, path)
    path.chmod(0o644)
    return Config(
        secret_key=SECRET,
        database_url=f"sqlite:///{path}",
        outbox_dir=str(tmp_path / "outbox"),
    )


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


def write_something(config: Config) -> Database:
    """A database that was written to and is still open, so that its log is there."""
    database = Database(config)
    with database.writing() as session:
        session.connection().exec_driver_sql("CREATE TABLE something (x)")
    return database


def test_a_new_database_and_its_log_are_private(tmp_path):
    path = tmp_path / "new.db"
    with closing(write_something(Config(SECRET, f"sqlite:///{path}"))):
        for ending in ("", "-wal", "-shm"):
            assert rights(path.with_name(path.name + ending)) == OWNER_ONLY, ending


def test_a_database_that_is_only_read_is_made_private_too(tmp_path):
    path = tmp_path / "new.db"
    database = Database(Config(SECRET, f"sqlite:///{path}"))
    with closing(database), database.reading() as session:
        session.connection()
        assert rights(path) == OWNER_ONLY


@pytest.mark.slow
def test_a_server_makes_an_old_school_private(on_sqlite, tmp_path):
    path = on_sqlite.sqlite_path
    with serving(on_sqlite, tmp_path) as server:
        assert run_command(server.config, "forget-old").exit_code == 0
        for ending in ("", "-wal", "-shm"):
            assert rights(path.with_name(path.name + ending)) == OWNER_ONLY, ending
        folder = run_folder(path)
        assert rights(folder) == 0o700
        assert rights(socket_path(path)) == OWNER_ONLY
        names = {file.name: rights(file) for file in folder.iterdir()}
        assert names == dict.fromkeys(("server.lock", "writer.lock", "errands.sock"), OWNER_ONLY)


def test_a_log_that_others_may_read_is_made_private(on_sqlite):
    """It is still there while an earlier version, or somebody's shell, has the database open."""
    path = on_sqlite.sqlite_path
    with closing(sqlite3.connect(path)) as somebody:
        somebody.execute("PRAGMA journal_mode=WAL")
        somebody.execute("CREATE TABLE theirs (x)")
        logs = [path.with_name(path.name + ending) for ending in ("-wal", "-shm")]
        for log in logs:
            log.chmod(0o644)
        with closing(write_something(on_sqlite)):
            assert [rights(file) for file in (path, *logs)] == [OWNER_ONLY] * 3


def test_a_backup_is_private(on_sqlite, tmp_path):
    assert run_command(on_sqlite, "backup", str(tmp_path / "backups")).exit_code == 0
    (copy,) = (tmp_path / "backups").iterdir()
    assert rights(copy) == OWNER_ONLY


def test_a_folder_that_others_may_enter_is_closed_to_them(on_sqlite):
    folder = run_folder(on_sqlite.sqlite_path)
    folder.chmod(0o755)
    assert rights(run_folder(on_sqlite.sqlite_path)) == 0o700


def test_what_root_makes_belongs_to_the_owner_of_the_database(on_sqlite):
    """Otherwise a command of root's would lock the school's own user out."""
    path = on_sqlite.sqlite_path
    if os.geteuid() == 0:
        os.chown(path, SOMEBODY_ELSE, SOMEBODY_ELSE)
    write_something(on_sqlite).close()
    folder = run_folder(path)
    for file in (folder, folder / "writer.lock"):
        assert file.stat().st_uid == path.stat().st_uid
