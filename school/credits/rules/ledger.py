"""The ledger as values: what an entry says, how it is chained to the one before, how a broken chain is found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any, Literal, NamedTuple

Kind = Literal["quiz", "classroom", "correction", "reversal"]
Book = Literal["elective", "ce"]
Delivery = Literal["self-study", "live"]

FIRST_PREV_HASH = ""  # what the first entry names as the one before


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an entry is about to say, before the ledger gives it its place."""

    person_id: int
    book: Book
    course_slug: str
    kind: Kind
    delivery: Delivery
    family: str  # a module's family, or the classroom part's id
    title: str
    minutes: int
    once_key: str
    earned_at: datetime
    earned_on: date
    zone: str
    recorded_by_id: int | None = None  # None: the school itself, by a mark
    attempt_id: int | None = None
    edition_id: int | None = None
    reverses_id: int | None = None
    reason: str = ""
    evidence: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Entry(Facts):
    """One entry of the ledger."""

    seq: int
    recorded_at: datetime
    prev_hash: str
    hash: str


class Head(NamedTuple):
    """An entry's place and hash, noted somewhere else, so that a cut or rewritten ledger can be told."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Fault:
    """Something in the chain that cannot be so."""

    seq: int
    what: str

    def __str__(self) -> str:
        return f"entry {self.seq}: {self.what}"


_HASHED = sorted(field.name for field in fields(Entry) if field.name != "hash")


def canonical(entry: Entry) -> bytes:
    """The bytes that are hashed: JSON of every field but the hash, keys sorted, no spaces, ASCII.

    Instants are UTC with six decimals, dates ISO. Raises ValueError for a number JSON does not know.
    """
    said = {name: _plain(getattr(entry, name)) for name in _HASHED}
    return json.dumps(said, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def hash_of(entry: Entry) -> str:
    """SHA-256 of the canonical bytes, hex. They hold `prev_hash`, which chains the entry to the one before."""
    return hashlib.sha256(canonical(entry)).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        # strftime leaves out the zeros of early years on some systems; isoformat does not.
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    return value.isoformat() if isinstance(value, date) else value


def faults_in(entries: Iterable[Entry], noted: Head | None = None) -> Iterator[Fault]:
    """Every fault in a whole ledger, given in order of `seq` from 1 on. One entry is held at a time.

    A chain alone cannot tell that its tail was cut off or that all of it was computed anew; `noted`, a head written
    down elsewhere earlier, tells both.
    """
    expected, prev_hash = 1, FIRST_PREV_HASH
    found_noted = noted is None
    for entry in entries:
        if entry.seq != expected:
            yield Fault(entry.seq, f"expected entry {expected} here")
        if entry.prev_hash != prev_hash:
            yield Fault(entry.seq, "does not follow the entry before it")
        if hash_of(entry) != entry.hash:
            yield Fault(entry.seq, "does not say what it said when it was written")
        if noted and entry.seq == noted.seq:
            found_noted = True
            if entry.hash != noted.hash:
                yield Fault(entry.seq, "is not the entry that was noted")
        expected, prev_hash = entry.seq + 1, entry.hash
    if noted and not found_noted:
        yield Fault(noted.seq, "was noted, and is gone")


def verify(entries: Iterable[Entry], noted: Head | None = None) -> list[Fault]:
    """All faults of a ledger; an empty list when it is whole. See `faults_in`."""
    return list(faults_in(entries, noted))
