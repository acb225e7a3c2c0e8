"""Proving a password: the tries are counted, and the slow hash runs outside of any transaction."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from school.core.identity import Identity, identity_of
from school.core.refusals import Invalid
from school.db import Database
from school.people.service.devices import Browser
from school.people.service.passwords import is_right_password, refresh_hash
from school.people.service.people import find_person_by_email
from school.people.service.tries import (
    Target,
    TooManySignIns,
    forget_own_tries,
    forget_try,
    hash_account,
    note_try,
    refuse_too_many,
)
from school.people.tables import Person

log = logging.getLogger("school")


class WrongSignIn(Invalid):
    sentence = "That address and password don't match."


@dataclass(frozen=True)
class Proven:
    """Somebody who has just typed their password."""

    who: Identity
    stored_hash: str  # what the password was compared with
    new_hash: str  # the same, or one that costs more
    target: Target
    try_id: int


def prove_password(
    database: Database, email: str, password: str, browser: Browser, now: datetime
) -> Proven:
    """Check that a password is somebody's. Raises WrongSignIn or TooManySignIns.

    The try is counted and committed before the password is looked at, so that many tries at once
    gain nothing and a refusal can't undo the count. `settle_try` then takes the right ones back.
    The slow hash runs outside of any transaction, and for unknown addresses too.
    """
    person, target = _find_target(database, email, browser, now)
    try_id = _count_try(database, target, now)
    stored_hash = person.password_hash if person and person.disabled_at is None else None
    is_right = is_right_password(stored_hash, password)
    if person is None or stored_hash is None or not is_right:
        log_failure("wrong password", target, browser)
        raise WrongSignIn
    new_hash = refresh_hash(stored_hash, password)
    return Proven(identify(person), stored_hash, new_hash, target, try_id)


def _find_target(
    database: Database, email: str, browser: Browser, now: datetime
) -> tuple[Person | None, Target]:
    """Whose address it is, and what a try is counted by. Raises TooManySignIns.

    Those who have to wait are refused here, without a write: a flood of tries holds nobody up.
    """
    with database.reading(own_writes=True) as session:
        person = find_person_by_email(session, email)
        person_id = person.id if person else 0
        target = Target(hash_account(email), person_id, browser.network, browser.device_hash)
        try:
            refuse_too_many(session, target, now)
        except TooManySignIns:
            log_failure("too many tries", target, browser)
            raise
    return person, target


def _count_try(database: Database, target: Target, now: datetime) -> int:
    """Count a try; return its id. Raises TooManySignIns if tries at the same time are too many."""
    with database.writing() as session:
        try_id = note_try(session, target, now)
    try:
        with database.reading(own_writes=True) as session:
            refuse_too_many(session, target, now, try_id)
    except TooManySignIns:
        with database.writing() as session:
            forget_try(session, try_id)
        raise
    return try_id


def log_failure(reason: str, target: Target, browser: Browser) -> None:
    """Leave a line for operators and for programs such as fail2ban.

    It has no password and no address that somebody typed: people type passwords into that field.
    Tries for the same unknown account have the same letters in `account`.
    """
    facts = {
        "reason": reason,
        "address": browser.address or browser.network,
        "person": target.person_id or None,
        "account": target.account[:12],
        "known_device": bool(browser.device_hash),
    }
    log.warning("sign-in failed", extra={"facts": facts})


def settle_try(session: Session, proven: Proven) -> Identity:
    """Take a right try back and lock the account's row.

    Raises WrongSignIn if the account has changed since `prove_password`.
    """
    forget_try(session, proven.try_id)
    forget_own_tries(session, proven.target)
    unchanged = (
        (Person.id == proven.who.id)
        & (Person.password_hash == proven.stored_hash)
        & Person.disabled_at.is_(None)
    )
    keeping = (
        update(Person).where(unchanged).values(password_hash=proven.new_hash).returning(Person.id)
    )
    if session.scalars(keeping).first() is None:
        raise WrongSignIn
    return identify(session.get_one(Person, proven.who.id, populate_existing=True))


def identify(person: Person) -> Identity:
    """A person as services and pages know the reader."""
    return identity_of(person.id, person.name, person.email, person.role)
