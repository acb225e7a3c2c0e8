"""The officer's table: everybody and their courses, found, ordered and cut into pages.

It reads rows that are kept beside the facts (service/lines.py), so a page costs the same however
many people there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, or_, select, union_all
from sqlalchemy.orm import Session

from school.admissions.rules.filters import ROWS_PER_PAGE, Filters, split_search_words
from school.admissions.rules.stages import FINISHED, UNDER_WAY, UNFINISHED
from school.admissions.rules.state import (
    CourseProgress,
    NewestCertificate,
    State,
    find_month_start,
    find_quiet_limit,
    judge_state,
)
from school.admissions.service.lines import NO_COURSE
from school.admissions.tables import DeskLine, DeskTotal
from school.catalogue.service.library import Library
from school.catalogue.tables import SectionFinished
from school.certificates.tables import Certificate
from school.people.tables import Person
from school.quizzes.tables import Attempt
from school.studying.tables import Review


@dataclass(frozen=True)
class TableRow:
    """One line of the table: a person in a course."""

    progress: CourseProgress
    state: State
    studied_at: datetime | None  # the last quiz, section or card; None: nothing, or not asked for


@dataclass(frozen=True)
class Counts:
    """The figures above the table. They are about the whole school, whatever the filter."""

    people: int  # who study
    finished: int  # courses with a valid certificate
    this_month: int  # of these, first finished in this local month


@dataclass(frozen=True)
class Overview:
    """One page of the table."""

    rows: tuple[TableRow, ...]
    total: int  # lines that fit the filter
    number: int  # of this page, from 1
    pages: int
    counts: Counts


def read_overview(session: Session, library: Library, filters: Filters, now: datetime) -> Overview:
    """The page of the table that `filters` asks for, or the last page if there are fewer.

    Six statements at most.
    """
    local = now.astimezone(ZoneInfo(library.catalogue.school.zone))
    conditions = _Conditions(library, filters, local)
    total = _count_lines(session, conditions)
    pages = max(1, -(-total // ROWS_PER_PAGE))
    number = min(filters.page, pages)
    lines = _read_page(session, conditions, (number - 1) * ROWS_PER_PAGE, total)
    studied = _find_last_study(session, {line.person_id for line in lines})
    rows = tuple(_build_table_rows(session, library, lines, local, studied))
    return Overview(rows, total, number, pages, _read_counts(session, local))


def read_all_rows(
    session: Session, library: Library, filters: Filters, now: datetime
) -> list[TableRow]:
    """Every line that fits, in order, for an export.

    Two statements, and two for each five hundred lines.
    """
    local = now.astimezone(ZoneInfo(library.catalogue.school.zone))
    conditions = _Conditions(library, filters, local)
    lines: list[Row[Any]] = []
    for sequence in conditions.sequences():
        lines += session.execute(sequence.forward()).all()
    return list(_build_table_rows(session, library, lines, local, {}))


def _build_table_rows(
    session: Session,
    library: Library,
    lines: Sequence[Row[Any]],
    local: datetime,
    studied: dict[int, datetime],
) -> Iterator[TableRow]:
    details = _read_details(session, lines)
    for line in lines:
        progress = _read_progress(session, library, line, details)
        yield TableRow(progress, judge_state(progress, local), studied.get(line.person_id))


def _read_progress(
    session: Session, library: Library, line: Row[Any], details: _Details
) -> CourseProgress:
    person = details.people[line.person_id]
    slug = line.course_slug or None
    title = library.find_course(session, slug, line.edition_id).title if slug else ""
    certificate = None
    if line.certificate_id is not None:
        code = details.codes[line.certificate_id]
        certificate = NewestCertificate(line.certificate_id, code, line.issued_at)
    return CourseProgress(
        person_id=line.person_id,
        name=person.name,
        email=person.email,
        role=line.role,
        disabled=person.disabled_at is not None,
        course_slug=slug,
        course_title=title,
        enrolled_at=line.enrolled_at,
        stage=line.stage,
        minutes=line.minutes or 0,
        needed=line.needed_minutes,
        is_offered=slug in library.catalogue.courses,
        last_earned_at=line.last_earned_at,
        certificate=certificate,
    )


# Which lines, and in which order.

_line = DeskLine.__table__.c
_BY_NAME = (_line.sort_name, _line.person_id, _line.course_slug)
# What each order begins with. Lines that lack it come last, by name, whichever way it goes.
_FIRST_COLUMN = {
    "course": _line.course_slug,
    "hours": _line.minutes,
    "last": _line.last_earned_at,
    "certificate": _line.issued_at,
}
_STUDYING = or_(_line.role == "student", _line.course_slug != NO_COURSE)


@dataclass(frozen=True)
class _Sequence:
    """Lines in an order that an index has, so that they can be read from either end."""

    query: Select[Any]
    columns: tuple[ColumnElement[Any], ...]
    falling: bool

    def forward(self) -> Select[Any]:
        return self.query.order_by(*self._ordered(self.falling))

    def backward(self) -> Select[Any]:
        return self.query.order_by(*self._ordered(not self.falling))

    def _ordered(self, falling: bool) -> list[ColumnElement[Any]]:
        return [column.desc() if falling else column.asc() for column in self.columns]


class _Conditions:
    """What a filter asks for, as conditions of the database."""

    def __init__(self, library: Library, filters: Filters, local: datetime) -> None:
        self.filters = filters
        self.local = local
        self._offered = sorted(library.catalogue.courses)

    def sequences(self) -> tuple[_Sequence, ...]:
        """The lines that fit: as one sequence, or as those that have what they are ordered by, then
        the others."""
        query = self._apply(select(*_line))
        falling = self.filters.falling
        if self.filters.sort == "name":
            return (_Sequence(query, _BY_NAME, falling),)
        column = _FIRST_COLUMN[self.filters.sort]
        lacks = column == NO_COURSE if column is _line.course_slug else column.is_(None)
        has = column != NO_COURSE if column is _line.course_slug else column.is_not(None)
        return (
            _Sequence(query.where(has), (column, *_BY_NAME), falling),
            _Sequence(query.where(lacks), _BY_NAME, False),
        )

    def count(self) -> Select[Any]:
        """How many lines fit: from the totals where they can tell, else from the lines."""
        if self._totals_can_tell():
            total = DeskTotal.__table__.c
            query = select(func.coalesce(func.sum(total.lines), 0))
            return query.where(*self._about_kind(total.role, total.course_slug, total.stage))
        return self._apply(select(func.count()).select_from(DeskLine.__table__))

    def _totals_can_tell(self) -> bool:
        return not self.filters.words and self.filters.state not in ("quiet", "on-the-way")

    def _apply(self, query: Select[Any]) -> Select[Any]:
        query = query.where(*self._about_kind(_line.role, _line.course_slug, _line.stage))
        if self.filters.state == "quiet":
            query = query.where(_line.last_earned_at < find_quiet_limit(self.local))
        elif self.filters.state == "on-the-way":
            query = query.where(_line.last_earned_at >= find_quiet_limit(self.local))
        words = split_search_words(self.filters.words)
        if words:
            query = query.join(Person.__table__, Person.__table__.c.id == _line.person_id)
        for word in words:
            query = query.where(
                or_(
                    _line.sort_name.contains(word, autoescape=True),
                    Person.__table__.c.email.contains(word, autoescape=True),
                )
            )
        return query

    def _about_kind(
        self, role: ColumnElement[str], course: ColumnElement[str], stage: ColumnElement[str]
    ) -> list[ColumnElement[bool]]:
        """Conditions on what lines and totals share."""
        conditions = []
        if self.filters.role == "studying":
            conditions.append(or_(role == "student", course != NO_COURSE))
        elif self.filters.role != "everyone":
            conditions.append(role == self.filters.role)
        if self.filters.course:
            conditions.append(course == self.filters.course)
        state = self.filters.state
        if state == "retired":
            conditions += [stage.in_(UNFINISHED), course.not_in(self._offered)]
        elif state in ("quiet", "on-the-way"):
            conditions += [stage == UNDER_WAY, course.in_(self._offered)]
        elif state in UNFINISHED:
            conditions += [stage == state, course.in_(self._offered)]
        elif state:
            conditions.append(stage == state)
        return conditions


def _count_lines(session: Session, conditions: _Conditions) -> int:
    return int(session.scalar(conditions.count()) or 0)


def _read_page(
    session: Session, conditions: _Conditions, start: int, total: int
) -> Sequence[Row[Any]]:
    """The lines from place `start` on, at most a page of them.

    Places in the second half are counted from the end: the last page costs what the first does.
    """
    size = min(ROWS_PER_PAGE, total - start)
    if size <= 0:
        return []
    sequences = conditions.sequences()
    if start <= total // 2:
        return _cut_page(
            session, [(sequence, sequence.forward()) for sequence in sequences], start, size
        )
    from_end = [(sequence, sequence.backward()) for sequence in reversed(sequences)]
    lines = _cut_page(session, from_end, total - start - size, size)
    return list(reversed(lines))


def _cut_page(
    session: Session, sequences: Sequence[tuple[_Sequence, Select[Any]]], start: int, size: int
) -> Sequence[Row[Any]]:
    """`size` lines from place `start` on in the sequences, one after the other.

    A sequence is counted only if the page reaches beyond it.
    """
    lines: list[Row[Any]] = []
    for number, (sequence, query) in enumerate(sequences, start=1):
        cut = query.limit(size - len(lines)).offset(start)
        lines += session.execute(cut).all()
        if len(lines) == size or number == len(sequences):
            break
        start = 0 if lines else start - _count_sequence(session, sequence)
    return lines


def _count_sequence(session: Session, sequence: _Sequence) -> int:
    return session.scalar(select(func.count()).select_from(sequence.query.subquery())) or 0


# What is read of people and certificates, once the lines are known.

DETAILS_AT_ONCE = 500  # ids in one statement


@dataclass(frozen=True)
class _Details:
    people: dict[int, Any]  # rows of names, addresses and closed accounts, by id
    codes: dict[int, str]  # of certificates, by id


def _read_details(session: Session, lines: Sequence[Row[Any]]) -> _Details:
    """Two statements for each five hundred lines; one where no line has a certificate."""
    details = _Details({}, {})
    for begin in range(0, len(lines), DETAILS_AT_ONCE):
        part = lines[begin : begin + DETAILS_AT_ONCE]
        for row in session.execute(_PEOPLE, {"ids": [line.person_id for line in part]}):
            details.people[row.id] = row
        ids = [line.certificate_id for line in part if line.certificate_id is not None]
        if ids:
            details.codes.update(
                (row.id, row.code) for row in session.execute(_CODES, {"ids": ids})
            )
    return details


_person, _certificate = Person.__table__.c, Certificate.__table__.c
_ids: Any = bindparam("ids", expanding=True)
_PEOPLE = select(_person.id, _person.name, _person.email, _person.disabled_at).where(
    _person.id.in_(_ids)
)
_CODES = select(_certificate.id, _certificate.code).where(_certificate.id.in_(_ids))


# The line over the table, and when people last studied.


def _read_counts(session: Session, local: datetime) -> Counts:
    month = find_month_start(local, local.tzinfo or ZoneInfo("UTC"))
    people, finished, this_month = session.execute(_COUNTS, {"month": month}).one()
    return Counts(people=int(people), finished=int(finished), this_month=this_month)


_total = DeskTotal.__table__.c
_COUNTS = select(
    select(func.coalesce(func.sum(_total.people), 0))
    .where(or_(_total.role == "student", _total.course_slug != NO_COURSE))
    .scalar_subquery(),
    select(func.coalesce(func.sum(_total.lines), 0))
    .where(_total.stage == FINISHED)
    .scalar_subquery(),
    select(func.count())
    .where(_line.stage == FINISHED)
    .where(_line.finished_at >= bindparam("month", type_=_line.finished_at.type))
    .scalar_subquery(),
)


def _find_last_study(session: Session, people: set[int]) -> dict[int, datetime]:
    """When each of these people last took a quiz, finished a section or answered a card.

    One statement.
    """
    latest: dict[int, datetime] = {}
    for person_id, at in session.execute(_STUDIED, {"people": sorted(people)}):
        latest[person_id] = max(at, latest.get(person_id, at))
    return latest


_STUDIED = union_all(
    *(
        select(table.person_id, func.max(at))
        .where(table.person_id.in_(bindparam("people", expanding=True)))
        .group_by(table.person_id)
        for table, at in (
            (Attempt, Attempt.started_at),
            (SectionFinished, SectionFinished.finished_at),
            (Review, Review.reviewed_at),
        )
    )
)
