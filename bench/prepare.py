"""Prepares a school to measure: its content, a long quiz, and many people with hours and cards."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bench.cards import DECK, replace_history
from school.cards.rules.decks import Deck
from school.catalogue.rules.documents import Catalogue
from school.catalogue.service.library import Library, read_library
from school.catalogue.tables import Enrollment
from school.config import ROOT, Config
from school.core.identity import Identity
from school.credits.service.awards import ClassTime, record_class_time
from school.credits.service.completing import Registrar
from school.db import Database
from school.documents.service.publishing import publish_folder
from school.migrate import migrate
from school.parts import load_parts
from school.people.tables import Person, PersonName, SignIn
from school.questions.kinds import give_right_answer
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.answers import save_responses
from school.quizzes.service.attempts import start_attempt

QUIZ, COURSE, QUESTIONS = "ischemia", "nmt-elective", 20
ENTRIES = 30
REVIEWS = 5_000  # of the first student, who has met every card of the patterns
OFFICER, STUDENT = 1, 2
FAMILY_NAMES = (
    "Reyes", "Okafor", "Lindqvist", "Tran", "Haddad", "Brandt", "Raman", "Chow", "Ibarra",
    "Vandermeer",
)  # fmt: skip


@dataclass(frozen=True)
class Prepared:
    """What the measuring needs to know."""

    catalogue: Catalogue
    attempts: tuple[int, ...]  # open and fully answered, one each of the students from STUDENT on


def make_secret(person_id: int) -> str:
    """Return the cookie of a person's sign-in."""
    return f"bench-{person_id}-" + "s" * 40


def prepare_school(config: Config, folder: Path, people: int, now: datetime) -> Prepared:
    """Fill the empty database of `config` with so many students, each with 30 ledger entries."""
    database = Database(config)
    load_parts()
    migrate(database)
    content = copy_content(folder / "content")
    with database.writing() as session:
        outcome = publish_folder(session, "bench", content, now - timedelta(days=99))
        if outcome.problems:
            raise RuntimeError("\n".join(map(str, outcome.problems)))
        library = read_library(session)
        catalogue = library.catalogue
        _add_people(session, people, now)
        _enroll_students(session, catalogue, people, now)
        _record_hours(session, Registrar(library), people, now)
        replace_history(session, STUDENT, catalogue.of(Deck)[DECK], REVIEWS)
    attempts = []
    with database.writing() as session:
        for person in range(STUDENT, people + 2):
            attempts.append(_start_attempt(session, library, person, now))
    database.close()
    return Prepared(catalogue, tuple(attempts))


def copy_content(folder: Path) -> Path:
    """Copy the content tree, with a quiz that repeats its questions under other ids up to 20."""
    shutil.copytree(ROOT / "content", folder)
    path = folder / "quizzes" / f"{QUIZ}.md"
    head, *questions = re.split(r"(?m)^(?=## )", path.read_text(encoding="utf-8"))
    repeated = []
    for number in range(2, 5):
        for question in questions:
            repeated.append(re.sub(r"\{#([\w-]+)", rf"{{#\1-{number}", question, count=1))
    path.write_text(head + "\n".join([*questions, *repeated][:QUESTIONS]), encoding="utf-8")
    return folder


def _add_people(session: Session, people: int, now: datetime) -> None:
    """Add the officer and the students, with names, each signed in."""
    rows, names, sign_ins = [], [], []
    for number in range(1, people + 2):
        name = f"Person{number} {FAMILY_NAMES[number % 10]}"
        rows.append(_make_person(number, name, now))
        names.append({"person_id": number, "name": name, "from_at": now})
        sign_ins.append(_make_sign_in(number, now))
    session.execute(insert(Person), rows)
    session.execute(insert(PersonName), names)
    session.execute(insert(SignIn), sign_ins)


def _make_person(number: int, name: str, now: datetime) -> dict[str, object]:
    return {
        "id": number,
        "email": f"p{number}@school.example",
        "name": name,
        "sort_name": " ".join(reversed(name.casefold().split())),
        "role": "officer" if number == OFFICER else "student",
        "joined_at": now,
        "password_hash": None,
        "disabled_at": None,
    }


def _make_sign_in(number: int, now: datetime) -> dict[str, object]:
    values = {
        "id_hash": hashlib.sha256(make_secret(number).encode()).hexdigest(),
        "person_id": number,
        "started_at": now,
        "expires_at": now + timedelta(days=9),
        "device": "bench",
        "network": "127.0.0.1",
    }
    columns = SignIn.__table__.columns.keys()
    return {column: value for column, value in values.items() if column in columns}


def _enroll_students(session: Session, catalogue: Catalogue, people: int, now: datetime) -> None:
    edition_id = catalogue.courses[COURSE].edition_id
    facts = {"course_slug": COURSE, "edition_id": edition_id, "enrolled_at": now}
    students = range(STUDENT, people + 2)
    session.execute(insert(Enrollment), [{"person_id": person} | facts for person in students])


def _record_hours(session: Session, registrar: Registrar, people: int, now: datetime) -> None:
    officer = Identity(OFFICER, "Officer", "p1@school.example", "officer", "")
    course = registrar.library.catalogue.courses[COURSE]
    part = next(part.id for part in course.parts if part.delivery == "live")
    for person in range(STUDENT, people + 2):
        for number in range(ENTRIES):
            day = (now - timedelta(days=2 * number + 1)).date()
            evidence, key = "Signed in and out on the roster.", f"bench-{person}-{number}"
            time = ClassTime(part, 45, day, evidence, key)
            record_class_time(session, registrar, officer, person, course, time, now)


def _start_attempt(session: Session, library: Library, person: int, now: datetime) -> int:
    quiz = library.catalogue.of(Quiz)[QUIZ]
    who = Identity(person, "", "", "student", "")
    attempt = start_attempt(session, who, quiz, library, person, now)
    save_responses(session, attempt, {item.id: give_right_answer(item) for item in quiz.items}, now)
    return attempt.id
