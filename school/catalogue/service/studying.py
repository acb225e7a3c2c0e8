"""What students do besides quizzes: enroll, choose a course for shared minutes, finish sections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Course, Module
from school.catalogue.tables import Enrollment, SectionFinished
from school.core.identity import Identity
from school.core.projections import note_person
from school.core.refusals import NotFound
from school.core.upsert import Prepared, for_both, of_this
from school.db import Base


@dataclass(frozen=True)
class TakenCourse:
    """A course that someone takes."""

    course_slug: str
    edition_id: int  # under which they take it
    enrolled_at: datetime
    preferred_at: datetime | None  # since when minutes of shared modules go to it by choice


def enroll(session: Session, who: Identity, course: Course, now: datetime) -> None:
    """Enroll in this edition of a course. Only the first time counts."""
    facts = {"person_id": who.id, "course_slug": course.slug, "edition_id": course.edition_id}
    session.execute(of_this(session, _ENROLL), facts | {"enrolled_at": now})
    note_person(session, who.id)


def prefer_course(session: Session, who: Identity, course_slug: str, now: datetime) -> None:
    """From now on, give this course the minutes of modules that it shares with one's others.

    Minutes that were earned before stay where they are. Nothing happens if one does not take the
    course.
    """
    own = (Enrollment.person_id == who.id) & (Enrollment.course_slug == course_slug)
    session.execute(update(Enrollment).where(own).values(preferred_at=now))


def finish_section(
    session: Session, who: Identity, module: Module, section_id: str, now: datetime
) -> None:
    """Record that a section is read. Only the first time counts.

    Raises NotFound if the module has no such section.
    """
    if module.find_section(section_id) is None:
        raise NotFound
    facts = {"person_id": who.id, "module_slug": module.slug, "section_id": section_id}
    session.execute(of_this(session, _FINISH), facts | {"finished_at": now})


def list_enrollments(session: Session, person_id: int) -> dict[str, TakenCourse]:
    """Return the courses that someone takes, by slug, in order of enrollment. One statement."""
    rows = session.execute(_ENROLLMENTS, {"person_id": person_id})
    return {row.course_slug: TakenCourse(*row) for row in rows}


def list_finished_sections(session: Session, person_id: int) -> dict[str, frozenset[str]]:
    """Return the ids of the sections that someone has finished, by module."""
    sections: dict[str, set[str]] = {}
    for row in session.execute(_FINISHED, {"person_id": person_id}):
        sections.setdefault(row.module_slug, set()).add(row.section_id)
    return {slug: frozenset(section_ids) for slug, section_ids in sections.items()}


def list_finished_sections_in(session: Session, person_id: int, module_slug: str) -> frozenset[str]:
    """Return the ids of the sections of one module that someone has finished."""
    values = {"person_id": person_id, "module_slug": module_slug}
    return frozenset(session.scalars(_FINISHED_IN, values))


# Plain columns, because every module page and desk reads them: mapped ones take twice as long.
_TAKEN, _READ = Enrollment.__table__.c, SectionFinished.__table__.c
_ENROLLMENTS = (
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


def _insert_once(table: type[Base]) -> Prepared:
    """Insert a row unless its key exists. The key also decides between two simultaneous writers."""
    return for_both(lambda insert: insert(table.__table__).on_conflict_do_nothing())


_ENROLL = _insert_once(Enrollment)
_FINISH = _insert_once(SectionFinished)
