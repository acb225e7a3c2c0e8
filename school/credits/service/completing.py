"""One act: granting minutes, recording the courses this finishes, and telling the listeners."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import and_, case, exists, func, insert, select
from sqlalchemy.orm import Session

from school.catalogue.service.library import Library
from school.catalogue.tables import Enrollment
from school.core.projections import note_person
from school.credits.rules.completions import Completion
from school.credits.rules.finishing import find_finishing_entries
from school.credits.rules.ledger import Entry, Facts
from school.credits.rules.standing import Standing
from school.credits.service.ledger import append_entry, lock_ledger, read_entries
from school.credits.service.records import CourseRecord, judge_course, read_course_records
from school.credits.tables import CourseCompletion, LedgerEntry


class CompletionListener(Protocol):
    """What a later feature does when a course is finished, in the same transaction.

    One of them issues certificates.
    """

    def __call__(
        self, session: Session, library: Library, completion: Completion, now: datetime
    ) -> None: ...


@dataclass(frozen=True)
class Registrar:
    """What an act that may finish a course needs: what is taught, and whom to tell."""

    library: Library
    listeners: tuple[CompletionListener, ...] = ()

    @property
    def zone(self) -> str:
        """The school's IANA zone, which decides the local day of an instant."""
        return self.library.catalogue.school.zone


@dataclass(frozen=True)
class Granted:
    """The result of an act on hours."""

    entry: Entry  # the new one, or the earlier one with the same once-key
    completions: tuple[Completion, ...]  # of the courses that this act finished


def grant_minutes(
    session: Session,
    registrar: Registrar,
    facts: Facts,
    now: datetime,
    records: dict[str, CourseRecord] | None = None,
) -> Granted:
    """Grant minutes, record each course that they finish, and tell the listeners.

    Sent again, it finds the first entry and finishes nothing. `records`: the person's, if the
    caller has read them since it locked the ledger. Raises BadFacts.
    """
    entry = append_entry(session, facts, now)  # locks the ledger
    if records is None:
        records = read_course_records(session, facts.person_id)
    return Granted(entry, _record_finished(session, registrar, facts.person_id, records, now))


def record_finished_courses(
    session: Session, registrar: Registrar, person_id: int, now: datetime
) -> tuple[Completion, ...]:
    """Record each course of a person that is finished but not on record so, and tell the listeners.

    It looks at all of their courses, since one pass may meet a requirement of several. Call it
    after anything that changes hours or the edition that decides. A course that asks for no minutes
    is not recorded: no entry would show it. Two statements if nothing is finished.
    """
    lock_ledger(session)
    records = read_course_records(session, person_id)
    return _record_finished(session, registrar, person_id, records, now)


def _record_finished(
    session: Session,
    registrar: Registrar,
    person_id: int,
    records: dict[str, CourseRecord],
    now: datetime,
) -> tuple[Completion, ...]:
    entries = read_entries(session, person_id)
    slugs = dict.fromkeys((*records, *(entry.course_slug for entry in entries)))
    library = registrar.library
    completions: list[Completion] = []
    for slug in slugs:
        record = records.get(slug)
        standing = judge_course(session, library, slug, record, entries)
        if standing.finished and standing.completion is None and standing.entries:
            number = _choose_next_number(record)
            completions.append(
                _record_completion(session, library, person_id, standing, number, now)
            )
    for completion in completions:
        for listener in registrar.listeners:
            listener(session, library, completion, now)
    return tuple(completions)


def _choose_next_number(record: CourseRecord | None) -> int:
    """The number of a course's next completion: 1, then 2 if the first is no longer valid."""
    completions = record.completions if record else ()
    return 1 + max((completion.number for completion in completions), default=0)


def _record_completion(
    session: Session,
    library: Library,
    person_id: int,
    standing: Standing,
    number: int,
    now: datetime,
) -> Completion:
    course = standing.course
    completed_on, entries = find_finishing_entries(standing, library.find_modules(session, course))
    facts: dict[str, Any] = {
        "person_id": person_id,
        "course_slug": course.slug,
        "number": number,
        "edition_id": course.edition_id,
        "completed_on": completed_on,
        "minutes": course.minutes,
        "self_study_minutes": standing.certified_minutes["self-study"],
        "live_minutes": standing.certified_minutes["live"],
        "recorded_at": now,
    }
    seqs = tuple(entry.seq for entry in entries)
    note_person(session, person_id)
    row = insert(CourseCompletion).values(**facts, entries=list(seqs))
    new_id = session.execute(row.returning(CourseCompletion.id)).scalar_one()
    return Completion(id=new_id, **facts, entries=seqs)


def record_all_finished_courses(session: Session, registrar: Registrar, now: datetime) -> int:
    """Record the finished courses of everyone who has enough minutes but no record of it.

    There are such people after an upgrade, and after a publication that made a course finished.
    Returns the number of courses recorded. Two statements, and a few for each such person.
    """
    claims = {
        edition_id: registrar.library.find_course(session, slug, edition_id).minutes
        for slug, edition_id in session.execute(_EDITIONS_TAKEN)
    }
    if not claims:
        return 0
    enough = func.sum(LedgerEntry.minutes) >= case(claims, value=Enrollment.edition_id)
    people = session.scalars(_WITHOUT_RECORD.having(enough)).all()
    recorded = 0
    for person_id in sorted(set(people)):
        recorded += len(record_finished_courses(session, registrar, person_id, now))
    return recorded


_EDITIONS_TAKEN = select(Enrollment.course_slug, Enrollment.edition_id).distinct()
_is_recorded = exists().where(
    CourseCompletion.person_id == Enrollment.person_id,
    CourseCompletion.course_slug == Enrollment.course_slug,
)
_of_enrollment = and_(
    LedgerEntry.person_id == Enrollment.person_id, LedgerEntry.course_slug == Enrollment.course_slug
)
_WITHOUT_RECORD = (
    select(Enrollment.person_id)
    .join(LedgerEntry, _of_enrollment)
    .where(~_is_recorded)
    .group_by(Enrollment.person_id, Enrollment.course_slug, Enrollment.edition_id)
)
