"""A person's record in each course: enrollment, completions, and the edition that decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Row, and_, bindparam, select, union
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Course
from school.catalogue.service.library import Library
from school.catalogue.tables import Enrollment
from school.credits.rules.completions import Completion, find_valid_completion
from school.credits.rules.ledger import Entry
from school.credits.rules.standing import Standing, judge_standing
from school.credits.tables import CourseCompletion


@dataclass(frozen=True)
class CourseRecord:
    """One course of one person: how they take it, and each completion of it."""

    course_slug: str
    edition_id: int | None  # the edition they take; None: not enrolled
    enrolled_at: datetime | None
    preferred_at: datetime | None
    completions: tuple[Completion, ...]  # oldest first, including those no longer valid


def read_course_records(session: Session, person_id: int) -> dict[str, CourseRecord]:
    """Each course a person takes or finished, by slug, in order of enrollment. One statement."""
    records: dict[str, CourseRecord] = {}
    for row in session.execute(_RECORDS, {"person_id": person_id}):
        earlier_rows = records.get(row.course_slug)
        completions = earlier_rows.completions if earlier_rows else ()
        if row.number is not None:
            completions = (*completions, _build_completion(row, person_id))
        records[row.course_slug] = CourseRecord(
            row.course_slug, row.enrolled_edition, row.enrolled_at, row.preferred_at, completions
        )
    return records


def judge_courses(
    session: Session, library: Library, records: dict[str, CourseRecord], entries: tuple[Entry, ...]
) -> tuple[Standing, ...]:
    """Where a person stands in each course on record, and in each they have entries for.

    See `judge_course`.
    """
    slugs = dict.fromkeys((*records, *(entry.course_slug for entry in entries)))
    return tuple(judge_course(session, library, slug, records.get(slug), entries) for slug in slugs)


def judge_course(
    session: Session,
    library: Library,
    slug: str,
    record: CourseRecord | None,
    entries: tuple[Entry, ...],
) -> Standing:
    """Where a person stands in a course, judged by the right edition of it.

    `entries`: all of the person's. No statement if the process has the edition in memory and its
    modules are still taught.
    """
    completion = find_valid_completion(record.completions, slug, entries) if record else None
    course = find_judging_edition(session, library, slug, record, completion)
    return judge_standing(course, entries, library.find_modules(session, course), completion)


def find_judging_edition(
    session: Session,
    library: Library,
    slug: str,
    record: CourseRecord | None,
    completion: Completion | None,
) -> Course:
    """The edition of a course that decides what a person must do.

    For a finished course, the edition it was finished under; for an enrollment, the edition it
    names; otherwise the edition that is taught now or was taught last.
    """
    if completion is not None:
        return library.find_course(session, slug, completion.edition_id)
    return library.find_course(session, slug, record.edition_id if record else None)


def _build_completion(row: Row[Any], person_id: int) -> Completion:
    return Completion(
        id=row.id,
        person_id=person_id,
        course_slug=row.course_slug,
        number=row.number,
        edition_id=row.edition_id,
        completed_on=row.completed_on,
        minutes=row.minutes,
        self_study_minutes=row.self_study_minutes,
        live_minutes=row.live_minutes,
        entries=tuple(row.entries),
        recorded_at=row.recorded_at,
    )


_PERSON: BindParameter[int] = bindparam("person_id")
_TAKEN, _DONE = Enrollment.__table__.c, CourseCompletion.__table__.c
_SLUGS = union(
    select(_TAKEN.course_slug).where(_TAKEN.person_id == _PERSON),
    select(_DONE.course_slug).where(_DONE.person_id == _PERSON),
).subquery()
_RECORDS = (
    select(
        _SLUGS.c.course_slug,
        _TAKEN.edition_id.label("enrolled_edition"),
        _TAKEN.enrolled_at,
        _TAKEN.preferred_at,
        *(column for column in _DONE if column.name not in ("person_id", "course_slug")),
    )
    .select_from(_SLUGS)
    .outerjoin(
        Enrollment.__table__,
        and_(_TAKEN.person_id == _PERSON, _TAKEN.course_slug == _SLUGS.c.course_slug),
    )
    .outerjoin(
        CourseCompletion.__table__,
        and_(_DONE.person_id == _PERSON, _DONE.course_slug == _SLUGS.c.course_slug),
    )
    .order_by(_TAKEN.enrolled_at, _TAKEN.id, _DONE.number)
)
