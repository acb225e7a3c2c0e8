"""Attempts: starting one, finding one, listing somebody's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import Executable

from school.catalogue.rules.documents import Course
from school.catalogue.service.library import Library, find_module_or_last
from school.core.identity import Identity
from school.core.refusals import Conflict
from school.core.upsert import Inserting, for_both, of_this
from school.credits.rules.taken_courses import choose_course_for_minutes
from school.credits.service.taken_courses import read_taken_courses
from school.quizzes.rules.attempts import AttemptFacts, count_attempts_left, find_open_attempt
from school.quizzes.rules.marking import MarkingFacts
from school.quizzes.rules.quiz import Quiz
from school.quizzes.tables import Attempt, Marking


class NotEnrolled(Conflict):
    sentence = (
        "You are not enrolled in a course with this quiz. Enroll first: then a pass counts "
        "toward the course's hours."
    )


class NoAttemptsLeft(Conflict):
    sentence = "You have used all your attempts at this quiz. Your results stay as they are."


class StillOpen(Conflict):
    sentence = "This attempt has not been handed in yet. Its questions are explained afterward."


# Joins an attempt to the one marking that stands. Without it, superseded ones would count, too.
# Plain columns instead of mapped ones, here and below, in conditions too, because each save waits
# for this.
_ROWS, _MARKED = Attempt.__table__, Marking.__table__
IS_STANDING_MARKING = and_(_MARKED.c.attempt_id == _ROWS.c.id, _MARKED.c.superseded_at.is_(None))

_NAMES = [name for name in AttemptFacts.__dataclass_fields__ if name != "marking"]
_FACTS = [_ROWS.c[name] for name in _NAMES]
_MARKING = [_MARKED.c[name] for name in MarkingFacts.__dataclass_fields__]
_ATTEMPTS = select(*_FACTS, *_MARKING).outerjoin_from(_ROWS, _MARKED, IS_STANDING_MARKING)
_ONE = _ATTEMPTS.where(_ROWS.c.id == bindparam("id"))
_OF_PERSON = _ATTEMPTS.where(
    _ROWS.c.person_id == bindparam("person_id"), _ROWS.c.quiz_slug == bindparam("quiz_slug")
).order_by(_ROWS.c.number)


def _insert_attempt(insert: Inserting) -> Executable:
    return insert(Attempt.__table__).on_conflict_do_nothing().returning(*_FACTS)


_NEW = for_both(_insert_attempt)


def find_attempt(session: Session, attempt_id: int) -> AttemptFacts | None:
    """One attempt, no matter whose, or None."""
    row = session.execute(_ONE, {"id": attempt_id}).first()
    return _read_facts(row) if row else None


def list_attempts(session: Session, person_id: int, quiz_slug: str) -> tuple[AttemptFacts, ...]:
    """Somebody's attempts at one quiz, in the order in which they were started."""
    rows = session.execute(_OF_PERSON, {"person_id": person_id, "quiz_slug": quiz_slug})
    return tuple(_read_facts(row) for row in rows)


def _read_facts(row: Row[*tuple[Any, ...]]) -> AttemptFacts:
    """The attempt in a row, with its marking if the row has one."""
    facts: dict[str, Any] = dict(zip(_NAMES, row, strict=False))
    marking = row[len(_NAMES) :]
    if facts["draw"] is not None:
        facts["draw"] = tuple(facts["draw"])
    if any(marking):  # an id is never 0
        facts["marking"] = MarkingFacts(*marking)
    return AttemptFacts(**facts)


def start_attempt(
    session: Session, who: Identity, quiz: Quiz, library: Library, seed: int, now: datetime
) -> AttemptFacts:
    """Open an attempt on the quiz's present edition, or return the one that is open.

    `seed` decides the order of questions and choices for good; 0 ≤ seed < 2³¹. A quiz that was
    passed may be taken again for practice, up to its limit. Raises NotEnrolled, NoAttemptsLeft.
    """
    attempts = list_attempts(session, who.id, quiz.slug)
    if still_open := find_open_attempt(attempts):
        return still_open
    module = find_module_or_last(session, library.catalogue, quiz.module)
    course = choose_course_for_minutes(module, read_taken_courses(session, library, who.id))
    if course is None:
        raise NotEnrolled
    if count_attempts_left(quiz, len(attempts)) == 0:
        raise NoAttemptsLeft
    opened = _open_attempt(session, who, quiz, course, len(attempts) + 1, seed, now)
    # None: another click of the same person took this number first. A second look finds it.
    return opened or start_attempt(session, who, quiz, library, seed, now)


def _open_attempt(
    session: Session,
    who: Identity,
    quiz: Quiz,
    course: Course,
    number: int,
    seed: int,
    now: datetime,
) -> AttemptFacts | None:
    facts = {
        "person_id": who.id,
        "quiz_slug": quiz.slug,
        "edition_id": quiz.edition_id,
        "course_slug": course.slug,
        "number": number,
        "seed": seed,
        "started_at": now,
    }
    row = session.execute(of_this(session, _NEW), facts).first()
    return _read_facts(row) if row else None
