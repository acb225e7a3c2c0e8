"""Finds the person that a view is about, or answers 404."""

from __future__ import annotations

from school.core.refusals import NotFound
from school.people.service.people import find_person
from school.people.tables import Person
from school.web.context import any_session


def person_or_404(person_id: int) -> Person:
    """The person with this id, disabled or not. Raises NotFound.

    Whether the reader may see them is judged by the view's action.
    """
    with any_session() as session:
        person = find_person(session, person_id)
    if person is None:
        raise NotFound
    return person
