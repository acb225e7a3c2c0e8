"""The courses of a person, with the modules that each asks for: where the minutes of a pass go."""

from __future__ import annotations

from sqlalchemy.orm import Session

from school.catalogue.service.library import Library
from school.catalogue.service.studying import list_enrollments
from school.credits.rules.feeding import Taken


def courses_taken(session: Session, library: Library, person_id: int) -> tuple[Taken, ...]:
    """The courses that somebody takes, the one taken first first. One statement, as `Library` allows."""
    taken = []
    for enrolled in list_enrollments(session, person_id).values():
        course = library.find_course(session, enrolled.course_slug, enrolled.edition_id)
        modules = library.find_modules(session, course).values()
        families = frozenset(module.family for module in modules)
        taken.append(Taken(course, families, enrolled.enrolled_at, enrolled.preferred_at))
    return tuple(taken)
