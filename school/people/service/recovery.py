"""Choosing a password by a link sent by mail: after forgetting it, or after an invitation."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from school.core.identity import Identity, identity_of
from school.people.rules.letters import write_password_changed_letter, write_password_letter
from school.people.service import tickets
from school.people.service.audit import record_act
from school.people.service.devices import forget_devices
from school.people.service.mail import queue_letter
from school.people.service.mail_requests import note_mail_request
from school.people.service.people import find_person_by_email, require_address
from school.people.service.sign_in import end_sign_ins
from school.people.service.tries import forget_tries_for
from school.people.tables import Person


def send_password_link(
    session: Session, email: str, network: str, site: str, now: datetime
) -> None:
    """Send a link to choose a new password, if the address has an account.

    The caller isn't told whether it has.
    """
    if not note_mail_request(session, "password", email, network, now):
        return
    person = find_person_by_email(session, email)
    if person and person.disabled_at is None:
        link = site + tickets.issue_ticket_for_person(session, "password", person, now)
        letter = write_password_letter(person.name, link)
        queue_letter(session, require_address(person), letter, now)


def choose_password(
    session: Session, ticket: tickets.OpenTicket, password_hash: str, site: str, now: datetime
) -> Identity:
    """Set the password that somebody chose by a link (`password` or `invitation`).

    Every sign-in and every other link of theirs ends, no device is known any more, and wrong
    tries are forgotten, so that nothing stands in their way. Raises LinkSpent if another request
    got there first.
    """
    tickets.use_ticket(session, ticket, now)
    person = session.get_one(Person, ticket.person_id, with_for_update=True)
    if person.disabled_at is not None:
        raise tickets.LinkSpent
    person.password_hash = password_hash
    session.flush()  # the row is locked before its sign-ins are deleted
    detail = {"sign_ins_ended": end_sign_ins(session, person.id)}
    tickets.void_links(session, person.id, now)
    email = require_address(person)
    forget_devices(session, person.id)
    forget_tries_for(session, email)
    if ticket.kind == "password":
        queue_letter(session, email, write_password_changed_letter(person.name, site), now)
    who = identity_of(person.id, person.name, email, person.role)
    record_act(session, who, f"person:{ticket.kind}", f"person/{person.id}", detail, now)
    return who
