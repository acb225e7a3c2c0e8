"""The officer's table: everybody and their courses, found, ordered and cut into pages by the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from school.admissions.rules.filters import ROWS_PER_PAGE, Filters, search_words
from school.admissions.rules.state import Issued, Progress, State, month_begin, state_of
from school.catalogue.rules.documents import Course
from school.catalogue.service.library import Library
from school.catalogue.tables import Enrollment, SectionFinished
from school.certificates.tables import Certificate
from school.credits.tables import CourseCompletion, LedgerEntry
from school.people.tables import Person
from school.quizzes.tables import Attempt
from school.studying.tables import Review


@dataclass(frozen=True)
class Row:
    """One line of the table: somebody in a course."""

    progress: Progress
    state: State
    studied_at: (
        datetime | None
    )  # the last quiz, section or card; None: nothing yet, or not asked for


@dataclass(frozen=True)
class Counts:
    """The line over the table; about the whole school, whatever the filter."""

    people: int  # who study
    finished: int  # courses with a certificate that stands
    this_month: int  # of these, first finished in the local month


@dataclass(frozen=True)
class Overview:
    """One page of the table."""

    rows: tuple[Row, ...]
    total: int  # lines that fit the filter
    number: int  # of this page, from 1
    pages: int
    counts: Counts


def overview(session: Session, library: Library, filters: Filters, now: datetime) -> Overview:
    """The page of the table that `filters` asks for; the last one where there are fewer. Six statements at most.

    A state is a judgement over hours, certificates and the time since: asking for one reads every line that fits
    the other filters. All else is cut in the database.
    """
    withdrawn = _Withdrawn(session)
    counts, fitting = _counts(session, library, filters, withdrawn, now)
    if filters.state:
        lines = [
            line
            for line in _lines(session, library, _ordered(filters), withdrawn, now)
            if _fits(line, filters)
        ]
        number, pages = _pages(filters.page, len(lines))
        first = (number - 1) * ROWS_PER_PAGE
        total, lines = len(lines), lines[first : first + ROWS_PER_PAGE]
    else:
        total = fitting
        number, pages = _pages(filters.page, total)
        cut = _ordered(filters).limit(ROWS_PER_PAGE).offset((number - 1) * ROWS_PER_PAGE)
        lines = _lines(session, library, cut, withdrawn, now)
    studied = _studied(session, {progress.person_id for progress, _state in lines})
    rows = tuple(Row(progress, state, studied.get(progress.person_id)) for progress, state in lines)
    return Overview(rows, total, number, pages, counts)


def all_rows(session: Session, library: Library, filters: Filters, now: datetime) -> list[Row]:
    """Every line that fits, in order, for a file that leaves the school. Four statements at most."""
    lines = _lines(session, library, _ordered(filters), _Withdrawn(session), now)
    return [
        Row(progress, state, None) for progress, state in lines if _fits((progress, state), filters)
    ]


Line = tuple[Progress, State]


def _fits(line: Line, filters: Filters) -> bool:
    return not filters.state or line[1].key == filters.state


def _pages(asked: int, total: int) -> tuple[int, int]:
    """The number of the page to show, and of pages."""
    pages = max(1, -(-total // ROWS_PER_PAGE))
    return min(asked, pages), pages


class _Withdrawn:
    """Which certificates stand on an entry that was reversed, and when the courses of the newest were first finished.

    Reversals are few, so all of them are read.
    """

    def __init__(self, session: Session) -> None:
        self.entries = frozenset(session.scalars(_REVERSED))
        newest: dict[tuple[int, str], list[Any]] = {}
        first: dict[tuple[int, str], datetime] = {}
        for person_id, course_slug, entries, issued_at in session.execute(_TOUCHED):
            newest[person_id, course_slug] = entries
            first.setdefault((person_id, course_slug), issued_at)
        self.finished_at = tuple(
            first[key] for key, entries in newest.items() if self.touches(entries)
        )

    def touches(self, entries: Iterable[int]) -> bool:
        return not self.entries.isdisjoint(entries)


_is_reversal = (
    LedgerEntry.reverses_id > 0
)  # said so that SQLite takes the index; “is not null” reads the whole ledger
_REVERSED = select(LedgerEntry.reverses_id).where(_is_reversal)
_TOUCHED = (
    select(
        Certificate.person_id, Certificate.course_slug, Certificate.entries, Certificate.issued_at
    )
    .where(Certificate.person_id.in_(select(LedgerEntry.person_id).where(_is_reversal)))
    .order_by(Certificate.revision)
)

# Answered by the ledger's covering index, for the people of one page only where the order does not need more.
_own_lines = and_(
    LedgerEntry.person_id == Person.id, LedgerEntry.course_slug == Enrollment.course_slug
)
_minutes = (
    select(func.coalesce(func.sum(LedgerEntry.minutes), 0))
    .where(_own_lines)
    .correlate(Person, Enrollment)
)
_last = (
    select(func.max(LedgerEntry.earned_at))
    .where(_own_lines, LedgerEntry.minutes > 0)
    .correlate(Person, Enrollment)
)
MINUTES = _minutes.scalar_subquery().label("minutes")
LAST = _last.scalar_subquery().label("last_earned_at")

_newer = aliased(Certificate)
_newest = (
    select(func.max(_newer.revision))
    .where(_newer.person_id == Person.id, _newer.course_slug == Enrollment.course_slug)
    .correlate(Person, Enrollment)
    .scalar_subquery()
)
_ISSUED = and_(
    Certificate.person_id == Person.id,
    Certificate.course_slug == Enrollment.course_slug,
    Certificate.revision == _newest,
)
_TABLE = (
    select(
        Person.id,
        Person.name,
        Person.email,
        Person.role,
        Person.disabled_at.is_not(None),
        Enrollment.course_slug,
        Enrollment.edition_id,
        Enrollment.enrolled_at,
        MINUTES,
        LAST,
        Certificate.id.label("certificate_id"),
        Certificate.code,
        Certificate.issued_at,
        Certificate.entries,
    )
    .outerjoin(Enrollment, Enrollment.person_id == Person.id)
    .outerjoin(Certificate, _ISSUED)
)
_UNFINISHED = and_(Enrollment.id.is_not(None), Certificate.id.is_(None))
_CAN_BE: dict[str, ColumnElement[bool]] = {
    "finished": Certificate.id.is_not(None),
    "withdrawn": Certificate.id.is_not(None),
    "certificate-waits": Enrollment.id.is_not(None),
    "not-enrolled": Enrollment.id.is_(None),
}
_BY_NAME: tuple[Any, ...] = (Person.sort_name, Person.id, Enrollment.course_slug)
_ORDERS: dict[str, ColumnElement[Any]] = {
    "course": Enrollment.course_slug.expression,
    "hours": MINUTES,
    "last": LAST,
    "certificate": Certificate.issued_at.expression,
}


def _ordered(filters: Filters) -> Select[Any]:
    """The table's statement in the order asked for; what has no value comes last either way.

    Where a state is asked for, lines that cannot have it are left out; the judgement itself is the rule's.
    """
    query = _TABLE.where(*_conditions(filters))
    if filters.state:
        query = query.where(_CAN_BE.get(filters.state, _UNFINISHED))
    if filters.sort == "name":
        return query.order_by(*((c.desc() for c in _BY_NAME) if filters.falling else _BY_NAME))
    column = _ORDERS[filters.sort]
    return query.order_by(
        (column.desc() if filters.falling else column.asc()).nulls_last(), *_BY_NAME
    )


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        or_(
            Person.sort_name.contains(word, autoescape=True),
            Person.email.contains(word, autoescape=True),
        )
        for word in search_words(filters.words)
    ]
    if filters.course:
        conditions.append(Enrollment.course_slug == filters.course)
    if filters.role == "studying":
        conditions.append(_STUDYING)
    elif filters.role != "everyone":
        conditions.append(Person.role == filters.role)
    return conditions


_STUDYING = or_(Person.role == "student", Enrollment.id.is_not(None))


def _lines(
    session: Session, library: Library, query: Select[Any], withdrawn: _Withdrawn, now: datetime
) -> list[Line]:
    local = now.astimezone(ZoneInfo(library.catalogue.school.zone))
    lines = []
    for row in session.execute(query).all():
        course = (
            library.find_course(session, row.course_slug, row.edition_id)
            if row.course_slug
            else None
        )
        is_offered = row.course_slug in library.catalogue.courses
        progress = _progress(row, course, is_offered, withdrawn)
        lines.append((progress, state_of(progress, local)))
    return _with_waiting(session, lines, withdrawn, local)


# What a line is said to be, before it is known whether its course is finished and its certificate waits.
_MAY_WAIT = frozenset({"parts-missing", "retired", "withdrawn"})


def _with_waiting(
    session: Session, lines: list[Line], withdrawn: _Withdrawn, local: datetime
) -> list[Line]:
    """The lines, with those told apart that have everything but their certificate, which waits.

    One statement, and none where no line can be such.
    """
    people = {progress.person_id for progress, state in lines if state.key in _MAY_WAIT}
    if not people:
        return lines
    finished = {
        (person_id, slug)
        for person_id, slug, entries in session.execute(_FINISHED, {"people": sorted(people)})
        if not withdrawn.touches(entries)
    }
    judged = []
    for progress, state in lines:
        if (progress.person_id, progress.course_slug) in finished and state.key in _MAY_WAIT:
            progress = replace(progress, waits=True)
            state = state_of(progress, local)
        judged.append((progress, state))
    return judged


_FINISHED = select(
    CourseCompletion.person_id, CourseCompletion.course_slug, CourseCompletion.entries
).where(CourseCompletion.person_id.in_(bindparam("people", expanding=True)))


def _progress(row: Any, course: Course | None, is_offered: bool, withdrawn: _Withdrawn) -> Progress:
    (
        person_id, name, email, role, disabled, slug, _edition_id, enrolled_at, minutes, last,
        number, code, issued_at, entries,
    ) = row  # fmt: skip
    return Progress(
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
        last_earned_at=last,
        certificate=Issued(number, code, issued_at, withdrawn.touches(entries)) if number else None,
    )


def _counts(
    session: Session, library: Library, filters: Filters, withdrawn: _Withdrawn, now: datetime
) -> tuple[Counts, int]:
    """The line over the table, and how many lines fit the filter. One statement."""
    fitting = (
        select(func.count())
        .select_from(Person)
        .outerjoin(Enrollment, Enrollment.person_id == Person.id)
    )
    fitting = fitting.where(*_conditions(filters))
    month = month_begin(now, ZoneInfo(library.catalogue.school.zone))
    row = session.execute(_COUNTS.add_columns(fitting.scalar_subquery()), {"month": month}).one()
    gone = withdrawn.finished_at
    this_month = row[2] - sum(at >= month for at in gone)
    return Counts(people=row[0], finished=row[1] - len(gone), this_month=this_month), row[3]


_firsts = select(func.count()).select_from(Certificate).where(Certificate.revision == 1)
_COUNTS = select(
    select(func.count(Person.id.distinct()))
    .outerjoin(Enrollment, Enrollment.person_id == Person.id)
    .where(_STUDYING)
    .scalar_subquery(),
    _firsts.scalar_subquery(),
    _firsts.where(
        Certificate.issued_at >= bindparam("month", type_=Certificate.issued_at.type)
    ).scalar_subquery(),
)


def _studied(session: Session, people: set[int]) -> dict[int, datetime]:
    """When each of these people last took a quiz, finished a section or answered a card. One statement."""
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
