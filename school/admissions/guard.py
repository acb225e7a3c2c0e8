"""Whose file it is, for views: fetched and judged in one step."""

from __future__ import annotations

from school.admissions.service.file import Subject, subject_of
from school.web.context import guard, session


def subject_or_404(action: str, person_id: int) -> Subject:
    """The person of this id, if the reader may do `action` about them."""
    return guard(action, subject_of(session(), person_id))
