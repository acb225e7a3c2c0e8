"""The ledger of hours and the courses that were finished: rows are only added, triggers refuse anything else."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from school.db import Base


class LedgerEntry(Base):
    """Minutes granted, or taken back by a reversal. Each entry carries the hash of the one before.

    Which kinds, books and deliveries there are is checked in rules/ledger.py: a frozen table must be
    able to take words that come later.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (
        UniqueConstraint("once_key"),
        UniqueConstraint("reverses_id"),
        UniqueConstraint("follows_id"),
        CheckConstraint("minutes <> 0 AND (minutes < 0) = (reverses_id IS NOT NULL)", "minutes"),
        CheckConstraint("reverses_id IS NULL OR follows_id IS NULL", "one_reference"),
        # Answers sums and the date of the last hours by itself, for tables of many people.
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

    seq: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False
    )  # 1, 2, 3 … without a gap
    format: Mapped[int]  # says which fields the hash covers: rules/ledger.py, FORMATS
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    book: Mapped[str]
    course_slug: Mapped[str]
    kind: Mapped[str]
    delivery: Mapped[str]
    family: Mapped[str]  # what was learned: a module's family, or the classroom part's id
    title: Mapped[str]  # as it was called then
    minutes: Mapped[int]  # of credit: 60 make an hour of credit
    clock_minutes: Mapped[int | None]  # time that was spent, where it differs from the credit
    once_key: Mapped[
        str
    ]  # what may happen only once, as "quiz:17:ischemia"; the second try finds the first
    earned_at: Mapped[datetime]  # when it happened
    earned_on: Mapped[date]  # the local date of that, in the school's zone: what counts for a board
    zone: Mapped[str]
    recorded_at: Mapped[datetime]  # when we learned of it
    recorded_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id")
    )  # None: the school, by a mark
    attempt_id: Mapped[int | None] = mapped_column(
        ForeignKey("attempt.id")
    )  # the evidence of a quiz entry
    edition_id: Mapped[int | None] = mapped_column(
        ForeignKey("edition.id")
    )  # the edition whose worksheet granted it
    reverses_id: Mapped[int | None] = mapped_column(
        ForeignKey("ledger_entry.seq")
    )  # the entry that it takes back
    # The reversed entry that it says anew: corrected, restored or moved to another course. Format 1
    # has this in `evidence["corrects"]`.
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.seq"))
    reason: Mapped[str]  # "" for a quiz; a sentence by a person otherwise
    evidence: Mapped[
        dict[str, Any]
    ]  # quiz: title, percent, worksheet; classroom: what the officer saw
    prev_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)


class CourseCompletion(Base):
    """That a course was finished, and under which edition of it. Never changed.

    It stands as long as none of the entries it rests on is reversed; that is derived, not stored.
    """

    __tablename__ = "course_completion"
    __table_args__ = (UniqueConstraint("person_id", "course_slug", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_slug: Mapped[str]
    number: Mapped[int]  # 1; a later one where an entry of the one before was reversed
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))  # of the course, which judged
    completed_on: Mapped[date]  # the local day of the entry that finished it
    minutes: Mapped[int]  # that the course claims; the sum of the next two
    self_study_minutes: Mapped[int]
    live_minutes: Mapped[int]
    entries: Mapped[list[Any]]  # seq of the ledger entries it rests on
    recorded_at: Mapped[datetime]
