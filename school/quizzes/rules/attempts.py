"""What an attempt is, which one counts, how many are left, and whose hours a pass feeds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Literal

from school.quizzes.rules.marking import MarkingFacts
from school.quizzes.rules.quiz import Quiz

State = Literal["open", "overdue", "closed"]


@dataclass(frozen=True)
class AttemptFacts:
    """One sitting of a quiz, detached from the database, with the marking that stands."""

    id: int
    person_id: int
    quiz_slug: str
    edition_id: int
    course_slug: str
    number: int
    seed: int
    started_at: datetime
    due_at: datetime | None  # the deadline, set at the start; None: there is none
    handed_in_at: datetime | None
    draw: tuple[str, ...] | None  # ids of the items that it asks; None: all items of its edition
    marking: MarkingFacts | None = None  # None while it is open: closing and marking are one act

    @property
    def is_open(self) -> bool:
        return self.handed_in_at is None


def find_attempt_state(attempt: AttemptFacts, now: datetime) -> State:
    """Whether it can be answered, is past its deadline without being handed in, or is over.

    At the deadline itself it is already overdue.
    """
    if attempt.handed_in_at is not None:
        return "closed"
    is_due = attempt.due_at is not None and now >= attempt.due_at
    return "overdue" if is_due else "open"


def select_drawn_items(quiz: Quiz, attempt: AttemptFacts) -> Quiz:
    """The quiz with only those items that this attempt asks."""
    if attempt.draw is None:
        return quiz
    items = tuple(item for item in quiz.items if item.id in attempt.draw)
    return replace(quiz, items=items)


def find_open_attempt(attempts: Iterable[AttemptFacts]) -> AttemptFacts | None:
    """The attempt to go on with. There is never more than one."""
    return next((attempt for attempt in attempts if attempt.is_open), None)


def find_counting_attempt(
    attempts: Iterable[AttemptFacts], keep: Literal["best", "last"]
) -> AttemptFacts | None:
    """The attempt whose result stands: the best share of points, or the latest hand-in.

    Of equally good attempts, the earliest stands.
    """
    closed = [attempt for attempt in attempts if not attempt.is_open]
    if keep == "last":
        return max(closed, key=lambda attempt: attempt.number, default=None)
    return max(closed, key=lambda attempt: (_compute_share(attempt), -attempt.number), default=None)


def _compute_share(attempt: AttemptFacts) -> Fraction:
    # Two attempts may rest on editions with different totals, so points alone can't be compared.
    if attempt.marking is None:
        return Fraction(0)
    return Fraction(attempt.marking.earned, attempt.marking.possible or 1)


def count_attempts_left(quiz: Quiz, used: int) -> int | None:
    """How many more may be started, or None if there is no limit. An open one counts as used."""
    return None if quiz.attempts is None else max(0, quiz.attempts - used)
