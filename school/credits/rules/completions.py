"""Completions: records that a course was finished, each valid while its entries are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from school.credits.rules.ledger import Entry


@dataclass(frozen=True)
class Completion:
    """The record that somebody finished a course. It never changes.

    It is valid as long as none of the entries it rests on is reversed.
    """

    id: int
    person_id: int
    course_slug: str
    number: int  # 1; the next one once the completion before it is no longer valid
    edition_id: int  # the course's edition that decided
    completed_on: date  # the local day of the entry that finished it
    minutes: int  # what the course claims: the sum of the next two
    self_study_minutes: int
    live_minutes: int
    entries: tuple[int, ...]  # the seqs of the entries it rests on, in the order of their days
    recorded_at: datetime


def find_reversed_seqs(entries: Iterable[Entry]) -> frozenset[int]:
    """The seq of every entry that was reversed."""
    return frozenset(entry.reverses_id for entry in entries if entry.reverses_id is not None)


def is_valid_completion(completion: Completion, reversed_seqs: Collection[int]) -> bool:
    """Whether none of the entries it rests on was reversed."""
    return not any(seq in reversed_seqs for seq in completion.entries)


def find_valid_completion(
    completions: Iterable[Completion], course_slug: str, entries: Iterable[Entry]
) -> Completion | None:
    """The newest valid completion of a course; None if there is none.

    `completions` and `entries`: all of the person's.
    """
    reversed_seqs = find_reversed_seqs(entries)
    newest = None
    for completion in completions:
        if completion.course_slug != course_slug:
            continue
        if not is_valid_completion(completion, reversed_seqs):
            continue
        if newest is None or completion.number > newest.number:
            newest = completion
    return newest
