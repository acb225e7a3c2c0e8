"""The ledger as values: what an entry says, what it may say, how it is chained, how a fault shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, get_args

Kind = Literal[
    "quiz",
    "classroom",
    "workshop",
    "check-off",
    "reversal",
    "correction",
    "restoration",
    "transfer",
]
Book = Literal["elective", "ce"]
Delivery = Literal["self-study", "live"]

KINDS: frozenset[str] = frozenset(get_args(Kind))
BOOKS: frozenset[str] = frozenset(get_args(Book))
DELIVERIES: frozenset[str] = frozenset(get_args(Delivery))

# A correction, a restoration and a transfer say anew what an entry said that was reversed: with
# other minutes, with the same ones after a reversal by mistake, or for another course.
FOLLOWING: frozenset[str] = frozenset({"correction", "restoration", "transfer"})

FIRST_PREV_HASH = ""  # what the first entry names as the one before
NEWEST_FORMAT = 2

# The fields that each format hashes. A list never changes once an entry was written under it, so
# that old entries verify forever; a new field means a new format.
_FORMAT_1 = (
    "attempt_id",
    "book",
    "course_slug",
    "delivery",
    "earned_at",
    "earned_on",
    "edition_id",
    "evidence",
    "family",
    "kind",
    "minutes",
    "once_key",
    "person_id",
    "prev_hash",
    "reason",
    "recorded_at",
    "recorded_by_id",
    "reverses_id",
    "seq",
    "title",
    "zone",
)
_FORMAT_2 = (*_FORMAT_1, "clock_minutes", "follows_id", "format")
FORMATS: Mapping[int, tuple[str, ...]] = MappingProxyType({1: _FORMAT_1, 2: _FORMAT_2})


class BadFacts(ValueError):
    """An entry that may not be written; the text says what is wrong. A fault of the program, not of a reader."""


class UnknownFormat(ValueError):
    """An entry whose format this program does not know."""


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
    minutes: int  # of credit, negative for a reversal
    once_key: str
    earned_at: datetime
    earned_on: date
    zone: str
    recorded_by_id: int | None = None  # None: the school itself, by a mark
    attempt_id: int | None = None
    edition_id: int | None = None
    reverses_id: int | None = None  # seq of the entry that this one takes back
    follows_id: int | None = None  # seq of the reversed entry that this one says anew
    clock_minutes: int | None = None  # time that was spent, where it differs from the credit
    reason: str = ""
    evidence: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Entry(Facts):
    """One entry of the ledger."""

    seq: int
    format: int = NEWEST_FORMAT
    recorded_at: datetime
    prev_hash: str
    hash: str


def followed_seq(entry: Entry) -> int | None:
    """The seq of the reversed entry that this one says anew; None where it follows none."""
    if entry.kind not in FOLLOWING:
        return None  # a reversal of a correction bears its evidence, and follows nothing
    if entry.follows_id is not None:
        return entry.follows_id
    corrected: int | None = entry.evidence.get("corrects")  # where format 1 has it
    return corrected


@dataclass(frozen=True)
class Unreadable:
    """An entry of which a field could not be read from the database at all."""

    seq: int
    field: str
    hash: str | None  # None: not even that


class Head(NamedTuple):
    """An entry's place and hash, noted elsewhere, to detect a ledger that was cut or rewritten."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Fault:
    """Something in the chain that cannot be so."""

    seq: int
    what: str

    def __str__(self) -> str:
        return f"entry {self.seq}: {self.what}"


def judge_facts(facts: Facts) -> None:
    """Refuse facts with an unknown word, or minutes and references that their kind does not have.

    The database cannot check this: its frozen tables must be able to take kinds that come later.
    Raises BadFacts.
    """
    for name, words in (("kind", KINDS), ("book", BOOKS), ("delivery", DELIVERIES)):
        if getattr(facts, name) not in words:
            raise BadFacts(f"the ledger knows no {name} {getattr(facts, name)!r}")
    is_reversal = facts.kind == "reversal"
    if facts.minutes == 0 or (facts.minutes < 0) != is_reversal:
        raise BadFacts(f"a {facts.kind} of {facts.minutes} minutes")
    if (facts.reverses_id is not None) != is_reversal:
        raise BadFacts("a reversal names the entry that it takes back, and nothing else does")
    if facts.follows_id is not None and facts.kind not in FOLLOWING:
        raise BadFacts(f"a {facts.kind} follows no other entry")
    if facts.follows_id is None and facts.kind in FOLLOWING:
        raise BadFacts(f"a {facts.kind} names the entry that it follows")
    if facts.clock_minutes is not None and facts.clock_minutes <= 0:
        raise BadFacts("time that was spent is at least a minute")


def canonical(entry: Entry, formats: Mapping[int, tuple[str, ...]] = FORMATS) -> bytes:
    """The bytes that are hashed: JSON of the fields of the entry's format, keys sorted, no spaces, ASCII.

    Instants are UTC with six decimals, dates ISO. Raises UnknownFormat; ValueError or TypeError for
    a value that JSON does not know.
    """
    names = formats.get(entry.format)
    if names is None:
        raise UnknownFormat(f"format {entry.format}")
    said = {name: _plain(getattr(entry, name)) for name in names}
    return _json(said)


def hash_of(entry: Entry, formats: Mapping[int, tuple[str, ...]] = FORMATS) -> str:
    """SHA-256 of the canonical bytes, hex. They hold `prev_hash`, which chains the entry to the one before.

    Raises as `canonical` does.
    """
    return hashlib.sha256(canonical(entry, formats)).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        # strftime leaves out the zeros of early years on some systems; isoformat does not.
        utc = value.astimezone(UTC).replace(tzinfo=None)
        return utc.isoformat(timespec="microseconds") + "Z"
    return value.isoformat() if isinstance(value, date) else value


def _json(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def faults_in(
    entries: Iterable[Entry | Unreadable],
    noted: Head | None = None,
    formats: Mapping[int, tuple[str, ...]] = FORMATS,
) -> Iterator[Fault]:
    """Every fault in a whole ledger, given in order of `seq` from 1 on. One entry is held at a time.

    An entry that was rewritten and hashed anew is found by the one after it, which names the old
    hash. A chain alone cannot show that its tail was cut off or that all of it was computed anew;
    `noted`, a head written down elsewhere earlier, shows both.
    """
    expected, prev_hash = 1, FIRST_PREV_HASH
    met_noted = noted is None
    for entry in entries:
        if entry.seq != expected:
            yield Fault(entry.seq, f"expected entry {expected} here")
        yield from _faults_of(entry, prev_hash, formats)
        if noted and entry.seq == noted.seq:
            met_noted = True
            if entry.hash != noted.hash:
                yield Fault(entry.seq, "is not the entry that was noted")
        expected, prev_hash = entry.seq + 1, entry.hash or ""
    if noted and not met_noted:
        yield Fault(noted.seq, "was noted, and is gone")


def _faults_of(
    entry: Entry | Unreadable, prev_hash: str, formats: Mapping[int, tuple[str, ...]]
) -> Iterator[Fault]:
    if isinstance(entry, Unreadable):
        yield Fault(entry.seq, f"its {entry.field} cannot be read")
        return
    if entry.prev_hash != prev_hash:
        yield Fault(entry.seq, "does not follow the entry before it")
    if entry.format not in formats:
        yield Fault(entry.seq, f"has format {entry.format}, which this program does not know")
        return
    for name in _fields_beyond(formats[entry.format]):
        if getattr(entry, name, None) is not None:
            yield Fault(entry.seq, f"has a {name}, which its format does not cover")
    try:
        is_as_written = hash_of(entry, formats) == entry.hash
    except (TypeError, ValueError, OverflowError):
        yield Fault(entry.seq, f"its {_unhashable_field(entry, formats)} cannot be read")
        return
    if not is_as_written:
        yield Fault(entry.seq, "does not say what it said when it was written")


def _fields_beyond(names: tuple[str, ...]) -> tuple[str, ...]:
    """The fields that a format does not hash: in its entries they say nothing, or anybody could fill them in."""
    every = {name for format_names in FORMATS.values() for name in format_names}
    return tuple(sorted(every - {*names, "format"}))


def _unhashable_field(entry: Entry, formats: Mapping[int, tuple[str, ...]]) -> str:
    """The first field that cannot be put into the canonical bytes."""
    for name in formats[entry.format]:
        try:
            _json(_plain(getattr(entry, name)))
        except (TypeError, ValueError, OverflowError):
            return name
    return "hash"


def verify(entries: Iterable[Entry | Unreadable], noted: Head | None = None) -> list[Fault]:
    """All faults of a ledger; an empty list when it is whole. See `faults_in`."""
    return list(faults_in(entries, noted))
