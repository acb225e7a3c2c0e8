"""The officer's table as stored rows, derived from what people take and have earned, and totals."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from school.db import Base


class DeskLine(Base):
    """One line of the table: a person in a course. Whoever takes none has a line without one.

    Every order of the table has an index, whose last columns make it complete: so a page is read
    without sorting. Written by service/lines.py alone, and rebuilt from the facts when need be.
    """

    __tablename__ = "desk_line"
    __table_args__ = (
        Index("ix_desk_line_name", "sort_name", "person_id", "course_slug"),
        Index("ix_desk_line_course", "course_slug", "sort_name", "person_id"),
        Index("ix_desk_line_stage", "stage", "sort_name", "person_id", "course_slug"),
        Index("ix_desk_line_role", "role", "sort_name", "person_id", "course_slug"),
        Index("ix_desk_line_minutes", "minutes", "sort_name", "person_id", "course_slug"),
        Index("ix_desk_line_last", "last_earned_at", "sort_name", "person_id", "course_slug"),
        Index("ix_desk_line_issued", "issued_at", "sort_name", "person_id", "course_slug"),
        # These two answer counts by themselves.
        Index("ix_desk_line_activity", "stage", "last_earned_at", "role", "course_slug"),
        Index("ix_desk_line_finished", "finished_at", "stage"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    course_slug: Mapped[str] = mapped_column(primary_key=True)  # "": takes no course
    is_first: Mapped[bool]  # of the person's lines, so that people can be counted by it
    sort_name: Mapped[str]  # as in `person`
    role: Mapped[str]  # as in `person`
    edition_id: Mapped[int | None]  # of the course, which judges
    enrolled_at: Mapped[datetime | None]
    stage: Mapped[str]  # rules/stages.py
    minutes: Mapped[int | None]  # that count toward the course; None: takes no course
    needed_minutes: Mapped[int | None]
    last_earned_at: Mapped[datetime | None]
    certificate_id: Mapped[int | None]  # the newest
    issued_at: Mapped[datetime | None]  # of that one
    finished_at: Mapped[datetime | None]  # when the first of that course was issued


class DeskTotal(Base):
    """How many lines there are of a kind, and for how many people such a line is their first."""

    __tablename__ = "desk_total"

    role: Mapped[str] = mapped_column(primary_key=True)
    course_slug: Mapped[str] = mapped_column(primary_key=True)
    stage: Mapped[str] = mapped_column(primary_key=True)
    lines: Mapped[int]
    people: Mapped[int]
