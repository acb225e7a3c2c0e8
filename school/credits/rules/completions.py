"""That a course was finished: under which edition, on which day, resting on which entries; and whether that stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from school.credits.rules.ledger import Entry


@dataclass(frozen=True)
class Completion:
    """A course that somebody finished. Never changed: it stands as long as every entry it rests on does."""

    id: int
    person_id: int
    course_slug: str
    number: int  # 1; a later one where an entry of the one before was taken back
    edition_id: int  # of the course, which judged
    completed_on: date  # local day of the entry that finished it
    minutes: int  # that the course claims; the sum of the next two
    self_study_minutes: int
    live_minutes: int
    entries: tuple[int, ...]  # seq of the entries that it rests on, in the order of their days
    recorded_at: datetime


def reversed_seqs(entries: Iterable[Entry]) -> frozenset[int]:
    """The seq of every entry that was taken back."""
    return frozenset(entry.reverses_id for entry in entries if entry.reverses_id is not None)


def stands(completion: Completion, taken_back: Collection[int]) -> bool:
    """Whether nothing that the completion rests on was taken back."""
    return not any(seq in taken_back for seq in completion.entries)


def standing_completion(
    completions: Iterable[Completion], course_slug: str, entries: Iterable[Entry]
) -> Completion | None:
    """The newest completion of a course that stands; None where there is none.

    `entries`: all of the person's.
    """
    taken_back = reversed_seqs(entries)
    of_course = [
        one for one in completions if one.course_slug == course_slug and stands(one, taken_back)
    ]
    return max(of_course, key=lambda one: one.number, default=None)
