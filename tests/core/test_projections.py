"""Whose facts change is noted, and the projections written before the transaction ends."""

from __future__ import annotations

import pytest

from school.core.projections import (
    PROJECTIONS,
    Projection,
    compare_projections,
    find_outdated,
    note_person,
    rebuild_outdated,
    rebuild_projections,
)


@pytest.fixture
def written():
    """The people whose rows a projection of this test was asked to write, act by act."""
    calls: list[list[int]] = []
    with PROJECTIONS.restored_afterward():
        PROJECTIONS._things.clear()
        PROJECTIONS.add(
            "toy",
            Projection(
                write=lambda _session, people: calls.append(list(people)),
                recount=lambda _session: calls.append([]),
                compare=lambda _session, people: [f"{people} differ"],
                compare_totals=lambda _session: ["the total differs"],
                list_people=lambda _session, after, _limit: [1, 2] if after == 0 else [],
                rests_on=lambda _session: "release 1",
            ),
        )
        yield calls


def test_whoever_was_noted_is_written_once_when_the_transaction_ends(database, written):
    with database.writing() as session:
        note_person(session, 2)
        note_person(session, 1)
        note_person(session, 2)
        assert written == []
    assert written == [[1, 2]]


def test_a_savepoint_does_not_end_the_act(database, written):
    with database.writing() as session:
        note_person(session, 1)
        with session.begin_nested():
            note_person(session, 2)
        assert written == []
    assert written == [[1, 2]]


def test_what_is_undone_writes_nothing(database, written):
    with pytest.raises(RuntimeError), database.writing() as session:
        note_person(session, 1)
        raise RuntimeError
    assert written == []


def test_a_transaction_that_notes_nobody_writes_nothing(database, written):
    with database.writing():
        pass
    assert written == []


def test_a_rebuild_writes_everybody_in_batches_and_then_the_totals(database, written):
    assert rebuild_projections(database) == 2
    assert written == [[1, 2], []]


def test_a_projection_is_outdated_until_it_is_rebuilt(database, written):
    with database.reading() as session:
        assert find_outdated(session) == ["toy"]
    assert rebuild_outdated(database)
    with database.reading() as session:
        assert find_outdated(session) == []
    assert not rebuild_outdated(database)


def test_differences_are_named_with_their_projection(database, written):
    with database.reading() as session:
        assert list(compare_projections(session)) == [
            "toy: [1, 2] differ",
            "toy: the total differs",
        ]
