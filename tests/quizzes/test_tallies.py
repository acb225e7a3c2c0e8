"""Tallies say what attempts and markings say, after every act, and can be counted anew."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select, update

from school.core.projections import compare_projections, rebuild_projections
from school.quizzes.service.mark import mark_attempt
from school.quizzes.tables import AnswerTally, ItemTally, QuizTally
from tests.cast import identity
from tests.quizzes import acts

INES = identity("ines")


def differences(database) -> list[str]:
    with database.reading() as session:
        return list(compare_projections(session))


def tally_of(database) -> tuple[int, int, int, int]:
    with database.reading() as session:
        tally = session.get_one(QuizTally, "ischemia")
        return tally.attempts, tally.people, tally.passes, tally.millionths


def test_a_first_attempt_counts_and_a_later_one_is_only_an_attempt(database):
    with database.writing() as session:
        acts.take(session, acts.WRONG)
    assert tally_of(database) == (1, 1, 0, 0)
    with database.writing() as session:
        acts.take(session)
        acts.take(session, name="ben")
    assert tally_of(database) == (3, 2, 1, 1_000_000)
    assert differences(database) == []


def test_an_open_attempt_counts_nothing(database):
    with database.writing() as session:
        acts.answer(session, acts.start(session))
    with database.reading() as session:
        assert session.scalars(select(QuizTally)).all() == []
        assert session.scalars(select(AnswerTally)).all() == []
    assert differences(database) == []


def test_another_marking_moves_what_it_changes(database):
    with database.writing() as session:
        attempt = acts.take(session)
        quiz = acts.publish_another_key(session)
    assert tally_of(database)[2:] == (1, 1_000_000)
    with database.writing() as session:
        mark_attempt(session, attempt, quiz, "The key was wrong.", INES, acts.NOON)
    assert tally_of(database) == (1, 1, 0, 750_000)
    assert differences(database) == []


@pytest.mark.parametrize(
    "damage",
    [
        update(QuizTally).values(passes=QuizTally.passes + 1),
        update(ItemTally).values(earned=0),
        delete(AnswerTally),
        delete(ItemTally),
    ],
    ids=["passes", "points", "answers", "questions"],
)
def test_what_differs_is_named_and_a_rebuild_mends_it(database, damage):
    with database.writing() as session:
        acts.take(session)
        session.execute(damage)
    assert differences(database)
    rebuild_projections(database)
    assert differences(database) == []
    assert tally_of(database) == (1, 1, 1, 1_000_000)
