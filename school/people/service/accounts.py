"""What people do with their own account: change its name, address or password."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.core.identity import Identity, identity_of
from school.core.projections import note_person
from school.people.rules.letters import (
    write_confirmation_letter,
    write_known_address_letter,
    write_new_address_letter,
    write_password_changed_letter,
)
from school.people.rules.names import make_sort_name
from school.people.service import tickets
from school.people.service.audit import record_act
from school.people.service.devices import Browser, forget_devices
from school.people.service.joining import AddressTaken
from school.people.service.mail import queue_letter
from school.people.service.mail_requests import note_mail_request
from school.people.service.people import find_person_by_email, require_address
from school.people.service.proving import Proven, settle_try
from school.people.service.sign_in import NewSignIn, end_sign_ins, start_sign_in
from school.people.tables import Person, PersonName


def change_name(session: Session, who: Identity, name: str, now: datetime) -> None:
    """Take a new (clean) name from now on.

    The old one stays in the history and on everything that was issued under it.
    """
    person = session.get_one(Person, who.id)
    if person.name == name:
        return
    detail = {"from": person.name, "to": name}
    record_act(session, who, "person:rename", f"person/{who.id}", detail, now)
    person.name, person.sort_name = name, make_sort_name(name)
    session.add(PersonName(person_id=who.id, name=name, from_at=now))
    note_person(session, who.id)


def ask_for_email(
    session: Session, proven: Proven, email: str, network: str, site: str, now: datetime
) -> None:
    """Send a link to a new address, which becomes the account's when the link is opened.

    If that address already has an account, its owner gets a letter and the reader is not told.
    Raises WrongSignIn if the account has changed meanwhile, and TooManyLetters for a network that
    asks too often.
    """
    who = settle_try(session, proven)
    record_act(session, who, "person:ask-email", f"person/{who.id}", {"to": email}, now)
    if not note_mail_request(session, "proof", email, network, now):
        return
    if find_person_by_email(session, email):
        queue_letter(session, email, write_known_address_letter(site), now)
    else:
        person = session.get_one(Person, who.id)
        link = site + tickets.issue_ticket_for_person(session, "email", person, now, email)
        queue_letter(session, email, write_confirmation_letter(who.name, link), now)


def change_email(session: Session, ticket: tickets.OpenTicket, now: datetime) -> None:
    """Move an account to the address that the link proves, and tell the old address.

    Raises LinkSpent or AddressTaken.
    """
    tickets.use_ticket(session, ticket, now)
    person = session.get_one(Person, ticket.person_id, with_for_update=True)
    old_email = require_address(person)
    try:
        with session.begin_nested():
            session.execute(update(Person).where(Person.id == person.id).values(email=ticket.email))
    except IntegrityError as refused:
        raise AddressTaken from refused
    tickets.void_links(session, person.id, now)  # they went to the old mailbox
    tickets.void_joining_links(session, ticket.email, now)
    queue_letter(session, old_email, write_new_address_letter(person.name, ticket.email), now)
    who = identity_of(person.id, person.name, ticket.email, person.role)
    note_person(session, person.id)
    detail = {"from": old_email, "to": ticket.email}
    record_act(session, who, "person:email", f"person/{person.id}", detail, now)


def change_password(
    session: Session, proven: Proven, password_hash: str, browser: Browser, site: str, now: datetime
) -> NewSignIn:
    """Take a new password. Every sign-in ends, and this browser gets a new one.

    Raises WrongSignIn if the account has changed meanwhile.
    """
    who = settle_try(session, proven)
    session.execute(update(Person).where(Person.id == who.id).values(password_hash=password_hash))
    ended = end_sign_ins(session, who.id)
    forget_devices(session, who.id)
    tickets.void_links(session, who.id, now)
    queue_letter(session, who.email, write_password_changed_letter(who.name, site), now)
    record_act(session, who, "person:password", f"person/{who.id}", {"sign_ins_ended": ended}, now)
    return start_sign_in(session, who, browser, now)
