"""What an administrator does with accounts: invite people, change roles, disable, enable."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.identity import Identity, Role, judge_role
from school.core.projections import note_person
from school.core.refusals import Conflict, Forbidden
from school.people.rules.letters import write_invitation_letter
from school.people.service import tickets
from school.people.service.audit import record_act
from school.people.service.devices import forget_devices
from school.people.service.joining import add_person
from school.people.service.mail import queue_letter
from school.people.service.people import require_address
from school.people.service.sign_in import end_sign_ins
from school.people.tables import Person


class NotYourOwn(Forbidden):
    sentence = "You can't change your own role or disable yourself. Ask another administrator."


class LastAdmin(Conflict):
    sentence = "The school needs at least one administrator. Make someone else one first."


class HasPassword(Conflict):
    sentence = "This person has already accepted their invitation."


def invite_person(
    session: Session, who: Identity, email: str, name: str, role: Role, site: str, now: datetime
) -> Person:
    """Make an account without a password and send its owner a link to choose one.

    Raises AddressTaken.
    """
    person = add_person(session, email, name, role, None, now)
    tickets.void_joining_links(session, email, now)
    record_act(session, who, "person:invite", f"person/{person.id}", {"role": role}, now)
    _send_invitation(session, who, person, site, now)
    return person


def resend_invitation(
    session: Session, who: Identity, person: Person, site: str, now: datetime
) -> None:
    """Send the invitation once more. The links sent before stop working.

    Raises HasPassword or NoAddress.
    """
    if person.password_hash is not None:
        raise HasPassword
    tickets.void_links(session, person.id, now)
    record_act(session, who, "person:invite-again", f"person/{person.id}", {}, now)
    _send_invitation(session, who, person, site, now)


def _send_invitation(
    session: Session, who: Identity, person: Person, site: str, now: datetime
) -> None:
    address = require_address(person)
    link = site + tickets.issue_ticket_for_person(session, "invitation", person, now)
    letter = write_invitation_letter(person.name, who.name or "The school", link)
    queue_letter(session, address, letter, now)


def change_role(session: Session, who: Identity, person: Person, role: Role, now: datetime) -> None:
    """Give somebody another role. Their sign-ins end, so that it takes effect at once.

    Raises NotYourOwn or LastAdmin.
    """
    judge_role(role)
    if role == person.role:
        return
    _refuse_own(who, person)
    if person.role == "admin":
        _refuse_last_admin(session, person)
    detail = {"from": person.role, "to": role}
    record_act(session, who, "person:role", f"person/{person.id}", detail, now)
    person.role = role
    note_person(session, person.id)
    session.flush()  # the row is locked before its sign-ins are deleted
    end_sign_ins(session, person.id)


def disable_account(session: Session, who: Identity, person: Person, now: datetime) -> None:
    """Close an account: sign-ins and links stop working, and nothing is deleted.

    Raises NotYourOwn or LastAdmin.
    """
    if person.disabled_at is not None:
        return
    _refuse_own(who, person)
    if person.role == "admin":
        _refuse_last_admin(session, person)
    person.disabled_at = now
    session.flush()  # the row is locked before its sign-ins are deleted
    detail = {"sign_ins_ended": end_sign_ins(session, person.id)}
    forget_devices(session, person.id)
    tickets.void_links(session, person.id, now)
    record_act(session, who, "person:disable", f"person/{person.id}", detail, now)


def enable_account(session: Session, who: Identity, person: Person, now: datetime) -> None:
    """Open a closed account again, with its old password."""
    if person.disabled_at is None:
        return
    person.disabled_at = None
    record_act(session, who, "person:enable", f"person/{person.id}", {}, now)


def _refuse_own(who: Identity, person: Person) -> None:
    if person.id == who.id:
        raise NotYourOwn


def _refuse_last_admin(session: Session, person: Person) -> None:
    # Locked in order of their ids, so that two administrators who remove each other take turns.
    admins = (
        select(Person.id)
        .where(Person.role == "admin", Person.disabled_at.is_(None))
        .order_by(Person.id)
    )
    if set(session.scalars(admins.with_for_update())) <= {person.id}:
        raise LastAdmin
