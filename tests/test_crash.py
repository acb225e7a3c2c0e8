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
from school.catalogue.service.studying import enrol
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
SECONDS_OF_KILLING = (
    10  # a busy machine takes seconds to start a server: fewer kills then, not more time
)
WORKERS = 2  # on PostgreSQL, each killed once: one that dies twice within seconds ends the server
SECONDS_UNTIL_HOPELESS = 60
CLIENTS = 8
STUDENTS = 240
CARD = "referral-patterns/infraspinatus/zone"
QUESTION = "answer-q-ischemia-text"
RIGHT_WORDINGS = ("reactive hyperemia", "reactive hyperaemia")
SECONDS_BETWEEN_KILLS = (
    0.25,
    0.4,
    0.6,
)  # after the server answers; not a multiple of any period of ours
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


def posts_of_a_student(app, browser) -> dict[str, tuple[str, dict[str, object]]]:
    """Each way in which a student's work is written: an address and what is sent there."""
    attempt = acts.open_in_browser(app, browser)
    csrf = token(browser, "/quizzes/ischemia")
    with app.extensions["database"].reading() as session:
        item = acts.current(session).items[0]
    return {
        "save": (
            f"/attempts/{attempt.id}/responses",
            acts.saving(attempt, item, make.RIGHT[item.kind], csrf),
        ),
        "finish": ("/modules/ischemia/sections/what-it-is/finish", {"csrf_token": csrf}),
        "card": (
            "/cards/referral-patterns/reviews",
            {
                "csrf_token": csrf,
                "card": CARD,
                "rating": 3,
                "reviews": 0,
                "client_id": "client-id-1",
            },
        ),
        "hand in": (f"/attempts/{attempt.id}/hand-in", {"csrf_token": csrf}),
    }


def dump(config: Config) -> list[str]:
    """Every row of the database, as a connection of nobody's sees it."""
    with closing(sqlite3.connect(config.sqlite_path)) as connection:
        return [line for line in connection.iterdump() if line.startswith("INSERT")]


def answers_busy(browser, posts) -> None:
    for what, (url, form) in posts.items():
        answer = browser.post(url, data=form, headers=JSON)
        assert answer.status_code == 503, what
        assert answer.headers["Retry-After"], what


def works_again(browser, posts) -> None:
    for what, (url, form) in posts.items():
        assert browser.post(url, data=form, headers=JSON).status_code in (200, 303), what


LAST_WRITES = (
    "response",
    "ledger_entry",
    "section_finished",
    "review",
)  # of the four acts, each its last


def test_a_full_disk_takes_nothing_by_halves_and_the_school_recovers(small_app, on_sqlite):
    """The limit on pages gives the very error that a full disk gives (SQLITE_FULL), at the last write of each act."""
    browser = browser_of(small_app, "ana")
    posts = posts_of_a_student(small_app, browser)
    with small_app.extensions["database"].engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE filler (x)")
        for table in LAST_WRITES:
            connection.exec_driver_sql(
                f"CREATE TRIGGER fill_{table} AFTER INSERT ON {table} "
                "BEGIN INSERT INTO filler VALUES (zeroblob(100000)); END"
            )
        connection.commit()
        connection.exec_driver_sql("PRAGMA max_page_count=1")  # as it is now, and no page more
    browser.post(posts["save"][0], data=posts["save"][1])
    before = dump(on_sqlite)
    del posts["hand in"]  # nothing could be saved, so nothing would be awarded
    answers_busy(browser, posts)
    assert dump(on_sqlite) == before
    with small_app.extensions["database"].engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    works_again(browser, posts)


def test_a_hand_in_on_a_full_disk_leaves_the_attempt_open(small_app, on_sqlite):
    browser = browser_of(small_app, "ana")
    posts = posts_of_a_student(small_app, browser)
    engine = small_app.extensions["database"].engine
    with small_app.extensions["database"].writing() as session:
        acts.answer(session, acts.see(small_app.extensions["database"], 1))
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE filler (x)")
        connection.exec_driver_sql(
            "CREATE TRIGGER fill AFTER INSERT ON ledger_entry BEGIN INSERT INTO filler VALUES (zeroblob(100000)); END"
        )
        connection.commit()
        connection.exec_driver_sql("PRAGMA max_page_count=1")
    before = dump(on_sqlite)
    answers_busy(browser, {"hand in": posts["hand in"]})
    assert dump(on_sqlite) == before
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    works_again(browser, {"hand in": posts["hand in"]})


def test_a_database_that_somebody_else_holds_answers_503_and_nothing_is_lost(small_app, on_sqlite):
    browser = browser_of(small_app, "ana")
    posts = posts_of_a_student(small_app, browser)
    before = dump(on_sqlite)
    with closing(sqlite3.connect(on_sqlite.sqlite_path, isolation_level=None)) as rival:
        rival.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        answers_busy(browser, posts)
        took = time.monotonic() - began
        assert browser.get("/modules/ischemia").status_code == 200, "reading goes on"
        rival.execute("ROLLBACK")
    assert took < len(posts) * (WAIT_FOR_WRITER_SECONDS + 1.5), (
        f"a reader waited {took / len(posts):.1f} s"
    )
    assert dump(on_sqlite) == before
    works_again(browser, posts)


@dataclass
class Student:
    """Somebody with an open attempt: what they sent last, and what the school said it had."""

    attempt_id: int
    cookie: str
    sent: str = ""
    kept: str = ""
    handed_in: bool = False


def enrol_students(config: Config) -> list[Student]:
    """As many as the clients can want, each with an open attempt in which all but the typed answer is given."""
    app = create_app(config)
    database, browser = app.extensions["database"], app.test_client()
    csrf = token(browser)
    everybody = []
    with database.writing() as session:
        published = acts.catalogue(session)
        for number in range(STUDENTS):
            person = add_person(
                session, f"s{number}@school.example", f"Student {number}", "student", None, NOON
            )
            session.flush()
            who = Identity(person.id, person.name, person.email, "student", "")
            enrol(session, who, published.courses["nmt-elective"], NOON)
            attempt = start_attempt(
                session, who, published.of(Quiz)["ischemia"], acts.library(session), 7, NOON
            )
            acts.answer(session, attempt)
            opened = start_sign_in(session, who, Browser("127.0.0.1", "test"), datetime.now(UTC))
            cookie = f"sign-in={opened.cookie}; school={browser.get_cookie('school').value}"
            everybody.append(Student(attempt.id, cookie))
    database.close()
    for student in everybody:
        student.cookie = f"{student.cookie}|{csrf}"
    return everybody


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
        self._environment = {
            k: v for k, v in os.environ.items() if not k.startswith("SCHOOL_")
        } | settings
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
        self.wait()

    def wait(self) -> None:
        """Until it answers, which needs no database."""
        for _ in range(1000):
            if self.answers():
                return
            time.sleep(0.05)
        raise RuntimeError(f"the school did not come back:\n{self._log.read_text()[-2000:]}")

    def answers(self) -> bool:
        try:
            return self._ask("GET", "/healthz") == 200
        except (OSError, HTTPException):
            return False

    def kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=10)

    def workers(self) -> list[int]:
        found = subprocess.run(
            ["pgrep", "-P", str(self._process.pid)], stdout=subprocess.PIPE, check=True
        )
        return [int(pid) for pid in found.stdout.split()]

    def post(self, student: Student, what: str, fields: dict[str, str]) -> int:
        """The status of the answer; 0 where none came."""
        cookie, csrf = student.cookie.rsplit("|", 1)
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", **JSON}
        body = urlencode(fields | {"csrf_token": csrf})
        try:
            return self._ask("POST", f"/attempts/{student.attempt_id}/{what}", body, headers)
        except (OSError, HTTPException):
            time.sleep(0.02)
            return 0

    def _ask(
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


def study(server: Server, mine: list[Student], over: Event) -> None:
    """Save answers and hand in, one student after the other, until it is over; what has no answer is sent again."""
    for student in mine:
        for number in range(6):
            student.sent = RIGHT_WORDINGS[number % 2]
            while (
                server.post(student, "responses", {"question": QUESTION, QUESTION: student.sent})
                != 200
            ):
                if over.is_set():
                    return
            student.kept = student.sent
        while server.post(student, "hand-in", {}) != 303:
            if over.is_set():
                return
        student.handed_in = True
        if over.is_set():
            return


def handed_in(students: list[Student]) -> int:
    return sum(student.handed_in for student in students)


def study_through(
    server: Server, students: list[Student], misfortunes: Iterable[Callable[[], None]]
) -> None:
    """Everybody studies while one misfortune follows the other; what the school has by then stands in `students`."""
    over, happened = Event(), 0
    server.start()
    enough, hopeless = (
        time.monotonic() + SECONDS_OF_KILLING,
        time.monotonic() + SECONDS_UNTIL_HOPELESS,
    )
    with ThreadPoolExecutor(CLIENTS) as pool:
        work = [
            pool.submit(study, server, students[number::CLIENTS], over) for number in range(CLIENTS)
        ]
        try:
            for pause, misfortune in zip(cycle(SECONDS_BETWEEN_KILLS), misfortunes, strict=False):
                time.sleep(pause)
                while handed_in(students) < happened + 2 and time.monotonic() < hopeless:
                    time.sleep(
                        0.02
                    )  # on a busy machine it takes a while until there is something to lose
                misfortune()
                happened += 1
                if time.monotonic() > enough:
                    break
        finally:
            over.set()
            for client in work:
                client.result(timeout=30)
            server.kill()
    assert handed_in(students) > happened > 0, (
        "hardly anybody got anything done: this test has lost its way"
    )


def test_what_was_acknowledged_outlives_any_number_of_kills(on_sqlite, tmp_path):
    """kill -9 at any moment, and everything that somebody was told is saved or handed in is there.

    What would fail here: answering before the commit, for then a kill between the two loses what was acknowledged.
    What would not: synchronous=NORMAL, since the system keeps what a killed process wrote; losing power is another
    matter, and only synchronous=FULL answers it.
    """
    students, server = enrol_students(on_sqlite), Server(on_sqlite, tmp_path)

    def kill() -> None:
        server.kill()
        server.start()

    study_through(server, students, repeat(kill, KILLS))
    check(on_sqlite, students)
    with closing(sqlite3.connect(on_sqlite.sqlite_path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_on_postgresql_it_outlives_killed_workers_and_a_database_that_crashes(tmp_path):
    """Of two workers each is killed and replaced; the database crashes, and the workers find it again by themselves.

    What would fail here: besides the above, synchronous_commit=off, for then PostgreSQL answers before it has written.
    """
    with postgres.server() as database:
        config = Config(
            SECRET,
            database.url("template_school"),
            outbox_dir=str(tmp_path / "outbox"),
            workers=WORKERS,
        )
        cast.prepare(config)
        students, server = enrol_students(config), Server(config, tmp_path)
        killed: list[int] = []

        def kill() -> None:
            killed.append(next(pid for pid in server.workers() if pid not in killed))
            os.kill(killed[-1], signal.SIGKILL)

        def crash() -> None:
            database.crash()
            server.wait()
            database.start()

        study_through(server, students, (crash, kill, crash, kill, crash))
        check(config, students)


def check(config: Config, students: list[Student]) -> None:
    database = Database(config)
    with closing(database), database.reading() as session:
        awards = Counter(session.scalars(select(LedgerEntry.person_id)))
        for student in students:
            attempt = find_attempt(session, student.attempt_id)
            assert attempt is not None
            if student.kept:
                stands = read_saved_answers(session, student.attempt_id)[
                    QUESTION.removeprefix("answer-")
                ]
                assert stands in ((student.kept,), (student.sent,))
            if student.handed_in:
                assert not attempt.is_open
            assert awards[attempt.person_id] == (0 if attempt.is_open else 1), (
                "an award and a hand-in are one act"
            )
        assert verify_ledger(session) == []
