"""Counts tries in the database, so that a restart or a second node forgets none of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from school.core.refusals import TooManyTries
from school.core.waits import describe_wait
from school.people.rules.emails import normalize_email
from school.people.rules.sign_ins import FLOOD_LIMIT, LONGEST_LOOK_BACK, FailedTries, find_wait
from school.people.service.devices import knows_device, knows_network
from school.people.tables import FailedSignIn


class TooManySignIns(TooManyTries):
    """Too many passwords were wrong. What stays open is a link by mail to choose a new one."""

    sentence = (
        "There were too many tries to sign in. Please try again in {wait}. "
        "If you can't wait, have a link sent to you to choose a new password: "
        "with that you get in at once."
    )

    wait: timedelta

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait=describe_wait(wait))
        self.wait = wait


@dataclass(frozen=True)
class Target:
    """What a try is counted by."""

    account: str  # hash of the address typed
    person_id: int  # whose address it is; 0 for nobody's
    network: str
    device_hash: str  # hash of the device's cookie; "" without one


def hash_account(email: str) -> str:
    """What an address is counted by: a hash, because people also type passwords into that field."""
    return hashlib.sha256(normalize_email(email).encode()).hexdigest()


def note_try(session: Session, target: Target, now: datetime) -> int:
    """Count a try to sign in, before anybody looks at the password. Returns its id.

    Because it is committed first, tries at the same time all see each other.
    """
    is_known = knows_device(session, target.person_id, target.device_hash, now)
    row = FailedSignIn(
        account=target.account,
        network=target.network,
        device_hash=target.device_hash if is_known else None,
        at=now,
    )
    session.add(row)
    session.flush()  # the caller needs the id
    return row.id


def forget_try(session: Session, try_id: int) -> None:
    """Take back a try that was refused before the password was looked at."""
    session.execute(delete(FailedSignIn).where(FailedSignIn.id == try_id))


def forget_own_tries(session: Session, target: Target) -> None:
    """After a right password or code: take back the wrong ones from the same place.

    What others tried elsewhere stays counted. NIST SP 800-63B, 5.2.2.
    """
    for same_place in (_is_from_device(target), _is_from_network(target)):
        own = (FailedSignIn.account == target.account) & same_place
        session.execute(delete(FailedSignIn).where(own))


def forget_tries_for(session: Session, email: str) -> None:
    """After a reset by mail: take back every wrong try for an account."""
    session.execute(delete(FailedSignIn).where(FailedSignIn.account == hash_account(email)))


def refuse_too_many(session: Session, target: Target, now: datetime, own_try: int = 0) -> None:
    """Raises TooManySignIns if the password must not be looked at now."""
    wait = find_try_wait(session, target, now, own_try)
    if wait is not None:
        raise TooManySignIns(wait)


def find_try_wait(
    session: Session, target: Target, now: datetime, own_try: int = 0
) -> timedelta | None:
    """How long the next try has to wait, or None.

    `own_try` is the id of this try, if it has been counted already. The statements are the same
    for an address that is nobody's.
    """
    return find_wait(_read_failed_tries(session, target, own_try, now), now)


def _read_failed_tries(
    session: Session, target: Target, own_try: int, now: datetime
) -> FailedTries:
    def read_times(*conditions: ColumnElement[bool]) -> Sequence[datetime]:
        recent = select(FailedSignIn.at).where(
            FailedSignIn.at > now - LONGEST_LOOK_BACK, FailedSignIn.id != own_try, *conditions
        )
        latest_first = recent.order_by(FailedSignIn.at.desc())
        return session.scalars(latest_first.limit(FLOOD_LIMIT.tries)).all()

    for_account = FailedSignIn.account == target.account
    by_stranger = FailedSignIn.device_hash.is_(None)
    from_network = FailedSignIn.network == target.network
    return FailedTries(
        by_device=read_times(for_account, _is_from_device(target)),
        by_pair=read_times(for_account, _is_from_network(target)),
        by_account=read_times(for_account, by_stranger),
        by_network=read_times(by_stranger, from_network),
        knows_device=knows_device(session, target.person_id, target.device_hash, now),
        knows_network=knows_network(session, target.person_id, target.network, now),
    )


def _is_from_device(target: Target) -> ColumnElement[bool]:
    return FailedSignIn.device_hash == target.device_hash


def _is_from_network(target: Target) -> ColumnElement[bool]:
    """From this network, by a device that the account doesn't know."""
    return FailedSignIn.device_hash.is_(None) & (FailedSignIn.network == target.network)
