"""Every route × every kind of reader: who gets in, who is sent to sign in, who is refused."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from school.cards.kinds.zone.response import ZoneResponse
from school.cards.rules.cards import index_cards
from school.cards.rules.ratings import Rating
from school.certificates.tables import Certificate
from school.config import Config
from school.core.identity import NOBODY
from school.core.policy import PERMISSIONS, may
from school.credits.tables import LedgerEntry
from school.db import Database
from school.documents.tables import Media
from school.people.service.tickets import issue_ticket_for_joining, issue_ticket_for_person
from school.people.tables import Person
from school.studying.service.offline import tag_of
from school.studying.service.reviews import CardAnswer, find_last_review, record_review
from school.tables import METADATA
from school.web.app import School
from school.web.context import allow
from tests import make
from tests.cast import CAST, NOON, SECRET, browser_of, identity, token
from tests.quizzes import acts

READERS = {"nobody": "", "student": "ana", "instructor": "ines", "officer": "olu", "admin": "ada"}
CARD = "referral-patterns/infraspinatus/zone"
PORTLAND = ZoneInfo("America/Los_Angeles")
# Served: a page, a redirect after a form, or a form that is shown again with what is wrong with it.
SERVED = (200, 303, 422)
# The parts of an address that name something which belongs to one person.
SOMEBODYS = {"attempt_id", "certificate_id", "person_id", "seq"}


@dataclass(frozen=True)
class Row:
    """One line of the table: a request, and what must happen to each reader who sends it."""

    method: str
    address: str
    form: tuple[tuple[str, str], ...]
    expected: tuple[tuple[str, str], ...]  # reader, verdict

    def __str__(self) -> str:
        fields = " ".join(f"{name}={value}" for name, value in self.form)
        return f"{self.method} {self.address} {fields}".strip()


def read_row(line: str) -> Row:
    request, *verdicts = line.rsplit(maxsplit=len(READERS))
    method, rest = request.split(maxsplit=1)
    address, *fields = re.split(r"\s+(?=[\w-]+=)", rest.strip())
    form = []
    for field in fields:
        name, _, value = field.partition("=")
        form.append((name, value))
    return Row(method, address, tuple(form), tuple(zip(READERS, verdicts, strict=True)))


def read_matrix() -> list[Row]:
    lines = (Path(__file__).parent / "permissions.txt").read_text("utf-8").splitlines()
    return [read_row(line) for line in lines if line and not line.startswith("#")]


MATRIX = read_matrix()

Things = dict[str, str]


@pytest.fixture(scope="session")
def furnished(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Things]]:
    """A school in which everybody owns one thing of each kind, and what is whose."""
    path = tmp_path_factory.mktemp("furnished") / "school.db"
    shutil.copy(sqlite_template, path)
    database = Database(Config(secret_key=SECRET, database_url=f"sqlite:///{path}"))
    with database.writing() as session:
        session.add(Media(sha256="0" * 64, content_type="image/png", body=b"a picture"))
        things = {name: give_things(session, name) for name in CAST}
    database.close()
    return path, things


def give_things(session: Session, name: str) -> Things:
    """Hours, a certificate, an attempt handed in, an attempt that is open, and a card reviewed."""
    acts.enrol(session, name, course="nmt-five-factors", now=NOON - timedelta(days=1))
    attempt = acts.take(session, name=name)
    acts.take(session, name=name, slug="trigger-points")
    open_attempt = acts.start(session, name=name)
    who, deck = identity(name), make.deck()
    answer = CardAnswer(Rating.GOOD, ZoneResponse(), 9, f"review-of-{name}", 0)
    record_review(session, who, deck, index_cards(deck)[CARD], answer, PORTLAND, NOON)
    certificate = session.scalars(select(Certificate).where(Certificate.person_id == who.id)).one()
    entry = session.scalar(select(func.min(LedgerEntry.seq)).where(LedgerEntry.person_id == who.id))
    things = {
        "id": who.id,
        "attempt": attempt.id,
        "open attempt": open_attempt.id,
        "entry": entry,
        "certificate": certificate.id,
        "code": certificate.code,
        "review": find_last_review(session, who, deck),
        "tag": tag_of(SECRET, who),
    }
    assert None not in things.values()
    return {what: str(value) for what, value in things.items()}


@pytest.fixture
def config(furnished: tuple[Path, dict[str, Things]], tmp_path: Path) -> Config:
    """A copy of the furnished school. One database is enough: the policy knows none."""
    copy, outbox = tmp_path / "school.db", str(tmp_path / "outbox")
    shutil.copy(furnished[0], copy)
    return Config(secret_key=SECRET, database_url=f"sqlite:///{copy}", outbox_dir=outbox)


@dataclass
class Sender:
    """Sends a row of the matrix as one of its readers."""

    app: School
    things: dict[str, Things]

    def send(self, row: Row, reader: str) -> TestResponse:
        browser = self._open_browser(reader)
        address = self.fill(row.address, reader)
        form = {name: self.fill(value, reader) for name, value in row.form}
        if row.method == "POST":
            form["csrf_token"] = token(browser)
        as_script = {"Accept": "application/json"}  # gets a 401 where a page leads to the sign-in
        return browser.open(address, method=row.method, data=form, headers=as_script)

    def _open_browser(self, reader: str) -> FlaskClient:
        return browser_of(self.app, READERS[reader]) if READERS[reader] else self.app.test_client()

    def fill(self, text: str, reader: str) -> str:
        """The text with the names in braces replaced by what they stand for."""
        return re.sub(r"{([^}]+)}", lambda match: self._find_value(match[1], reader), text)

    def _find_value(self, name: str, reader: str) -> str:
        owner, _, what = name.partition(" ")
        if owner == "my":
            return self.things[READERS[reader]][what]
        if owner == "Ben's":
            return self.things["ben"][what]
        if owner == "secret":
            return self._issue_secret(what.removeprefix("for "), reader)
        return {"card": CARD, "picture": "0" * 64}[name]

    def _issue_secret(self, kind: str, reader: str) -> str:
        """The secret of a one-time link that opens."""
        with self.app.extensions["database"].writing() as session:
            if kind == "join":
                link = issue_ticket_for_joining(session, "new@school.example", "New Person", NOON)
            else:
                ben = session.get_one(Person, CAST["ben"][0])
                new_address = f"ben-{reader}@school.example" if kind == "email" else None
                link = issue_ticket_for_person(session, kind, ben, NOON, new_address)
        return link.rsplit("/", 1)[1]


@pytest.fixture
def sender(app: School, furnished: tuple[Path, dict[str, Things]]) -> Sender:
    return Sender(app, furnished[1])


def judge_answer(answer: TestResponse) -> str:
    return "in" if answer.status_code in SERVED else str(answer.status_code)


@pytest.mark.parametrize("row", MATRIX, ids=str)
def test_every_route_treats_every_reader_as_the_matrix_says(sender: Sender, row: Row) -> None:
    faults = []
    for reader, expected in row.expected:
        verdict = "-" if expected == "-" else judge_answer(sender.send(row, reader))
        if verdict != expected:
            faults.append(f"{reader}: {verdict} instead of {expected}")
    assert not faults, f"{row}: " + "; ".join(faults)


def list_routes(app: School) -> Iterator[tuple[str, str]]:
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}:
            yield method, rule.rule


def find_rule(sender: Sender, row: Row):
    """The rule of the URL map that a row's address leads to."""
    adapter = sender.app.url_map.bind("localhost")
    rule, _values = adapter.match(sender.fill(row.address, "student"), row.method, return_rule=True)
    return rule


def test_the_matrix_names_every_route_and_no_other(app: School, sender: Sender) -> None:
    routes = {(row.method, find_rule(sender, row).rule) for row in MATRIX}
    assert set(list_routes(app)) - routes == set(), "not in tests/permissions.txt"


def test_whatever_belongs_to_somebody_is_tried_as_ones_own_and_as_anothers(sender: Sender) -> None:
    tried: dict[tuple[str, str], set[str]] = {}
    for row in MATRIX:
        rule = find_rule(sender, row)
        if SOMEBODYS & rule.arguments:
            whose = "own" if "{my " in row.address else "another's"
            tried.setdefault((row.method, rule.rule), set()).add(whose)
    assert {route for route, whose in tried.items() if whose != {"own", "another's"}} == set()


def test_reading_everything_changes_nothing(sender: Sender, database: Database) -> None:
    """A crawler that gets every page as every reader leaves no trace."""
    for reader in READERS:
        sender.send(MATRIX[0], reader)  # signs in
    rows = [row for row in MATRIX if row.method == "GET" and "{secret" not in row.address]
    before = count_rows(database)
    for row in rows:
        for reader, expected in row.expected:
            if expected != "-":
                sender.send(row, reader)
    assert count_rows(database) == before


def count_rows(database: Database) -> dict[str, int]:
    counts = {}
    with database.reading() as session:
        for table in METADATA.sorted_tables:
            counts[table.name] = session.scalar(select(func.count()).select_from(table))
    return counts


def test_every_view_declares_an_action(app: School) -> None:
    bare = [name for name, view in app.view_functions.items() if not hasattr(view, "action")]
    assert not bare, f"no action on {bare}"


def test_what_is_served_without_asking_who_reads_is_for_anybody(app: School) -> None:
    """A view with no door is not judged, so the policy must let everybody see it."""
    views = app.view_functions.values()
    actions = {view.action for view in views if view.door == "none"}
    assert actions
    for who in (NOBODY, *(identity(name) for name in CAST)):
        assert {action for action in actions if not may(who, action)} == set(), who.role


def test_every_action_in_the_table_is_used(app: School) -> None:
    used = {view.action for view in app.view_functions.values()}
    assert set(PERMISSIONS) - used == set()


def test_a_view_whose_action_nobody_registered_stops_the_start(app: School) -> None:
    @allow("hours:invent")
    def invent() -> str:
        return ""

    app.view_functions["credits.invent"] = invent
    with pytest.raises(LookupError, match=r"credits\.invent declares 'hours:invent'"):
        app.refuse_unknown_actions()


def test_what_is_not_in_the_table_is_refused() -> None:
    assert not may(identity("ada"), "hours:invent")


def test_nobody_decides_about_their_own_hours() -> None:
    class Hours:
        person_id = identity("olu").id

    assert not may(identity("olu"), "hours:record", Hours())
    assert may(identity("ada"), "hours:record", Hours())
