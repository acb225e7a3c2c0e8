"""A school with as many people as one wants, written in bulk: what many acts would leave behind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bench.prepare import COURSE, QUIZ, copy_content
from school.catalogue.rules.documents import Catalogue, Course
from school.catalogue.service.library import read_library
from school.catalogue.tables import Enrollment
from school.config import Config
from school.core.projections import rebuild_projections
from school.credits.rules.ledger import FIRST_PREV_HASH, Entry, Facts, hash_entry
from school.credits.tables import LedgerEntry
from school.db import Base, Database
from school.documents.service.publishing import publish_folder
from school.migrate import migrate
from school.parts import load_parts
from school.people.tables import AuditEntry, Person, PersonName, SignIn
from school.questions.kinds import give_right_answer
from school.quizzes.rules.quiz import Quiz
from school.quizzes.tables import Attempt, ItemMark, Marking, Response

OFFICER, INSTRUCTOR, ADMIN, STUDENT = 1, 2, 3, 4
ROLES = {OFFICER: "officer", INSTRUCTOR: "instructor", ADMIN: "admin"}
AT_ONCE = 5_000  # rows in one statement
ENTRIES = 2  # of each person in the ledger
FAMILY_NAMES = ("Reyes", "Okafor", "Lindqvist", "Tran", "Haddad", "Brandt", "Raman", "Chow")


def make_secret(person_id: int) -> str:
    """The cookie of a person's sign-in."""
    return f"crowd-{person_id}-" + "s" * 40


def fill(config: Config, folder: Path, people: int, now: datetime) -> None:
    """Fill an empty database: people who take a course, of whom most have hours and an attempt.

    One in ten takes no course, one in three has no hours yet, one in five has none since a month.
    """
    database = Database(config)
    load_parts()
    migrate(database)
    content = copy_content(folder / "content")
    with database.writing() as session:
        publish_folder(session, "bench", content, now - timedelta(days=99))
        catalogue = read_library(session).catalogue
    numbers = range(1, people + STUDENT)
    with database.writing() as session:
        _write(session, Person, (_person(number, now) for number in numbers))
        names = (_person_name(number, now) for number in numbers)
        _write(session, PersonName, names)
        _write(session, SignIn, (_sign_in(number, now) for number in range(1, STUDENT + 3)))
        course = catalogue.courses[COURSE]
        takers = [number for number in numbers if number >= STUDENT and number % 10]
        _write(session, Enrollment, (_enrollment(number, course, now) for number in takers))
        _write(session, LedgerEntry, _entries(course, takers, now))
        _write(session, AuditEntry, (_audit(number, now) for number in numbers))
        _write_attempts(session, catalogue, takers, now)
    rebuild_projections(database)
    database.close()


def _write(session: Session, table: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    while some := list(islice(rows, AT_ONCE)):
        session.execute(insert(table), some)


def _person(number: int, now: datetime) -> dict[str, Any]:
    family = f"{FAMILY_NAMES[number % len(FAMILY_NAMES)]}{number * 7919 % 100_003}"
    return {
        "id": number,
        "email": f"p{number}@school.example",
        "name": f"Person{number} {family}",
        "sort_name": f"{family.casefold()} person{number}",
        "role": ROLES.get(number, "student"),
        "password_hash": None,
        "joined_at": now,
        "disabled_at": None,
    }


def _person_name(number: int, now: datetime) -> dict[str, Any]:
    return {"person_id": number, "name": f"Person{number}", "from_at": now}


def _sign_in(number: int, now: datetime) -> dict[str, Any]:
    digest = hashlib.sha256(make_secret(number).encode()).hexdigest()
    times = {"started_at": now, "expires_at": now + timedelta(days=9)}
    return {"id_hash": digest, "person_id": number, "device": "bench", **times}


def _enrollment(number: int, course: Course, now: datetime) -> dict[str, Any]:
    facts = {"course_slug": course.slug, "edition_id": course.edition_id, "preferred_at": None}
    return {"person_id": number, "enrolled_at": now - timedelta(days=90), **facts}


def _audit(number: int, now: datetime) -> dict[str, Any]:
    return {
        "at": now - timedelta(seconds=number),
        "who_id": ADMIN,
        "act": "person:rename",
        "thing": f"person/{number}",
        "detail": {"from": "A", "to": "B"},
    }


def _entries(course: Course, takers: list[int], now: datetime) -> Iterator[dict[str, Any]]:
    """Rows of a ledger whose chain of hashes is whole."""
    part = next(part.id for part in course.parts if part.delivery == "live")
    before, seq = FIRST_PREV_HASH, 0
    for number in takers:
        if number % 3 == 0:
            continue
        days_ago = 60 if number % 5 == 0 else number % 29
        for count in range(ENTRIES):
            seq += 1
            at = now - timedelta(days=days_ago + count)
            facts = _class_time(course, part, number, count, at)
            values = {field.name: getattr(facts, field.name) for field in fields(Facts)}
            unsealed = Entry(**values, seq=seq, recorded_at=now, prev_hash=before, hash="")
            entry = replace(unsealed, hash=hash_entry(unsealed))
            before = entry.hash
            yield {field.name: getattr(entry, field.name) for field in fields(Entry)}


def _class_time(course: Course, part: str, number: int, count: int, at: datetime) -> Facts:
    return Facts(
        person_id=number,
        book=course.book,
        course_slug=course.slug,
        kind="classroom",
        delivery="live",
        family=part,
        title="In the room",
        minutes=30 + number % 200,
        once_key=f"classroom:crowd-{number}-{count}",
        earned_at=at,
        earned_on=at.date(),
        zone="America/Los_Angeles",
        recorded_by_id=OFFICER,
        reason="Signed in and out on the roster.",
        evidence={"recorded_by": "Officer"},
    )


def _write_attempts(
    session: Session, catalogue: Catalogue, takers: list[int], now: datetime
) -> None:
    quiz = catalogue.of(Quiz)[QUIZ]
    answers = {item.id: list(give_right_answer(item)) for item in quiz.items}
    _write(session, Attempt, (_attempt(number, quiz, now) for number in takers))
    _write(session, Marking, (_marking(number, quiz, now) for number in takers))
    responses = (
        {"attempt_id": number, "item_id": item, "answer": answer, "saved_at": now, "saves": 1}
        for number in takers
        for item, answer in answers.items()
    )
    _write(session, Response, responses)
    marks = (
        {"marking_id": number, "item_id": item, "earned": 100 * (number % 4 > 0), "possible": 100}
        for number in takers
        for item in answers
    )
    _write(session, ItemMark, marks)


def _attempt(number: int, quiz: Quiz, now: datetime) -> dict[str, Any]:
    facts = {"quiz_slug": quiz.slug, "edition_id": quiz.edition_id, "course_slug": COURSE}
    times = {"started_at": now, "handed_in_at": now, "due_at": None}
    return {"id": number, "person_id": number, "number": 1, "seed": 1, "draw": None} | facts | times


def _marking(number: int, quiz: Quiz, now: datetime) -> dict[str, Any]:
    worth = {"earned": 100 * (number % 21), "possible": 2000, "passed": number % 21 > 15}
    how = {"number": 1, "at": now, "by_id": None, "reason": "hand-in", "superseded_at": None}
    return {"id": number, "attempt_id": number, "edition_id": quiz.edition_id} | worth | how
