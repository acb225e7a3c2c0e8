"""How questions do: what is concluded from counts, and what is counted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from school.core.identity import Identity
from school.quizzes.rules.attempts import AttemptFacts
from school.quizzes.rules.quiz import Quiz
from school.quizzes.rules.statistics import NONE_YET, Flag, ItemCounts, compute_item_statistics
from school.quizzes.service.attempts import start_attempt
from school.quizzes.service.mark import mark_attempt
from school.quizzes.service.statistics import read_item_statistics
from tests import make
from tests.admissions.crowd import add_crowd
from tests.cast import NOON, identity
from tests.quizzes import acts

QUESTION = "q-ischemia-one"
LATER = NOON + timedelta(days=3)


def one(people: int, **answers: int):
    """A question of one choice, of which b is right, after so many people gave these answers."""
    by_response = {(choice,): number for choice, number in answers.items()}
    counts = ItemCounts(people, 100 * answers.get("b", 0), 100 * people, by_response)
    return compute_item_statistics(make.one_choice(), counts)


def test_of_fewer_than_ten_nothing_is_concluded():
    statistics = one(9, a=9)
    assert statistics.too_few
    assert statistics.facility is None
    assert statistics.flags == ()
    assert [use.chosen for use in statistics.choices] == [9, 0, 0]


def test_nobody_is_too_few():
    assert compute_item_statistics(make.numeric(), NONE_YET).too_few


def test_each_choice_says_how_often_it_was_chosen_and_which_is_right():
    statistics = one(20, a=4, b=14)
    assert [(use.choice_id, use.right, use.chosen, use.share) for use in statistics.choices] == [
        ("a", False, 4, 0.2),
        ("b", True, 14, 0.7),
        ("c", False, 0, 0.0),
    ]
    assert statistics.facility == 0.7
    assert statistics.blank == 2
    assert statistics.flags == ()


@pytest.mark.parametrize(
    ("people", "answers", "flags"),
    [
        (10, {"a": 8, "b": 2}, (Flag("below-guessing"), Flag("wrong-draws-more", ("a",)))),
        (10, {"a": 6, "b": 4}, (Flag("wrong-draws-more", ("a",)),)),
        (10, {"a": 5, "b": 5}, ()),
        (20, {"a": 1, "b": 19}, (Flag("nearly-all-right"),)),
        (29, {"a": 9, "b": 20}, ()),
        (30, {"a": 10, "b": 20}, (Flag("idle", ("c",)),)),
    ],
)
def test_a_question_that_does_badly_is_flagged(people, answers, flags):
    assert one(people, **answers).flags == flags


def test_several_choices_are_each_counted():
    counts = ItemCounts(10, 500, 1000, {("a", "b"): 5, ("a",): 3, (): 2})
    statistics = compute_item_statistics(make.several_choices(), counts)
    assert [use.chosen for use in statistics.choices] == [8, 5, 0, 0]
    assert statistics.blank == 2


def test_typed_answers_come_commonest_first():
    counts = ItemCounts(12, 0, 1200, {("30",): 3, ("40",): 7, ("",): 1, (): 1})
    statistics = compute_item_statistics(make.numeric(), counts)
    assert statistics.typed == (("40", 7), ("30", 3))
    assert statistics.blank == 2


def test_first_attempts_are_counted_and_later_ones_are_not(session):
    acts.take(session, acts.WRONG)
    acts.take(session)
    acts.take(session, name="ben")
    acts.start(session, name="ines")
    statistics = read_item_statistics(session, acts.current(session))
    assert list(statistics) == [item.id for item in acts.current(session).items]
    assert {item_statistics.people for item_statistics in statistics.values()} == {2}
    assert {use.choice_id: use.chosen for use in statistics[QUESTION].choices} == {
        "a": 1,
        "b": 1,
        "c": 0,
    }


def test_a_question_counts_as_its_attempts_stand_marked(session):
    """Ten people answer alike; four of them are marked again by a key under which that is wrong."""
    add_crowd(session, 10, 0, NOON)
    people = [Identity(number, "", "", "student", "") for number in range(100, 110)]
    attempts = [take(session, who) for who in people]
    assert read_item_statistics(session, acts.current(session))[QUESTION].facility == 1.0
    quiz = acts.publish_another_key(session)
    for attempt in attempts[:4]:
        mark_attempt(session, attempt, quiz, "The key was wrong.", identity("ines"), LATER)
    statistics = read_item_statistics(session, quiz)[QUESTION]
    assert (statistics.people, statistics.facility) == (10, 0.6)


def take(session, who: Identity) -> AttemptFacts:
    published = acts.catalogue(session)
    attempt = start_attempt(
        session, who, published.of(Quiz)["ischemia"], acts.library(session), 7, NOON
    )
    acts.answer(session, attempt)
    return acts.close(session, attempt)
