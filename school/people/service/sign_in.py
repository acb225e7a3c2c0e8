"""Signing in and out: the rows that keep a browser signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from school.core.identity import Identity, identity_of
from school.db import Database, count_changed
from school.people.rules.sign_ins import choose_lifetime, ends_when_idle, is_idle
from school.people.service.audit import record_act
from school.people.service.devices import Browser, remember_device
from school.people.service.pending import PendingCode, end_pending, hold_sign_in
from school.people.service.proving import prove_password, settle_try
from school.people.service.second_factor import has_second_factor
from school.people.service.tickets import hash_secret, make_secret
from school.people.tables import Person, SecondFactor, SignIn


@dataclass(frozen=True)
class NewSignIn:
    """A sign-in: the values for its cookies, which are stored nowhere else, and when it ends."""

    cookie: str
    expires_at: datetime
    who: Identity
    device_cookie: str


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
