"""The officer's table: everybody and their courses, a page at a time or all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, bindparam, func, select, union_all
from sqlalchemy.orm import Session

from school.admissions.rules.filters import ROWS_PER_PAGE, Filters
from school.admissions.rules.state import (
    CourseProgress,
    IssuedCertificate,
    State,
    find_month_start,
    judge_state,
)
from school.admissions.service.table_query import (
    IS_STUDYING,
    build_table_query,
    list_conditions,
)
from school.admissions.service.withdrawn import Withdrawals, read_withdrawals
from school.catalogue.rules.documents import Course
from school.catalogue.service.library import Library
from school.catalogue.tables import Enrolment, SectionFinished
from school.certificates.tables import Certificate
from school.credits.tables import CourseCompletion
from school.people.tables import Person
from school.quizzes.tables import Attempt
from school.studying.tables import Review


@dataclass(frozen=True)
class Row:
    """One line of the table: a person in a course."""

    progress: CourseProgress
    state: State
    # Their last quiz, section or card; None: nothing yet, or not read.
    studied_at: datetime | None = None


@dataclass(frozen=True)
class Counts:
    """The figures above the table. They are about the whole school, whatever the filter."""

    people: int  # who study
    finished: int  # courses with a valid certificate
    this_month: int  # of these, first finished in this local month


@dataclass(frozen=True)
class Overview:
    """One page of the table."""

    rows: tuple[Row, ...]
    total: int  # lines that fit the filter
    number: int  # of this page, from 1
    pages: int
    counts: Counts


def read_overview(session: Session, library: Library, filters: Filters, now: datetime) -> Overview:
    """The page of the table that `filters` asks for, or the last page if there are fewer.

    The database cuts out the page. Only a filter by state reads every line that fits the other
    filters, since a state is a rule's judgment. Six statements at most.
    """
    withdrawals = read_withdrawals(session)
    counts, total = _read_counts(session, library, filters, withdrawals, now)
    query = build_table_query(filters)
    if filters.state:
        fitting = _read_rows_in_state(session, library, query, filters.state, withdrawals, now)
        total = len(fitting)
        number, pages = _choose_page(filters.page, total)
        first = (number - 1) * ROWS_PER_PAGE
        rows = fitting[first : first + ROWS_PER_PAGE]
    else:
        number, pages = _choose_page(filters.page, total)
        query = query.limit(ROWS_PER_PAGE).offset((number - 1) * ROWS_PER_PAGE)
        rows = _read_rows(session, library, query, withdrawals, now)
    return Overview(_add_studied_at(session, rows), total, number, pages, counts)


def read_all_rows(session: Session, library: Library, filters: Filters, now: datetime) -> list[Row]:
    """Every line that fits, in order, for an export. Four statements at most."""
    query, withdrawals = build_table_query(filters), read_withdrawals(session)
    return _read_rows_in_state(session, library, query, filters.state, withdrawals, now)


def _choose_page(wanted: int, total: int) -> tuple[int, int]:
    """The number of the page to show, and the number of pages."""
    pages = max(1, -(-total // ROWS_PER_PAGE))
    return min(wanted, pages), pages


def _read_rows_in_state(
    session: Session,
    library: Library,
    query: Select[Any],
    state: str,
    withdrawals: Withdrawals,
    now: datetime,
) -> list[Row]:
    """`state`: "" for any."""
    rows = _read_rows(session, library, query, withdrawals, now)
    return [row for row in rows if state in ("", row.state.key)]


def _read_rows(
    session: Session, library: Library, query: Select[Any], withdrawals: Withdrawals, now: datetime
) -> list[Row]:
    local_now = now.astimezone(ZoneInfo(library.catalogue.school.zone))
    rows = []
    for values in session.execute(query).all():
        slug = values.course_slug
        course = library.course(session, slug, values.edition_id) if slug else None
        is_offered = slug in library.catalogue.courses
        progress = _build_progress(values, course, is_offered, withdrawals)
        rows.append(Row(progress, judge_state(progress, local_now)))
    return _mark_waiting(session, rows, withdrawals, local_now)


# The states of lines whose course may turn out to be finished, with a certificate that waits.
_MAY_WAIT = frozenset({"parts-missing", "retired", "withdrawn"})


def _mark_waiting(
    session: Session, rows: list[Row], withdrawals: Withdrawals, local_now: datetime
) -> list[Row]:
    """The rows, those of finished courses whose certificate waits judged again as such.

    One statement; none if no row may be of this kind.
    """
    people = {row.progress.person_id for row in rows if row.state.key in _MAY_WAIT}
    if not people:
        return rows
    finished = set()
    for person_id, slug, entries in session.execute(_FINISHED, {"people": sorted(people)}):
        if not withdrawals.has_reversed(entries):
            finished.add((person_id, slug))
    judged = []
    for row in rows:
        progress = row.progress
        if row.state.key in _MAY_WAIT and (progress.person_id, progress.course_slug) in finished:
            progress = replace(progress, waits=True)
            row = Row(progress, judge_state(progress, local_now))
        judged.append(row)
    return judged


_FINISHED = select(
    CourseCompletion.person_id, CourseCompletion.course_slug, CourseCompletion.entries
).where(CourseCompletion.person_id.in_(bindparam("people", expanding=True)))


def _build_progress(
    values: Any, course: Course | None, is_offered: bool, withdrawals: Withdrawals
) -> CourseProgress:
    """`values`: the columns of the table's statement, in their order."""
    (
        person_id, name, email, role, disabled, slug, _edition_id, enrolled_at,
        minutes, last_earned_at, certificate_id, code, issued_at, entries,
    ) = values  # fmt: skip
    certificate = None
    if certificate_id:
        is_withdrawn = withdrawals.has_reversed(entries)
        certificate = IssuedCertificate(certificate_id, code, issued_at, is_withdrawn)
    return CourseProgress(
        person_id=person_id,
        name=name,
        email=email,
        role=role,
        disabled=bool(disabled),
        course_slug=slug,
        course_title=course.title if course else slug or "",
        enrolled_at=enrolled_at,
        minutes=int(minutes),
        needed=course.minutes if course else None,
        is_offered=is_offered,
        last_earned_at=last_earned_at,
        certificate=certificate,
    )


def _read_counts(
    session: Session, library: Library, filters: Filters, withdrawals: Withdrawals, now: datetime
) -> tuple[Counts, int]:
    """The figures above the table, and how many lines fit the filter. One statement."""
    fitting = (
        select(func.count())
        .select_from(Person)
        .outerjoin(Enrolment, Enrolment.person_id == Person.id)
        .where(*list_conditions(filters))
    )
    month = find_month_start(now, ZoneInfo(library.catalogue.school.zone))
    statement = _COUNTS.add_columns(fitting.scalar_subquery())
    people, issued, issued_this_month, lines = session.execute(statement, {"month": month}).one()
    withdrawn = withdrawals.first_issued_at
    withdrawn_this_month = sum(issued_at >= month for issued_at in withdrawn)
    counts = Counts(
        people=people,
        finished=issued - len(withdrawn),
        this_month=issued_this_month - withdrawn_this_month,
    )
    return counts, lines


_first_certificates = select(func.count()).select_from(Certificate).where(Certificate.revision == 1)
_COUNTS = select(
    select(func.count(Person.id.distinct()))
    .outerjoin(Enrolment, Enrolment.person_id == Person.id)
    .where(IS_STUDYING)
    .scalar_subquery(),
    _first_certificates.scalar_subquery(),
    _first_certificates.where(
        Certificate.issued_at >= bindparam("month", type_=Certificate.issued_at.type)
    ).scalar_subquery(),
)


def _add_studied_at(session: Session, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, each with when its person last took a quiz, finished a section or answered a card.

    One statement.
    """
    people = {row.progress.person_id for row in rows}
    latest: dict[int, datetime] = {}
    for person_id, at in session.execute(_STUDIED, {"people": sorted(people)}):
        latest[person_id] = max(at, latest.get(person_id, at))
    return tuple(replace(row, studied_at=latest.get(row.progress.person_id)) for row in rows)


def _select_latest(person_id: Any, at: Any) -> Select[Any]:
    """The latest of these moments for each of the people asked about."""
    asked_about = person_id.in_(bindparam("people", expanding=True))
    return select(person_id, func.max(at)).where(asked_about).group_by(person_id)


_STUDIED = union_all(
    _select_latest(Attempt.person_id, Attempt.started_at),
    _select_latest(SectionFinished.person_id, SectionFinished.finished_at),
    _select_latest(Review.person_id, Review.reviewed_at),
)
