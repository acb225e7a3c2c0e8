"""A lock between processes: what it says of who holds it, before, meanwhile and after."""

from __future__ import annotations

import pytest

from school.locks import SOMEBODY, Holder, InUse, LockFile

SERVER = Holder("school serve", 4711, "2026-11-20 20:00:00 UTC", "http://127.0.0.1:8000")
PUBLISHING = Holder("school publish", 4712, "2026-11-20 20:01:00 UTC")


def refused(database, wanted_by: Holder) -> str:
    with pytest.raises(InUse) as refusal:
        LockFile(database, "writer.lock").wait(wanted_by, 0)
    return str(refusal.value)


def test_who_is_refused_is_told_by_whom_and_what_to_do(tmp_path):
    database = tmp_path / "school.db"
    lock = LockFile(database, "writer.lock")
    assert lock.take(SERVER)
    assert refused(database, PUBLISHING) == (
        f"`school publish` needs {database} for itself, but process 4711 serves it at "
        "http://127.0.0.1:8000 since 2026-11-20 20:00:00 UTC: stop that server first"
    )
    lock.release()
    assert lock.take(PUBLISHING)
    assert refused(database, SERVER) == (
        f"`school serve` needs {database} for itself, but process 4712 (school publish) writes "
        "to it since 2026-11-20 20:01:00 UTC: run this again when that is done"
    )
    lock.release()


def test_the_name_of_a_holder_that_was_killed_is_replaced_by_the_next_ones(tmp_path):
    first = LockFile(tmp_path / "school.db", "writer.lock")
    assert first.take(SERVER)
    first.close()  # as the death of its process does it: the name stays behind
    second = LockFile(tmp_path / "school.db", "writer.lock")
    assert second.take(PUBLISHING)
    assert first.read_holder() == PUBLISHING
    second.release()


def test_a_holder_that_does_not_say_its_name_is_somebody(tmp_path):
    lock = LockFile(tmp_path / "school.db", "writer.lock")
    assert lock.take(SERVER)
    lock.path.write_text("")
    assert lock.read_holder() == SOMEBODY
    lock.release()
