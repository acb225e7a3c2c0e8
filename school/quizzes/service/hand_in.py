"""Handing in: the one moment at which answers become marks, a pass becomes minutes, and minutes a certificate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Quiz
from school.catalogue.service.retired import module_or_last
from school.credits.service.awards import award_quiz
from school.credits.service.completing import Registrar
from school.questions.items import Response as Answer
from school.quizzes.rules.attempts import AttemptFacts
from school.quizzes.rules.marking import Score, score
from school.quizzes.service.answers import AlreadyHandedIn, answers_of, save_responses
from school.quizzes.tables import Attempt, ItemMark

# Closing decides: of many hand-ins of one attempt exactly one finds it open. A closed attempt must have a result,
# so it gets an empty one here and its true one a few statements later, in the same transaction.
_CLOSE = (
    update(Attempt)
    .where(Attempt.id == bindparam("attempt"), Attempt.handed_in_at.is_(None))
    .values(handed_in_at=bindparam("at"), earned=0, passed=False)
)
_RESULT = (
    update(Attempt)
    .where(Attempt.id == bindparam("attempt"))
    .values(earned=bindparam("points"), passed=bindparam("pass"))
)
_MARKS = insert(ItemMark)


def hand_in(
    session: Session,
    attempt: AttemptFacts,
    quiz: Quiz,
    answers: Mapping[str, Answer],
    registrar: Registrar,
    now: datetime,
) -> bool:
    """Keep the last answers, close the attempt and mark it; for a pass, award the minutes and finish what is due.

    All of it happens once and in this transaction. True for the hand-in that did it; False where the attempt was
    closed before, with nothing changed: its result is the first one's. `quiz`: the edition that the attempt rests on.
    """
    if not _close(session, attempt, answers, now):
        return False
    result = _mark(session, attempt, quiz)
    if result.passed:
        _grant(session, attempt, quiz, result.percent, registrar, now)
    return True


def _close(session: Session, attempt: AttemptFacts, answers: Mapping[str, Answer], now: datetime) -> bool:
    try:
        save_responses(session, attempt, answers, now)
    except AlreadyHandedIn:
        return False
    return session.connection().execute(_CLOSE, {"attempt": attempt.id, "at": now}).rowcount == 1


def _mark(session: Session, attempt: AttemptFacts, quiz: Quiz) -> Score:
    result = score(quiz, answers_of(session, attempt.id))
    marks = [
        {"attempt_id": attempt.id, "item_id": item.item_id, "earned": item.earned, "possible": item.possible}
        for item in result.items
    ]
    connection = session.connection()
    connection.execute(_MARKS, marks)
    connection.execute(_RESULT, {"attempt": attempt.id, "points": result.earned, "pass": result.passed})
    return result


def _grant(
    session: Session, attempt: AttemptFacts, quiz: Quiz, percent: int, registrar: Registrar, now: datetime
) -> None:
    library = registrar.library
    module = module_or_last(session, library.catalogue, quiz.module)
    course = library.course(session, attempt.course_slug, None)
    award_quiz(session, registrar, attempt.person_id, module, course, attempt.id, percent, now)
