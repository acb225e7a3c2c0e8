"""What features do in the transaction of a publication, after the editions are written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from school.config import Config
from school.core.registry import Registry
from school.documents.rules.reading.tree import Content

# Each returns a line about what it did, or "" where there was nothing to do.
FollowPublication = Callable[[Session, Config, datetime], str]

AFTER_PUBLISHING: Registry[FollowPublication] = Registry("act after a publication")

# What is kept beside the editions is written anew from the whole content each time it is published,
# also where nothing has changed: a newer school may find more in the same content.
RefreshIndex = Callable[[Session, Content], None]

INDEXES: Registry[RefreshIndex] = Registry("index of the content")
