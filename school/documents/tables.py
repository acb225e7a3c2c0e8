"""What the school stores about its content: editions, releases, attempts to publish, pictures."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from school.core.languages import ENGLISH
from school.db import Base


class Edition(Base):
    """One published state of one document. It never changes: people's work rests on it by its id.

    rules/kinds.py checks which kinds there are. The database does not, because this table is
    frozen and must still accept kinds that are added later.
    """

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("kind", "slug", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    slug: Mapped[str]
    number: Mapped[int]  # 1, 2, 3 … within kind and slug
    sha256: Mapped[str]  # of the source text and the payload
    path: Mapped[str]  # where in the content tree it came from
    source: Mapped[str]
    payload: Mapped[dict[str, Any]]  # parsed and rendered; rules/kinds.py reads it back
    author: Mapped[str]
    published_at: Mapped[datetime]
    language: Mapped[str] = mapped_column(server_default=ENGLISH)  # of its text, as "en"


class PublishedQuestion(Base):
    """A question that was ever published: what publications ask of all the editions before them."""

    __tablename__ = "published_question"

    item_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))  # the first one that holds it


class Release(Base):
    """The set of editions that is current from some moment on, as `school publish` makes it."""

    __tablename__ = "release"

    id: Mapped[int] = mapped_column(primary_key=True)
    published_at: Mapped[datetime]
    author: Mapped[str]
    editions: Mapped[list[Any]]  # ids of the current editions
    # From a path in the content tree to "<sha256>.<extension>", so that the tree can be rebuilt.
    figures: Mapped[dict[str, Any]]


class PublishRun(Base):
    """One attempt to publish, with the problems that stopped it."""

    __tablename__ = "publish_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    author: Mapped[str]
    # None if the content was refused or nothing had changed.
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"))
    problems: Mapped[list[Any]]  # [{path, line, what, fix}]


class Media(Base):
    """A picture from the content tree, named by its hash."""

    __tablename__ = "media"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content_type: Mapped[str]
    body: Mapped[bytes] = mapped_column(LargeBinary)
