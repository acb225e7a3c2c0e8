"""A school to measure: the content that ships, a quiz of 20 questions, many people with hours, cards and attempts."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bench.cards import DECK, grow
from school.cards.rules.decks import Deck
from school.catalogue.rules.documents import Catalogue
from school.catalogue.service.library import Library, read_library
from school.catalogue.tables import Enrolment
from school.config import ROOT, Config
from school.core.identity import Identity
from school.credits.service.awards import ClassTime, record_classroom
from school.credits.service.completing import Registrar
from school.db import Database
from school.documents.service.publishing import publish
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
FAMILY_NAMES = [
    "Reyes",
    "Okafor",
    "Lindqvist",
    "Tran",
    "Haddad",
    "Brandt",
    "Raman",
    "Chow",
    "Ibarra",
    "Vandermeer",
]


@dataclass(frozen=True)
class Prepared:
    """What the measuring needs to know."""

    catalogue: Catalogue
    attempts: tuple[
        int, ...
    ]  # open attempts, fully answered, of the students from STUDENT on, one each


def secret_of(person_id: int) -> str:
    """The cookie of a person's sign-in."""
    return f"bench-{person_id}-" + "s" * 40


def prepare(config: Config, folder: Path, people: int, now: datetime) -> Prepared:
    """Fill the empty database of `config`; `people` of them study, each with 30 entries in the ledger."""
    database = Database(config)
    load_parts()
    migrate(database)
    content = long_quiz(folder / "content")
    with database.writing() as session:
        outcome = publish(session, "bench", content, now - timedelta(days=99))
        if outcome.problems:
            raise RuntimeError("\n".join(map(str, outcome.problems)))
        library = read_library(session)
        catalogue = library.catalogue
        _people(session, catalogue, people, now)
        _hours(session, Registrar(library), people, now)
        grow(session, STUDENT, catalogue.of(Deck)[DECK], REVIEWS)
    with database.writing() as session:
        attempts = tuple(
            _attempt(session, library, person, now) for person in range(STUDENT, people + 2)
        )
    database.close()
    return Prepared(catalogue, attempts)


def long_quiz(folder: Path) -> Path:
    """A copy of the content tree in which one quiz has 20 questions: its own, asked again under other ids."""
    shutil.copytree(ROOT / "content", folder)
    path = folder / "quizzes" / f"{QUIZ}.md"
    head, *questions = re.split(r"(?m)^(?=## )", path.read_text(encoding="utf-8"))
    again = [
        re.sub(r"\{#([\w-]+)", rf"{{#\1-{k}", q, count=1) for k in range(2, 5) for q in questions
    ]
    path.write_text(head + "\n".join([*questions, *again][:QUESTIONS]), encoding="utf-8")
    return folder


def _people(session: Session, catalogue: Catalogue, people: int, now: datetime) -> None:
    rows, names, sign_ins = [], [], []
    for number in range(1, people + 2):
        name = f"Person{number} {FAMILY_NAMES[number % 10]}"
        role = "officer" if number == OFFICER else "student"
        rows.append(
            {
                "id": number,
                "email": f"p{number}@school.example",
                "name": name,
                "role": role,
                "joined_at": now,
            }
            | {
                "sort_name": " ".join(reversed(name.casefold().split())),
                "password_hash": None,
                "disabled_at": None,
            }
        )
        names.append({"person_id": number, "name": name, "from_at": now})
        digest = hashlib.sha256(secret_of(number).encode()).hexdigest()
        sign_ins.append(
            {"id_hash": digest, "person_id": number, "started_at": now, "device": "bench"}
            | {"expires_at": now + timedelta(days=9), "network": "127.0.0.1"}
        )
    session.execute(insert(Person), rows)
    session.execute(insert(PersonName), names)
    columns = set(SignIn.__table__.columns.keys())
    for sign_in in sign_ins:
        for name in sign_in.keys() - columns:
            del sign_in[name]
    session.execute(insert(SignIn), sign_ins)
    facts = {
        "course_slug": COURSE,
        "edition_id": catalogue.courses[COURSE].edition_id,
        "enrolled_at": now,
    }
    students = [row["id"] for row in rows if row["id"] != OFFICER]
    session.execute(insert(Enrolment), [{"person_id": person_id} | facts for person_id in students])


def _hours(session: Session, registrar: Registrar, people: int, now: datetime) -> None:
    officer = Identity(OFFICER, "Officer", "p1@school.example", "officer", "")
    course = registrar.library.catalogue.courses[COURSE]
    part = next(part.id for part in course.parts if part.delivery == "live")
    seen = "Signed in and out on the roster."
    for person in range(STUDENT, people + 2):
        for number in range(ENTRIES):
            day = (now - timedelta(days=2 * number + 1)).date()
            key = f"bench-{person}-{number}"
            record_classroom(
                session,
                registrar,
                officer,
                person,
                course,
                ClassTime(part, 45, day, seen, key),
                now,
            )


def _attempt(session: Session, library: Library, person: int, now: datetime) -> int:
    quiz = library.catalogue.of(Quiz)[QUIZ]
    who = Identity(person, "", "", "student", "")
    attempt = start_attempt(session, who, quiz, library, person, now)
    save_responses(session, attempt, {item.id: give_right_answer(item) for item in quiz.items}, now)
    return attempt.id
