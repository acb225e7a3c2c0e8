"""What the catalogue stores: search entries, enrollments, and who finished which section."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from school.db import Base


class SearchEntry(Base):
    """Something that the search can find. All entries are replaced at each publication."""

    __tablename__ = "search_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # "module", "section", "term", "deck" or "pattern"
    url: Mapped[str]
    title: Mapped[str]
    place: Mapped[str]  # the title of the module or deck, the module's kind, "Glossary", or "Cards"
    body: Mapped[str]


class Enrollment(Base):
    """A person takes a course, under the edition of that day or one that they moved to since."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("person_id", "course_slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_slug: Mapped[str]
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))  # of the course
    enrolled_at: Mapped[datetime]
    # Since when this course gets the minutes of modules that it shares with another. None: the
    # course that was taken first gets them, until the student chooses.
    preferred_at: Mapped[datetime | None]


class SectionFinished(Base):
    """A student's own statement that they have read a section."""

    __tablename__ = "section_finished"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    module_slug: Mapped[str] = mapped_column(primary_key=True)
    section_id: Mapped[str] = mapped_column(primary_key=True)
    finished_at: Mapped[datetime]
