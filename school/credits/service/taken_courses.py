"""The courses a person takes, with what decides which of them gets the minutes of a pass."""

from __future__ import annotations

from sqlalchemy.orm import Session

from school.catalogue.service.library import Library
from school.catalogue.service.studying import list_enrollments
from school.credits.rules.taken_courses import TakenCourse


def read_taken_courses(
    session: Session, library: Library, person_id: int
) -> tuple[TakenCourse, ...]:
    """The courses a person takes, in order of enrollment.

    One statement, and those that the library needs for an edition that isn't in memory.
    """
    taken = []
    for enrolled in list_enrollments(session, person_id).values():
        course = library.find_course(session, enrolled.course_slug, enrolled.edition_id)
        modules = library.find_modules(session, course).values()
        families = frozenset(module.family for module in modules)
        taken.append(TakenCourse(course, families, enrolled.enrolled_at, enrolled.preferred_at))
    return tuple(taken)
