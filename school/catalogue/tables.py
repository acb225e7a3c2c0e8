"""What the catalogue remembers: what can be searched, who enrolled, who finished which section."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from school.db import Base


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
