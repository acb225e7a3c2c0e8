"""What tests of hours need to have happened: an enrollment, a passed quiz, class time."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Catalogue, Course, Module
from school.catalogue.service import studying
from school.catalogue.service.library import Library, read_library
from school.certificates.service.issuing import Issuer
from school.core.identity import Identity
from school.credits.rules.ledger import Entry
from school.credits.service import corrections
from school.credits.service.awards import ClassTime, award_quiz, record_class_time
from school.credits.service.completing import Granted, Registrar
from school.documents.tables import Edition
from school.quizzes.tables import Attempt
from tests.cast import CAST, NOON, identity
from tests.quizzes.acts import add_marking

OBSERVATION = "Signed the attendance sheet"
BASE_URL = "https://school.example/"


def catalogue(session: Session) -> Catalogue:
    return library(session).catalogue


def library(session: Session) -> Library:
    return read_library(session)


def registrar(session: Session, *, certifying: bool = False) -> Registrar:
    """What an act about hours needs. `certifying`: a finished course brings its certificate."""
    return Registrar(library(session), (Issuer(BASE_URL),) if certifying else ())


def enroll(
    session: Session, name: str = "ana", course: str = "nmt-elective", now: datetime = NOON
) -> None:
    studying.enroll(session, identity(name), catalogue(session).courses[course], now)


def add_passed_attempt(session: Session, name: str, quiz: str, course: str) -> int:
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
    """Somebody passes the quiz of a module, by default Ischemia for the elective."""
    published = catalogue(session)
    module = module or published.modules["ischemia"]
    course = course or published.courses["nmt-elective"]
    attempt_id = add_passed_attempt(session, name, module.quiz or "", course.slug)
    registrar = registrar or Registrar(library(session))
    granted = award_quiz(session, registrar, CAST[name][0], module, course, attempt_id, 90, now)
    assert granted is not None
    return granted.entry


def add_class_time(session: Session, minutes: int = 44, name: str = "ana", **changes: Any) -> Entry:
    """Olu records class time."""
    return grant_class_time(session, minutes, name, **changes).entry


def grant_class_time(
    session: Session, minutes: int = 44, name: str = "ana", **changes: Any
) -> Granted:
    """Olu records class time. Returns the courses it finished, too."""
    time: dict[str, Any] = {
        "part_id": "classroom",
        "minutes": minutes,
        "held_on": date(2026, 11, 19),
        "observation": OBSERVATION,
        "form_key": uuid.uuid4().hex,
    }
    act: dict[str, Any] = {
        "who": identity("olu"),
        "person_id": CAST[name][0],
        "now": NOON,
    }
    time |= {key: value for key, value in changes.items() if key in time}
    act |= {key: value for key, value in changes.items() if key not in time}
    act.setdefault("registrar", registrar(session))
    if "course" not in act:
        act["course"] = act["registrar"].library.catalogue.courses["nmt-elective"]
    return record_class_time(session, **act, time=ClassTime(**time))


def finish_course(session: Session, name: str = "ana", *, certifying: bool = False) -> list[Entry]:
    """Somebody does everything the elective asks for. Returns their entries."""
    enroll(session, name)
    published = catalogue(session)
    school = registrar(session, certifying=certifying)
    entries = [
        pass_quiz(session, name, module, registrar=school) for module in published.modules.values()
    ]
    return [*entries, add_class_time(session, 44, name, registrar=school)]


def reverse_entry(
    session: Session, who: Identity, entry: Entry, reason: str, now: datetime
) -> Entry:
    """An officer reverses an entry. Returns the reversal."""
    return corrections.reverse_entry(session, registrar(session), who, entry, reason, now).entry


def correct_entry(
    session: Session, who: Identity, entry: Entry, minutes: int, reason: str, now: datetime
) -> Entry:
    """An officer gives an entry other minutes. Returns the correction."""
    return corrections.correct_entry(
        session, registrar(session), who, entry, minutes, reason, now
    ).entry
