"""Marks to the hundredth of a point, which attempt counts, and the order of questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.questions.kinds import find_chosen_values
from school.quizzes.rules.attempts import (
    AttemptFacts,
    count_attempts_left,
    find_attempt_state,
    find_counting_attempt,
    find_open_attempt,
    select_drawn_items,
)
from school.quizzes.rules.marking import (
    MarkingFacts,
    compute_percent,
    count_missing_points,
    count_possible_points,
    format_points,
    reaches_pass_mark,
    round_half_up,
    score_attempt,
    score_item,
)
from school.quizzes.rules.paper import ask_questions, explain_questions, order_questions
from tests import make
from tests.cast import NOON
from tests.quizzes import acts

QUIZ = make.quiz()
ALL_RIGHT = {item.id: make.RIGHT[item.kind] for item in QUIZ.items}
ALL_WRONG = {item.id: make.WRONG[item.kind] for item in QUIZ.items}


def attempt(
    number: int = 1, earned: int | None = 300, possible: int = 400, **changes
) -> AttemptFacts:
    """A closed attempt that earned so much, or an open one if `earned` is None."""
    facts = {
        "id": number,
        "person_id": 1,
        "quiz_slug": "ischemia",
        "edition_id": 1,
        "course_slug": "nmt-elective",
        "number": number,
        "seed": 7,
        "started_at": NOON,
        "due_at": None,
        "handed_in_at": None if earned is None else NOON,
        "draw": None,
        "marking": None if earned is None else marking(earned, possible),
    }
    return AttemptFacts(**(facts | changes))


def marking(earned: int, possible: int) -> MarkingFacts:
    passed = reaches_pass_mark(earned, possible, 80)
    return MarkingFacts(
        1, 1, edition_id=1, at=NOON, earned=earned, possible=possible, passed=passed
    )


def test_every_answer_right_earns_everything():
    result = score_attempt(QUIZ, ALL_RIGHT)
    assert (result.earned, result.possible, result.percent, result.passed) == (400, 400, 100, True)


def test_every_answer_wrong_earns_nothing():
    result = score_attempt(QUIZ, ALL_WRONG)
    assert (result.earned, result.percent, result.passed) == (0, 0, False)


def test_a_quarter_of_the_points_does_not_pass():
    one_right = {QUIZ.items[0].id: ALL_RIGHT[QUIZ.items[0].id]}
    result = score_attempt(QUIZ, one_right)
    assert (result.earned, result.percent, result.passed) == (100, 25, False)


def test_no_answer_at_all_earns_nothing_and_is_marked_all_the_same():
    result = score_attempt(QUIZ, {})
    assert result.earned == 0
    assert [item.mark.answered for item in result.items] == [False] * 4


def test_an_answer_to_a_question_that_is_not_in_the_quiz_counts_nothing():
    assert score_attempt(QUIZ, {"q-of-another-quiz": ("b",)}).earned == 0


def test_points_weigh_a_question():
    quiz = make.quiz(items=(make.one_choice("q-1", points=3), make.one_choice("q-2")))
    assert score_attempt(quiz, {"q-1": ("b",)}).earned == 300
    assert count_possible_points(quiz) == 400


def test_a_third_of_a_point_is_rounded_once_and_half_upwards():
    item = make.several_choices()
    thirds = acts.with_right(item, "a", "b", "c")
    assert score_item(thirds, ("a",)).earned == 33
    assert score_item(thirds, ("a", "b")).earned == 67


@pytest.mark.parametrize(
    ("share", "whole"), [("0", 0), ("1/2", 1), ("3/2", 2), ("5/2", 3), ("49/100", 0), ("99/1", 99)]
)
def test_a_half_is_rounded_up(share, whole):
    assert round_half_up(Fraction(share)) == whole


@given(st.fractions(min_value=0, max_value=100))
def test_rounding_errs_by_at_most_a_half(share):
    assert abs(round_half_up(share) - share) <= Fraction(1, 2)


@given(earned=st.integers(0, 5000), possible=st.integers(1, 5000), pass_percent=st.integers(1, 100))
def test_the_percent_shown_and_the_pass_never_contradict_each_other(earned, possible, pass_percent):
    earned = min(earned, possible)
    assert reaches_pass_mark(earned, possible, pass_percent) == (
        compute_percent(earned, possible) >= pass_percent
    )
    assert reaches_pass_mark(earned, possible, pass_percent) == (
        count_missing_points(earned, possible, pass_percent) == 0
    )


def test_seventy_nine_point_six_is_not_eighty():
    assert compute_percent(796, 1000) == 79
    assert not reaches_pass_mark(796, 1000, 80)
    assert reaches_pass_mark(800, 1000, 80)
    assert count_missing_points(796, 1000, 80) == 4


def test_an_empty_quiz_passes_nobody():
    assert not reaches_pass_mark(0, 0, 80)
    assert compute_percent(0, 0) == 0


@pytest.mark.parametrize(
    ("hundredths", "text"), [(0, "0"), (100, "1"), (250, "2.5"), (67, "0.67"), (1005, "10.05")]
)
def test_points_read_as_people_write_them(hundredths, text):
    assert format_points(hundredths) == text


def test_the_best_counts_and_of_equals_the_earlier():
    attempts = [attempt(1, 200), attempt(2, 360), attempt(3, 360), attempt(4, None)]
    assert find_counting_attempt(attempts, "best").number == 2


def test_the_last_counts_where_the_quiz_says_so():
    attempts = [attempt(1, 400), attempt(2, 200), attempt(3, None)]
    assert find_counting_attempt(attempts, "last").number == 2


def test_attempts_on_editions_of_different_length_compare_by_their_share():
    attempts = [attempt(1, 300, possible=400), attempt(2, 320, possible=800)]
    assert find_counting_attempt(attempts, "best").number == 1


@pytest.mark.parametrize("keep", ["best", "last"])
def test_nothing_counts_before_something_is_handed_in(keep):
    assert find_counting_attempt([], keep) is None
    assert find_counting_attempt([attempt(1, None)], keep) is None


def test_an_attempt_is_open_until_it_is_handed_in():
    assert attempt(1, None).is_open
    assert not attempt(1, 300).is_open
    assert attempt(1, 300).marking.percent == 75
    assert find_open_attempt([attempt(1), attempt(2, None)]).number == 2
    assert find_open_attempt([attempt(1)]) is None


@pytest.mark.parametrize(
    ("due_in", "state"),
    [(None, "open"), (timedelta(microseconds=1), "open"), (timedelta(0), "overdue")],
)
def test_an_open_attempt_is_overdue_from_its_deadline_on(due_in, state):
    due_at = None if due_in is None else NOON + due_in
    assert find_attempt_state(attempt(1, None, due_at=due_at), NOON) == state
    assert find_attempt_state(attempt(1, 300, due_at=due_at), NOON) == "closed"


def test_an_attempt_asks_what_was_drawn_for_it_in_the_order_of_the_quiz():
    first, second, *_rest = QUIZ.items
    drawn = select_drawn_items(QUIZ, attempt(1, None, draw=(second.id, first.id)))
    assert drawn == replace(QUIZ, items=(first, second))
    assert score_attempt(drawn, ALL_RIGHT).possible == 200
    assert select_drawn_items(QUIZ, attempt(1, None)) is QUIZ


def test_attempts_run_out_unless_there_is_no_limit():
    assert count_attempts_left(make.quiz(attempts=3), used=1) == 2
    assert count_attempts_left(make.quiz(attempts=3), used=5) == 0
    assert count_attempts_left(make.quiz(attempts=None), used=99) is None


@given(seed=st.integers(0, 2**31 - 1))
def test_the_seed_decides_the_order_and_loses_no_question(seed):
    once = order_questions(QUIZ, seed)
    assert once == order_questions(QUIZ, seed)
    assert sorted(item.id for item in once) == sorted(item.id for item in QUIZ.items)


def test_every_question_comes_first_for_some_seed():
    assert {order_questions(QUIZ, seed)[0].id for seed in range(100)} == {
        item.id for item in QUIZ.items
    }


def test_without_shuffling_the_order_is_the_files():
    assert order_questions(make.quiz(shuffle_questions=False), 12345) == QUIZ.items


def test_a_new_question_does_not_stir_the_others():
    longer = replace(QUIZ, items=(*QUIZ.items, make.one_choice("q-new")))
    for seed in range(20):
        assert [i.id for i in order_questions(longer, seed) if i.id != "q-new"] == [
            i.id for i in order_questions(QUIZ, seed)
        ]


def test_what_is_asked_shows_the_answer_that_stands():
    answers = {"q-ischemia-one": ("c",), "q-ischemia-number": ("30 s",)}
    questions = {question.shown.item_id: question for question in ask_questions(QUIZ, 5, answers)}
    chosen = find_chosen_values(QUIZ.items[0], ("c",), 5, shuffle=True)
    assert questions["q-ischemia-one"].chosen == chosen
    assert questions["q-ischemia-number"].chosen == {"30 s"}
    assert {name for name, question in questions.items() if question.answered} == answers.keys()
    assert sorted(question.number for question in questions.values()) == [1, 2, 3, 4]


@given(seed=st.integers(0, 2**31 - 1))
def test_what_is_asked_holds_no_word_of_the_key(seed):
    shown = repr(ask_questions(QUIZ, seed, {}))
    for secret in (
        "Guarding would follow",
        "below the level",
        "five or six",
        "reactive",
        "right=",
        "30",
    ):
        assert secret not in shown.replace(str(seed), "")


def test_what_is_explained_has_the_marks_as_they_were_written_down():
    earned = {item.id: (50, 100) for item in QUIZ.items}
    reviewed = explain_questions(QUIZ, 5, ALL_RIGHT, earned)
    assert [question.explained.item_id for question in reviewed] == [
        question.shown.item_id for question in ask_questions(QUIZ, 5, {})
    ]
    assert {(question.earned, question.possible) for question in reviewed} == {(50, 100)}
    assert all(question.explained.mark.right for question in reviewed)
    assert {question.section for question in reviewed} == {"in-the-room"}
