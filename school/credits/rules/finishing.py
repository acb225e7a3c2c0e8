"""The day on which a course became finished, and the entries that made it so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from school.catalogue.rules.documents import Module
from school.credits.rules.ledger import Entry
from school.credits.rules.standing import Standing, judge_standing


def find_finishing_entries(
    standing: Standing, modules: Mapping[str, Module]
) -> tuple[date, tuple[Entry, ...]]:
    """The local day on which a course became finished, and the entries up to then, by day.

    Passes that count for another course are among them if they meet a requirement. Later hours are
    not: reversing those must not withdraw a certificate. Raises ValueError for a course that isn't
    finished.
    """
    relevant = _list_relevant_entries(standing)
    by_day = sorted(relevant, key=lambda entry: (entry.earned_on, entry.seq))
    for count in range(1, len(by_day) + 1):
        first_entries = by_day[:count]
        if judge_standing(standing.course, first_entries, modules).finished:
            return first_entries[-1].earned_on, tuple(first_entries)
    raise ValueError(f"{standing.course.slug} is not finished")


def _list_relevant_entries(standing: Standing) -> Iterable[Entry]:
    """The course's own entries, and passes elsewhere where it has none of its own."""
    yield from standing.entries
    for line in standing.lines:
        if not line.entries:
            yield from line.elsewhere
