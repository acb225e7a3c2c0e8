"""The only code that writes to the ledger, and the ways to read it: a person's entries, one entry, the whole chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Row, Table, bindparam, insert, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from school.core.projections import note_person
from school.credits.rules.ledger import (
    FIRST_PREV_HASH,
    FORMATS,
    Entry,
    Facts,
    Fault,
    Head,
    Unreadable,
    faults_in,
    hash_of,
    judge_facts,
)
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
_BY_PERSON = (
    select(*_COLUMNS).where(_ROWS.c.person_id == bindparam("person_id")).order_by(_ROWS.c.seq)
)
_INSERT = insert(_ROWS)
_HEAD = select(_ROWS.c.seq, _ROWS.c.hash).order_by(_ROWS.c.seq.desc()).limit(1)
_LOCK = text("SELECT pg_advisory_xact_lock(:lock)").bindparams(lock=LEDGER_LOCK)
_BATCH_AFTER = (
    select(*_COLUMNS).where(_ROWS.c.seq > bindparam("seq")).order_by(_ROWS.c.seq).limit(BATCH)
)
_SEQS_AFTER = (
    select(_ROWS.c.seq).where(_ROWS.c.seq > bindparam("seq")).order_by(_ROWS.c.seq).limit(BATCH)
)
_UNKNOWN_FORMAT = (
    select(_ROWS.c.seq, _ROWS.c.format)
    .where(_ROWS.c.format.not_in(sorted(FORMATS)))
    .order_by(_ROWS.c.seq)
    .limit(1)
)

# What a driver or a column's type raises over a value that it cannot turn into Python's.
CANNOT_READ = (SQLAlchemyError, ValueError, TypeError, OverflowError)


def hold(session: Session) -> None:
    """Keep every other writer from the ledger until this transaction ends.

    On SQLite a writing transaction holds the only write lock already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_LOCK)


def append(session: Session, facts: Facts, now: datetime) -> Entry:
    """Write one entry at the end of the ledger and return it; where its `once_key` stands already, return that entry.

    This is the only place that inserts. A caller that needs to know which of the two it was
    compares what came back. Raises BadFacts for an entry that its kind does not allow.
    """
    judge_facts(facts)
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
    note_person(session, facts.person_id)
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
    rows = session.execute(_BY_PERSON, {"person_id": person_id}).all()  # quicker than one by one
    return tuple(_entry(row) for row in rows)


def unknown_format(session: Session) -> str | None:
    """What to do about entries whose format this program does not know; None where there are none."""
    row = session.execute(_UNKNOWN_FORMAT).first()
    if row is None:
        return None
    known = " and ".join(str(number) for number in sorted(FORMATS))
    return (
        f"entry {row.seq} of the ledger has format {row.format}, and this program knows {known}: "
        "a newer program wrote it. Run that program, or restore a backup made before it"
    )


def verify_ledger(session: Session, noted: Head | None = None) -> list[Fault]:
    """The faults of the whole ledger, at most a thousand. Memory stays small however long it is.

    `noted`: a head that was written down elsewhere earlier; see `faults_in`.
    """
    return list(islice(faults_in(_all(session), noted), ENOUGH_FAULTS))


def _all(session: Session) -> Iterator[Entry | Unreadable]:
    """Every entry in order, in batches; what cannot be read comes as such."""
    last_seq = 0
    while True:
        batch = _read_batch(session, last_seq)
        yield from batch
        if len(batch) < BATCH:
            return
        last_seq = batch[-1].seq


def _read_batch(session: Session, after_seq: int) -> list[Entry | Unreadable]:
    try:
        rows = session.execute(_BATCH_AFTER, {"seq": after_seq}).all()
    except CANNOT_READ:  # rare: then each entry by itself
        seqs = session.scalars(_SEQS_AFTER, {"seq": after_seq}).all()
        return [_read_one(session, seq) for seq in seqs]
    return [_entry(row) for row in rows]


def _read_one(session: Session, seq: int) -> Entry | Unreadable:
    values: dict[str, Any] = {}
    unreadable = None
    for name in _NAMES:
        try:
            values[name] = session.scalar(select(_ROWS.c[name]).where(_ROWS.c.seq == seq))
        except CANNOT_READ:
            unreadable = unreadable or name
    return Unreadable(seq, unreadable, values.get("hash")) if unreadable else Entry(**values)


def _one(session: Session, query: Any, **given: Any) -> Entry | None:
    row = session.execute(query, given).first()
    return _entry(row) if row else None


def _entry(row: Row[Any]) -> Entry:
    return Entry(**dict(zip(_NAMES, row, strict=True)))
