"""The ledger of hours and the completions of courses. Triggers let rows only be added."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from school.db import Base


class LedgerEntry(Base):
    """Minutes granted, or taken back by a reversal. Each entry holds the hash of the one before.

    Kinds, books and deliveries are checked in rules/ledger.py, not here: a frozen table must be
    able to take words that come later.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (
        UniqueConstraint("once_key"),
        UniqueConstraint("reverses_id"),
        UniqueConstraint("follows_id"),
        CheckConstraint("minutes <> 0 AND (minutes < 0) = (reverses_id IS NOT NULL)", "minutes"),
        CheckConstraint("reverses_id IS NULL OR follows_id IS NULL", "one_reference"),
        # Enough by itself for sums and the date of the last hours, in tables of many people.
        Index(
            "ix_ledger_entry_person",
            "person_id",
            "book",
            "course_slug",
            "delivery",
            "minutes",
            "earned_at",
        ),
    )

    # 1, 2, 3 and so on, without a gap.
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    format: Mapped[int]  # which fields the hash covers: FORMATS in rules/ledger.py
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    book: Mapped[str]
    course_slug: Mapped[str]
    kind: Mapped[str]
    delivery: Mapped[str]
    family: Mapped[str]  # a module's family, or the classroom part's id
    title: Mapped[str]  # of the module or the part, at the time
    minutes: Mapped[int]  # of credit: 60 make an hour
    clock_minutes: Mapped[int | None]  # time spent, where it differs from the credit
    once_key: Mapped[str]  # names what may happen only once, such as "quiz:17:ischemia"
    earned_at: Mapped[datetime]  # when it happened
    earned_on: Mapped[date]  # its local date in the school's zone, which counts for a board
    zone: Mapped[str]  # the school's zone then, in IANA's name
    recorded_at: Mapped[datetime]
    # Who recorded it; None: the school itself, when it marked a quiz.
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # The attempt that passed the quiz.
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("attempt.id"))
    # The module's edition, whose worksheet granted the minutes.
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    # The entry that this one reverses.
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.seq"))
    # The reversed entry that this one replaces. Format 1 keeps it in `evidence["corrects"]`.
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.seq"))
    reason: Mapped[str]  # a sentence by a person; "" for a quiz
    evidence: Mapped[dict[str, Any]]  # the course's title; of a quiz, the worksheet and more
    prev_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)


class CourseCompletion(Base):
    """The record that a course was finished, and under which edition. It never changes.

    Whether it is valid is not stored: it is as long as none of its entries is reversed.
    """

    __tablename__ = "course_completion"
    __table_args__ = (UniqueConstraint("person_id", "course_slug", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_slug: Mapped[str]
    number: Mapped[int]  # 1; the next one once the completion before it is no longer valid
    edition_id: Mapped[int] = mapped_column(
        ForeignKey("edition.id")
    )  # of the course, which decided
    completed_on: Mapped[date]  # the local day of the entry that finished it
    minutes: Mapped[int]  # what the course claims: the sum of the next two
    self_study_minutes: Mapped[int]
    live_minutes: Mapped[int]
    entries: Mapped[list[Any]]  # the seqs of the ledger entries it rests on
    recorded_at: Mapped[datetime]
