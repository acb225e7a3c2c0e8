"""What the school remembers of cards: the memory state of each, every review, and what a student has settled."""

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
    step: Mapped[
        int | None
    ]  # learning or relearning step in minutes' ladder; None once it is in review
    introduced_on: Mapped[
        date
    ]  # learning day of the first review: so many new cards a day are enough
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
        Index("ix_review_deck", "person_id", "deck_slug", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    card_id: Mapped[str]
    deck_slug: Mapped[str]
    client_id: Mapped[str]  # made by the browser or the form: the same review sent twice is one
    rating: Mapped[int]  # 1 again, 2 hard, 3 good, 4 easy: what the student said
    proposed: Mapped[int]  # what the overlap proposed
    overlap: Mapped[int | None]  # hundredths; None when the answer was shown without trying
    answer: Mapped[Any] = mapped_column(
        JSON
    )  # what was given; a list of region ids in the first reviews
    seconds: Mapped[int | None]  # from the question to the answer, as far as the page knows
    confused_with: Mapped[
        str | None
    ]  # id of the pattern that the answer fits better than the one asked for
    reviewed_at: Mapped[datetime]
    learned_on: Mapped[date]
    # The memory before, for undo. None: the card was new; a real NULL, not the word in JSON.
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    undone_at: Mapped[datetime | None]


class CardSetting(Base):
    """What is settled about one card of one person. No row: nothing."""

    __tablename__ = "card_setting"
    __table_args__ = (
        CheckConstraint("suspended_for IN ('wish', 'leech')", "suspended_for"),
        CheckConstraint("(suspended_at IS NULL) = (suspended_for IS NULL)", "suspended"),
        Index("ix_card_setting_deck", "person_id", "deck_slug"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    card_id: Mapped[str] = mapped_column(primary_key=True)
    deck_slug: Mapped[str]
    suspended_at: Mapped[datetime | None]  # not asked until it is resumed
    suspended_for: Mapped[str | None]  # the student's wish, or a leech: forgotten again and again
    buried_on: Mapped[date | None]  # not asked on this learning day
    settled_at: Mapped[
        datetime | None
    ]  # last suspended, resumed or begun anew: what arrives late and is older yields
    reset_after: Mapped[
        int | None
    ]  # the deck's last review when the memory was forgotten: undo stops there


class DeckSetting(Base):
    """How one person studies one deck, where they chose otherwise than the deck does."""

    __tablename__ = "deck_setting"
    __table_args__ = (
        CheckConstraint("new_per_day BETWEEN 0 AND 1000", "new_per_day"),
        CheckConstraint("retention BETWEEN 0.7 AND 0.97", "retention"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    deck_slug: Mapped[str] = mapped_column(primary_key=True)
    new_per_day: Mapped[int | None]
    retention: Mapped[float | None]  # recall aimed at
    kinds: Mapped[list[Any] | None] = mapped_column(
        JSON(none_as_null=True)
    )  # kinds of cards asked; None: all
    # The 21 weights of FSRS-6 fitted to this person's reviews; None: the model's own.
    parameters: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    optimised_at: Mapped[datetime | None]
    optimised_from: Mapped[int | None]  # number of reviews the weights were fitted to


class Examination(Base):
    """The day on which somebody wants to know a deck, or the cards of a quiz."""

    __tablename__ = "examination"
    __table_args__ = (CheckConstraint("subject IN ('deck', 'quiz')", "subject"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(primary_key=True)
    on_date: Mapped[date]  # learning day


class Contrast(Base):
    """Two patterns that were put side by side because somebody had confused them; once is enough."""

    __tablename__ = "contrast"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    deck_slug: Mapped[str] = mapped_column(primary_key=True)
    one: Mapped[str] = mapped_column(primary_key=True)  # pattern ids, the lesser first
    other: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
