"""Bad luck: a server that is killed, a disk that is full, a database that somebody else holds."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from itertools import cycle, repeat
from pathlib import Path
from threading import Event
from types import MappingProxyType
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from school import create_app
from school.catalogue.service.studying import enroll
from school.config import ROOT, Config
from school.core.identity import Identity
from school.credits.service.ledger import verify_ledger
from school.credits.tables import LedgerEntry
from school.db import WAIT_FOR_WRITER_SECONDS, Database
from school.people.service.devices import Browser
from school.people.service.joining import add_person
from school.people.service.sign_in import start_sign_in
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.answers import read_saved_answers
from school.quizzes.service.attempts import find_attempt, start_attempt
from tests import cast, make, postgres
from tests.cast import NOON, SECRET, browser_of, token
from tests.quizzes import acts

pytestmark = pytest.mark.slow

KILLS = 12
# A busy machine takes seconds to start a server: then there are fewer kills, not more time.
SECONDS_OF_KILLING = 10
WORKERS = 2  # on PostgreSQL, each killed once: one that dies twice within seconds ends the server
SECONDS_UNTIL_HOPELESS = 60
CLIENTS = 8
STUDENTS = 240
CARD = "referral-patterns/infraspinatus/zone"
QUESTION = "answer-q-ischemia-text"
RIGHT_WORDINGS = ("reactive hyperemia", "reactive hyperaemia")
# After the server answers. None is a multiple of a period of ours.
SECONDS_BETWEEN_KILLS = (0.25, 0.4, 0.6)
JSON = {"Accept": "application/json"}
NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@pytest.fixture
def on_sqlite(sqlite_template, tmp_path) -> Config:
    copy = tmp_path / "school.db"
    copy.write_bytes(sqlite_template.read_bytes())
    return Config(
        secret_key=SECRET, database_url=f"sqlite:///{copy}", outbox_dir=str(tmp_path / "outbox")
    )


@pytest.fixture
def small_app(on_sqlite, clock):
    app = create_app(on_sqlite, clock)
    yield app
    app.extensions["database"].close()


def list_posts_of_a_student(app, browser) -> dict[str, tuple[str, dict[str, object]]]:
    """Each way in which a student's work is written: an address and what is sent there."""
    attempt = acts.open_in_browser(app, browser)
    csrf = token(browser, "/quizzes/ischemia")
    with app.extensions["database"].reading() as session:
        item = acts.current(session).items[0]
    save = acts.saving(attempt, item, make.RIGHT[item.kind], csrf)
    review = {"card": CARD, "rating": 3, "reviews": 0, "client_id": "client-id-1"}
    return {
        "save": (f"/attempts/{attempt.id}/responses", save),
        "finish": ("/modules/ischemia/sections/what-it-is/finish", {"csrf_token": csrf}),
        "card": ("/cards/referral-patterns/reviews", review | {"csrf_token": csrf}),
        "hand in": (f"/attempts/{attempt.id}/hand-in", {"csrf_token": csrf}),
    }


def dump_rows(config: Config) -> list[str]:
    """Every row of the database, as a connection of nobody's sees it."""
    with closing(sqlite3.connect(config.sqlite_path)) as connection:
        return [line for line in connection.iterdump() if line.startswith("INSERT")]


def assert_busy(browser, posts) -> None:
    for act, (url, form) in posts.items():
        answer = browser.post(url, data=form, headers=JSON)
        assert answer.status_code == 503, act
        assert answer.headers["Retry-After"], act


def assert_served(browser, posts) -> None:
    for act, (url, form) in posts.items():
        assert browser.post(url, data=form, headers=JSON).status_code in (200, 303), act


# The table that each of the four acts writes last.
LAST_WRITES = ("response", "ledger_entry", "section_finished", "review")


def fill_after_insert(table: str) -> str:
    """The statement that makes each row of a table need more room than there is."""
    return (
        f"CREATE TRIGGER fill_{table} AFTER INSERT ON {table} "
        "BEGIN INSERT INTO filler VALUES (zeroblob(100000)); END"
    )


def test_on_a_full_disk_no_act_is_half_done_and_the_school_recovers(small_app, on_sqlite):
    """The limit on pages gives the error of a full disk (SQLITE_FULL) at each act's last write."""
    browser = browser_of(small_app, "ana")
    posts = list_posts_of_a_student(small_app, browser)
    with small_app.extensions["database"].engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE filler (x)")
        for table in LAST_WRITES:
            connection.exec_driver_sql(fill_after_insert(table))
        connection.commit()
        connection.exec_driver_sql("PRAGMA max_page_count=1")  # as it is now, and no page more
    browser.post(posts["save"][0], data=posts["save"][1])
    before = dump_rows(on_sqlite)
    del posts["hand in"]  # nothing could be saved, so nothing would be awarded
    assert_busy(browser, posts)
    assert dump_rows(on_sqlite) == before
    with small_app.extensions["database"].engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert_served(browser, posts)


def test_a_hand_in_on_a_full_disk_leaves_the_attempt_open(small_app, on_sqlite):
    browser = browser_of(small_app, "ana")
    posts = list_posts_of_a_student(small_app, browser)
    engine = small_app.extensions["database"].engine
    with small_app.extensions["database"].writing() as session:
        acts.answer(session, acts.see(small_app.extensions["database"], 1))
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE filler (x)")
        connection.exec_driver_sql(fill_after_insert("ledger_entry"))
        connection.commit()
        connection.exec_driver_sql("PRAGMA max_page_count=1")
    before = dump_rows(on_sqlite)
    assert_busy(browser, {"hand in": posts["hand in"]})
    assert dump_rows(on_sqlite) == before
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert_served(browser, {"hand in": posts["hand in"]})


def test_a_database_that_somebody_else_holds_answers_503_and_nothing_is_lost(small_app, on_sqlite):
    browser = browser_of(small_app, "ana")
    posts = list_posts_of_a_student(small_app, browser)
    before = dump_rows(on_sqlite)
    with closing(sqlite3.connect(on_sqlite.sqlite_path, isolation_level=None)) as rival:
        rival.execute("BEGIN IMMEDIATE")
        began_at = time.monotonic()
        assert_busy(browser, posts)
        took = time.monotonic() - began_at
        assert browser.get("/modules/ischemia").status_code == 200, "reading goes on"
        rival.execute("ROLLBACK")
    assert took < len(posts) * (WAIT_FOR_WRITER_SECONDS + 1.5), (
        f"a reader waited {took / len(posts):.1f} s"
    )
    assert dump_rows(on_sqlite) == before
    assert_served(browser, posts)


@dataclass
class Student:
    """Somebody with an open attempt: what they sent last, and what the school said it had."""

    attempt_id: int
    cookie: str
    sent: str = ""
    saved: str = ""
    handed_in: bool = False


def enroll_students(config: Config) -> list[Student]:
    """More than the clients can get through, each with an open attempt.

    All of its answers are saved but the typed one.
    """
    app = create_app(config)
    database, browser = app.extensions["database"], app.test_client()
    csrf = token(browser)
    students = []
    with database.writing() as session:
        published = acts.catalogue(session)
        for number in range(STUDENTS):
            person = add_person(
                session, f"s{number}@school.example", f"Student {number}", "student", None, NOON
            )
            session.flush()
            who = Identity(person.id, person.name, person.email, "student", "")
            enroll(session, who, published.courses["nmt-elective"], NOON)
            attempt = start_attempt(
                session, who, published.of(Quiz)["ischemia"], acts.library(session), 7, NOON
            )
            acts.answer(session, attempt)
            opened = start_sign_in(session, who, Browser("127.0.0.1", "test"), datetime.now(UTC))
            cookie = f"sign-in={opened.cookie}; school={browser.get_cookie('school').value}"
            students.append(Student(attempt.id, cookie))
    database.close()
    for student in students:
        student.cookie = f"{student.cookie}|{csrf}"
    return students


class Server:
    """The school as it is served, which can be killed and come back."""

    def __init__(self, config: Config, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        settings = {
            "SCHOOL_SECRET_KEY": SECRET,
            "SCHOOL_DATABASE_URL": config.database_url,
            "SCHOOL_OUTBOX_DIR": config.outbox_dir,
            "SCHOOL_BASE_URL": f"http://localhost:{self.port}",
            "SCHOOL_PORT": str(self.port),
            "SCHOOL_WORKERS": str(config.workers),
        }
        ours = {name: value for name, value in os.environ.items() if not name.startswith("SCHOOL_")}
        self._environment = ours | settings
        self._log = folder / "log"

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "school", "serve"],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that its workers can be killed with it
            )
        self.wait_until_it_answers()

    def wait_until_it_answers(self) -> None:
        """Until it answers, which needs no database."""
        for _ in range(1000):
            if self.is_answering():
                return
            time.sleep(0.05)
        raise RuntimeError(f"the school did not come back:\n{self._log.read_text()[-2000:]}")

    def is_answering(self) -> bool:
        try:
            return self._request("GET", "/healthz") == 200
        except (OSError, HTTPException):
            return False

    def kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=10)

    def list_workers(self) -> list[int]:
        command = ["pgrep", "-P", str(self._process.pid)]
        listed = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        return [int(pid) for pid in listed.stdout.split()]

    def post(self, student: Student, what: str, fields: dict[str, str]) -> int:
        """The status of the answer; 0 where none came."""
        cookie, csrf = student.cookie.rsplit("|", 1)
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", **JSON}
        body = urlencode(fields | {"csrf_token": csrf})
        try:
            return self._request("POST", f"/attempts/{student.attempt_id}/{what}", body, headers)
        except (OSError, HTTPException):
            time.sleep(0.02)
            return 0

    def _request(
        self,
        method: str,
        path: str,
        body: str | None = None,
        headers: Mapping[str, str] = NO_HEADERS,
    ) -> int:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request(method, path, body, dict(headers))
            with connection.getresponse() as answer:
                return answer.status


def study(server: Server, students: list[Student], over: Event) -> None:
    """Save answers and hand in, one student after the other, until it is over.

    What gets no good answer is sent again.
    """
    for student in students:
        for number in range(6):
            student.sent = RIGHT_WORDINGS[number % 2]
            form = {"question": QUESTION, QUESTION: student.sent}
            while server.post(student, "responses", form) != 200:
                if over.is_set():
                    return
            student.saved = student.sent
        while server.post(student, "hand-in", {}) != 303:
            if over.is_set():
                return
        student.handed_in = True
        if over.is_set():
            return


def count_handed_in(students: list[Student]) -> int:
    return sum(student.handed_in for student in students)


def study_through(
    server: Server, students: list[Student], misfortunes: Iterable[Callable[[], None]]
) -> None:
    """Everybody studies while one misfortune follows the other.

    Afterward each student says what the school has acknowledged.
    """
    over, happened = Event(), 0
    server.start()
    enough_at = time.monotonic() + SECONDS_OF_KILLING
    hopeless_at = time.monotonic() + SECONDS_UNTIL_HOPELESS
    with ThreadPoolExecutor(CLIENTS) as pool:
        shares = [students[number::CLIENTS] for number in range(CLIENTS)]
        work = [pool.submit(study, server, share, over) for share in shares]
        try:
            for pause, misfortune in zip(cycle(SECONDS_BETWEEN_KILLS), misfortunes, strict=False):
                time.sleep(pause)
                # On a busy machine it takes a while until there is something to lose.
                while count_handed_in(students) < happened + 2 and time.monotonic() < hopeless_at:
                    time.sleep(0.02)
                misfortune()
                happened += 1
                if time.monotonic() > enough_at:
                    break
        finally:
            over.set()
            for client in work:
                client.result(timeout=30)
            server.kill()
    assert count_handed_in(students) > happened > 0, (
        "hardly anybody got anything done: this test has lost its way"
    )


def test_what_was_acknowledged_outlives_any_number_of_kills(on_sqlite, tmp_path):
    """After kill -9 at any moment, everything is there that was acknowledged to somebody.

    A school that answers before it commits fails here: a kill between the two loses what it
    acknowledged. One with synchronous=NORMAL does not, since the system keeps what a killed process
    has written. Only a loss of power would show the difference.
    """
    students, server = enroll_students(on_sqlite), Server(on_sqlite, tmp_path)

    def kill() -> None:
        server.kill()
        server.start()

    study_through(server, students, repeat(kill, KILLS))
    check_nothing_is_lost(on_sqlite, students)
    with closing(sqlite3.connect(on_sqlite.sqlite_path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_on_postgresql_it_outlives_killed_workers_and_a_database_that_crashes(tmp_path):
    """Each of two workers is killed and replaced; after a crash they find the database again.

    A school with synchronous_commit=off fails here, since PostgreSQL then answers before it has
    written.
    """
    with postgres.server() as database:
        config = Config(
            SECRET,
            database.url("template_school"),
            outbox_dir=str(tmp_path / "outbox"),
            workers=WORKERS,
        )
        cast.prepare(config)
        students, server = enroll_students(config), Server(config, tmp_path)
        killed: list[int] = []

        def kill() -> None:
            killed.append(next(pid for pid in server.list_workers() if pid not in killed))
            os.kill(killed[-1], signal.SIGKILL)

        def crash() -> None:
            database.crash()
            server.wait_until_it_answers()
            database.start()

        study_through(server, students, (crash, kill, crash, kill, crash))
        check_nothing_is_lost(config, students)


def check_nothing_is_lost(config: Config, students: list[Student]) -> None:
    database = Database(config)
    with closing(database), database.reading() as session:
        awards = Counter(session.scalars(select(LedgerEntry.person_id)))
        for student in students:
            attempt = find_attempt(session, student.attempt_id)
            assert attempt is not None
            if student.saved:
                answers = read_saved_answers(session, student.attempt_id)
                answer = answers[QUESTION.removeprefix("answer-")]
                assert answer in ((student.saved,), (student.sent,))
            if student.handed_in:
                assert not attempt.is_open
            expected = 0 if attempt.is_open else 1
            assert awards[attempt.person_id] == expected, "an award and a hand-in are one act"
        assert verify_ledger(session) == []
