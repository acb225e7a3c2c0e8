"""Handing in: the one moment at which answers become marks, a pass becomes minutes, and minutes a certificate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Catalogue, Quiz
from school.certificates.service.issuing import Issuer, issue_if_finished
from school.credits.service.awards import award_quiz
from school.credits.service.hours import standing_of
from school.questions.items import Response as Answer
from school.quizzes.rules.attempts import AttemptFacts
from school.quizzes.service.close import close_attempt
from school.quizzes.service.mark import mark_attempt
from school.quizzes.service.retired import course_or_last, module_or_last

HAND_IN = "hand-in"  # the reason of an attempt's first marking, as it is stored


def hand_in(
    session: Session,
    attempt: AttemptFacts,
    quiz: Quiz,
    answers: Mapping[str, Answer],
    catalogue: Catalogue,
    base_url: str,
    now: datetime,
) -> bool:
    """Keep the last answers, close the attempt and mark it; for a pass, award the minutes and issue what is due.

    All of it happens once and in this transaction. True for the hand-in that did it; False where the attempt was
    closed before, with nothing changed: its result is the first one's. `quiz`: the edition that the attempt rests on;
    `base_url`: where certificates are verified.
    """
    closed = close_attempt(session, attempt, answers, now)
    if closed is None:
        return False
    result = mark_attempt(session, closed, quiz, HAND_IN, None, now)
    if result.passed:
        _grant(session, attempt, quiz, result.percent, catalogue, now)
        _certify(session, attempt, catalogue, base_url, now)
    return True


def _grant(
    session: Session, attempt: AttemptFacts, quiz: Quiz, percent: int, catalogue: Catalogue, now: datetime
) -> None:
    module = module_or_last(session, catalogue, quiz.module)
    course = course_or_last(session, catalogue, attempt.course_slug)
    award_quiz(session, attempt.person_id, module, course, attempt.id, percent, now, catalogue.school.zone)


def _certify(session: Session, attempt: AttemptFacts, catalogue: Catalogue, base_url: str, now: datetime) -> None:
    if attempt.course_slug not in catalogue.courses:
        return  # what a course that is no longer taught still asks for is the office's to judge
    standing = standing_of(session, catalogue, attempt.person_id, attempt.course_slug)
    issue_if_finished(session, attempt.person_id, standing, Issuer(catalogue.school, base_url), now)
