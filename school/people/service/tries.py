"""Counts tries in the database, so that a restart or a second node forgets none of them."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, delete, func, select
from sqlalchemy.orm import Session

from school.core.refusals import TooManyTries
from school.people.rules import sign_ins
from school.people.rules.emails import normalize_email
from school.people.tables import FailedSignIn, KnownNetwork, MailRequest


def hash_account(email: str) -> str:
    """What an address is counted by: a hash, because people also type passwords into that field."""
    return hashlib.sha256(normalize_email(email).encode()).hexdigest()


def note_try(session: Session, email: str, network: str, now: datetime) -> int:
    """Count a try to sign in, before anybody looks at the password. Returns its id.

    Because it is committed first, tries at the same time all see each other.
    """
    row = FailedSignIn(account=hash_account(email), network=network, at=now)
    session.add(row)
    session.flush()  # the caller needs the id
    return row.id


def forget_try(session: Session, try_id: int) -> None:
    """Take back a try that was right, or that was refused before the password was looked at."""
    session.execute(delete(FailedSignIn).where(FailedSignIn.id == try_id))


def count_tries(
    session: Session, email: str, network: str, person_id: int | None, now: datetime
) -> sign_ins.Tries:
    """How many tries count against an address and a network.

    `person_id` is whose address it is. One statement, the same one for an address that is nobody's.
    """
    account = hash_account(email)
    since = FailedSignIn.at
    pair = _count_tries_where(
        FailedSignIn.account == account,
        FailedSignIn.network == network,
        since > now - sign_ins.PAIR_WINDOW,
    )
    of_account = _count_tries_where(
        FailedSignIn.account == account, since > now - sign_ins.ACCOUNT_WINDOW
    )
    of_network = _count_tries_where(
        FailedSignIn.network == network, since > now - sign_ins.NETWORK_WINDOW
    )
    known = (
        select(KnownNetwork.person_id)
        .where(KnownNetwork.person_id == (person_id or 0), KnownNetwork.network == network)
        .where(KnownNetwork.last_at > now - sign_ins.KNOWN_FOR)
        .exists()
    )
    row = session.execute(select(pair, of_account, of_network, known)).one()
    return sign_ins.Tries(*row)


def _count_tries_where(*wanted: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(FailedSignIn).where(*wanted).scalar_subquery()


def note_mail_request(session: Session, email: str, network: str, now: datetime) -> bool:
    """Count a request for mail to an address. False if that mailbox has had enough for now.

    Known and unknown addresses are counted alike. Raises TooManyTries for a network that asks too
    often.
    """
    account, since = hash_account(email), MailRequest.at > now - sign_ins.MAIL_WINDOW
    counting = select(func.count()).select_from(MailRequest).where(since)
    of_account = session.scalar(counting.where(MailRequest.account == account)) or 0
    of_network = session.scalar(counting.where(MailRequest.network == network)) or 0
    if of_network >= sign_ins.MAIL_NETWORK_LIMIT:
        raise TooManyTries
    session.add(MailRequest(account=account, network=network, at=now))
    return of_account < sign_ins.MAIL_ACCOUNT_LIMIT
