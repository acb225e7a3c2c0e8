"""Checks whether there is anything to teach."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.documents.tables import Release


def find_content_fault(session: Session) -> str | None:
    """Return what is missing before the school can serve content; None if there is a release."""
    if session.scalar(select(func.max(Release.id))) is None:
        return "no content is published: run `school publish`"
    return None
