"""Finishing is one act: minutes are granted, the course is found finished, and whoever waits for that is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import and_, case, exists, func, insert, select
from sqlalchemy.orm import Session

from school.catalogue.service.library import Library
from school.catalogue.tables import Enrolment
from school.core.projections import note_person
from school.credits.rules.completions import Completion
from school.credits.rules.finishing import entries_that_finish
from school.credits.rules.ledger import Entry, Facts
from school.credits.rules.standing import Standing
from school.credits.service.ledger import append, entries_of, hold
from school.credits.service.records import CourseRecord, course_records, standing_from
from school.credits.tables import CourseCompletion, LedgerEntry


class CompletionListener(Protocol):
    """Something that follows when a course is finished, in the same transaction; certificates are one."""

    def __call__(
        self, session: Session, library: Library, completion: Completion, now: datetime
    ) -> None: ...


@dataclass(frozen=True)
class Registrar:
    """What an act needs that may finish a course: what is taught, and who is told of it."""

    library: Library
    listeners: tuple[CompletionListener, ...] = ()

    @property
    def zone(self) -> str:
        """The school's IANA zone, in which days are told."""
        return self.library.catalogue.school.zone


@dataclass(frozen=True)
class Granted:
    """What came of granting minutes."""

    entry: (
        Entry  # the new one; or the earlier one of the same once-key, which its other fields show
    )
    completions: tuple[Completion, ...]  # of courses that this act finished


def complete(
    session: Session,
    registrar: Registrar,
    facts: Facts,
    now: datetime,
    records: dict[str, CourseRecord] | None = None,
) -> Granted:
    """Grant minutes, record each course that they finish, and tell the listeners: once, in this transaction.

    Sent twice, the second finds the first entry and finishes nothing again. `records`: the person's,
    from a caller who has read them while holding the ledger. Raises BadFacts.
    """
    entry = append(session, facts, now)  # holds the ledger
    if records is None:
        records = course_records(session, facts.person_id)
    return Granted(entry, _settle(session, registrar, facts.person_id, records, now))


def settle_courses(
    session: Session, registrar: Registrar, person_id: int, now: datetime
) -> tuple[Completion, ...]:
    """Record every course of a person that is finished and not recorded as such, and tell the listeners.

    A pass may meet the requirement of several courses, so all of theirs are looked at. Two
    statements where nothing is finished. Call it after whatever changes hours, or the edition that
    judges somebody. A course that asks for no minute is not recorded: it rests on nothing.
    """
    hold(session)
    return _settle(session, registrar, person_id, course_records(session, person_id), now)


def _settle(
    session: Session,
    registrar: Registrar,
    person_id: int,
    records: dict[str, CourseRecord],
    now: datetime,
) -> tuple[Completion, ...]:
    entries = entries_of(session, person_id)
    slugs = dict.fromkeys((*records, *(entry.course_slug for entry in entries)))
    new: list[Completion] = []
    for slug in slugs:
        record = records.get(slug)
        reached = standing_from(session, registrar.library, slug, record, entries)
        if reached.finished and reached.completion is None and reached.entries:
            number = 1 + max((one.number for one in record.completions), default=0) if record else 1
            new.append(_record(session, registrar.library, person_id, reached, number, now))
    for completion in new:
        for listener in registrar.listeners:
            listener(session, registrar.library, completion, now)
    return tuple(new)


def _record(
    session: Session,
    library: Library,
    person_id: int,
    reached: Standing,
    number: int,
    now: datetime,
) -> Completion:
    course = reached.course
    completed_on, entries = entries_that_finish(reached, library.modules_of(session, course))
    facts: dict[str, Any] = {
        "person_id": person_id,
        "course_slug": course.slug,
        "number": number,
        "edition_id": course.edition_id,
        "completed_on": completed_on,
        "minutes": course.minutes,
        "self_study_minutes": reached.certified["self-study"],
        "live_minutes": reached.certified["live"],
        "recorded_at": now,
    }
    seqs = tuple(entry.seq for entry in entries)
    note_person(session, person_id)
    new_id = (
        insert(CourseCompletion).values(**facts, entries=list(seqs)).returning(CourseCompletion.id)
    )
    return Completion(id=session.execute(new_id).scalar_one(), **facts, entries=seqs)


def settle_everybody(session: Session, registrar: Registrar, now: datetime) -> int:
    """Settle whoever has the minutes that a course asks for, and no record of having finished it.

    There are such people after an upgrade, and where a publication made somebody finished. Returns
    how many courses were recorded. Two statements, and a few for each such person.
    """
    claims = {
        edition_id: registrar.library.course(session, slug, edition_id).minutes
        for slug, edition_id in session.execute(_EDITIONS_TAKEN)
    }
    if not claims:
        return 0
    enough = func.sum(LedgerEntry.minutes) >= case(claims, value=Enrolment.edition_id)
    people = session.scalars(_WITHOUT_RECORD.having(enough)).all()
    recorded = [
        settle_courses(session, registrar, person_id, now) for person_id in sorted(set(people))
    ]
    return sum(len(completions) for completions in recorded)


_EDITIONS_TAKEN = select(Enrolment.course_slug, Enrolment.edition_id).distinct()
_is_recorded = exists().where(
    CourseCompletion.person_id == Enrolment.person_id,
    CourseCompletion.course_slug == Enrolment.course_slug,
)
_of_enrolment = and_(
    LedgerEntry.person_id == Enrolment.person_id, LedgerEntry.course_slug == Enrolment.course_slug
)
_WITHOUT_RECORD = (
    select(Enrolment.person_id)
    .join(LedgerEntry, _of_enrolment)
    .where(~_is_recorded)
    .group_by(Enrolment.person_id, Enrolment.course_slug, Enrolment.edition_id)
)
