"""Looking at hours: where a person stands in each course, and one entry with everything that it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from school.catalogue.service.library import Library
from school.credits.rules.ledger import Entry, followed_seq
from school.credits.rules.standing import Standing
from school.credits.service.ledger import entries_of
from school.credits.service.records import (
    CourseRecord,
    course_records,
    standing_from,
    standings_from,
)
from school.documents.tables import Edition
from school.people.tables import Person


@dataclass(frozen=True)
class Hours:
    """All the hours of a person."""

    person_id: int
    standings: tuple[Standing, ...]  # of the courses they take or have earned hours in
    records: dict[str, CourseRecord]  # how they take these courses, by slug
    entries: tuple[Entry, ...]  # everything in the ledger, newest first


def hours_of(session: Session, library: Library, person_id: int) -> Hours:
    """The hours of a person in every course they take, or earned something in. Two statements."""
    entries = entries_of(session, person_id)
    records = course_records(session, person_id)
    standings = standings_from(session, library, records, entries)
    return Hours(person_id, standings, records, tuple(reversed(entries)))


def standing_of(session: Session, library: Library, person_id: int, course_slug: str) -> Standing:
    """Where a person stands in one course. Two statements."""
    record = course_records(session, person_id).get(course_slug)
    return standing_from(session, library, course_slug, record, entries_of(session, person_id))


@dataclass(frozen=True)
class Evidence:
    """One entry, whose it is, and what it rests on or is followed by."""

    entry: Entry
    person_name: str
    recorded_by: str | None  # None: the school itself, by a mark
    edition_number: int | None  # of the module's edition whose worksheet granted it
    chain: tuple[Entry, ...]  # what was taken back and put right, oldest first, this entry among it

    @property
    def follows(self) -> int | None:
        """The seq of the reversed entry that this one says anew."""
        return followed_seq(self.entry)

    @property
    def taken_back(self) -> bool:
        return any(other.reverses_id == self.entry.seq for other in self.chain)


def evidence_of(session: Session, entry: Entry) -> Evidence:
    """What one entry rests on. Two statements."""
    row = session.execute(
        _EVIDENCE,
        {
            "person_id": entry.person_id,
            "recorded_by": entry.recorded_by_id,
            "edition_id": entry.edition_id,
        },
    ).one()
    chain = _chain(entry, entries_of(session, entry.person_id))
    return Evidence(entry, row.name, row.recorded_by, row.number, chain)


def _chain(entry: Entry, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Follow reversals and corrections from an entry. They only point back: first down to the grant, then up again."""
    chain = {entry.seq}
    for other in reversed(entries):
        if other.seq in chain:
            chain |= _links(other)
    for other in entries:
        if _links(other) & chain:
            chain.add(other.seq)
    return tuple(other for other in entries if other.seq in chain)


def _links(entry: Entry) -> set[int]:
    """The entries that this one takes back or puts right."""
    return {seq for seq in (entry.reverses_id, followed_seq(entry)) if seq is not None}


_RECORDER = aliased(Person)
_EVIDENCE = (
    select(Person.name, _RECORDER.name.label("recorded_by"), Edition.number)
    .select_from(Person)
    .outerjoin(_RECORDER, _RECORDER.id == bindparam("recorded_by"))
    .outerjoin(Edition, Edition.id == bindparam("edition_id"))
    .where(Person.id == bindparam("person_id"))
)
