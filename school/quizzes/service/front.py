"""What a person finds before a quiz: their attempts, what stands, and whose hours a pass feeds."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Course, Module
from school.catalogue.service.library import Library
from school.core.identity import Identity
from school.credits.rules.grants import make_quiz_key
from school.credits.rules.ledger import Entry
from school.credits.rules.taken_courses import choose_course_for_minutes
from school.credits.service.ledger import find_entry_by_once_key
from school.credits.service.taken_courses import read_taken_courses
from school.quizzes.rules.attempts import AttemptFacts, attempts_left, open_one, the_one_that_counts
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.attempts import attempts_of


@dataclass(frozen=True)
class Front:
    """A quiz as one person finds it."""

    attempts: tuple[AttemptFacts, ...]
    counts: AttemptFacts | None  # the attempt whose result stands
    open: AttemptFacts | None
    left: int | None  # attempts that may still be started; None: no limit
    course: (
        Course | None
    )  # whose hours a pass feeds: an open attempt keeps its own. None: enrolled in none with it
    entry: Entry | None  # the minutes that the module has earned before; they are earned once


def front_of(
    session: Session, who: Identity, quiz: Quiz, module: Module, library: Library
) -> Front:
    """The quiz as `who` finds it. Three statements; none for somebody who is not signed in."""
    if not who.signed_in:
        return Front((), None, None, quiz.attempts, None, None)
    attempts = attempts_of(session, who.id, quiz.slug)
    taken = read_taken_courses(session, library, who.id)
    opened = open_one(attempts)
    feeds = choose_course_for_minutes(module, taken)
    if opened is not None:
        feeds = next((one.course for one in taken if one.course.slug == opened.course_slug), feeds)
    return Front(
        attempts=attempts,
        counts=the_one_that_counts(attempts, quiz.keep),
        open=opened,
        left=attempts_left(quiz, len(attempts)),
        course=feeds,
        entry=find_entry_by_once_key(session, make_quiz_key(who.id, module.family)),
    )
