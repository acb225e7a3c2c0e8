"""One person's file: everything that the school knows about their study and their hours, on one page."""

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
from school.credits.rules.ledger import Entry, followed_seq
from school.credits.rules.standing import Standing
from school.credits.service.ledger import entries_of
from school.credits.service.records import CourseRecord, course_records, standings_from
from school.people.tables import AuditEntry, Person, PersonName
from school.quizzes.rules.marking import compute_percent
from school.quizzes.service.attempts import IS_STANDING_MARKING
from school.quizzes.tables import Attempt, Marking

MOST_ATTEMPTS = (
    200  # and audit entries; older ones are in the database, nobody reads them on a page
)
LARGEST_ID = 2**31 - 1  # of a PostgreSQL integer


@dataclass(frozen=True)
class NameBorne:
    """A name somebody bore from a moment on."""

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
    names: tuple[NameBorne, ...]  # newest first


@dataclass(frozen=True)
class LedgerLine:
    """An entry with what became of it."""

    entry: Entry
    reversed_by: int | None  # seq of the entry that takes it back
    followed_by: (
        Entry | None
    )  # the entry that says anew what this one said: corrected, restored or moved

    @property
    def follows(self) -> int | None:
        """The seq of the reversed entry that this one says anew."""
        return followed_seq(self.entry)

    @property
    def stands(self) -> bool:
        return self.entry.kind != "reversal" and self.reversed_by is None


@dataclass(frozen=True)
class Sitting:
    """An attempt at a quiz, with the result that stands."""

    id: int
    quiz_slug: str
    number: int
    started_at: datetime
    handed_in_at: datetime | None
    percent: int | None  # rounded down; None while it is open
    passed: bool | None


@dataclass(frozen=True)
class Held:
    """A certificate as issued, and whether it still holds."""

    id: int
    code: str
    course_slug: str
    revision: int
    issued_at: datetime
    minutes: int
    status: Status


@dataclass(frozen=True)
class Noted:
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
    """Everything on one page."""

    subject: Subject
    records: dict[str, CourseRecord]  # how they take each course, by slug
    standings: tuple[Standing, ...]
    waiting: frozenset[str]  # slugs of finished courses whose certificate waits
    missing: tuple[str, ...]  # what a certificate would lack
    lines: tuple[LedgerLine, ...]  # newest first
    sittings: tuple[Sitting, ...]  # newest first
    certificates: tuple[Held, ...]  # newest first
    audit: tuple[Noted, ...]  # newest first


def person_file(session: Session, library: Library, person_id: int) -> PersonFile | None:
    """The file of a person; None where there is nobody of this id. Six statements."""
    subject = subject_of(session, person_id)
    if subject is None:
        return None
    entries = entries_of(session, person_id)
    records = course_records(session, person_id)
    standings = standings_from(session, library, records, entries)
    certificates = _certificates(session, person_id, entries)
    valid = {held.course_slug for held in certificates if held.status == "valid"}
    finished = frozenset(standing.course.slug for standing in standings if standing.finished)
    return PersonFile(
        subject=subject,
        records=records,
        standings=standings,
        waiting=finished - valid,
        missing=list_missing_facts(subject.name, library.catalogue.school),
        lines=tuple(reversed(ledger_lines(entries))),
        sittings=tuple(
            _sitting(row) for row in session.execute(_ATTEMPTS, {"person_id": person_id})
        ),
        certificates=certificates,
        audit=tuple(
            Noted(*row) for row in session.execute(_AUDIT, {"thing": f"person/{person_id}"})
        ),
    )


def subject_of(session: Session, person_id: int) -> Subject | None:
    """Whose file it is, with every name they bore; None where there is nobody of this id. One statement."""
    if person_id > LARGEST_ID:
        return None
    rows = session.execute(_SUBJECT, {"person_id": person_id}).all()
    if not rows:
        return None
    names = tuple(NameBorne(name, from_at) for *_facts, name, from_at in rows if name is not None)
    return Subject(*rows[0][:6], names=names)


def ledger_lines(entries: Iterable[Entry]) -> list[LedgerLine]:
    """The entries of one person in their order, each with the reversal of it and the entry that followed."""
    entries = list(entries)
    reversed_by = {
        entry.reverses_id: entry.seq for entry in entries if entry.reverses_id is not None
    }
    followed_by = {followed_seq(entry): entry for entry in entries}
    return [
        LedgerLine(entry, reversed_by.get(entry.seq), followed_by.get(entry.seq))
        for entry in entries
    ]


def _sitting(row: Any) -> Sitting:
    return Sitting(
        id=row.id,
        quiz_slug=row.quiz_slug,
        number=row.number,
        started_at=row.started_at,
        handed_in_at=row.handed_in_at,
        percent=None if row.earned is None else compute_percent(row.earned, row.possible),
        passed=row.passed,
    )


def _certificates(session: Session, person_id: int, entries: Iterable[Entry]) -> tuple[Held, ...]:
    taken_back = {entry.reverses_id for entry in entries if entry.reverses_id is not None}
    newest: dict[str, int] = {}
    held = []
    for row in session.execute(_CERTIFICATES, {"person_id": person_id}):
        is_newest = (
            newest.setdefault(row.course_slug, row.revision) == row.revision
        )  # the newest comes first
        held.append(
            Held(
                id=row.id,
                code=row.code,
                course_slug=row.course_slug,
                revision=row.revision,
                issued_at=row.issued_at,
                minutes=row.minutes,
                status=judge_status(row.entries, taken_back, is_newest),
            )
        )
    return tuple(held)


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
    .limit(MOST_ATTEMPTS)
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
    .limit(MOST_ATTEMPTS)
)
