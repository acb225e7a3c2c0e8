"""Whether a certificate holds: followed from the ledger as it is now, never stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Literal

from school.credits.rules.ledger import Entry
from school.credits.rules.standing import Standing

Status = Literal["valid", "withdrawn", "superseded"]


def status(entries: Iterable[int], taken_back: Collection[int], is_newest: bool) -> Status:
    """The status of a certificate that stands on `entries`.

    `taken_back`: the seq of entries that were reversed. `is_newest`: no later revision of it was issued.
    """
    if not is_newest:
        return "superseded"
    return "withdrawn" if any(seq in taken_back for seq in entries) else "valid"


def completion(standing: Standing) -> tuple[date, tuple[Entry, ...]]:
    """The local day on which a finished course became finished, and the entries that made it so, by their days.

    Hours that came later belong to no certificate: taking them back must not withdraw one.
    """
    in_order = sorted(standing.entries, key=lambda entry: (entry.earned_on, entry.seq))
    for number in range(1, len(in_order) + 1):
        enough = in_order[:number]
        if _suffice(standing, enough):
            return enough[-1].earned_on, tuple(enough)
    raise ValueError(f"{standing.course.slug} is not finished")


def _suffice(standing: Standing, entries: Iterable[Entry]) -> bool:
    minutes = {entry.seq: entry.minutes for entry in entries}
    for line in standing.lines:
        found = [minutes[entry.seq] for entry in line.entries if entry.seq in minutes]
        enough = bool(found) if line.module else sum(found) >= line.needed
        if line.needed and not enough:
            return False
    return sum(minutes.values()) >= standing.course.minutes
