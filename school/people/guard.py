"""People for views: the one of an id, or a page that says there is none."""

from __future__ import annotations

from school.core.refusals import NotFound
from school.people.service.people import person_by_id
from school.people.tables import Person
from school.web.context import any_session


def person_or_404(person_id: int) -> Person:
    """The person of this id, disabled or not. Whether the reader may see them is for the view's action to say."""
    with any_session() as session:
        person = person_by_id(session, person_id)
    if person is None:
        raise NotFound
    return person
