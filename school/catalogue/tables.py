"""What the school remembers of its content: editions, releases, pictures; who enrolled, who finished which section."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from school.core.languages import ENGLISH
from school.db import Base


class Edition(Base):
    """One published state of one document. Never changed; work that people did names the edition it rests on.

    Which kinds there are is checked in rules/documents.py: a frozen table must be able to take kinds
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
    payload: Mapped[dict[str, Any]]  # parsed and rendered; rules/documents.py reads it back
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


class SearchEntry(Base):
    """A module, section, term, deck or pattern that can be found; replaced whole at each publication."""

    __tablename__ = "search_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # "module", "section", "term", "deck" or "pattern"
    url: Mapped[str]
    title: Mapped[str]
    place: Mapped[str]  # the title of the module or deck, the module's kind, "Glossary", or "Cards"
    body: Mapped[str]


class Enrolment(Base):
    """Somebody takes a course, under the edition that was current then or that they moved to since."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("person_id", "course_slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_slug: Mapped[str]
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))  # of the course
    enrolled_at: Mapped[datetime]
    # Since when minutes of modules that two courses share go to this one; None: the course that was
    # taken first gets them, until somebody chooses.
    preferred_at: Mapped[datetime | None]


class SectionFinished(Base):
    """A student's own word that a section is read."""

    __tablename__ = "section_finished"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    module_slug: Mapped[str] = mapped_column(primary_key=True)
    section_id: Mapped[str] = mapped_column(primary_key=True)
    finished_at: Mapped[datetime]
