"""What people do with their own account: name, address, password."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.core.identity import Identity, identity_of
from school.core.projections import note_person
from school.people.rules.letters import changed_letter, confirm_letter, known_letter, moved_letter
from school.people.rules.names import sort_name
from school.people.service import tickets
from school.people.service.audit import audit
from school.people.service.joining import AddressTaken
from school.people.service.mail import post
from school.people.service.people import address_of, person_by_email
from school.people.service.sign_in import (
    Browser,
    Opened,
    Proven,
    end_sign_ins,
    open_browser,
    settle,
)
from school.people.service.tries import note_mail_request
from school.people.tables import Person, PersonName


def change_name(session: Session, who: Identity, name: str, now: datetime) -> None:
    """Take a new (clean) name from now on. The old one stays in the history, and on what was issued under it."""
    person = session.get_one(Person, who.id)
    if person.name == name:
        return
    audit(session, who, "person:rename", f"person/{who.id}", {"from": person.name, "to": name}, now)
    person.name, person.sort_name = name, sort_name(name)
    session.add(PersonName(person_id=who.id, name=name, from_at=now))
    note_person(session, who.id)


def ask_for_email(
    session: Session, proven: Proven, email: str, network: str, site: str, now: datetime
) -> None:
    """Send a link to a new address, which becomes the account's when the link is opened.

    Says nothing where that address has an account already; its owner gets a letter. Raises WrongSignIn where the
    account changed meanwhile, and TooManyTries for a network that asks too often.
    """
    who = settle(session, proven)
    audit(session, who, "person:ask-email", f"person/{who.id}", {"to": email}, now)
    if not note_mail_request(session, email, network, now):
        return
    if person_by_email(session, email):
        post(session, email, known_letter(site), now)
    else:
        person = session.get_one(Person, who.id)
        link = site + tickets.issue_for_person(session, "email", person, now, email)
        post(session, email, confirm_letter(who.name, link), now)


def change_email(session: Session, ticket: tickets.Opened, now: datetime) -> None:
    """Move an account to the address that the link proves; tell the old one. Raises LinkSpent or AddressTaken."""
    tickets.use(session, ticket, now)
    person = session.get_one(Person, ticket.person_id, with_for_update=True)
    old = address_of(person)
    try:
        with session.begin_nested():
            session.execute(update(Person).where(Person.id == person.id).values(email=ticket.email))
    except IntegrityError as refused:
        raise AddressTaken from refused
    tickets.void_links_of(session, person.id, now)  # they went to the old mailbox
    tickets.void_joining(session, ticket.email, now)
    post(session, old, moved_letter(person.name, ticket.email), now)
    who = identity_of(person.id, person.name, ticket.email, person.role)
    audit(
        session, who, "person:email", f"person/{person.id}", {"from": old, "to": ticket.email}, now
    )


def change_password(
    session: Session, proven: Proven, password_hash: str, browser: Browser, site: str, now: datetime
) -> Opened:
    """Take a new password; every sign-in ends, and this browser gets a new one. Raises WrongSignIn where the
    account changed meanwhile.
    """
    who = settle(session, proven)
    session.execute(update(Person).where(Person.id == who.id).values(password_hash=password_hash))
    ended = end_sign_ins(session, who.id)
    tickets.void_links_of(session, who.id, now)
    post(session, who.email, changed_letter(who.name, site), now)
    audit(session, who, "person:password", f"person/{who.id}", {"sign_ins_ended": ended}, now)
    return open_browser(session, who, browser, now)
