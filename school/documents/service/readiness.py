"""Whether there is anything to teach."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.documents.tables import Release


def content_is_published(session: Session) -> str | None:
    """What is missing before the school can serve content; None when there is a release."""
    return (
        None
        if session.scalar(select(func.max(Release.id)))
        else "no content is published: run `school publish`"
    )
