"""Reads pictures of the content tree by their hash."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from school.core.refusals import NotFound
from school.documents.rules.reading.figures import TYPES
from school.documents.tables import Media

_PICTURE = select(Media.body, Media.content_type).where(Media.sha256 == bindparam("sha256"))


def read_picture(session: Session, sha256: str, extension: str) -> tuple[bytes, str]:
    """Return bytes and content type. Raises NotFound if no picture has this hash and type."""
    row = session.execute(_PICTURE, {"sha256": sha256}).first()
    if row is None or row.content_type != TYPES[extension]:
        raise NotFound
    return row.body, row.content_type
