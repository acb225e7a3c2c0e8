"""Joining. Opening a link makes the account, so that the page says the same to everybody."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.core.identity import Identity, Role, judge_role
from school.core.projections import note_person
from school.core.refusals import Conflict
from school.people.rules.letters import write_join_letter, write_known_address_letter
from school.people.rules.names import make_sort_name
from school.people.service import tickets
from school.people.service.audit import record_act
from school.people.service.mail import queue_letter
from school.people.service.mail_requests import note_mail_request
from school.people.service.people import find_person_by_email
from school.people.tables import Person, PersonName


class AddressTaken(Conflict):
    sentence = "This address already has an account."


def ask_to_join(
    session: Session, email: str, name: str, network: str, site: str, now: datetime
) -> None:
    """Send a link that finishes joining, or tell the owner of an account that they have one.

    The caller can't tell which. `email` and `name` are clean; `site` is the school's base URL.
    Raises TooManyLetters for a network that asks too often.
    """
    if not note_mail_request(session, "proof", email, network, now):
        return
    if find_person_by_email(session, email):
        letter = write_known_address_letter(site)
    else:
        path = tickets.issue_ticket_for_joining(session, email, name, now)
        letter = write_join_letter(site + path)
    queue_letter(session, email, letter, now)


def finish_joining(
    session: Session, ticket: tickets.OpenTicket, password_hash: str, now: datetime
) -> Identity:
    """Make the account that a link to join is for.

    Raises LinkSpent, or AddressTaken if another request got there first.
    """
    tickets.use_ticket(session, ticket, now)
    tickets.void_joining_links(session, ticket.email, now)
    person = add_person(session, ticket.email, ticket.name, "student", password_hash, now)
    who = Identity(person.id, person.name, ticket.email, "student", "")
    record_act(session, who, "person:join", f"person/{person.id}", {}, now)
    return who


def add_person(
    session: Session, email: str, name: str, role: Role, password_hash: str | None, now: datetime
) -> Person:
    """Make an account and start the history of its names. Raises AddressTaken."""
    judge_role(role)
    person = Person(
        email=email,
        name=name,
        sort_name=make_sort_name(name),
        role=role,
        password_hash=password_hash,
        joined_at=now,
        disabled_at=None,
    )
    try:
        with session.begin_nested():  # so that only this insert is undone
            session.add(person)
    except IntegrityError as refused:
        raise AddressTaken from refused
    session.add(PersonName(person_id=person.id, name=name, from_at=now))
    note_person(session, person.id)
    return person
