"""One person's file: what the school knows about their study and hours, on one page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from school.catalogue.service.library import Library
from school.certificates.rules.printed import list_missing_facts
from school.certificates.rules.status import Status, judge_status
from school.certificates.tables import Certificate
from school.core.audit import ActInWords, describe_act
from school.credits.rules.completions import find_reversed_seqs
from school.credits.rules.ledger import Entry, find_followed_seq
from school.credits.rules.standing import Standing
from school.credits.service.ledger import read_entries
from school.credits.service.records import CourseRecord, judge_courses, read_course_records
from school.people.tables import AuditEntry, Person, PersonName
from school.quizzes.rules.marking import compute_percent
from school.quizzes.service.attempts import IS_STANDING_MARKING
from school.quizzes.tables import Attempt, Marking

MOST_LINES = 200  # of attempts, and of audit entries; older ones stay in the database
LARGEST_ID = 2**31 - 1  # of a PostgreSQL integer


@dataclass(frozen=True)
class DatedName:
    """A name of the person, and since when."""

    name: str
    from_at: datetime


@dataclass(frozen=True)
class Subject:
    """Whose file it is."""

    person_id: int
    name: str
    email: str | None  # None: known only from records
    role: str
    joined_at: datetime
    disabled_at: datetime | None
    names: tuple[DatedName, ...]  # newest first


@dataclass(frozen=True)
class LedgerLine:
    """An entry, and what became of it."""

    entry: Entry
    reversed_by: int | None  # the seq of its reversal
    followed_by: Entry | None  # the correction, restoration or transfer that replaces it

    @property
    def followed_seq(self) -> int | None:
        """The seq of the reversed entry that this one replaces."""
        return find_followed_seq(self.entry)

    @property
    def is_valid(self) -> bool:
        """Whether its minutes count."""
        return self.entry.kind != "reversal" and self.reversed_by is None


@dataclass(frozen=True)
class Sitting:
    """An attempt at a quiz, with its current result."""

    id: int
    quiz_slug: str
    number: int
    started_at: datetime
    handed_in_at: datetime | None
    percent: int | None  # rounded down; None while it is open
    passed: bool | None


@dataclass(frozen=True)
class CertificateLine:
    """A certificate as issued, and whether it is still valid."""

    id: int
    code: str
    course_slug: str
    revision: int
    issued_at: datetime
    minutes: int
    status: Status


@dataclass(frozen=True)
class AuditLine:
    """A line of the audit log."""

    at: datetime
    by: str | None  # None: the school itself
    act: str
    detail: dict[str, Any]

    @property
    def in_words(self) -> ActInWords:
        return describe_act(self.act, self.detail)


@dataclass(frozen=True)
class PersonFile:
    """Everything the page shows."""

    subject: Subject
    records: dict[str, CourseRecord]  # by the course's slug
    standings: tuple[Standing, ...]
    waiting: frozenset[str]  # slugs of finished courses whose certificate waits
    missing: tuple[str, ...]  # what a certificate would lack
    lines: tuple[LedgerLine, ...]  # newest first
    sittings: tuple[Sitting, ...]  # newest first
    certificates: tuple[CertificateLine, ...]  # newest first
    audit: tuple[AuditLine, ...]  # newest first


def read_person_file(session: Session, library: Library, person_id: int) -> PersonFile | None:
    """The file of a person; None if there is nobody with this id. Six statements."""
    subject = find_subject(session, person_id)
    if subject is None:
        return None
    entries = read_entries(session, person_id)
    records = read_course_records(session, person_id)
    standings = judge_courses(session, library, records, entries)
    certificates = _list_certificates(session, person_id, entries)
    certified = {line.course_slug for line in certificates if line.status == "valid"}
    finished = frozenset(standing.course.slug for standing in standings if standing.finished)
    return PersonFile(
        subject=subject,
        records=records,
        standings=standings,
        waiting=finished - certified,
        missing=list_missing_facts(subject.name, library.catalogue.school),
        lines=tuple(reversed(list_ledger_lines(entries))),
        sittings=_read_sittings(session, person_id),
        certificates=certificates,
        audit=_read_audit(session, person_id),
    )


def find_subject(session: Session, person_id: int) -> Subject | None:
    """The person with every name they have had; None if there is nobody with this id.

    One statement.
    """
    if person_id > LARGEST_ID:
        return None
    rows = session.execute(_SUBJECT, {"person_id": person_id}).all()
    if not rows:
        return None
    names = tuple(DatedName(name, from_at) for *_, name, from_at in rows if name is not None)
    return Subject(*rows[0][:-2], names=names)


def list_ledger_lines(entries: Iterable[Entry]) -> list[LedgerLine]:
    """The entries of one person in their order, each with its reversal and its replacement."""
    entries = list(entries)
    reversals: dict[int | None, int] = {}
    replacements: dict[int | None, Entry] = {}
    for entry in entries:
        reversals[entry.reverses_id] = entry.seq
        replacements[find_followed_seq(entry)] = entry
    lines = []
    for entry in entries:
        lines.append(LedgerLine(entry, reversals.get(entry.seq), replacements.get(entry.seq)))
    return lines


def _read_sittings(session: Session, person_id: int) -> tuple[Sitting, ...]:
    rows = session.execute(_ATTEMPTS, {"person_id": person_id})
    return tuple(_build_sitting(row) for row in rows)


def _read_audit(session: Session, person_id: int) -> tuple[AuditLine, ...]:
    rows = session.execute(_AUDIT, {"thing": f"person/{person_id}"})
    return tuple(AuditLine(*row) for row in rows)


def _build_sitting(row: Any) -> Sitting:
    return Sitting(
        id=row.id,
        quiz_slug=row.quiz_slug,
        number=row.number,
        started_at=row.started_at,
        handed_in_at=row.handed_in_at,
        percent=None if row.earned is None else compute_percent(row.earned, row.possible),
        passed=row.passed,
    )


def _list_certificates(
    session: Session, person_id: int, entries: Iterable[Entry]
) -> tuple[CertificateLine, ...]:
    reversed_seqs = find_reversed_seqs(entries)
    newest: dict[str, int] = {}  # the revision, by the course's slug
    lines = []
    for row in session.execute(_CERTIFICATES, {"person_id": person_id}):  # newest first
        is_newest = row.revision == newest.setdefault(row.course_slug, row.revision)
        status = judge_status(row.entries, reversed_seqs, is_newest)
        lines.append(
            CertificateLine(
                id=row.id,
                code=row.code,
                course_slug=row.course_slug,
                revision=row.revision,
                issued_at=row.issued_at,
                minutes=row.minutes,
                status=status,
            )
        )
    return tuple(lines)


_SUBJECT = (
    select(
        Person.id,
        Person.name,
        Person.email,
        Person.role,
        Person.joined_at,
        Person.disabled_at,
        PersonName.name,
        PersonName.from_at,
    )
    .outerjoin(PersonName, PersonName.person_id == Person.id)
    .where(Person.id == bindparam("person_id"))
    .order_by(PersonName.from_at.desc(), PersonName.id.desc())
)
_ATTEMPTS = (
    select(
        Attempt.id,
        Attempt.quiz_slug,
        Attempt.number,
        Attempt.started_at,
        Attempt.handed_in_at,
        Marking.earned,
        Marking.possible,
        Marking.passed,
    )
    .outerjoin_from(Attempt, Marking, IS_STANDING_MARKING)
    .where(Attempt.person_id == bindparam("person_id"))
    .order_by(Attempt.started_at.desc(), Attempt.id.desc())
    .limit(MOST_LINES)
)
_CERTIFICATES = (
    select(
        Certificate.id,
        Certificate.code,
        Certificate.course_slug,
        Certificate.revision,
        Certificate.issued_at,
        Certificate.minutes,
        Certificate.entries,
    )
    .where(Certificate.person_id == bindparam("person_id"))
    .order_by(Certificate.issued_at.desc(), Certificate.revision.desc())
)
_AUDIT = (
    select(AuditEntry.at, Person.name, AuditEntry.act, AuditEntry.detail)
    .outerjoin(Person, Person.id == AuditEntry.who_id)
    .where(AuditEntry.thing == bindparam("thing"))
    .order_by(AuditEntry.id.desc())
    .limit(MOST_LINES)
)
