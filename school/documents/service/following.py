"""What features do within the transaction of a publication, after the editions are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.config import Config
from school.core.registry import Registry
from school.documents.rules.reading.tree import Content
from school.documents.tables import Edition

# Each returns a line about what it did, or "" if there was nothing to do.
FollowPublication = Callable[[Session, Config, datetime], str]

AFTER_PUBLISHING: Registry[FollowPublication] = Registry("act after a publication")


@dataclass(frozen=True)
class ContentIndex:
    """Something that is stored beside the editions and made anew from the whole content.

    This happens at every publication, even if nothing has changed: a newer program may find more
    in the same content.
    """

    prepare: Callable[[Content], Any]  # takes time, and no database
    store: Callable[[Session, Any], None]  # what `prepare` made, under the write lock


INDEXES: Registry[ContentIndex] = Registry("index of the content")

# Each gets the editions that were just written, whoever published them and from wherever, and
# returns notices for the publisher.
FollowEditions = Callable[[Session, Sequence[Edition]], Sequence[str]]

FOLLOW_EDITIONS: Registry[FollowEditions] = Registry("act after new editions")


def follow_editions(session: Session, last_id: int) -> tuple[str, ...]:
    """Let features act on editions with ids above `last_id`. Return notices for the publisher."""
    query = select(Edition).where(Edition.id > last_id).order_by(Edition.id)
    editions = session.scalars(query).all()
    notices: list[str] = []
    for follow in FOLLOW_EDITIONS.values():
        notices += follow(session, editions)
    return tuple(notices)
