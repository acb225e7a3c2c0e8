"""The statement behind the officer's table: one line for each person and course."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from school.admissions.rules.filters import Filters, split_search_words
from school.catalogue.tables import Enrolment
from school.certificates.tables import Certificate
from school.credits.tables import LedgerEntry
from school.people.tables import Person

# The ledger's covering index answers these two. They are subqueries, so that only the lines of one
# page are summed, unless the order needs them all.
_own_entries = and_(
    LedgerEntry.person_id == Person.id, LedgerEntry.course_slug == Enrolment.course_slug
)
_minutes = (
    select(func.coalesce(func.sum(LedgerEntry.minutes), 0))
    .where(_own_entries)
    .correlate(Person, Enrolment)
)
_last_earned_at = (
    select(func.max(LedgerEntry.earned_at))
    .where(_own_entries, LedgerEntry.minutes > 0)
    .correlate(Person, Enrolment)
)
MINUTES = _minutes.scalar_subquery().label("minutes")
LAST_EARNED_AT = _last_earned_at.scalar_subquery().label("last_earned_at")

_revision = aliased(Certificate)
_newest_revision = (
    select(func.max(_revision.revision))
    .where(_revision.person_id == Person.id, _revision.course_slug == Enrolment.course_slug)
    .correlate(Person, Enrolment)
    .scalar_subquery()
)
_is_newest_certificate = and_(
    Certificate.person_id == Person.id,
    Certificate.course_slug == Enrolment.course_slug,
    Certificate.revision == _newest_revision,
)
_TABLE = (
    select(
        Person.id,
        Person.name,
        Person.email,
        Person.role,
        Person.disabled_at.is_not(None),
        Enrolment.course_slug,
        Enrolment.edition_id,
        Enrolment.enrolled_at,
        MINUTES,
        LAST_EARNED_AT,
        Certificate.id.label("certificate_id"),
        Certificate.code,
        Certificate.issued_at,
        Certificate.entries,
    )
    .outerjoin(Enrolment, Enrolment.person_id == Person.id)
    .outerjoin(Certificate, _is_newest_certificate)
)
IS_STUDYING = or_(Person.role == "student", Enrolment.id.is_not(None))

# What a line needs to be in a state at all; the rule decides the rest.
_UNFINISHED = and_(Enrolment.id.is_not(None), Certificate.id.is_(None))
_MAY_HAVE_STATE: dict[str, ColumnElement[bool]] = {
    "finished": Certificate.id.is_not(None),
    "withdrawn": Certificate.id.is_not(None),
    "certificate-waits": Enrolment.id.is_not(None),
    "not-enrolled": Enrolment.id.is_(None),
}
_BY_NAME: tuple[Any, ...] = (Person.sort_name, Person.id, Enrolment.course_slug)
_SORT_COLUMNS: dict[str, ColumnElement[Any]] = {
    "course": Enrolment.course_slug.expression,
    "hours": MINUTES,
    "last": LAST_EARNED_AT,
    "certificate": Certificate.issued_at.expression,
}


def build_table_query(filters: Filters) -> Select[Any]:
    """The table's statement, filtered and ordered. Lines without a value come last either way.

    It can't filter by state, which is a rule's judgment, but it leaves out lines that can't have
    the state asked for.
    """
    query = _TABLE.where(*list_conditions(filters))
    if filters.state:
        query = query.where(_MAY_HAVE_STATE.get(filters.state, _UNFINISHED))
    return query.order_by(*_list_order(filters))


def _list_order(filters: Filters) -> tuple[Any, ...]:
    if filters.sort == "name":
        if filters.falling:
            return tuple(column.desc() for column in _BY_NAME)
        return _BY_NAME
    column = _SORT_COLUMNS[filters.sort]
    first = column.desc() if filters.falling else column.asc()
    return (first.nulls_last(), *_BY_NAME)


def list_conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """What `filters` asks of a line's person and enrollment; its state aside."""
    conditions: list[ColumnElement[bool]] = []
    for word in split_search_words(filters.words):
        in_name = Person.sort_name.contains(word, autoescape=True)
        in_email = Person.email.contains(word, autoescape=True)
        conditions.append(or_(in_name, in_email))
    if filters.course:
        conditions.append(Enrolment.course_slug == filters.course)
    if filters.role == "studying":
        conditions.append(IS_STUDYING)
    elif filters.role != "everyone":
        conditions.append(Person.role == filters.role)
    return conditions
