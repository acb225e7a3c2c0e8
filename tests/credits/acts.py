"""What tests of hours need to have happened: an enrolment, an attempt handed in, a pass awarded, time in the room."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Catalogue, Course, Module
from school.catalogue.service.editions import Shelf
from school.catalogue.tables import Edition, Enrolment
from school.credits.rules.ledger import Entry
from school.credits.service.awards import award_quiz, record_classroom
from school.quizzes.tables import Attempt
from tests.cast import CAST, NOON, identity
from tests.credits.chain import LOS_ANGELES
from tests.quizzes.acts import add_marking

SEEN = "Signed the attendance sheet"


def catalogue(session: Session) -> Catalogue:
    return Shelf().catalogue(session)


def enrol(session: Session, name: str = "ana", course: str = "nmt-elective") -> None:
    session.add(Enrolment(person_id=CAST[name][0], course_slug=course, enrolled_at=NOON))
    session.flush()


def attempt(session: Session, name: str, quiz: str, course: str) -> int:
    """A passed attempt; returns its id."""
    edition = session.scalars(select(Edition.id).where(Edition.kind == "quiz", Edition.slug == quiz)).one()
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
) -> Entry:
    """Somebody passes the quiz of a module, Ischemia for the elective unless told otherwise."""
    published = catalogue(session)
    module = module or published.modules["ischemia"]
    course = course or published.courses["nmt-elective"]
    attempt_id = attempt(session, name, module.quiz or "", course.slug)
    entry = award_quiz(session, CAST[name][0], module, course, attempt_id, 90, now, LOS_ANGELES)
    assert entry is not None
    return entry


def attend(session: Session, minutes: int = 44, name: str = "ana", **given: Any) -> Entry:
    """Olu records time in the room."""
    facts: dict[str, Any] = {
        "who": identity("olu"),
        "person_id": CAST[name][0],
        "course": catalogue(session).courses["nmt-elective"],
        "part_id": "classroom",
        "minutes": minutes,
        "held_on": date(2026, 11, 19),
        "evidence": SEEN,
        "form_key": uuid.uuid4().hex,
        "now": NOON,
        "zone": LOS_ANGELES,
    }
    return record_classroom(session, **(facts | given))


def finish(session: Session, name: str = "ana") -> list[Entry]:
    """Everything the elective asks for."""
    enrol(session, name)
    published = catalogue(session)
    entries = [pass_quiz(session, name, module) for module in published.modules.values()]
    return [*entries, attend(session, 44, name)]
