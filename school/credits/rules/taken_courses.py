"""Which of a person's courses gets the minutes of a module that several of them ask for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from school.catalogue.rules.documents import Course, Module


@dataclass(frozen=True)
class TakenCourse:
    """A course that somebody takes, with the families of the modules it asks for."""

    course: Course  # the edition under which they take it
    families: frozenset[str]
    enrolled_at: datetime
    preferred_at: datetime | None  # when they chose it for shared minutes


def choose_course_for_minutes(
    module: Module, courses_taken: Iterable[TakenCourse]
) -> Course | None:
    """The course that gets the minutes of a pass; None if no course taken asks for the module.

    Of the courses that ask for the module's family, it is the one last chosen for shared minutes.
    If none was chosen, it is the one enrolled in first.
    """
    asking = [taken for taken in courses_taken if module.family in taken.families]
    preferred = [taken for taken in asking if taken.preferred_at is not None]
    if preferred:
        return max(preferred, key=_when_preferred).course
    if asking:
        return min(asking, key=lambda taken: taken.enrolled_at).course
    return None


def _when_preferred(taken: TakenCourse) -> datetime:
    assert taken.preferred_at is not None
    return taken.preferred_at
