"""The courses of a person, with the modules that each asks for: where the minutes of a pass go."""

from __future__ import annotations

from sqlalchemy.orm import Session

from school.catalogue.service.library import Library
from school.catalogue.service.studying import enrolments_of
from school.credits.rules.feeding import Taken


def courses_taken(session: Session, library: Library, person_id: int) -> tuple[Taken, ...]:
    """The courses that somebody takes, the one taken first first. One statement, as `Library` allows."""
    taken = []
    for enrolled in enrolments_of(session, person_id).values():
        course = library.course(session, enrolled.course_slug, enrolled.edition_id)
        modules = library.modules_of(session, course).values()
        families = frozenset(module.family for module in modules)
        taken.append(Taken(course, families, enrolled.enrolled_at, enrolled.preferred_at))
    return tuple(taken)
