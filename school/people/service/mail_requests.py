"""Counts requests for letters, so that no mailbox is flooded and a reset by mail stays possible."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from school.core.refusals import TooManyTries
from school.core.waits import describe_wait
from school.people.rules.emails import normalize_email
from school.people.rules.sign_ins import MAIL_NETWORK_LIMIT, MAILBOX_LIMIT, find_mail_wait
from school.people.tables import MailRequest

Purpose = Literal[
    "password", "proof"
]  # to choose a password; to prove that an address is one's own


class TooManyLetters(TooManyTries):
    """Too many letters were asked for from one network."""

    sentence = "Too many letters were asked for from your network. Please try again in {wait}."

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait=describe_wait(wait))
        self.wait = wait


def note_mail_request(
    session: Session, purpose: Purpose, email: str, network: str, now: datetime
) -> bool:
    """Count a request for mail to an address. False if that mailbox has had enough for now.

    Known and unknown addresses are counted alike, and each purpose by itself: nobody can use up
    the links to choose a password by asking for others. A request that sends no letter is not
    counted, so that a mailbox never waits longer than the rule says.

    Raises TooManyLetters for a network that asks too often for letters to strangers. Links to
    choose a password go only to addresses with accounts, and no network is refused those.
    """
    mailbox = _hash_mailbox(purpose, email)
    if purpose != "password":
        _refuse_network(session, network, now)
    if find_mail_wait(_read_times(session, MailRequest.account == mailbox), MAILBOX_LIMIT, now):
        return False
    session.add(MailRequest(account=mailbox, network=network, at=now))
    return True


def _refuse_network(session: Session, network: str, now: datetime) -> None:
    times = _read_times(session, MailRequest.network == network)
    wait = find_mail_wait(times, MAIL_NETWORK_LIMIT, now)
    if wait is not None:
        raise TooManyLetters(wait)


def _read_times(session: Session, condition: ColumnElement[bool]) -> Sequence[datetime]:
    latest_first = select(MailRequest.at).where(condition).order_by(MailRequest.at.desc())
    return session.scalars(latest_first.limit(MAIL_NETWORK_LIMIT.tries)).all()


def _hash_mailbox(purpose: Purpose, email: str) -> str:
    """A hash, because people also type passwords into that field."""
    return hashlib.sha256(f"{purpose} {normalize_email(email)}".encode()).hexdigest()
