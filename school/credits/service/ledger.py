"""The ledger's only pen, and the ways to read it: one person's entries, one entry, totals of many, the whole chain."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields, replace
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Row, Table, bindparam, func, insert, select, text
from sqlalchemy.orm import Session

from school.credits.rules.ledger import FIRST_PREV_HASH, Entry, Facts, Fault, Head, faults_in, hash_of
from school.credits.tables import LedgerEntry

LEDGER_LOCK = 0x6E6D74  # names the ledger among PostgreSQL's advisory locks
BATCH = 1000  # entries held in memory while the whole ledger is read
ENOUGH_FAULTS = 1000  # a broken ledger is broken; nobody reads more

Entries = tuple[Entry, ...]

# Plain columns of the table: a hand-in waits for these statements, and mapped ones take twice as long.
_ROWS: Table = LedgerEntry.metadata.tables[LedgerEntry.__tablename__]
_NAMES = tuple(field.name for field in fields(Entry))
_FACTS = tuple(field.name for field in fields(Facts))
_COLUMNS = [_ROWS.c[name] for name in _NAMES]
_BY_SEQ = select(*_COLUMNS).where(_ROWS.c.seq == bindparam("seq"))
_BY_ONCE_KEY = select(*_COLUMNS).where(_ROWS.c.once_key == bindparam("once_key"))
_BY_REVERSED = select(*_COLUMNS).where(_ROWS.c.reverses_id == bindparam("seq"))
_BY_PERSON = select(*_COLUMNS).where(_ROWS.c.person_id == bindparam("person_id")).order_by(_ROWS.c.seq)
_INSERT = insert(_ROWS)
_HEAD = select(_ROWS.c.seq, _ROWS.c.hash).order_by(_ROWS.c.seq.desc()).limit(1)
_LOCK = text("SELECT pg_advisory_xact_lock(:lock)").bindparams(lock=LEDGER_LOCK)
_TOTALS = (
    select(
        _ROWS.c.person_id,
        _ROWS.c.book,
        _ROWS.c.course_slug,
        _ROWS.c.delivery,
        func.sum(_ROWS.c.minutes),
    )
    .where(_ROWS.c.person_id.in_(bindparam("people", expanding=True)))
    .group_by(_ROWS.c.person_id, _ROWS.c.book, _ROWS.c.course_slug, _ROWS.c.delivery)
)


class Account(NamedTuple):
    """What minutes are summed by."""

    book: str
    course_slug: str
    delivery: str


def hold(session: Session) -> None:
    """Keep every other writer from the ledger until this transaction ends.

    On SQLite a writing transaction holds the only write lock already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_LOCK)


def append(session: Session, facts: Facts, now: datetime) -> Entry:
    """Write one entry at the end of the ledger and return it; where its `once_key` stands already, return that entry.

    This is the only place that inserts. Whoever needs to know which of the two it was compares what came back.
    """
    hold(session)
    earlier = _one(session, _BY_ONCE_KEY, once_key=facts.once_key)
    if earlier is not None:
        return earlier
    last = head(session)
    said = {name: getattr(facts, name) for name in _FACTS}
    seq, prev_hash = (last.seq + 1, last.hash) if last else (1, FIRST_PREV_HASH)
    unsealed = Entry(**said, seq=seq, recorded_at=now, prev_hash=prev_hash, hash="")
    entry = replace(unsealed, hash=hash_of(unsealed))
    session.execute(_INSERT, {name: getattr(entry, name) for name in _NAMES})
    return entry


def head(session: Session) -> Head | None:
    """Place and hash of the last entry; None while the ledger is empty."""
    row = session.execute(_HEAD).first()
    return Head(*row) if row else None


def entry(session: Session, seq: int) -> Entry | None:
    """One entry by its place."""
    return _one(session, _BY_SEQ, seq=seq)


def reversal_of(session: Session, seq: int) -> Entry | None:
    """The entry that took this one back; None while it stands."""
    return _one(session, _BY_REVERSED, seq=seq)


def entry_once(session: Session, once_key: str) -> Entry | None:
    """The entry of something that may happen only once."""
    return _one(session, _BY_ONCE_KEY, once_key=once_key)


def entries_of(session: Session, person_id: int) -> Entries:
    """All entries of a person, oldest first, reversals among them. One statement."""
    return tuple(_entry(row) for row in session.execute(_BY_PERSON, {"person_id": person_id}))


def minutes_by_person(session: Session, person_ids: Collection[int]) -> dict[int, dict[Account, int]]:
    """Net minutes of many people by book, course and delivery. One grouped statement, answered by an index alone.

    Somebody without an entry is not in it; an account that was all taken back holds 0.
    """
    totals: dict[int, dict[Account, int]] = {}
    for person_id, book, course_slug, delivery, minutes in session.execute(_TOTALS, {"people": list(person_ids)}):
        totals.setdefault(person_id, {})[Account(book, course_slug, delivery)] = int(minutes)
    return totals


def verify_ledger(session: Session, noted: Head | None = None) -> list[Fault]:
    """The faults of the whole ledger, at most a thousand. Memory stays small however long it is.

    `noted`: a head that was written down elsewhere earlier; see `faults_in`.
    """
    return list(islice(faults_in(_all(session), noted), ENOUGH_FAULTS))


def _all(session: Session) -> Iterator[Entry]:
    everything = select(*_COLUMNS).order_by(_ROWS.c.seq).execution_options(yield_per=BATCH)
    # Closed also where the reader stops early: PostgreSQL would hold the cursor open.
    with session.execute(everything) as rows:
        for row in rows:
            yield _entry(row)


def _one(session: Session, query: Any, **given: Any) -> Entry | None:
    row = session.execute(query, given).first()
    return _entry(row) if row else None


def _entry(row: Row[Any]) -> Entry:
    return Entry(**dict(zip(_NAMES, row, strict=True)))
