"""Sign-ins that wait for the code of a second factor: the password was right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from school.core.identity import Identity
from school.core.refusals import Conflict
from school.people.rules.sign_ins import CODE_WITHIN
from school.people.service.tickets import hash_secret, make_secret
from school.people.tables import PendingSignIn, Person


class SignInEnded(Conflict):
    sentence = "It took too long, or you have signed in since. Please sign in again."


@dataclass(frozen=True)
class PendingCode:
    """Somebody owes a code. The value is for their browser, and is stored nowhere else."""

    secret: str


def hold_sign_in(session: Session, who: Identity, now: datetime) -> PendingCode:
    """Have a sign-in wait ten minutes for its code."""
    over = (PendingSignIn.person_id == who.id) & (PendingSignIn.expires_at <= now)
    session.execute(delete(PendingSignIn).where(over))
    secret = make_secret()
    row = PendingSignIn(id_hash=hash_secret(secret), person_id=who.id, expires_at=now + CODE_WITHIN)
    session.add(row)
    return PendingCode(secret)


def find_pending(session: Session, secret: str, now: datetime) -> Person:
    """Whose sign-in waits for a code. Raises SignInEnded."""
    person = session.scalar(
        select(Person)
        .join(PendingSignIn, PendingSignIn.person_id == Person.id)
        .where(PendingSignIn.id_hash == hash_secret(secret), PendingSignIn.expires_at > now)
        .where(Person.disabled_at.is_(None))
    )
    if person is None:
        raise SignInEnded
    return person


def end_pending(session: Session, person_id: int) -> None:
    """No sign-in of theirs waits any more: one has got its code, or the password changed."""
    session.execute(delete(PendingSignIn).where(PendingSignIn.person_id == person_id))
