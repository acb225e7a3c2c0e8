"""Where the database or the disk fails, a command says what is wrong and what to do."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.exc import SQLAlchemyError

from school.cli import school
from school.config import Config
from school.db import Database
from school.failures import describe_failure
from tests.cast import SECRET

PAGE = 4096


@pytest.fixture
def live(sqlite_template, tmp_path) -> Path:
    """The file of a school with the cast in it."""
    path = tmp_path / "live" / "school.db"
    path.parent.mkdir()
    shutil.copy(sqlite_template, path)
    return path


def at_shell(path: Path, *words: object) -> Result:
    """The whole `school` command with these settings and no others."""
    settings = dict.fromkeys(name for name in os.environ if name[:7] == "SCHOOL_")
    settings |= {"SCHOOL_SECRET_KEY": SECRET, "SCHOOL_DATABASE_URL": f"sqlite:///{path}"}
    return CliRunner().invoke(school, [*map(str, words)], env=settings)


def is_a_sentence(done: Result) -> str:
    """What the command said, if it said it in one line and ended with 1."""
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 1
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("Error: ")
    return sentence


def damage(path: Path, table: str) -> None:
    """Overwrite the first page of a table with zeros, as a bad disk does."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        sql = "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?"
        (page,) = connection.execute(sql, (table,)).fetchone()
        assert connection.execute("PRAGMA page_size").fetchone() == (PAGE,)
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(bytes(PAGE))


def test_a_backup_of_a_damaged_school_names_what_is_damaged(live, tmp_path):
    damage(live, "edition")
    sentence = is_a_sentence(at_shell(live, "backup", tmp_path / "backups"))
    assert f"{live} was not copied, because it is damaged: tables that cannot" in sentence
    assert "to their end: edition." in sentence
    assert "restore the newest backup" in sentence
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_backup_of_a_school_whose_list_of_tables_is_damaged(live, tmp_path):
    with closing(sqlite3.connect(live)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    with live.open("r+b") as file:
        file.seek(100)  # behind the header of the file
        file.write(bytes(PAGE - 100))
    sentence = is_a_sentence(at_shell(live, "backup", tmp_path / "backups"))
    assert "its list of tables cannot be read" in sentence
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_backup_of_something_else_says_so(tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear school, " * 100)
    sentence = is_a_sentence(at_shell(letter, "backup", tmp_path / "backups"))
    assert "file is not a database" in sentence
    assert "check SCHOOL_DATABASE_URL" in sentence
    assert list((tmp_path / "backups").iterdir()) == []


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """To the program, a limit on the size of files looks as a disk that has no more room."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_backup_onto_a_full_disk_keeps_nothing(live, tmp_path):
    with no_file_above(100_000):
        done = at_shell(live, "backup", tmp_path / "backups")
    sentence = is_a_sentence(done)
    assert f"{live} was not copied to {tmp_path / 'backups'}" in sentence
    assert "free some space" in sentence
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ("publish",),
        ("ledger", "verify"),
        ("ledger", "head"),
        ("mail",),
        ("forget-old",),
        ("jobs",),
        ("migrate",),
        ("serve",),
        ("certificates", "issue-waiting"),
        ("cards", "optimise", "ana@school.example", "referral-patterns"),
        ("person", "add", "new@school.example", "--name", "Nia Lowe", "--invite"),
    ],
)
def test_every_command_on_something_else_ends_in_a_sentence(tmp_path, words):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear school, " * 1000)
    assert "file is not a database" in is_a_sentence(at_shell(letter, *words))


def test_a_damaged_table_is_told_by_a_command_that_reads_it(live):
    damage(live, "ledger_entry")
    sentence = is_a_sentence(at_shell(live, "ledger", "head"))
    assert "the file is damaged: stop the school" in sentence


def test_what_a_rule_refuses_is_told_in_its_sentence(tmp_path):
    """Nothing is published there yet, so that no library can be read."""
    path = tmp_path / "school.db"
    assert at_shell(path, "migrate").exit_code == 0
    is_a_sentence(at_shell(path, "certificates", "issue-waiting"))


def _failure_of(path: Path, *pragmas: str) -> Exception:
    """What a write raises on a connection that was prepared so."""
    database = Database(Config(secret_key=SECRET, database_url=f"sqlite:///{path}"))
    with closing(database), database.engine.connect() as connection:
        for pragma in pragmas:
            connection.connection.driver_connection.execute(f"PRAGMA {pragma}")
        with pytest.raises(SQLAlchemyError) as raised, connection.begin():
            connection.exec_driver_sql("CREATE TABLE new AS SELECT * FROM edition")
    return raised.value


def test_each_failure_is_told_with_its_own_cure(live):
    assert "free some space" in describe_failure(_failure_of(live, "max_page_count=1"))
    assert "let the user that runs the school" in describe_failure(
        _failure_of(live, "query_only=ON")
    )
    with closing(sqlite3.connect(live, isolation_level=None)) as rival:
        rival.execute("BEGIN IMMEDIATE")
        busy = _failure_of(live, "busy_timeout=1")
    assert "others were writing all the time" in describe_failure(busy)
