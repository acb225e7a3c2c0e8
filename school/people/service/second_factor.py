"""The second factor: setting it up, checking its codes, and losing it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from school.core.identity import Identity
from school.core.refusals import Conflict
from school.people.rules import codes
from school.people.rules.letters import write_second_factor_letter
from school.people.service.audit import record_act
from school.people.service.mail import queue_letter
from school.people.service.tickets import hash_secret, make_secret
from school.people.tables import Person, RecoveryCode, SecondFactor


class SecondFactorIsOn(Conflict):
    sentence = "Your second factor is already set up."


class SecondFactorIsOff(Conflict):
    sentence = "There is no second factor here to change. Load the page again."


@dataclass(frozen=True)
class SecondFactorState:
    """What the account page shows of somebody's second factor."""

    seed: str  # "" if none has been begun
    confirmed_at: datetime | None  # None unless it is on
    codes_left: int


def read_second_factor(session: Session, who: Identity) -> SecondFactorState:
    """How far the reader's second factor is. Two statements."""
    factor = session.get(SecondFactor, who.id)
    unused = select(func.count()).where(
        RecoveryCode.person_id == who.id, RecoveryCode.used_at.is_(None)
    )
    if factor is None:
        return SecondFactorState("", None, 0)
    return SecondFactorState(factor.seed, factor.confirmed_at, session.scalar(unused) or 0)


def has_second_factor(session: Session, person_id: int) -> bool:
    """Whether somebody's sign-in needs a code."""
    confirmed = select(SecondFactor.person_id).where(
        SecondFactor.person_id == person_id, SecondFactor.confirmed_at.is_not(None)
    )
    return session.scalar(confirmed) is not None


def begin_second_factor(session: Session, who: Identity, now: datetime) -> None:
    """Make a new seed, which counts once a code confirms it. Raises SecondFactorIsOn."""
    if has_second_factor(session, who.id):
        raise SecondFactorIsOn
    session.merge(
        SecondFactor(
            person_id=who.id, seed=make_secret(), made_at=now, confirmed_at=None, last_step=0
        )
    )


def confirm_second_factor(
    session: Session, who: Identity, typed: str, key: str, site: str, now: datetime
) -> list[str] | None:
    """Turn the second factor on, if the code is right; return its recovery codes. None if not.

    `key` is the school's secret key. Raises SecondFactorIsOn, or SecondFactorIsOff if none was
    begun.
    """
    factor = session.get(SecondFactor, who.id, with_for_update=True)
    if factor is None:
        raise SecondFactorIsOff
    if factor.confirmed_at is not None:
        raise SecondFactorIsOn
    if not _use_step(session, factor, codes.normalize_code(typed), key, now):
        return None
    factor.confirmed_at = now
    record_act(session, who, "person:second-factor-on", f"person/{who.id}", {}, now)
    _tell_owner(session, who.email, who.name, "was turned on", site, now)
    return make_recovery_codes(session, who, now)


def use_code(session: Session, person_id: int, typed: str, key: str, now: datetime) -> bool:
    """Use up a code from the app or from the list. False if it is wrong, or was used before."""
    code = codes.normalize_code(typed)
    if codes.is_recovery_code(code):
        return _use_recovery_code(session, person_id, code, now)
    factor = session.get(SecondFactor, person_id, with_for_update=True)
    if factor is None or factor.confirmed_at is None:
        return False
    return _use_step(session, factor, code, key, now)


def make_recovery_codes(session: Session, who: Identity, now: datetime) -> list[str]:
    """Make new recovery codes in place of the old ones. They are shown once; hashes are stored."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == who.id))
    new_codes = [_make_recovery_code() for _ in range(codes.RECOVERY_CODES)]
    for code in new_codes:
        row = RecoveryCode(code_hash=hash_secret(code), person_id=who.id, used_at=None)
        session.add(row)
    detail = {"codes": len(new_codes)}
    record_act(session, who, "person:recovery-codes", f"person/{who.id}", detail, now)
    return [codes.group_letters(code) for code in new_codes]


def turn_off_second_factor(session: Session, who: Identity, site: str, now: datetime) -> None:
    """Do without a second factor from now on. The caller has checked a code."""
    _delete_second_factor(session, who.id)
    record_act(session, who, "person:second-factor-off", f"person/{who.id}", {}, now)
    _tell_owner(session, who.email, who.name, "was turned off", site, now)


def reset_second_factor(
    session: Session, who: Identity, person: Person, site: str, now: datetime
) -> None:
    """Take somebody's second factor away, because they have lost it and their recovery codes."""
    _delete_second_factor(session, person.id)
    record_act(session, who, "person:second-factor-reset", f"person/{person.id}", {}, now)
    if person.email:
        _tell_owner(session, person.email, person.name, "was reset by the school", site, now)


def _delete_second_factor(session: Session, person_id: int) -> None:
    session.execute(delete(SecondFactor).where(SecondFactor.person_id == person_id))
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))


def _use_step(session: Session, factor: SecondFactor, code: str, key: str, now: datetime) -> bool:
    secret = codes.derive_secret(key, factor.seed)
    step = codes.find_step(secret, code, factor.last_step, now)
    if step is None:
        return False
    factor.last_step = step
    session.flush()
    return True


def _use_recovery_code(session: Session, person_id: int, code: str, now: datetime) -> bool:
    unused = (
        (RecoveryCode.code_hash == hash_secret(code))
        & (RecoveryCode.person_id == person_id)
        & RecoveryCode.used_at.is_(None)
    )
    using = update(RecoveryCode).where(unused).values(used_at=now)
    return session.scalars(using.returning(RecoveryCode.code_hash)).first() is not None


def _make_recovery_code() -> str:
    letters = [secrets.choice(codes.RECOVERY_ALPHABET) for _ in range(codes.RECOVERY_LENGTH)]
    return "".join(letters)


def _tell_owner(
    session: Session, email: str, name: str, what: str, site: str, now: datetime
) -> None:
    queue_letter(session, email, write_second_factor_letter(name, what, site), now)
