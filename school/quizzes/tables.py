"""What the school remembers of quizzes: attempts, what was answered, and how it was marked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from school.db import Base


class Attempt(Base):
    """One sitting of a quiz by one person, on one edition of it, in the order that the seed gives.

    A row holds only facts. What the answers were worth is a judgment, so it is in `Marking`.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("person_id", "quiz_slug", "number"),
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
    due_at: Mapped[datetime | None]  # the deadline as it was set at the start; None: there is none
    handed_in_at: Mapped[datetime | None]  # None while it is open
    # Ids of the items that it asks, in the quiz's order; None: all items of the edition.
    draw: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))


class Response(Base):
    """The answer that stands for one question of an attempt; the newest save wins."""

    __tablename__ = "response"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[list[Any]]  # canonical: choice ids, or one text
    saved_at: Mapped[datetime]
    saves: Mapped[int]  # how often it was saved


class ChoiceAlias(Base):
    """What a choice was called in editions from before choices had ids.

    Written in the transaction that publishes the first edition with ids, and never changed by the
    program. Earlier answers keep the old names, so code that counts or marks them looks here.
    """

    __tablename__ = "choice_alias"
    __table_args__ = (Index("ix_choice_alias_item_id", "item_id"),)

    # The edition that brought the ids. The old names are those of earlier editions.
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    old: Mapped[str] = mapped_column(primary_key=True)
    new: Mapped[str]


class Marking(Base):
    """What an attempt was worth by the key of one edition. A later marking never changes this row.

    `superseded_at` could be derived from the next marking. It is stored anyway, because every table
    of attempts joins the one marking that stands. A partial index finds it without a search for
    the largest number, and makes sure that at most one stands.
    """

    __tablename__ = "marking"
    __table_args__ = (
        UniqueConstraint("attempt_id", "number"),
        Index(
            "uq_marking_standing",
            "attempt_id",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    number: Mapped[int]  # 1, 2, 3 … of this attempt
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))  # the quiz whose key was used
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: the school itself
    reason: Mapped[str]  # "hand-in" for the first one, a sentence for a correction
    earned: Mapped[int]  # hundredths of a point
    possible: Mapped[int]  # hundredths of a point
    passed: Mapped[bool]  # by the pass mark of that edition
    superseded_at: Mapped[datetime | None]  # None for the marking that stands


class ItemMark(Base):
    """What one question was worth in one marking of an attempt."""

    __tablename__ = "item_mark"
    __table_args__ = (Index("ix_item_mark_item_id", "item_id"),)

    marking_id: Mapped[int] = mapped_column(ForeignKey("marking.id"), primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    earned: Mapped[int]  # hundredths of a point
    possible: Mapped[int]


class QuizTally(Base):
    """How a quiz goes, added up: a projection of attempts and of their markings that stand."""

    __tablename__ = "quiz_tally"

    quiz_slug: Mapped[str] = mapped_column(primary_key=True)
    attempts: Mapped[int]  # handed in
    people: Mapped[int]  # who handed one in; so many first attempts there are
    passes: Mapped[int]  # first attempts that passed
    millionths: Mapped[int] = mapped_column(BigInteger)  # of the points, over first attempts


class ItemTally(Base):
    """What a question brought in first attempts, as they stand marked."""

    __tablename__ = "item_tally"

    quiz_slug: Mapped[str] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    people: Mapped[int]
    earned: Mapped[int]  # hundredths of a point
    possible: Mapped[int]


class AnswerTally(Base):
    """How many first attempts gave an answer to a question, as it is stored."""

    __tablename__ = "answer_tally"
    __table_args__ = (Index("ix_answer_tally_commonest", "quiz_slug", "item_id", "people"),)

    quiz_slug: Mapped[str] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[str] = mapped_column(primary_key=True)  # JSON, as in `response`
    people: Mapped[int]
