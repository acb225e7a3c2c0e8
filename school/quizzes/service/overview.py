"""Quizzes at a glance: which ones somebody has passed, and how each goes for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from school.quizzes.service.attempts import IS_STANDING_MARKING
from school.quizzes.service.tallies import MILLION
from school.quizzes.tables import Attempt, Marking, QuizTally


@dataclass(frozen=True)
class QuizzesTaken:
    """Somebody's quizzes, by slug."""

    passed: frozenset[str]
    open_attempts: dict[str, int]  # slug: id of the open attempt
    used: dict[str, int]  # slug: attempts started


@dataclass(frozen=True)
class QuizScores:
    """How one quiz goes. Shares of one; open attempts do not count."""

    attempts: int
    people: int
    mean_share: float  # of the points, over first attempts: later ones have seen the key
    pass_rate: float  # of first attempts


_TAKEN = (
    select(
        Attempt.quiz_slug,
        func.count().filter(Marking.passed.is_(True)),
        func.max(Attempt.id).filter(Attempt.handed_in_at.is_(None)),
        func.count(),
    )
    .outerjoin_from(Attempt, Marking, IS_STANDING_MARKING)
    .where(Attempt.person_id == bindparam("person_id"))
    .group_by(Attempt.quiz_slug)
)

_SCORES = select(
    QuizTally.quiz_slug,
    QuizTally.attempts,
    QuizTally.people,
    QuizTally.passes,
    QuizTally.millionths,
).where(QuizTally.people > 0)


def read_quizzes_taken(session: Session, person_id: int) -> QuizzesTaken:
    """What somebody has passed and what is open. One statement."""
    passed: set[str] = set()
    open_attempts: dict[str, int] = {}
    used: dict[str, int] = {}
    for slug, passes, open_id, started in session.execute(_TAKEN, {"person_id": person_id}):
        used[slug] = started
        if passes:
            passed.add(slug)
        if open_id is not None:
            open_attempts[slug] = open_id
    return QuizzesTaken(frozenset(passed), open_attempts, used)


def read_scores_by_quiz(session: Session) -> dict[str, QuizScores]:
    """How each quiz goes, by slug. One statement. Leaves out quizzes that nobody has handed in."""
    return {row.quiz_slug: _read_scores(row) for row in session.execute(_SCORES)}


def _read_scores(tally: Any) -> QuizScores:
    mean_share = tally.millionths / MILLION / tally.people
    return QuizScores(tally.attempts, tally.people, mean_share, tally.passes / tally.people)
