"""Running the school from the shell: migrate, back up, open the demo, and what each refuses."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from school.cli import school
from school.config import ROOT, Config
from school.credits.service.ledger import verify_ledger
from school.db import Database
from school.migrate import newest_migration
from school.operating import backup, migrate_command, prepare_demo_environment
from school.people.service.people import find_person_by_email
from school.people.tables import Person
from tests.cast import SECRET


def run(command, config, *arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments], obj=config)


def at_shell(monkeypatch, *words, **settings):
    """The whole `school` command with these settings and no others."""
    for name in [name for name in os.environ if name.startswith("SCHOOL_")]:
        monkeypatch.delenv(name)
    for name, value in settings.items():
        monkeypatch.setenv(f"SCHOOL_{name.upper()}", str(value))
    return CliRunner().invoke(school, [str(word) for word in words])


@pytest.fixture
def on_sqlite(sqlite_template, tmp_path):
    """A school with the cast in it, on SQLite: backups by copy are for SQLite only."""
    path = tmp_path / "live" / "school.db"
    path.parent.mkdir()
    shutil.copy(sqlite_template, path)
    return Config(secret_key=SECRET, database_url=f"sqlite:///{path}")


def test_migrate_makes_the_tables_and_may_be_repeated(tmp_path):
    config = Config(secret_key=SECRET, database_url=f"sqlite:///{tmp_path}/deep/school.db")
    for _time in range(2):
        done = run(migrate_command, config)
        assert (done.exit_code, done.output) == (0, "the database is at the newest migration\n")
    with closing(sqlite3.connect(config.sqlite_path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            (newest_migration(),)
        ]


def test_a_backup_is_whole_and_can_be_opened_as_a_school(on_sqlite, tmp_path):
    folder = tmp_path / "backups"
    done = run(backup, on_sqlite, folder)
    assert done.exit_code == 0, done.output
    (copy,) = folder.iterdir()
    assert done.output.startswith(f"{copy} (")
    assert done.output.endswith("checked\n")
    restored = Database(Config(secret_key=SECRET, database_url=f"sqlite:///{copy}"))
    with closing(restored), restored.reading() as session:
        assert find_person_by_email(session, "ana@school.example").name == "Ana Reyes"
        assert not verify_ledger(session)


def test_a_backup_holds_what_is_still_in_the_log_of_a_running_school(on_sqlite, tmp_path):
    live = Database(on_sqlite)
    with closing(live):
        with live.writing() as session:
            find_person_by_email(session, "ana@school.example").name = "Ana Reyes-Lind"
        assert on_sqlite.sqlite_path.with_name("school.db-wal").stat().st_size
        assert run(backup, on_sqlite, tmp_path / "backups").exit_code == 0
    (copy,) = (tmp_path / "backups").iterdir()
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT name FROM person WHERE id = 1").fetchone() == (
            "Ana Reyes-Lind",
        )


def test_a_copy_that_does_not_stand_its_checks_is_not_kept(on_sqlite, tmp_path):
    with closing(sqlite3.connect(on_sqlite.sqlite_path)) as connection:
        connection.execute("DROP TABLE ledger_entry")
    assert run(backup, on_sqlite, tmp_path / "backups").exit_code == 1
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_backup_of_nothing_is_refused_and_makes_nothing(tmp_path):
    config = Config(secret_key=SECRET, database_url=f"sqlite:///{tmp_path}/school.db")
    done = run(backup, config, tmp_path / "backups")
    assert done.exit_code == 1
    assert "there is no database at" in done.output
    assert list(tmp_path.iterdir()) == []


def test_a_backup_of_postgresql_is_left_to_its_own_tools(tmp_path):
    done = run(
        backup,
        Config(secret_key=SECRET, database_url="postgresql+psycopg://localhost/school"),
        tmp_path,
    )
    assert done.exit_code == 1
    assert "pg_dump" in done.output


def test_a_wrong_setting_ends_the_command_with_a_sentence(monkeypatch, tmp_path):
    done = at_shell(monkeypatch, "migrate", secret_key="short", databse_url="x")
    assert done.exit_code == 2
    assert "SCHOOL_SECRET_KEY is too weak; make one with:" in done.output
    assert "did you mean SCHOOL_DATABASE_URL?" in done.output


@pytest.mark.parametrize("words", [("publish",), ("ledger", "verify"), ("mail",), ("forget-old",)])
def test_a_database_without_tables_is_told_in_a_sentence(monkeypatch, tmp_path, words):
    done = at_shell(
        monkeypatch, *words, secret_key=SECRET, database_url=f"sqlite:///{tmp_path}/school.db"
    )
    assert done.exit_code == 1
    assert "no such table" in done.output or "has no tables yet" in done.output
    assert "school migrate" in done.output


def test_serve_refuses_a_database_without_tables(monkeypatch, tmp_path):
    done = at_shell(
        monkeypatch, "serve", secret_key=SECRET, database_url=f"sqlite:///{tmp_path}/school.db"
    )
    assert (done.exit_code, done.output) == (
        1,
        "Error: the database has no tables yet: run `school migrate`\n",
    )


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(monkeypatch, on_sqlite, tmp_path):
    (tmp_path / "file").write_text("in the way")
    url = on_sqlite.database_url
    done = at_shell(
        monkeypatch, "backup", tmp_path / "file" / "below", secret_key=SECRET, database_url=url
    )
    assert done.exit_code == 1
    assert done.output.startswith("Error: ")


def open_in(folder):
    """`school open --no-serve` as a process of its own, as people run it."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("SCHOOL_")
    }
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "school", "open", "--no-serve", "--folder", str(folder)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout, time.monotonic() - begun


def test_opening_the_demo_twice_is_quick_and_changes_nothing(tmp_path):
    first, slow = open_in(tmp_path)
    key, rows = (tmp_path / "secret_key").read_text(), _rows(tmp_path)
    second, quick = open_in(tmp_path)
    assert "making a demo cast" in first
    assert second == ""
    assert quick < slow
    assert (tmp_path / "secret_key").read_text() == key
    assert _rows(tmp_path) == rows
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def _rows(folder: Path) -> dict[str, int]:
    with closing(sqlite3.connect(folder / "school.db")) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        tables.remove("publish_run")  # every try to publish is noted
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in tables
        }


def test_the_demo_listens_on_this_machine_only(tmp_path):
    settings = prepare_demo_environment(tmp_path, 8123)
    assert settings["SCHOOL_HOST"] == "127.0.0.1"
    assert settings["SCHOOL_BASE_URL"] == "http://localhost:8123"


def test_a_production_start_serves_and_makes_nobody(monkeypatch, tmp_path):
    settings = {"secret_key": SECRET, "database_url": f"sqlite:///{tmp_path}/school.db"}
    for words in (("migrate",), ("publish", ROOT / "content")):
        done = at_shell(monkeypatch, *words, **settings)
        assert done.exit_code == 0, done.output
    with _serving(port := _free_port()):
        assert _answers(f"http://127.0.0.1:{port}/readyz")
    database = Database(Config(**settings))
    with closing(database), database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 0


@contextmanager
def _serving(port: int) -> Iterator[None]:
    """`school serve` with the settings of this moment, until the block ends."""
    environment = os.environ | {"SCHOOL_PORT": str(port)}
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(
        [sys.executable, "-m", "school", "serve"], env=environment, stdout=quiet, stderr=quiet
    )
    try:
        yield
    finally:
        server.terminate()
        server.wait(20)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as place:
        return place.getsockname()[1]


def _answers(url: str) -> bool:
    """Whether a page comes within a while."""
    for _try in range(200):
        try:
            with urlopen(url, timeout=5) as page:  # noqa: S310 - our own address
                return page.status == 200
        except OSError:
            time.sleep(0.1)
    return False


def test_only_opening_the_demo_knows_its_password():
    knowing = [
        path
        for path in (ROOT / "school").rglob("*.py")
        if "demo-school" in path.read_text(encoding="utf-8")
    ]
    assert knowing == [ROOT / "school" / "demo" / "people.py"]
