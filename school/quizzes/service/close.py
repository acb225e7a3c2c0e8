"""Closing an attempt: the last answers are saved, and no other can be given from then on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from school.questions.items import Response as Answer
from school.quizzes.rules.attempts import AttemptFacts
from school.quizzes.service.answers import AlreadyHandedIn, save_responses
from school.quizzes.tables import Attempt

# The condition decides: of several hand-ins of one attempt, exactly one finds it open.
_CLOSE = (
    update(Attempt)
    .where(Attempt.id == bindparam("attempt"), Attempt.handed_in_at.is_(None))
    .values(handed_in_at=bindparam("at"))
)


def close_attempt(
    session: Session, attempt: AttemptFacts, answers: Mapping[str, Answer], now: datetime
) -> AttemptFacts | None:
    """Save the last answers and close the attempt. Returns it closed, without a marking yet.

    Returns None and changes nothing if it was closed before. A caller that closes an attempt marks
    it in the same transaction, so that nobody ever sees a closed one without a result.
    """
    try:
        save_responses(session, attempt, answers, now)
    except AlreadyHandedIn:
        return None
    closing = session.connection().execute(_CLOSE, {"attempt": attempt.id, "at": now})
    return replace(attempt, handed_in_at=now) if closing.rowcount == 1 else None
