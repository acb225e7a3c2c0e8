"""What the school remembers of cards: the memory state of each, and every review."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from school.db import Base


class CardMemory(Base):
    """How well one person knows one card. No row: the card is new to them."""

    __tablename__ = "card_memory"
    __table_args__ = (Index("ix_card_memory_due", "person_id", "deck_slug", "due_at"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    card_id: Mapped[str] = mapped_column(primary_key=True)
    deck_slug: Mapped[str]
    due_at: Mapped[datetime]
    stability: Mapped[float]  # days until recall falls to 90 %
    difficulty: Mapped[float]  # 1 easy … 10 hard
    step: Mapped[int | None]  # learning or relearning step in minutes' ladder; None once it is in review
    introduced_on: Mapped[date]  # learning day of the first review: so many new cards a day are enough
    learned_on: Mapped[date]  # learning day of the last review (the day turns at 4:00)
    reviewed_at: Mapped[datetime]
    reviews: Mapped[int]
    lapses: Mapped[int]


class Review(Base):
    """One answer to one card. Undo marks it, and puts back the memory from before."""

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("person_id", "client_id"),
        CheckConstraint("rating BETWEEN 1 AND 4", "rating"),
        CheckConstraint("proposed BETWEEN 1 AND 4", "proposed"),
        Index("ix_review_person", "person_id", "reviewed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    card_id: Mapped[str]
    deck_slug: Mapped[str]
    client_id: Mapped[str]  # made by the browser or the form: the same review sent twice is one
    rating: Mapped[int]  # 1 again, 2 hard, 3 good, 4 easy: what the student said
    proposed: Mapped[int]  # what the overlap proposed
    overlap: Mapped[int | None]  # hundredths; None when the answer was shown without trying
    answer: Mapped[list[Any]]  # region ids that were picked
    reviewed_at: Mapped[datetime]
    learned_on: Mapped[date]
    # The memory before, for undo. None: the card was new; a real NULL, not the word in JSON.
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    undone_at: Mapped[datetime | None]
