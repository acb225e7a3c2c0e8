"""The ledger's entries as values: what one may say, how it is hashed, and how faults are found."""

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

# These replace an entry that was reversed: a correction with other minutes, a restoration with the
# same ones after a mistaken reversal, a transfer for another course.
FOLLOWING: frozenset[str] = frozenset({"correction", "restoration", "transfer"})

FIRST_PREV_HASH = ""  # the first entry has none before it
NEWEST_FORMAT = 2

FieldNames = tuple[str, ...]

# The fields that each format hashes. A list never changes once an entry was written with it, or
# old entries would no longer verify. A new field means a new format.
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
FORMATS: Mapping[int, FieldNames] = MappingProxyType({1: _FORMAT_1, 2: _FORMAT_2})


class BadFacts(ValueError):
    """An entry that may not be written. The text says why.

    This is a fault of the program, not of a reader.
    """


class UnknownFormat(ValueError):
    """An entry whose format this program does not know."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an entry will say, before it has a place in the ledger."""

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
    recorded_by_id: int | None = None  # None: the school itself, when it marked a quiz
    attempt_id: int | None = None
    edition_id: int | None = None
    reverses_id: int | None = None  # seq of the entry that this one reverses
    follows_id: int | None = None  # seq of the reversed entry that this one replaces
    clock_minutes: int | None = None  # time spent, where it differs from the credit
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


def find_followed_seq(entry: Entry) -> int | None:
    """The seq of the reversed entry that this one replaces; None if it replaces none."""
    if entry.kind not in FOLLOWING:
        return None  # a reversal of a correction copies its evidence, but replaces nothing
    if entry.follows_id is not None:
        return entry.follows_id
    corrected: int | None = entry.evidence.get("corrects")  # where format 1 keeps it
    return corrected


@dataclass(frozen=True)
class UnreadableEntry:
    """An entry with a field that could not be read from the database at all."""

    seq: int
    field: str
    hash: str | None  # None: not even this could be read


class Head(NamedTuple):
    """The last entry's place and hash, noted elsewhere to detect a cut or rewritten ledger."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Fault:
    """Something wrong with one entry."""

    seq: int
    what: str

    def __str__(self) -> str:
        return f"entry {self.seq}: {self.what}"


def judge_facts(facts: Facts) -> None:
    """Raise BadFacts for an unknown word, or for minutes or references that the kind can't have.

    The database doesn't check this: a frozen table must be able to take kinds that come later.
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


def encode_entry(entry: Entry, formats: Mapping[int, FieldNames] = FORMATS) -> bytes:
    """The bytes that are hashed: the fields of the entry's format as JSON.

    Keys are sorted, and there are no spaces and only ASCII. Instants are in UTC with six decimals,
    dates are ISO. Raises UnknownFormat; ValueError or TypeError for a value that JSON doesn't have.
    """
    names = formats.get(entry.format)
    if names is None:
        raise UnknownFormat(f"format {entry.format}")
    return _encode_json({name: _make_plain(getattr(entry, name)) for name in names})


def hash_entry(entry: Entry, formats: Mapping[int, FieldNames] = FORMATS) -> str:
    """The SHA-256 of the encoded entry, in hex.

    The entry's `prev_hash` is encoded too, which chains it to the entry before. Raises what
    `encode_entry` raises.
    """
    return hashlib.sha256(encode_entry(entry, formats)).hexdigest()


def _make_plain(value: Any) -> Any:
    if isinstance(value, datetime):
        # strftime leaves out the zeros of early years on some systems; isoformat does not.
        utc = value.astimezone(UTC).replace(tzinfo=None)
        return utc.isoformat(timespec="microseconds") + "Z"
    return value.isoformat() if isinstance(value, date) else value


def _encode_json(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def find_faults(
    entries: Iterable[Entry | UnreadableEntry],
    noted: Head | None = None,
    formats: Mapping[int, FieldNames] = FORMATS,
) -> Iterator[Fault]:
    """Every fault of a whole ledger, whose entries come in order of `seq` from 1.

    Entries are read one at a time, so that a long ledger fits in memory. If an entry was rewritten
    and hashed again, the entry after it shows that, since it names the old hash. The chain alone
    can't show that its end was cut off or that all of it was computed again. `noted`, a head that
    was written down elsewhere earlier, shows both.
    """
    expected_seq, prev_hash = 1, FIRST_PREV_HASH
    noted_is_there = noted is None
    for entry in entries:
        if entry.seq != expected_seq:
            yield Fault(entry.seq, f"expected entry {expected_seq} here")
        yield from _find_entry_faults(entry, prev_hash, formats)
        if noted and entry.seq == noted.seq:
            noted_is_there = True
            if entry.hash != noted.hash:
                yield Fault(entry.seq, "is not the entry that was noted")
        expected_seq, prev_hash = entry.seq + 1, entry.hash or ""
    if noted and not noted_is_there:
        yield Fault(noted.seq, "was noted, and is gone")


def _find_entry_faults(
    entry: Entry | UnreadableEntry, prev_hash: str, formats: Mapping[int, FieldNames]
) -> Iterator[Fault]:
    """The faults of one entry; `prev_hash` is the hash of the entry before."""
    if isinstance(entry, UnreadableEntry):
        yield Fault(entry.seq, f"its {entry.field} cannot be read")
        return
    if entry.prev_hash != prev_hash:
        yield Fault(entry.seq, "does not follow the entry before it")
    if entry.format not in formats:
        yield Fault(entry.seq, f"has format {entry.format}, which this program does not know")
        return
    for name in _list_unhashed_fields(formats[entry.format]):
        if getattr(entry, name, None) is not None:
            yield Fault(entry.seq, f"has a {name}, which its format does not cover")
    try:
        is_unchanged = hash_entry(entry, formats) == entry.hash
    except (TypeError, ValueError, OverflowError):
        yield Fault(entry.seq, f"its {_find_unhashable_field(entry, formats)} cannot be read")
        return
    if not is_unchanged:
        yield Fault(entry.seq, "does not say what it said when it was written")


def _list_unhashed_fields(hashed: FieldNames) -> FieldNames:
    """The fields that a format doesn't hash, sorted.

    They must be empty in its entries: anybody could fill them in without breaking the chain.
    """
    every_field = set[str]().union(*FORMATS.values())
    return tuple(sorted(every_field - {*hashed, "format"}))


def _find_unhashable_field(entry: Entry, formats: Mapping[int, FieldNames]) -> str:
    """The first field that can't be encoded."""
    for name in formats[entry.format]:
        try:
            _encode_json(_make_plain(getattr(entry, name)))
        except (TypeError, ValueError, OverflowError):
            return name
    return "hash"
