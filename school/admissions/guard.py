"""What views fetch: the person whose file it is, or a 404."""

from __future__ import annotations

from school.admissions.service.file import Subject, find_subject
from school.web.context import guard, session


def subject_or_404(action: str, person_id: int) -> Subject:
    """The person with this id, if the reader may do `action` to them."""
    return guard(action, find_subject(session(), person_id))
