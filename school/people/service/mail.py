"""The outbox. A letter is stored in the transaction of the act that caused it, and sent afterward.

It is sent at least once: a sender claims a letter for a while, sends it, then marks it. A sender
that dies between sending and marking causes one more copy, with the same Message-ID.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta

from sqlalchemy import event as events
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from school.config import Config
from school.core.jobs import Job
from school.db import Database
from school.people.rules.letters import Letter
from school.people.rules.mail import A_BATCH, LEASE, choose_wait
from school.people.service.delivery import deliver_mail
from school.people.tables import OutgoingMail

log = logging.getLogger("school")


def queue_letter(session: Session, to: str, letter: Letter, now: datetime) -> OutgoingMail:
    """Put a letter into the outbox. It is sent once the transaction has committed."""
    message = OutgoingMail(
        to=to,
        subject=letter.subject,
        body=letter.body,
        made_at=now,
        sent_at=None,
        next_try_at=now,
        tries=0,
        last_error=None,
    )
    session.add(message)
    if not events.contains(session, "after_commit", _wake_sender):
        events.listen(session, "after_commit", _wake_sender)
    return message


def _wake_sender(_session: Session) -> None:
    SENDING_MAIL.wake.set()


def send_waiting(database: Database, config: Config, now: datetime) -> int:
    """Send a batch of letters that are due. Returns how many went out; 0 means there are no more.

    It opens short transactions of its own, and none is open while it talks to the mail server.
    """
    sent = 0
    for message_id in _list_due(database, now):
        message = _claim_mail(database, message_id, now)
        if message is None:
            continue  # another sender has it
        try:
            deliver_mail(message, config)
        except (OSError, smtplib.SMTPException, UnicodeError) as error:
            _schedule_retry(database, message, error, now)
        else:
            _mark_sent(database, message.id, now)
            sent += 1
    return sent


def _send_a_batch(database: Database, config: Config, now: datetime) -> bool:
    return send_waiting(database, config, now) > 0


# Woken when a letter is committed in this process. It also runs by itself, for letters that wait
# for another try or were written by a process without a runner.
SENDING_MAIL = Job(_send_a_batch, every=timedelta(minutes=1), lease=LEASE)


def _list_due(database: Database, now: datetime) -> list[int]:
    due = select(OutgoingMail.id).where(OutgoingMail.next_try_at <= now)
    oldest_first = due.order_by(OutgoingMail.next_try_at, OutgoingMail.id)
    with database.reading(own_writes=True) as session:
        return list(session.scalars(oldest_first.limit(A_BATCH)))


def _claim_mail(database: Database, message_id: int, now: datetime) -> OutgoingMail | None:
    """Lease one letter. Whoever postpones its next try is the one who sends it."""
    still_due = (OutgoingMail.id == message_id) & (OutgoingMail.next_try_at <= now)
    values = {"next_try_at": now + LEASE, "tries": OutgoingMail.tries + 1}
    claim = update(OutgoingMail).where(still_due).values(values).returning(OutgoingMail.id)
    with database.writing() as session:
        if session.scalars(claim).first() is None:
            return None
        return session.get_one(OutgoingMail, message_id)


def _schedule_retry(
    database: Database, message: OutgoingMail, error: Exception, now: datetime
) -> None:
    """Note why a letter could not be sent, and when to try again; or give it up."""
    wait = choose_wait(message.tries)
    again_at = now + wait if wait else None
    values = {"next_try_at": again_at, "last_error": f"{type(error).__name__}: {error}"[:500]}
    if again_at is None:
        values["body"] = ""  # given up: its link must not stay readable
    with database.writing() as session:
        session.execute(update(OutgoingMail).where(OutgoingMail.id == message.id).values(values))
    log.warning(
        "mail not sent",
        extra={"facts": {"message": message.id, "tries": message.tries, "again_at": again_at}},
    )


def _mark_sent(database: Database, message_id: int, now: datetime) -> None:
    values = {"sent_at": now, "next_try_at": None, "last_error": None, "body": ""}
    with database.writing() as session:
        session.execute(update(OutgoingMail).where(OutgoingMail.id == message_id).values(values))
