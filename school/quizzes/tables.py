"""What the school remembers of quizzes: attempts, what was answered, what it was worth."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from school.db import Base


class Attempt(Base):
    """One sitting of one quiz by one person, on one edition of it, in the order that the seed gives."""

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("person_id", "quiz_slug", "number"),
        CheckConstraint("(handed_in_at IS NULL) = (earned IS NULL)", "marked"),
        # At most one open attempt: the second click finds the first.
        Index(
            "uq_attempt_open",
            "person_id",
            "quiz_slug",
            unique=True,
            sqlite_where=text("handed_in_at IS NULL"),
            postgresql_where=text("handed_in_at IS NULL"),
        ),
        Index("ix_attempt_quiz_slug", "quiz_slug", "handed_in_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    quiz_slug: Mapped[str]
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    course_slug: Mapped[str]  # the enrolled course whose hours a pass feeds
    number: Mapped[int]  # 1, 2, 3 … of this person at this quiz
    seed: Mapped[int]
    started_at: Mapped[datetime]
    handed_in_at: Mapped[datetime | None]  # None while it is open
    earned: Mapped[int | None]  # hundredths of a point; None while it is open
    possible: Mapped[int]  # hundredths of a point
    passed: Mapped[bool | None]  # by the edition's pass mark; None while it is open


class Response(Base):
    """The answer that stands for one question of an attempt; the newest save wins."""

    __tablename__ = "response"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[list[Any]]  # canonical: choice ids, or one text
    saved_at: Mapped[datetime]
    saves: Mapped[int]  # how often it was saved


class ItemMark(Base):
    """What one question of a handed-in attempt was worth."""

    __tablename__ = "item_mark"
    __table_args__ = (Index("ix_item_mark_item_id", "item_id"),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    earned: Mapped[int]  # hundredths of a point
    possible: Mapped[int]
