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

from sqlalchemy import Row, bindparam, func, or_, select, union_all
from sqlalchemy.orm import Session

from school.admissions.rules.filters import ROWS_PER_PAGE, Filters
from school.admissions.rules.stages import FINISHED
from school.admissions.rules.state import (
    CourseProgress,
    NewestCertificate,
    State,
    find_month_start,
    judge_state,
)
from school.admissions.service.line_facts import NO_COURSE
from school.admissions.service.table_query import TableQuery, count_lines, read_page_lines
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
    table = TableQuery(library, filters, local)
    total = count_lines(session, table)
    pages = max(1, -(-total // ROWS_PER_PAGE))
    number = min(filters.page, pages)
    lines = read_page_lines(session, table, (number - 1) * ROWS_PER_PAGE, total)
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
    table = TableQuery(library, filters, local)
    lines: list[Row[Any]] = []
    for sequence in table.list_sequences():
        lines += session.execute(sequence.read_forward()).all()
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


_line = DeskLine.__table__.c

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
