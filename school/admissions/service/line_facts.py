"""What the lines of the officer's table should say, computed from the facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from school.admissions.rules.stages import NOT_ENROLLED, CourseFacts, judge_stage
from school.catalogue.rules.documents import Catalogue
from school.catalogue.service.library import Library
from school.certificates.tables import Certificate
from school.credits.rules.completions import find_reversed_seqs
from school.credits.rules.ledger import Entry
from school.credits.rules.standing import Standing
from school.credits.service.ledger import read_entries
from school.credits.service.records import CourseRecord, judge_course, read_course_records
from school.documents.service.shelf import PUBLISHES, NothingPublished, Shelf

NO_COURSE = ""


@dataclass(frozen=True)
class LineFacts:
    """A line as it should be, by the names of its columns."""

    person_id: int
    course_slug: str
    is_first: bool
    sort_name: str
    role: str
    edition_id: int | None = None
    enrolled_at: datetime | None = None
    stage: str = NOT_ENROLLED
    minutes: int | None = None
    needed_minutes: int | None = None
    last_earned_at: datetime | None = None
    certificate_id: int | None = None
    issued_at: datetime | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True)
class IssuedCertificate:
    """The newest certificate of a person in a course."""

    id: int
    issued_at: datetime
    first_issued_at: datetime  # of revision 1
    entries: frozenset[int]


def compute_lines(session: Session, persons: Iterable[Any]) -> Iterable[LineFacts]:
    persons = list(persons)
    certificates = _read_certificates(session, [person.id for person in persons])
    library = _read_library(session)
    for person in persons:
        who = {"person_id": person.id, "sort_name": person.sort_name, "role": person.role}
        records = read_course_records(session, person.id)
        taken = [record for record in records.values() if record.edition_id is not None]
        if not taken or library is None:
            yield LineFacts(**who, course_slug=NO_COURSE, is_first=True)
            continue
        entries = read_entries(session, person.id)
        first = min(record.course_slug for record in taken)
        for record in taken:
            slug = record.course_slug
            reached = judge_course(session, library, slug, record, entries)
            certificate = certificates.get((person.id, slug))
            yield LineFacts(
                **who,
                course_slug=slug,
                is_first=slug == first,
                **_compute_course_columns(record, reached, entries, certificate),
            )


def _compute_course_columns(
    record: CourseRecord,
    reached: Standing,
    entries: tuple[Entry, ...],
    certificate: IssuedCertificate | None,
) -> dict[str, Any]:
    last_earned_at = _find_last_earned_at(record.course_slug, entries)
    facts = CourseFacts(
        minutes=reached.earned,
        needed_minutes=reached.course.minutes,
        last_earned_at=last_earned_at,
        is_completed=reached.completion is not None,
        has_certificate=certificate is not None,
        certificate_stands=(
            certificate is not None and certificate.entries.isdisjoint(find_reversed_seqs(entries))
        ),
    )
    columns = {
        "edition_id": reached.course.edition_id,
        "enrolled_at": record.enrolled_at,
        "stage": judge_stage(facts),
        "minutes": facts.minutes,
        "needed_minutes": facts.needed_minutes,
        "last_earned_at": last_earned_at,
    }
    if certificate is not None:
        columns["certificate_id"] = certificate.id
        columns["issued_at"] = certificate.issued_at
        columns["finished_at"] = certificate.first_issued_at
    return columns


def _find_last_earned_at(course_slug: str, entries: Iterable[Entry]) -> datetime | None:
    """When minutes were last granted in a course, also those that were taken back since."""
    return max(
        (
            entry.earned_at
            for entry in entries
            if entry.course_slug == course_slug and entry.minutes > 0
        ),
        default=None,
    )


def _read_certificates(
    session: Session, people: Sequence[int]
) -> dict[tuple[int, str], IssuedCertificate]:
    newest: dict[tuple[int, str], IssuedCertificate] = {}
    for row in session.execute(_CERTIFICATES, {"people": people}):
        key = (row.person_id, row.course_slug)
        before = newest.get(key)
        first_issued_at = before.first_issued_at if before else row.issued_at
        newest[key] = IssuedCertificate(
            row.id, row.issued_at, first_issued_at, frozenset(row.entries)
        )
    return newest


# Editions never change, so a process reads each of them once for each of its databases.
_SHELVES: WeakKeyDictionary[Engine | Connection, Shelf] = WeakKeyDictionary()


def _read_library(session: Session) -> Library | None:
    """What is taught now; None while nothing is published, and so nobody can take a course.

    A transaction that publishes may yet fail, so what it reads is not kept.
    """
    publishes = PUBLISHES in session.info
    shelf = Shelf() if publishes else _SHELVES.setdefault(session.get_bind(), Shelf())
    try:
        return Library(Catalogue(shelf.find_release(session)), shelf)
    except NothingPublished:
        return None


_CERTIFICATES = (
    select(
        Certificate.id,
        Certificate.person_id,
        Certificate.course_slug,
        Certificate.issued_at,
        Certificate.entries,
    )
    .where(Certificate.person_id.in_(bindparam("people", expanding=True)))
    .order_by(Certificate.revision)
)
