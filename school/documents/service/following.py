"""What features do in the transaction of a publication, after the editions are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.config import Config
from school.core.registry import Registry
from school.documents.rules.reading.tree import Content
from school.documents.tables import Edition

# Each returns a line about what it did, or "" where there was nothing to do.
FollowPublication = Callable[[Session, Config, datetime], str]

AFTER_PUBLISHING: Registry[FollowPublication] = Registry("act after a publication")

# What is kept beside the editions is written anew from the whole content each time it is published,
# also where nothing has changed: a newer school may find more in the same content.
RefreshIndex = Callable[[Session, Content], None]

INDEXES: Registry[RefreshIndex] = Registry("index of the content")
# Each is told of the editions that were just written, whoever publishes and from wherever, and
# returns what the publisher should hear.
FollowEditions = Callable[[Session, Sequence[Edition]], Sequence[str]]

FOLLOW_EDITIONS: Registry[FollowEditions] = Registry("act after new editions")


def follow_editions(session: Session, last_id: int) -> tuple[str, ...]:
    """Let features follow the editions with ids above `last_id`; what the publisher should hear."""
    query = select(Edition).where(Edition.id > last_id).order_by(Edition.id)
    editions = session.scalars(query).all()
    notices: list[str] = []
    for follow in FOLLOW_EDITIONS.values():
        notices += follow(session, editions)
    return tuple(notices)
