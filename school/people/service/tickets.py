"""One-time links. A random secret goes out by mail, and its hash stays here."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from school.core.refusals import NotFound
from school.people.service.people import require_address
from school.people.tables import Person, Ticket

Kind = Literal["email", "invitation", "join", "password"]
PATHS: MappingProxyType[Kind, str] = MappingProxyType(
    {
        "email": "/account/email",
        "invitation": "/invitation",
        "join": "/join",
        "password": "/password",
    }
)
LIFETIMES: MappingProxyType[Kind, timedelta] = MappingProxyType(
    {
        "email": timedelta(days=1),
        "invitation": timedelta(days=7),
        "join": timedelta(days=1),
        "password": timedelta(hours=1),
    }
)


class LinkSpent(NotFound):
    sentence = "This link no longer works: it has been used, or it is too old. Ask for a new one."


@dataclass(frozen=True)
class OpenTicket:
    """What a link that still works is for."""

    secret_hash: str
    kind: Kind
    person_id: int | None  # None for somebody who joins
    email: str
    name: str


def hash_secret(secret: str) -> str:
    """What is stored of a secret: its SHA-256, in hex.

    It needs no salt, because nobody can guess 256 random bits.
    """
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def make_secret() -> str:
    """256 random bits, in letters that can stand in an address or a cookie."""
    return secrets.token_urlsafe(32)


def issue_ticket_for_person(
    session: Session, kind: Kind, person: Person, now: datetime, email: str | None = None
) -> str:
    """Make a ticket for somebody with an account. Returns the path of its link.

    `email` is the address that opening the link proves.
    """
    ticket = Ticket(kind=kind, person_id=person.id, email=email, name=None)
    return _issue_ticket(session, ticket, kind, now)


def issue_ticket_for_joining(session: Session, email: str, name: str, now: datetime) -> str:
    """Make a ticket for somebody who isn't a person here yet. Returns the path of its link."""
    ticket = Ticket(kind="join", person_id=None, email=email, name=name)
    return _issue_ticket(session, ticket, "join", now)


def _issue_ticket(session: Session, ticket: Ticket, kind: Kind, now: datetime) -> str:
    secret = make_secret()
    ticket.secret_hash, ticket.made_at, ticket.used_at = hash_secret(secret), now, None
    ticket.expires_at = now + LIFETIMES[kind]
    session.add(ticket)
    return f"{PATHS[kind]}/{secret}"


def read_ticket(session: Session, kind: Kind, secret: str, now: datetime) -> OpenTicket:
    """What a link is for, without using it up.

    Raises LinkSpent, the same for a link that is used, too old, made up or of another kind.
    """
    row = session.execute(
        select(Ticket, Person)
        .outerjoin(Person, Person.id == Ticket.person_id)
        .where(Ticket.secret_hash == hash_secret(secret), Ticket.kind == kind)
        .where(Ticket.used_at.is_(None), Ticket.expires_at > now, Person.disabled_at.is_(None))
    ).one_or_none()
    if row is None:
        raise LinkSpent
    ticket, person = row
    if person is None:
        return OpenTicket(ticket.secret_hash, kind, None, ticket.email, ticket.name)
    email = ticket.email or require_address(person)
    return OpenTicket(ticket.secret_hash, kind, person.id, email, person.name)


def use_ticket(session: Session, ticket: OpenTicket, now: datetime) -> None:
    """Use a link up. Raises LinkSpent if another request got there first."""
    unused = (
        (Ticket.secret_hash == ticket.secret_hash)
        & Ticket.used_at.is_(None)
        & (Ticket.expires_at > now)
    )
    using = update(Ticket).where(unused).values(used_at=now).returning(Ticket.secret_hash)
    if session.scalars(using).first() is None:
        raise LinkSpent


def void_links(session: Session, person_id: int, now: datetime) -> None:
    """End every link that somebody has not used yet.

    The mailbox that the links went to may no longer be theirs.
    """
    open_links = (Ticket.person_id == person_id) & Ticket.used_at.is_(None)
    session.execute(update(Ticket).where(open_links).values(used_at=now))


def void_joining_links(session: Session, email: str, now: datetime) -> None:
    """End the other links to join with this address: it has a person now."""
    open_links = (Ticket.email == email) & (Ticket.kind == "join") & Ticket.used_at.is_(None)
    session.execute(update(Ticket).where(open_links).values(used_at=now))
