"""A person's hours: where they stand in each course, and one entry with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from school.catalogue.service.library import Library
from school.credits.rules.completions import find_reversed_seqs
from school.credits.rules.ledger import Entry, find_followed_seq
from school.credits.rules.standing import Standing
from school.credits.service.ledger import read_entries
from school.credits.service.records import (
    CourseRecord,
    judge_course,
    judge_courses,
    read_course_records,
)
from school.documents.tables import Edition
from school.people.tables import Person


@dataclass(frozen=True)
class Hours:
    """All the hours of a person."""

    person_id: int
    standings: tuple[Standing, ...]  # in the courses they take or have earned hours in
    records: dict[str, CourseRecord]  # by the course's slug
    entries: tuple[Entry, ...]  # all of theirs, newest first


def read_hours(session: Session, library: Library, person_id: int) -> Hours:
    """A person's hours in every course they take or have earned something in. Two statements."""
    entries = read_entries(session, person_id)
    records = read_course_records(session, person_id)
    standings = judge_courses(session, library, records, entries)
    return Hours(person_id, standings, records, tuple(reversed(entries)))


def read_standing(session: Session, library: Library, person_id: int, course_slug: str) -> Standing:
    """Where a person stands in one course. Two statements."""
    record = read_course_records(session, person_id).get(course_slug)
    return judge_course(session, library, course_slug, record, read_entries(session, person_id))


@dataclass(frozen=True)
class Evidence:
    """One entry, whose it is, what it rests on, and what became of it."""

    entry: Entry
    person_name: str
    recorded_by: str | None  # None: the school itself, when it marked a quiz
    edition_number: int | None  # of the module, whose worksheet granted the minutes
    chain: tuple[Entry, ...]  # this entry with its reversals and replacements, oldest first

    @property
    def followed_seq(self) -> int | None:
        """The seq of the reversed entry that this one replaces."""
        return find_followed_seq(self.entry)

    @property
    def is_reversed(self) -> bool:
        return self.entry.seq in find_reversed_seqs(self.chain)


def read_evidence(session: Session, entry: Entry) -> Evidence:
    """What one entry rests on. Two statements."""
    ids = {
        "person_id": entry.person_id,
        "recorded_by": entry.recorded_by_id,
        "edition_id": entry.edition_id,
    }
    row = session.execute(_EVIDENCE, ids).one()
    chain = _collect_chain(entry, read_entries(session, entry.person_id))
    return Evidence(entry, row.name, row.recorded_by, row.number, chain)


def _collect_chain(entry: Entry, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """An entry with all that it reverses or replaces, and all that reverses or replaces it.

    `entries`: all of the person's, oldest first. Links only lead to older entries, so one walk back
    reaches the grant, and one walk forward collects what followed from it.
    """
    chain = {entry.seq}
    for candidate in reversed(entries):
        if candidate.seq in chain:
            chain |= _list_linked_seqs(candidate)
    for candidate in entries:
        if _list_linked_seqs(candidate) & chain:
            chain.add(candidate.seq)
    return tuple(candidate for candidate in entries if candidate.seq in chain)


def _list_linked_seqs(entry: Entry) -> set[int]:
    """The seqs of the entries that this one reverses or replaces."""
    return {seq for seq in (entry.reverses_id, find_followed_seq(entry)) if seq is not None}


_RECORDER = aliased(Person)
_EVIDENCE = (
    select(Person.name, _RECORDER.name.label("recorded_by"), Edition.number)
    .select_from(Person)
    .outerjoin(_RECORDER, _RECORDER.id == bindparam("recorded_by"))
    .outerjoin(Edition, Edition.id == bindparam("edition_id"))
    .where(Person.id == bindparam("person_id"))
)
