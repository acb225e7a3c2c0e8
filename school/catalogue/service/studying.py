"""What a student does with content besides quizzes: enrol in a course, finish a section."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Course, Module
from school.catalogue.tables import Enrolment, SectionFinished
from school.db import Base
from school.web.identity import Identity
from school.web.refusals import NotFound


def enrol(session: Session, who: Identity, course: Course, now: datetime) -> None:
    """Take a course. The first time counts; doing it again changes nothing."""
    _once(session, Enrolment(person_id=who.id, course_slug=course.slug, enrolled_at=now))


def finish_section(session: Session, who: Identity, module: Module, section_id: str, now: datetime) -> None:
    """Note that a section is read. The first time counts. Raises NotFound for a section the module does not have."""
    if module.section(section_id) is None:
        raise NotFound
    facts = {"person_id": who.id, "module_slug": module.slug, "section_id": section_id}
    _once(session, SectionFinished(**facts, finished_at=now))


def enrolments_of(session: Session, person_id: int) -> dict[str, datetime]:
    """The slugs of the courses that somebody takes, each with the moment of enrolling, first one first."""
    rows = session.execute(_ENROLMENTS, {"person_id": person_id})
    return {row.course_slug: row.enrolled_at for row in rows}


def sections_finished(session: Session, person_id: int) -> dict[str, frozenset[str]]:
    """The ids of the sections that somebody has finished, by module."""
    found: dict[str, set[str]] = {}
    for row in session.execute(_FINISHED, {"person_id": person_id}):
        found.setdefault(row.module_slug, set()).add(row.section_id)
    return {slug: frozenset(sections) for slug, sections in found.items()}


def sections_finished_in(session: Session, person_id: int, module_slug: str) -> frozenset[str]:
    """The ids of the sections of one module that somebody has finished."""
    return frozenset(session.scalars(_FINISHED_IN, {"person_id": person_id, "module_slug": module_slug}))


# Plain columns of the tables: every module page and desk asks for them, and mapped ones take twice as long.
_TAKEN, _READ = Enrolment.__table__.c, SectionFinished.__table__.c
_ENROLMENTS = (
    select(_TAKEN.course_slug, _TAKEN.enrolled_at)
    .where(_TAKEN.person_id == bindparam("person_id"))
    .order_by(_TAKEN.enrolled_at, _TAKEN.id)
)
_FINISHED = select(_READ.module_slug, _READ.section_id).where(_READ.person_id == bindparam("person_id"))
_FINISHED_IN = select(_READ.section_id).where(
    _READ.person_id == bindparam("person_id"), _READ.module_slug == bindparam("module_slug")
)


def _once(session: Session, row: Base) -> None:
    """Add a row unless it is there: the table's own key decides, also between two who write at the same time."""
    with suppress(IntegrityError), session.begin_nested():
        session.add(row)
