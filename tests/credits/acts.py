"""What tests of hours need to have happened: an enrolment, an attempt handed in, a pass awarded, time in the room."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Catalogue, Course, Module
from school.catalogue.service.library import Library, read_library
from school.catalogue.service.studying import enroll
from school.certificates.service.issuing import Issuer
from school.core.identity import Identity
from school.credits.rules.ledger import Entry
from school.credits.service.awards import ClassTime, award_quiz, record_classroom
from school.credits.service.completing import Granted, Registrar
from school.credits.service.corrections import correct as give_minutes
from school.credits.service.corrections import reverse as take_back
from school.documents.tables import Edition
from school.quizzes.tables import Attempt
from tests.cast import CAST, NOON, identity
from tests.quizzes.acts import add_marking

SEEN = "Signed the attendance sheet"
BASE_URL = "https://school.example/"


def catalogue(session: Session) -> Catalogue:
    return library(session).catalogue


def library(session: Session) -> Library:
    return read_library(session)


def registrar(session: Session, *, certifying: bool = False) -> Registrar:
    """Whom an act about hours needs; `certifying`: a certificate follows when a course is finished."""
    return Registrar(library(session), (Issuer(BASE_URL),) if certifying else ())


def enrol(
    session: Session, name: str = "ana", course: str = "nmt-elective", now: datetime = NOON
) -> None:
    enroll(session, identity(name), catalogue(session).courses[course], now)


def attempt(session: Session, name: str, quiz: str, course: str) -> int:
    """A passed attempt; returns its id."""
    edition = session.scalars(
        select(Edition.id).where(Edition.kind == "quiz", Edition.slug == quiz)
    ).one()
    person = CAST[name][0]
    earlier = session.scalars(
        select(Attempt.number).where(Attempt.person_id == person, Attempt.quiz_slug == quiz)
    ).all()
    row = Attempt(
        person_id=person,
        quiz_slug=quiz,
        edition_id=edition,
        course_slug=course,
        number=len(earlier) + 1,
        seed=1,
        started_at=NOON,
        handed_in_at=NOON,
    )
    session.add(row)
    session.flush()
    add_marking(session, row.id, 360, 400, passed=True)
    return row.id


def pass_quiz(
    session: Session,
    name: str = "ana",
    module: Module | None = None,
    course: Course | None = None,
    now: datetime = NOON,
    registrar: Registrar | None = None,
) -> Entry:
    """Somebody passes the quiz of a module, Ischemia for the elective unless told otherwise."""
    published = catalogue(session)
    module = module or published.modules["ischemia"]
    course = course or published.courses["nmt-elective"]
    attempt_id = attempt(session, name, module.quiz or "", course.slug)
    registrar = registrar or Registrar(library(session))
    granted = award_quiz(session, registrar, CAST[name][0], module, course, attempt_id, 90, now)
    assert granted is not None
    return granted.entry


def attend(session: Session, minutes: int = 44, name: str = "ana", **given: Any) -> Entry:
    """Olu records time in the room."""
    return record(session, minutes, name, **given).entry


def record(session: Session, minutes: int = 44, name: str = "ana", **given: Any) -> Granted:
    """The same, with the courses that it finished."""
    time: dict[str, Any] = {
        "part_id": "classroom",
        "minutes": minutes,
        "held_on": date(2026, 11, 19),
        "seen": SEEN,
        "form_key": uuid.uuid4().hex,
    }
    act: dict[str, Any] = {
        "who": identity("olu"),
        "person_id": CAST[name][0],
        "now": NOON,
    }
    time |= {key: value for key, value in given.items() if key in time}
    act |= {key: value for key, value in given.items() if key not in time}
    act.setdefault("registrar", registrar(session))
    if "course" not in act:
        act["course"] = act["registrar"].library.catalogue.courses["nmt-elective"]
    return record_classroom(session, **act, time=ClassTime(**time))


def finish(session: Session, name: str = "ana", *, certifying: bool = False) -> list[Entry]:
    """Everything the elective asks for."""
    enrol(session, name)
    published = catalogue(session)
    school = registrar(session, certifying=certifying)
    entries = [
        pass_quiz(session, name, module, registrar=school) for module in published.modules.values()
    ]
    return [*entries, attend(session, 44, name, registrar=school)]


def reverse(session: Session, who: Identity, entry: Entry, reason: str, now: datetime) -> Entry:
    """Somebody of the office takes an entry back; returns the reversal."""
    return take_back(session, registrar(session), who, entry, reason, now).entry


def correct(
    session: Session, who: Identity, entry: Entry, minutes: int, reason: str, now: datetime
) -> Entry:
    """Somebody of the office gives an entry other minutes; returns the correction."""
    return give_minutes(session, registrar(session), who, entry, minutes, reason, now).entry
