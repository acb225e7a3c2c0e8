"""Which lines of the officer's table fit a filter, in which order, and cut into pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, true
from sqlalchemy.orm import Session

from school.admissions.rules.filters import ROWS_PER_PAGE, Filters, read_number
from school.admissions.rules.stages import UNDER_WAY, UNFINISHED
from school.admissions.rules.state import find_quiet_limit
from school.admissions.service.line_facts import NO_COURSE
from school.admissions.service.numbers import select_owner
from school.admissions.tables import DeskLine, DeskTotal
from school.catalogue.service.library import Library
from school.people.service.search import match_people

_line = DeskLine.__table__.c
_BY_NAME = (_line.sort_name, _line.person_id, _line.course_slug)
# What each order begins with. Lines that lack it come last, by name, whichever way it goes.
_FIRST_COLUMN = {
    "course": _line.course_slug,
    "hours": _line.minutes,
    "last": _line.last_earned_at,
    "certificate": _line.issued_at,
}


@dataclass(frozen=True)
class LineSequence:
    """Lines in an order that an index has, so that they can be read from either end."""

    query: Select[Any]
    columns: tuple[ColumnElement[Any], ...]
    falling: bool

    def read_forward(self) -> Select[Any]:
        return self.query.order_by(*self._order(self.falling))

    def read_backward(self) -> Select[Any]:
        return self.query.order_by(*self._order(not self.falling))

    def _order(self, falling: bool) -> list[ColumnElement[Any]]:
        return [column.desc() if falling else column.asc() for column in self.columns]


class TableQuery:
    """What a filter asks for, as conditions of the database."""

    def __init__(self, library: Library, filters: Filters, local: datetime) -> None:
        self.filters = filters
        self.local = local
        self._offered = sorted(library.catalogue.courses)

    def list_sequences(self) -> tuple[LineSequence, ...]:
        """The lines that fit: as one sequence, or as those that have what they are ordered by, then
        the others."""
        query = self._apply(select(*_line))
        falling = self.filters.falling
        if self.filters.sort == "name":
            return (LineSequence(query, _BY_NAME, falling),)
        column = _FIRST_COLUMN[self.filters.sort]
        lacks = column == NO_COURSE if column is _line.course_slug else column.is_(None)
        has = column != NO_COURSE if column is _line.course_slug else column.is_not(None)
        return (
            LineSequence(query.where(has), (column, *_BY_NAME), falling),
            LineSequence(query.where(lacks), _BY_NAME, False),
        )

    def build_count(self) -> Select[Any]:
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
        if self.filters.words:
            query = query.where(self._about_people())
        return query

    def _about_people(self) -> ColumnElement[bool]:
        """Whether a line is about somebody who was looked for, by name or by a number of ours."""
        by_name = and_(true(), *match_people(_line.person_id, self.filters.words))
        number = read_number(self.filters.words)
        if number is None:
            return by_name
        return or_(by_name, _line.person_id.in_(select_owner(number)))

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


def count_lines(session: Session, table: TableQuery) -> int:
    """How many lines fit. One statement."""
    return int(session.scalar(table.build_count()) or 0)


def read_page_lines(
    session: Session, table: TableQuery, start: int, total: int
) -> Sequence[Row[Any]]:
    """The lines from place `start` on, at most a page of them.

    Places in the second half are counted from the end: the last page costs what the first does.
    """
    size = min(ROWS_PER_PAGE, total - start)
    if size <= 0:
        return []
    sequences = table.list_sequences()
    if start <= total // 2:
        return _cut_page(
            session, [(sequence, sequence.read_forward()) for sequence in sequences], start, size
        )
    from_end = [(sequence, sequence.read_backward()) for sequence in reversed(sequences)]
    lines = _cut_page(session, from_end, total - start - size, size)
    return list(reversed(lines))


def _cut_page(
    session: Session, sequences: Sequence[tuple[LineSequence, Select[Any]]], start: int, size: int
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
        start = 0 if lines else start - _count_lines_of(session, sequence)
    return lines


def _count_lines_of(session: Session, sequence: LineSequence) -> int:
    return session.scalar(select(func.count()).select_from(sequence.query.subquery())) or 0
