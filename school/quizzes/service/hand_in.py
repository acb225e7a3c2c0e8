"""Handing in: answers become marks, a pass earns minutes, and a finished course a certificate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from school.catalogue.service.library import find_module_or_last
from school.credits.service.awards import award_quiz
from school.credits.service.completing import Registrar
from school.credits.service.ledger import lock_ledger
from school.credits.service.records import read_course_records
from school.questions.items import Response as Answer
from school.quizzes.rules.attempts import AttemptFacts
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.close import close_attempt
from school.quizzes.service.mark import mark_attempt

HAND_IN = "hand-in"  # the reason of an attempt's first marking, as it is stored


def hand_in_attempt(
    session: Session,
    attempt: AttemptFacts,
    quiz: Quiz,
    answers: Mapping[str, Answer],
    registrar: Registrar,
    now: datetime,
) -> bool:
    """Save the last answers, close the attempt and mark it. A pass also earns minutes.

    If these minutes finish a course, it is finished too, all in this transaction and once.
    Returns True for the hand-in that did it. Returns False and changes nothing if the attempt was
    closed before: the first result stands. `quiz`: the edition that the attempt rests on.
    """
    closed = close_attempt(session, attempt, answers, now)
    if closed is None:
        return False
    result = mark_attempt(session, closed, quiz, HAND_IN, None, now)
    if result.passed:
        _grant_minutes(session, attempt, quiz, result.percent, registrar, now)
    return True


def _grant_minutes(
    session: Session,
    attempt: AttemptFacts,
    quiz: Quiz,
    percent: int,
    registrar: Registrar,
    now: datetime,
) -> None:
    library = registrar.library
    module = find_module_or_last(session, library.catalogue, quiz.module)
    # The edition under which the person takes the course. The course may be in another book since
    # then, and minutes in that book would not count for them.
    lock_ledger(session)  # the records must still be true when the minutes are granted
    records = read_course_records(session, attempt.person_id)
    record = records.get(attempt.course_slug)
    course = library.find_course(
        session, attempt.course_slug, record.edition_id if record else None
    )
    award_quiz(
        session, registrar, attempt.person_id, module, course, attempt.id, percent, now, records
    )
