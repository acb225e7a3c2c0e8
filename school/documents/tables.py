"""What the school remembers of its content: editions, releases, tries to publish, pictures."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from school.core.languages import ENGLISH
from school.db import Base


class Edition(Base):
    """One published state of one document. Never changed; work that people did names the edition it rests on.

    Which kinds there are is checked in rules/kinds.py: a frozen table must be able to take kinds
    that come later.
    """

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("kind", "slug", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    slug: Mapped[str]
    number: Mapped[int]  # 1, 2, 3 … within kind and slug
    sha256: Mapped[
        str
    ]  # of everything that made the payload: the source text, the sources cited, the renderer
    path: Mapped[str]  # where in the content tree it came from
    source: Mapped[str]
    payload: Mapped[dict[str, Any]]  # parsed and rendered; rules/kinds.py reads it back
    author: Mapped[str]
    published_at: Mapped[datetime]
    language: Mapped[str] = mapped_column(server_default=ENGLISH)  # of its text, as "en"


class Release(Base):
    """The set of editions that is current from a moment on: what `school publish` made."""

    __tablename__ = "release"

    id: Mapped[int] = mapped_column(primary_key=True)
    published_at: Mapped[datetime]
    author: Mapped[str]
    editions: Mapped[list[Any]]  # ids of the current editions
    figures: Mapped[
        dict[str, Any]
    ]  # path in the content tree → "<sha256>.<extension>", so that it can be rebuilt


class PublishRun(Base):
    """One try to publish, with the problems that were found."""

    __tablename__ = "publish_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    author: Mapped[str]
    release_id: Mapped[int | None] = mapped_column(
        ForeignKey("release.id")
    )  # None: refused, or nothing had changed
    problems: Mapped[list[Any]]  # [{path, line, what, fix}]


class Media(Base):
    """A picture of the content tree, named by its hash."""

    __tablename__ = "media"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content_type: Mapped[str]
    body: Mapped[bytes] = mapped_column(LargeBinary)
