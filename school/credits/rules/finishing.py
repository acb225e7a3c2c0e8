"""The day on which a course became finished, and the entries that made it so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from school.catalogue.rules.documents import Module
from school.credits.rules.ledger import Entry
from school.credits.rules.standing import Standing, standing


def entries_that_finish(
    reached: Standing, modules: Mapping[str, Module]
) -> tuple[date, tuple[Entry, ...]]:
    """The local day on which a finished course became finished, and the entries by their days up to then.

    Passes that feed another course belong to it where they meet a requirement. Hours that came later
    do not: taking them back must not withdraw a certificate. Raises ValueError where the course is
    not finished.
    """
    in_order = sorted(_that_matter(reached), key=lambda entry: (entry.earned_on, entry.seq))
    for count in range(1, len(in_order) + 1):
        enough = in_order[:count]
        if standing(reached.course, enough, modules).finished:
            return enough[-1].earned_on, tuple(enough)
    raise ValueError(f"{reached.course.slug} is not finished")


def _that_matter(reached: Standing) -> Iterable[Entry]:
    yield from reached.entries
    for line in reached.lines:
        if not line.entries:
            yield from line.elsewhere
