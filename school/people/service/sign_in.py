"""Signing in and out: proving a password, and the rows that keep a browser signed in."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from school.core.identity import Identity, identity_of
from school.core.refusals import Invalid
from school.db import Database, count_changed
from school.people.rules.sign_ins import choose_lifetime, ends_when_idle, is_idle
from school.people.service.audit import record_act
from school.people.service.devices import Browser, remember_device
from school.people.service.passwords import is_right_password, refresh_hash
from school.people.service.pending import PendingCode, end_pending, hold_sign_in
from school.people.service.people import find_person_by_email
from school.people.service.second_factor import has_second_factor
from school.people.service.tickets import hash_secret, make_secret
from school.people.service.tries import (
    Target,
    TooManySignIns,
    forget_own_tries,
    forget_try,
    hash_account,
    note_try,
    refuse_too_many,
)
from school.people.tables import Person, SecondFactor, SignIn

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


@dataclass(frozen=True)
class NewSignIn:
    """A sign-in: the values for its cookies, which are stored nowhere else, and when it ends."""

    cookie: str
    expires_at: datetime
    who: Identity
    device_cookie: str


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


def sign_in(
    database: Database, email: str, password: str, browser: Browser, now: datetime, before: str = ""
) -> NewSignIn | PendingCode:
    """Sign somebody in with their password. `before` is this browser's last sign-in, which ends.

    Somebody with a second factor isn't signed in yet: the sign-in waits for a code.
    Raises TooManySignIns, or WrongSignIn: the same for an unknown address, a wrong password and a
    disabled account.
    """
    proven = prove_password(database, email, password, browser, now)
    with database.writing() as session:
        who = settle_try(session, proven)
        if has_second_factor(session, who.id):
            return hold_sign_in(session, who, now)
        return start_sign_in(session, who, browser, now, before)


def start_sign_in(
    session: Session, who: Identity, browser: Browser, now: datetime, before: str = ""
) -> NewSignIn:
    """Sign `who` in in this browser, with a new random id."""
    cookie = make_secret()
    expires_at = now + choose_lifetime(who.role)
    session.execute(
        delete(SignIn).where(
            (SignIn.id_hash == before) | (SignIn.person_id == who.id) & (SignIn.expires_at <= now)
        )
    )
    session.add(
        SignIn(
            id_hash=hash_secret(cookie),
            person_id=who.id,
            started_at=now,
            expires_at=expires_at,
            device=browser.device,
            last_seen_at=now if ends_when_idle(who.role) else None,
        )
    )
    device_cookie = remember_device(session, who.id, browser, now)
    record_act(
        session,
        who,
        "person:sign-in",
        f"person/{who.id}",
        {"network": browser.network, "device": browser.device},
        now,
    )
    return NewSignIn(cookie, expires_at, who, device_cookie)


def sign_out(session: Session, who: Identity, now: datetime) -> None:
    """End this browser's sign-in. Safe to repeat."""
    session.execute(delete(SignIn).where(SignIn.id_hash == who.sign_in))
    record_act(session, who, "person:sign-out", f"person/{who.id}", {}, now)


def sign_out_everywhere(session: Session, who: Identity, now: datetime) -> int:
    """End every sign-in of `who`, with this one. Returns how many there were."""
    ended = end_sign_ins(session, who.id)
    record_act(
        session, who, "person:sign-out-everywhere", f"person/{who.id}", {"sign_ins": ended}, now
    )
    return ended


def end_sign_ins(session: Session, person_id: int) -> int:
    """Sign somebody out of every browser. Returns how many there were."""
    end_pending(session, person_id)
    return count_changed(session, delete(SignIn).where(SignIn.person_id == person_id))


@dataclass(frozen=True)
class CurrentSignIn:
    """Who is signed in with the cookie of a request, and when they were last seen."""

    who: Identity
    last_seen_at: datetime | None
    has_second_factor: bool


# Runs on every request, so it is built once. Plain columns take half the time of mapped ones.
_PERSON, _SIGN_IN, _FACTOR = Person.__table__.c, SignIn.__table__.c, SecondFactor.__table__.c
_CURRENT = (
    select(
        _PERSON.id,
        _PERSON.name,
        _PERSON.email,
        _PERSON.role,
        _SIGN_IN.last_seen_at,
        _FACTOR.confirmed_at.is_not(None).label("has_second_factor"),
    )
    .join_from(SignIn.__table__, Person.__table__, _PERSON.id == _SIGN_IN.person_id)
    .outerjoin(SecondFactor.__table__, _FACTOR.person_id == _PERSON.id)
    .where(
        _SIGN_IN.id_hash == bindparam("id_hash"),
        _SIGN_IN.expires_at > bindparam("now"),
        _PERSON.disabled_at.is_(None),
    )
)


def find_sign_in(
    session: Session, cookie: str, idle_limit: timedelta, now: datetime
) -> CurrentSignIn | None:
    """Whose sign-in this cookie is. One statement.

    None if it is unknown, has ended or was not used for `idle_limit`, or if its owner's account is
    disabled.
    """
    id_hash = hash_secret(cookie)
    row = session.execute(_CURRENT, {"id_hash": id_hash, "now": now}).one_or_none()
    if row is None or is_idle(row.last_seen_at, idle_limit, now):
        return None
    who = identity_of(row.id, row.name, row.email, row.role, id_hash)
    return CurrentSignIn(who, row.last_seen_at, row.has_second_factor)


def note_use(session: Session, who: Identity, now: datetime) -> None:
    """Write down that somebody is still there. Nothing happens if they have just signed out."""
    sign_in = update(SignIn).where(SignIn.id_hash == who.sign_in)
    session.execute(sign_in.values(last_seen_at=now))


def identify(person: Person) -> Identity:
    """A person as services and pages know the reader."""
    return identity_of(person.id, person.name, person.email, person.role)
