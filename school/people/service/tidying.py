"""Deletes what is no longer needed: old tries and devices, ended sign-ins, used links."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from school.db import count_changed
from school.people.rules.sign_ins import DEVICE_KNOWN_FOR, NETWORK_KNOWN_FOR
from school.people.tables import (
    FailedSignIn,
    KnownDevice,
    KnownNetwork,
    MailRequest,
    PendingSignIn,
    SignIn,
    Ticket,
)

TRIES_KEPT = timedelta(days=1)
TICKETS_KEPT = timedelta(days=30)


def forget_old(session: Session, now: datetime) -> int:
    """Delete the rows that no longer matter. Returns how many. Run it once a day."""
    deletes = (
        delete(FailedSignIn).where(FailedSignIn.at < now - TRIES_KEPT),
        delete(MailRequest).where(MailRequest.at < now - TRIES_KEPT),
        delete(KnownDevice).where(KnownDevice.last_at < now - DEVICE_KNOWN_FOR),
        delete(KnownNetwork).where(KnownNetwork.last_at < now - NETWORK_KNOWN_FOR),
        delete(SignIn).where(SignIn.expires_at < now),
        delete(PendingSignIn).where(PendingSignIn.expires_at < now),
        delete(Ticket).where(Ticket.expires_at < now - TICKETS_KEPT),
    )
    return sum(count_changed(session, statement) for statement in deletes)
