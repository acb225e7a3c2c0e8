"""The second step of a sign-in: the code of the second factor, with its tries counted."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.refusals import TooManyTries
from school.core.waits import describe_wait
from school.people.rules.codes import is_recovery_code, normalize_code
from school.people.service.devices import Browser
from school.people.service.pending import end_pending, find_pending
from school.people.service.proving import identify, log_failure
from school.people.service.second_factor import use_code
from school.people.service.sign_in import NewSignIn, start_sign_in
from school.people.service.tries import Target, find_try_wait, forget_own_tries, note_try
from school.people.tables import SecondFactor


class TooManyCodes(TooManyTries):
    """Too many codes were wrong. What stays open is a recovery code, which nobody can guess."""

    sentence = (
        "There were too many wrong codes. Please try again in {wait}, or use a recovery code."
    )
    wait: timedelta

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait=describe_wait(wait))
        self.wait = wait


def finish_sign_in(
    session: Session,
    secret: str,
    typed: str,
    key: str,
    browser: Browser,
    now: datetime,
    before: str = "",
) -> NewSignIn | None:
    """Sign in whoever has typed a right code after their password. None if the code is wrong.

    A wrong one is counted, so the transaction must be committed either way. `key` is the school's
    secret key. Raises SignInEnded or TooManyCodes.
    """
    person = find_pending(session, secret, now)
    if not check_code(session, person.id, typed, key, browser, now):
        return None
    end_pending(session, person.id)
    return start_sign_in(session, identify(person), browser, now, before)


def check_code(
    session: Session, person_id: int, typed: str, key: str, browser: Browser, now: datetime
) -> bool:
    """Use up a code. A wrong one is counted, by the same rule as a wrong password.

    Raises TooManyCodes. A recovery code never waits: it has 120 bits.
    """
    # Codes tried at the same time take turns, so that each sees the failures before it.
    row = select(SecondFactor.person_id).where(SecondFactor.person_id == person_id)
    session.execute(row.with_for_update())
    target = Target(_hash_code_account(person_id), person_id, browser.network, browser.device_hash)
    wait = find_try_wait(session, target, now)
    if wait is not None and not is_recovery_code(normalize_code(typed)):
        raise TooManyCodes(wait)
    if use_code(session, person_id, typed, key, now):
        forget_own_tries(session, target)
        return True
    note_try(session, target, now)
    log_failure("wrong code", target, browser)
    return False


def _hash_code_account(person_id: int) -> str:
    """What wrong codes of a person are counted by, apart from their wrong passwords."""
    return hashlib.sha256(f"code {person_id}".encode()).hexdigest()
