"""What a student does with content besides quizzes: enroll in a course, choose where minutes go, finish a section."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Course, Module
from school.catalogue.tables import Enrolment, SectionFinished
from school.core.identity import Identity
from school.core.projections import note_person
from school.core.refusals import NotFound
from school.core.upsert import Prepared, for_both, of_this
from school.db import Base


@dataclass(frozen=True)
class Enrolled:
    """A course that somebody takes."""

    course_slug: str
    edition_id: int  # under which they take it
    enrolled_at: datetime
    preferred_at: datetime | None  # since when minutes of shared modules go to it by choice


def enrol(session: Session, who: Identity, course: Course, now: datetime) -> None:
    """Take a course, under the edition given. The first time counts; doing it again changes nothing."""
    facts = {"person_id": who.id, "course_slug": course.slug, "edition_id": course.edition_id}
    session.execute(of_this(session, _ENROLL), facts | {"enrolled_at": now})
    note_person(session, who.id)


def prefer_course(session: Session, who: Identity, course_slug: str, now: datetime) -> None:
    """From now on, minutes of modules that several of one's courses have go to this one.

    Minutes that were earned before stay where they are. Nothing happens to a course not taken.
    """
    own = (Enrolment.person_id == who.id) & (Enrolment.course_slug == course_slug)
    session.execute(update(Enrolment).where(own).values(preferred_at=now))


def finish_section(
    session: Session, who: Identity, module: Module, section_id: str, now: datetime
) -> None:
    """Note that a section is read. The first time counts. Raises NotFound for a section the module does not have."""
    if module.section(section_id) is None:
        raise NotFound
    facts = {"person_id": who.id, "module_slug": module.slug, "section_id": section_id}
    session.execute(of_this(session, _FINISH), facts | {"finished_at": now})


def enrolments_of(session: Session, person_id: int) -> dict[str, Enrolled]:
    """The courses that somebody takes, by slug, the one that was taken first first. One statement."""
    rows = session.execute(_ENROLMENTS, {"person_id": person_id})
    return {row.course_slug: Enrolled(*row) for row in rows}


def sections_finished(session: Session, person_id: int) -> dict[str, frozenset[str]]:
    """The ids of the sections that somebody has finished, by module."""
    found: dict[str, set[str]] = {}
    for row in session.execute(_FINISHED, {"person_id": person_id}):
        found.setdefault(row.module_slug, set()).add(row.section_id)
    return {slug: frozenset(sections) for slug, sections in found.items()}


def sections_finished_in(session: Session, person_id: int, module_slug: str) -> frozenset[str]:
    """The ids of the sections of one module that somebody has finished."""
    return frozenset(
        session.scalars(_FINISHED_IN, {"person_id": person_id, "module_slug": module_slug})
    )


# Plain columns of the tables: every module page and desk asks for them, and mapped ones take twice as long.
_TAKEN, _READ = Enrolment.__table__.c, SectionFinished.__table__.c
_ENROLMENTS = (
    select(_TAKEN.course_slug, _TAKEN.edition_id, _TAKEN.enrolled_at, _TAKEN.preferred_at)
    .where(_TAKEN.person_id == bindparam("person_id"))
    .order_by(_TAKEN.enrolled_at, _TAKEN.id)
)
_FINISHED = select(_READ.module_slug, _READ.section_id).where(
    _READ.person_id == bindparam("person_id")
)
_FINISHED_IN = select(_READ.section_id).where(
    _READ.person_id == bindparam("person_id"), _READ.module_slug == bindparam("module_slug")
)


def _once(table: type[Base]) -> Prepared:
    """Add a row unless it is there: the table's own key decides, also between two who write at the same time."""
    return for_both(lambda insert: insert(table.__table__).on_conflict_do_nothing())


_ENROLL = _once(Enrolment)
_FINISH = _once(SectionFinished)
