"""What the school believes about its instructors' desk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.quizzes.rules.statistics import ItemCounts, compute_item_statistics
from school.studio.rules.changes import compare_texts
from school.studio.rules.health import judge_item
from tests import make


def test_a_changed_line_shows_what_went_and_what_came():
    compared = compare_texts("one\ntwo\nthree\n", "one\n2\nthree\nfour\n")
    assert [(line.what, line.text, line.number) for line in compared] == [
        ("gap", "", 1),
        ("same", "one", 1),
        ("gone", "two", 2),
        ("added", "2", 2),
        ("same", "three", 3),
        ("added", "four", 4),
    ]


def test_texts_alike_differ_in_nothing():
    assert compare_texts("a\nb", "a\nb") == ()


def test_unchanged_lines_far_away_are_left_out():
    before = [str(n) for n in range(100)]
    after = [*before]
    after[5], after[90] = "five", "ninety"
    compared = compare_texts("\n".join(before), "\n".join(after))
    assert [line.number for line in compared if line.what == "gap"] == [3, 88]
    assert len(compared) == 2 * (1 + 3 + 2 + 3)


def test_lines_that_look_like_a_comparison_are_text():
    compared = compare_texts("--- a\n@@ -1 +1 @@", "+++ b\n@@ -1 +1 @@")
    assert [(line.what, line.text) for line in compared[1:]] == [
        ("gone", "--- a"),
        ("added", "+++ b"),
        ("same", "@@ -1 +1 @@"),
    ]


def test_endless_texts_are_not_compared():
    assert compare_texts("", "x\n" * 20_001) is None


@given(st.text("ab\n@-+ "), st.text("ab\n@-+ "))
def test_added_and_kept_lines_stand_where_the_newer_text_has_them(before, after):
    new = after.splitlines()
    for line in compare_texts(before, after):
        if line.what in ("added", "same"):
            assert new[line.number - 1] == line.text
        if line.what == "gone":
            assert before.splitlines()[line.number - 1] == line.text


def health(item, people: int, answers: dict[tuple[str, ...], int]):
    """A question of which so many people got what choice b is worth."""
    counts = ItemCounts(people, 100 * answers.get(("b",), 0), 100 * people, answers)
    return judge_item(item, compute_item_statistics(item, counts))


def test_choices_are_named_by_their_letters():
    question = health(make.one_choice(), 20, {("a",): 4, ("b",): 14})
    assert [(option.letter, use.chosen) for option, use in question.choices] == [
        ("A", 4),
        ("B", 14),
        ("C", 0),
    ]
    assert question.advice == ()


@pytest.mark.parametrize(
    ("people", "answers", "sentence"),
    [
        (10, {("a",): 8, ("b",): 2}, "than guessing would give"),
        (10, {("a",): 6, ("b",): 4}, "Choice A draws more people"),
        (20, {("b",): 19, ("a",): 1}, "Nearly everyone"),
        (30, {("a",): 10, ("b",): 20}, "Nobody chooses C"),
    ],
)
def test_a_question_that_does_badly_says_so(people, answers, sentence):
    assert any(sentence in advice for advice in health(make.one_choice(), people, answers).advice)


def test_of_the_typed_answers_the_commonest_are_shown():
    answers = {(str(number),): number for number in range(1, 15)}
    question = health(make.numeric(), 105, answers)
    assert question.typed == tuple((str(number), number) for number in range(14, 4, -1))
