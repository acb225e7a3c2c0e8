"""Finds people by id, by address, and for a table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from school.core.refusals import Conflict
from school.people.rules.emails import is_email, normalize_email
from school.people.service.search import match_people
from school.people.tables import Person, PersonName, SignIn

PEOPLE_A_PAGE = 50

PersonRow = Row[int, str, str | None, str, datetime, datetime | None, bool]


class NoAddress(Conflict):
    sentence = "This person has no email address here, so nothing can be sent to them."


@dataclass(frozen=True)
class Brief:
    """A person in one line of somebody else's page."""

    id: int
    name: str
    email: str | None


def find_people_by_id(session: Session, ids: Collection[int]) -> dict[int, Brief]:
    """The people with these ids; an id that is nobody's is left out. One statement."""
    rows = session.execute(
        select(Person.id, Person.name, Person.email).where(Person.id.in_(sorted(set(ids))))
    )
    return {row.id: Brief(row.id, row.name, row.email) for row in rows}


def find_person(session: Session, person_id: int) -> Person | None:
    """The person with this id, disabled or not."""
    return session.get(Person, person_id)


def find_person_by_email(session: Session, email: str) -> Person | None:
    """The person with this address, however it is typed; disabled or not."""
    address = normalize_email(email)
    if not is_email(address):
        return None  # nobody can have it, and a database might refuse its characters
    return session.scalar(select(Person).where(Person.email == address))


def require_address(person: Person) -> str:
    """Where a person gets mail. Raises NoAddress for somebody known only from records."""
    if person.email is None:
        raise NoAddress
    return person.email


def list_names(session: Session, person_id: int) -> list[PersonName]:
    """Every name that somebody has had here, the newest first."""
    names = select(PersonName).where(PersonName.person_id == person_id)
    newest_first = names.order_by(PersonName.from_at.desc(), PersonName.id.desc())
    return list(session.scalars(newest_first))


def list_sign_ins(session: Session, person_id: int, now: datetime) -> list[SignIn]:
    """The browsers in which somebody is signed in, the newest first."""
    sign_ins = select(SignIn).where(SignIn.person_id == person_id, SignIn.expires_at > now)
    return list(session.scalars(sign_ins.order_by(SignIn.started_at.desc())))


@dataclass(frozen=True)
class PeoplePage:
    """Some of the people, by family name, and how many match the search in all."""

    people: Sequence[PersonRow]
    total: int


def read_people_page(session: Session, search: str, number: int) -> PeoplePage:
    """One page (numbered from 1) of those who are found by every word of the search.

    Two statements.
    """
    matches = match_people(Person.__table__.c.id, search)
    people = session.execute(
        select(
            Person.id,
            Person.name,
            Person.email,
            Person.role,
            Person.joined_at,
            Person.disabled_at,
            Person.password_hash.is_(None).label("invited"),
        )
        .where(*matches)
        .order_by(Person.sort_name, Person.id)
        .limit(PEOPLE_A_PAGE)
        .offset((number - 1) * PEOPLE_A_PAGE)
    ).all()
    total = session.scalar(select(func.count()).select_from(Person).where(*matches)) or 0
    return PeoplePage(people, total)
