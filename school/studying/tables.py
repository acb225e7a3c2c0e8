"""Tables for studying: the memory of each card, every review, and what a student has chosen."""

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
    step: Mapped[int | None]  # a learning or relearning step of minutes; None once in review
    introduced_on: Mapped[date]  # learning day of the first review, to count each day's new cards
    learned_on: Mapped[date]  # learning day of the last review (the day turns at 4 a.m.)
    reviewed_at: Mapped[datetime]
    reviews: Mapped[int]
    lapses: Mapped[int]


class Review(Base):
    """One rated answer to one card. Undo marks it, and restores the memory from before."""

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
    client_id: Mapped[str]  # made by the browser or the form, so a review sent twice counts once
    rating: Mapped[int]  # 1 again, 2 hard, 3 good, 4 easy: what the student said
    proposed: Mapped[int]  # what the overlap proposed
    overlap: Mapped[int | None]  # hundredths; None if the student looked without trying
    # What the student answered. In the oldest reviews, a list of region ids.
    answer: Mapped[Any] = mapped_column(JSON)
    seconds: Mapped[int | None]  # from question to answer, if the page knows
    confused_with: Mapped[str | None]  # id of a pattern that the answer fits clearly better
    reviewed_at: Mapped[datetime]
    learned_on: Mapped[date]
    # The memory before, for undo. None: the card was new (a real NULL, not JSON's null).
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    undone_at: Mapped[datetime | None]


class CardSetting(Base):
    """Whether one person has set one card aside. No row: never."""

    __tablename__ = "card_setting"
    __table_args__ = (
        CheckConstraint("suspended_for IN ('wish', 'leech')", "suspended_for"),
        CheckConstraint("(suspended_at IS NULL) = (suspended_for IS NULL)", "suspended"),
        Index("ix_card_setting_deck", "person_id", "deck_slug"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    card_id: Mapped[str] = mapped_column(primary_key=True)
    deck_slug: Mapped[str]
    suspended_at: Mapped[datetime | None]  # not asked until resumed
    suspended_for: Mapped[str | None]  # the student's wish, or a leech, forgotten again and again
    buried_on: Mapped[date | None]  # not asked on this learning day
    # When it was last suspended, resumed or reset. An older change that arrives late is dropped.
    settled_at: Mapped[datetime | None]
    # The deck's last review when the memory was reset. Undo stops there.
    reset_after: Mapped[int | None]


class DeckSetting(Base):
    """How one person studies one deck, as far as they chose something other than the deck's own."""

    __tablename__ = "deck_setting"
    __table_args__ = (
        CheckConstraint("new_per_day BETWEEN 0 AND 1000", "new_per_day"),
        CheckConstraint("retention BETWEEN 0.7 AND 0.97", "retention"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    deck_slug: Mapped[str] = mapped_column(primary_key=True)
    new_per_day: Mapped[int | None]
    retention: Mapped[float | None]  # recall aimed at
    # Kinds of cards that are asked. None: all.
    kinds: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    # The 21 weights of FSRS-6, fitted to this person's reviews. None: the model's own.
    parameters: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    optimised_at: Mapped[datetime | None]
    optimised_from: Mapped[int | None]  # how many reviews the weights were fitted to


class Examination(Base):
    """The day by which a person wants to know a deck, or the cards of a quiz."""

    __tablename__ = "examination"
    __table_args__ = (CheckConstraint("subject IN ('deck', 'quiz')", "subject"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(primary_key=True)
    on_date: Mapped[date]  # learning day


class Contrast(Base):
    """Two confused patterns that a person has looked at side by side. The first time counts."""

    __tablename__ = "contrast"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    deck_slug: Mapped[str] = mapped_column(primary_key=True)
    one: Mapped[str] = mapped_column(primary_key=True)  # pattern ids, the lesser first
    other: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
