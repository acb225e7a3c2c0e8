"""The only code that writes to the ledger, and the code that reads it and checks its chain."""

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
    UnreadableEntry,
    find_faults,
    hash_entry,
    judge_facts,
)
from school.credits.tables import LedgerEntry

LEDGER_LOCK = 0x6E6D74  # names the ledger among PostgreSQL's advisory locks
BATCH = 1000  # entries held in memory while the whole ledger is read
ENOUGH_FAULTS = 1000  # nobody reads more

Entries = tuple[Entry, ...]

# Statements on plain columns take half the time of mapped ones, and a hand-in waits for these.
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

# What a driver or a column's type raises for a value that it can't convert.
CANNOT_READ = (SQLAlchemyError, ValueError, TypeError, OverflowError)


def lock_ledger(session: Session) -> None:
    """Keep everybody else from writing to the ledger until this transaction ends.

    On SQLite, a transaction that writes already holds the only write lock.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_LOCK)


def append_entry(session: Session, facts: Facts, now: datetime) -> Entry:
    """Write an entry at the end of the ledger and return it.

    If an entry already has its `once_key`, return that one and write nothing; a caller that needs
    to know compares what came back. No other function inserts entries. Raises BadFacts.
    """
    judge_facts(facts)
    lock_ledger(session)
    earlier = _find_one(session, _BY_ONCE_KEY, once_key=facts.once_key)
    if earlier is not None:
        return earlier
    last = read_head(session)
    fact_values = {name: getattr(facts, name) for name in _FACTS}
    seq, prev_hash = (last.seq + 1, last.hash) if last else (1, FIRST_PREV_HASH)
    unhashed = Entry(**fact_values, seq=seq, recorded_at=now, prev_hash=prev_hash, hash="")
    entry = replace(unhashed, hash=hash_entry(unhashed))
    session.execute(_INSERT, {name: getattr(entry, name) for name in _NAMES})
    note_person(session, facts.person_id)
    return entry


def read_head(session: Session) -> Head | None:
    """The place and the hash of the last entry; None while the ledger is empty."""
    row = session.execute(_HEAD).first()
    return Head(*row) if row else None


def find_entry(session: Session, seq: int) -> Entry | None:
    """One entry by its place."""
    return _find_one(session, _BY_SEQ, seq=seq)


def find_reversal(session: Session, seq: int) -> Entry | None:
    """The entry that reverses entry `seq`; None if there is none."""
    return _find_one(session, _BY_REVERSED, seq=seq)


def find_entry_by_once_key(session: Session, once_key: str) -> Entry | None:
    """The entry with this once-key; None if there is none."""
    return _find_one(session, _BY_ONCE_KEY, once_key=once_key)


def read_entries(session: Session, person_id: int) -> Entries:
    """All entries of a person, including reversals, oldest first. One statement."""
    rows = session.execute(_BY_PERSON, {"person_id": person_id}).all()  # quicker than one by one
    return tuple(_build_entry(row) for row in rows)


def explain_unknown_format(session: Session) -> str | None:
    """What to do about entries in a format this program doesn't know; None if there are none."""
    row = session.execute(_UNKNOWN_FORMAT).first()
    if row is None:
        return None
    known = " and ".join(str(number) for number in sorted(FORMATS))
    return (
        f"entry {row.seq} of the ledger has format {row.format}, and this program knows {known}: "
        "a newer program wrote it. Run that program, or restore a backup made before it"
    )


def verify_ledger(session: Session, noted: Head | None = None) -> list[Fault]:
    """The faults of the whole ledger, at most a thousand, found in little memory.

    `noted`: a head that was written down elsewhere earlier; see `find_faults`.
    """
    return list(islice(find_faults(_read_all_entries(session), noted), ENOUGH_FAULTS))


def _read_all_entries(session: Session) -> Iterator[Entry | UnreadableEntry]:
    """Every entry in order, read in batches."""
    last_seq = 0
    while True:
        batch = _read_batch(session, last_seq)
        yield from batch
        if len(batch) < BATCH:
            return
        last_seq = batch[-1].seq


def _read_batch(session: Session, after_seq: int) -> list[Entry | UnreadableEntry]:
    try:
        rows = session.execute(_BATCH_AFTER, {"seq": after_seq}).all()
    except CANNOT_READ:  # rare; then each entry is read by itself
        seqs = session.scalars(_SEQS_AFTER, {"seq": after_seq}).all()
        return [_read_field_by_field(session, seq) for seq in seqs]
    return [_build_entry(row) for row in rows]


def _read_field_by_field(session: Session, seq: int) -> Entry | UnreadableEntry:
    """The entry, or the first of its fields that can't be read."""
    values: dict[str, Any] = {}
    unreadable_field = None
    for name in _NAMES:
        try:
            values[name] = session.scalar(select(_ROWS.c[name]).where(_ROWS.c.seq == seq))
        except CANNOT_READ:
            unreadable_field = unreadable_field or name
    if unreadable_field:
        return UnreadableEntry(seq, unreadable_field, values.get("hash"))
    return Entry(**values)


def _find_one(session: Session, query: Any, **values: Any) -> Entry | None:
    row = session.execute(query, values).first()
    return _build_entry(row) if row else None


def _build_entry(row: Row[Any]) -> Entry:
    return Entry(**dict(zip(_NAMES, row, strict=True)))
