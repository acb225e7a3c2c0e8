"""What a person finds before a quiz: their attempts, what stands, and whose hours a pass feeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Course, Module
from school.catalogue.service.library import Library
from school.core.identity import Identity
from school.credits.rules.grants import make_quiz_key
from school.credits.rules.ledger import Entry
from school.credits.rules.taken_courses import TakenCourse, choose_course_for_minutes
from school.credits.service.ledger import find_entry_by_once_key
from school.credits.service.taken_courses import read_taken_courses
from school.quizzes.rules.attempts import (
    AttemptFacts,
    count_attempts_left,
    find_counting_attempt,
    find_open_attempt,
)
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.attempts import list_attempts


@dataclass(frozen=True)
class Front:
    """A quiz as one person finds it."""

    attempts: tuple[AttemptFacts, ...]
    counts: AttemptFacts | None  # the attempt whose result stands
    open: AttemptFacts | None
    left: int | None  # attempts that may still be started; None: no limit
    # The course whose hours a pass feeds; an open attempt keeps its own. None: enrolled in none.
    course: Course | None
    entry: Entry | None  # the minutes that the module has earned before; they are earned once


def read_front(
    session: Session, who: Identity, quiz: Quiz, module: Module, library: Library
) -> Front:
    """The quiz as `who` finds it. Three statements; none for somebody who is not signed in."""
    if not who.signed_in:
        return Front((), None, None, quiz.attempts, None, None)
    attempts = list_attempts(session, who.id, quiz.slug)
    open_attempt = find_open_attempt(attempts)
    courses = read_taken_courses(session, library, who.id)
    return Front(
        attempts=attempts,
        counts=find_counting_attempt(attempts, quiz.keep),
        open=open_attempt,
        left=count_attempts_left(quiz, len(attempts)),
        course=_find_fed_course(module, courses, open_attempt),
        entry=find_entry_by_once_key(session, make_quiz_key(who.id, module.family)),
    )


def _find_fed_course(
    module: Module, courses: Sequence[TakenCourse], open_attempt: AttemptFacts | None
) -> Course | None:
    """The course whose hours a pass feeds. An open attempt feeds the one it was started for."""
    if open_attempt is not None:
        for taken in courses:
            if taken.course.slug == open_attempt.course_slug:
                return taken.course
    return choose_course_for_minutes(module, courses)
