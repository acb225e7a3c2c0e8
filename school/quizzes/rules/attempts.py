"""What an attempt is, which one counts, how many are left, and whose hours a pass feeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Literal

from school.catalogue.rules.documents import Course, Quiz
from school.quizzes.rules.marking import percent


@dataclass(frozen=True)
class AttemptFacts:
    """One sitting of a quiz, detached from the database; `earned` and `possible` in hundredths of a point."""

    id: int
    person_id: int
    quiz_slug: str
    edition_id: int
    course_slug: str
    number: int
    seed: int
    started_at: datetime
    handed_in_at: datetime | None
    earned: int | None
    possible: int
    passed: bool | None

    @property
    def is_open(self) -> bool:
        return self.handed_in_at is None

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down; None while it is open."""
        return None if self.earned is None else percent(self.earned, self.possible)


def open_one(attempts: Iterable[AttemptFacts]) -> AttemptFacts | None:
    """The attempt to go on with; there is never more than one."""
    return next((attempt for attempt in attempts if attempt.is_open), None)


def the_one_that_counts(attempts: Iterable[AttemptFacts], keep: Literal["best", "last"]) -> AttemptFacts | None:
    """The result that stands: the highest share of points (the earlier of equals), or the latest hand-in."""
    done = [attempt for attempt in attempts if not attempt.is_open]
    if keep == "last":
        return max(done, key=lambda attempt: attempt.number, default=None)
    return max(done, key=lambda attempt: (_share(attempt), -attempt.number), default=None)


def _share(attempt: AttemptFacts) -> Fraction:
    # Two attempts may rest on editions with different totals, so points alone do not compare.
    return Fraction(attempt.earned or 0, attempt.possible or 1)


def attempts_left(quiz: Quiz, used: int) -> int | None:
    """How many more may be started; None where there is no limit. An open attempt counts as used."""
    return None if quiz.attempts is None else max(0, quiz.attempts - used)


def fed_course(module: str, courses: Mapping[str, Course], enrolled: Iterable[str]) -> Course | None:
    """The course whose hours a pass feeds: of those with this module, the one enrolled in earliest.

    `enrolled` holds course slugs, earliest enrolment first. None: not enrolled in any course with the module.
    """
    theirs = (courses[slug] for slug in enrolled if slug in courses)
    return next((course for course in theirs if module in course.modules), None)
