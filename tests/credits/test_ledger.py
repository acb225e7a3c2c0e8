"""The ledger on both databases: it only takes new entries at its end, however many at once."""

from __future__ import annotations

import threading
from dataclasses import asdict, replace

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from school.config import Config
from school.credits.rules.ledger import BadFacts, Entry, Head, hash_entry
from school.credits.service.ledger import (
    ENOUGH_FAULTS,
    append_entry,
    explain_unknown_format,
    find_entry,
    find_entry_by_once_key,
    read_entries,
    read_head,
    verify_ledger,
)
from school.credits.tables import LedgerEntry
from school.db import Database
from tests.cast import NOON
from tests.credits import acts, chain


def make_facts(**changes):
    """The facts of an entry that rests on nothing else."""
    seq = changes.pop("number", 1)
    return (
        chain.class_entry(seq, 30)
        if not changes
        else replace(chain.class_entry(seq, 30), **changes)
    )


def test_entries_are_numbered_and_chained(session):
    first, second = (
        append_entry(session, make_facts(number=1), NOON),
        append_entry(session, make_facts(number=2), NOON),
    )
    assert (first.seq, first.prev_hash) == (1, "")
    assert (second.seq, second.prev_hash) == (2, first.hash)
    assert read_head(session) == Head(2, second.hash)
    assert verify_ledger(session) == []


def test_what_is_written_is_what_is_read(database):
    with database.writing() as session:
        written = acts.pass_quiz(session)
    with database.reading() as session:
        assert find_entry(session, written.seq) == written
        assert find_entry_by_once_key(session, "quiz:1:ischemia") == written
        assert read_entries(session, 1) == (written,)
        assert hash_entry(find_entry(session, 1)) == written.hash


def test_the_same_thing_twice_is_one_entry(session):
    first = append_entry(session, make_facts(), NOON)
    assert append_entry(session, make_facts(), NOON) == first
    assert len(read_entries(session, 1)) == 1


def test_what_its_kind_does_not_allow_is_not_written(session):
    with pytest.raises(BadFacts):
        append_entry(session, make_facts(minutes=0), NOON)
    assert read_head(session) is None


def test_there_is_no_entry_where_there_is_none(session):
    assert find_entry(session, 1) is None
    assert read_head(session) is None
    assert verify_ledger(session) == []


def read_changed_row(session: Session) -> dict:
    """The last entry with other minutes, as somebody might try to write it."""
    last = (
        session.execute(select(LedgerEntry.__table__).order_by(LedgerEntry.seq.desc()))
        .mappings()
        .first()
    )
    return {**last, "minutes": 999}


def update_orm_row(session):
    session.get_one(LedgerEntry, 1).minutes = 999
    session.flush()


def delete_orm_row(session):
    session.delete(session.get_one(LedgerEntry, 1))
    session.flush()


def replace_over(session):
    _replace(session, read_changed_row(session))


def replace_by_once_key(session):
    last = read_head(session)
    _replace(
        session,
        {
            **read_changed_row(session),
            "seq": last.seq + 1,
            "prev_hash": last.hash,
            "hash": "another",
        },
    )


def _replace(session, over):
    """SQLite's REPLACE. PostgreSQL has none, so there the row in the way is deleted first."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(insert(LedgerEntry).prefix_with("OR REPLACE"), over)
        return
    session.execute(delete(LedgerEntry).where(LedgerEntry.once_key == over["once_key"]))
    session.execute(insert(LedgerEntry), over)


def upsert(session):
    columns = ", ".join(LedgerEntry.__table__.columns.keys())
    session.execute(
        text(
            f"INSERT INTO ledger_entry ({columns}) "
            f"SELECT {columns} FROM ledger_entry WHERE seq = 1 "
            "ON CONFLICT (seq) DO UPDATE SET minutes = 999"
        )
    )


def truncate(session):
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DELETE FROM ledger_entry"))  # SQLite's truncation
    else:
        session.execute(text("TRUNCATE ledger_entry CASCADE"))


def insert_in_the_middle(session):
    session.execute(
        insert(LedgerEntry),
        {**read_changed_row(session), "seq": 0, "once_key": "x", "hash": "x", "prev_hash": ""},
    )


def insert_after_a_gap(session):
    last = read_head(session)
    gap = {
        **read_changed_row(session),
        "seq": last.seq + 2,
        "once_key": "x",
        "hash": "x",
        "prev_hash": last.hash,
    }
    session.execute(insert(LedgerEntry), gap)


def insert_unchained(session):
    last = read_head(session)
    session.execute(
        insert(LedgerEntry),
        {
            **read_changed_row(session),
            "seq": last.seq + 1,
            "once_key": "x",
            "hash": "x",
            "prev_hash": "x",
        },
    )


REFUSED = r"never changed or removed|must be new and follow"
TAMPERING = [
    lambda s: s.execute(update(LedgerEntry).values(minutes=999)),
    lambda s: s.execute(update(LedgerEntry).where(LedgerEntry.seq == 1).values(reason="changed")),
    lambda s: s.execute(update(LedgerEntry), [{"seq": 1, "minutes": 999}]),
    lambda s: s.bulk_update_mappings(LedgerEntry, [{"seq": 1, "minutes": 999}]),
    lambda s: s.execute(delete(LedgerEntry)),
    lambda s: s.execute(delete(LedgerEntry).where(LedgerEntry.seq == 2)),
    lambda s: s.merge(LedgerEntry(**read_changed_row(s))) and s.flush(),
    update_orm_row,
    delete_orm_row,
    replace_over,
    replace_by_once_key,
    upsert,
    truncate,
    insert_in_the_middle,
    insert_after_a_gap,
    insert_unchained,
]


@pytest.mark.parametrize("tamper", TAMPERING)
def test_nothing_but_appending_is_possible(database, tamper):
    with database.writing() as session:
        append_entry(session, make_facts(number=1), NOON)
        append_entry(session, make_facts(number=2), NOON)
        before = read_entries(session, 1)
    with (
        pytest.raises(DBAPIError, match=REFUSED),
        database.writing() as session,
    ):
        tamper(session)
    with database.reading() as session:
        assert read_entries(session, 1) == before


def test_thirty_two_at_once_leave_no_gap(config: Config):
    database = Database(config)
    start = threading.Barrier(32)
    written: list[Entry] = []

    def write(number: int) -> None:
        start.wait()
        with database.writing() as session:
            written.append(
                append_entry(session, make_facts(number=number, person_id=1 + number % 5), NOON)
            )

    threads = [threading.Thread(target=write, args=(number,)) for number in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert verify_ledger(session) == []
    assert sorted(entry.seq for entry in written) == list(range(1, 33))
    database.close()


def test_sixteen_at_once_for_one_thing_leave_one_entry(config: Config):
    database = Database(config)
    start = threading.Barrier(16)
    written: list[Entry] = []

    def write() -> None:
        start.wait()
        with database.writing() as session:
            written.append(append_entry(session, make_facts(), NOON))

    threads = [threading.Thread(target=write) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.seq for entry in written] == [1] * 16
    database.close()


def test_a_row_changed_beneath_the_triggers_is_found(database):
    with database.writing() as session:
        for number in range(1, 6):
            append_entry(session, make_facts(number=number), NOON)
    with database.writing() as session:
        drop_guards(session)
        session.execute(update(LedgerEntry).where(LedgerEntry.seq == 3).values(minutes=999))
    with database.reading() as session:
        assert [str(fault) for fault in verify_ledger(session)] == [
            "entry 3: does not say what it said when it was written"
        ]


def test_a_row_rewritten_and_hashed_anew_is_found_by_the_one_after_it(database):
    """Somebody who knows how entries are hashed gives the third one another hash that fits."""
    with database.writing() as session:
        for number in range(1, 6):
            append_entry(session, make_facts(number=number), NOON)
        third = find_entry(session, 3)
    forged = replace(third, minutes=999)
    values = {"minutes": 999, "hash": hash_entry(forged)}
    with database.writing() as session:
        drop_guards(session)
        session.execute(update(LedgerEntry).where(LedgerEntry.seq == 3).values(values))
    with database.reading() as session:
        faults = [str(fault) for fault in verify_ledger(session)]
    assert faults == ["entry 4: does not follow the entry before it"]


UNREADABLE_ON_SQLITE = {
    "earned_at": "'the day before yesterday'",
    "earned_on": "'2026-13-45'",
    "evidence": "'{\"percent\": '",
    "minutes": "x'00ff'",
    "recorded_at": "'2026'",
    "title": "x'ff'",
    "format": "'two'",
}
UNREADABLE_ON_POSTGRES = {
    "earned_at": "'infinity'",
    "earned_on": "'0100-01-01 BC'",
    "recorded_at": "'-infinity'",
}


@pytest.mark.parametrize("field", UNREADABLE_ON_SQLITE)
def test_what_cannot_be_read_is_named_and_the_rest_is_verified(database, field):
    values = UNREADABLE_ON_SQLITE if database.on_sqlite else UNREADABLE_ON_POSTGRES
    if field not in values:
        return  # PostgreSQL refuses to store such a value
    with database.writing() as session:
        for number in range(1, 6):
            append_entry(session, make_facts(number=number), NOON)
    with database.writing() as session:
        drop_guards(session)
        session.execute(text(f"UPDATE ledger_entry SET {field} = {values[field]} WHERE seq = 2"))
        session.execute(update(LedgerEntry).where(LedgerEntry.seq == 4).values(minutes=999))
    with database.reading() as session:
        first, second = (str(fault) for fault in verify_ledger(session))
    named = "has format two" if field == "format" else f"its {field} cannot be read"
    assert named in first
    assert first.startswith("entry 2: ")
    assert second == "entry 4: does not say what it said when it was written"


@pytest.mark.databases("sqlite")
def test_of_several_fields_that_cannot_be_read_the_first_one_is_named(database):
    with database.writing() as session:
        append_entry(session, make_facts(number=1), NOON)
        drop_guards(session)
        values = "recorded_at = '2026', earned_on = '2026-13-45'"
        session.execute(text(f"UPDATE ledger_entry SET {values}"))
    with database.reading() as session:
        (fault,) = verify_ledger(session)
    assert str(fault) == "entry 1: its earned_on cannot be read"


def test_a_field_that_an_old_format_does_not_cover_says_nothing(database):
    """An entry of format 1 has no `follows_id`; one that was put there afterwards is a forgery."""
    with database.writing() as session:
        for number in (1, 2):
            append_entry(session, make_facts(number=number), NOON)
        first = find_entry(session, 1)
        old = replace(first, format=1)
        drop_guards(session)
        values = {"format": 1, "hash": hash_entry(old), "clock_minutes": 480}
        session.execute(update(LedgerEntry).where(LedgerEntry.seq == 1).values(values))
    with database.reading() as session:
        faults = [str(fault) for fault in verify_ledger(session)]
    assert faults[0] == "entry 1: has a clock_minutes, which its format does not cover"


def test_a_migration_that_adds_a_field_leaves_every_entry_whole(database):
    with database.writing() as session:
        noted = [append_entry(session, make_facts(number=number), NOON) for number in range(1, 4)][
            -1
        ]
        assert verify_ledger(session) == []
    with database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE ledger_entry ADD COLUMN topic VARCHAR"))
    with database.writing() as session:
        assert verify_ledger(session, Head(noted.seq, noted.hash)) == []
        append_entry(session, make_facts(number=4), NOON)
        assert verify_ledger(session, Head(noted.seq, noted.hash)) == []


def test_more_faults_than_anybody_reads_are_not_listed(database):
    with database.writing() as session:
        entries = chain.link_entries(
            [chain.class_entry(number, 1) for number in range(1, ENOUGH_FAULTS + 20)]
        )
        session.execute(insert(LedgerEntry), [asdict(entry) for entry in entries])
        drop_guards(session)
        session.execute(update(LedgerEntry).values(minutes=2))
    with database.reading() as session:
        assert len(verify_ledger(session)) == ENOUGH_FAULTS


def test_an_entry_of_a_newer_program_is_named(database):
    with database.writing() as session:
        append_entry(session, make_facts(number=1), NOON)
        assert explain_unknown_format(session) is None
        drop_guards(session)
        session.execute(update(LedgerEntry).values(format=3))
        assert (
            "entry 1 of the ledger has format 3, and this program knows 1 and 2"
            in explain_unknown_format(session)
        )


def test_a_tail_cut_beneath_the_triggers_is_told_by_a_noted_head(database):
    with database.writing() as session:
        last = [append_entry(session, make_facts(number=number), NOON) for number in range(1, 6)][
            -1
        ]
    with database.writing() as session:
        drop_guards(session)
        session.execute(delete(LedgerEntry).where(LedgerEntry.seq == 5))
    with database.reading() as session:
        assert verify_ledger(session) == []
        assert [str(f) for f in verify_ledger(session, Head(5, last.hash))] == [
            "entry 5: was noted, and is gone"
        ]


def drop_guards(session: Session) -> None:
    """What only somebody with the database in hand can do."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER ledger_entry_no_update"))
        session.execute(text("DROP TRIGGER ledger_entry_no_delete"))
    else:
        session.execute(text("DROP TRIGGER ledger_entry_no_change ON ledger_entry"))


def test_no_more_than_a_thousand_faults_are_told(database):
    """A ledger of a million wrong rows would fill the memory and the screen."""
    entries = [
        replace(
            chain.class_entry(seq, 1), seq=seq, hash=f"wrong {seq}", prev_hash=f"wrong {seq - 1}"
        )
        for seq in range(1, 1002)
    ]
    entries[0] = replace(entries[0], prev_hash="")
    with database.writing() as session:
        session.execute(insert(LedgerEntry), [asdict(entry) for entry in entries])
    with database.reading() as session:
        faults = verify_ledger(session)
    assert [fault.seq for fault in faults] == list(range(1, 1001))


def test_a_long_ledger_is_read_in_small_pieces(database):
    with database.writing() as session:
        entries = chain.link_entries([chain.class_entry(number, 1) for number in range(1, 3001)])
        session.execute(insert(LedgerEntry), [asdict(entry) for entry in entries])
    with database.reading() as session:
        assert verify_ledger(session) == []
        assert verify_ledger(session, Head(2999, entries[2998].hash)) == []
