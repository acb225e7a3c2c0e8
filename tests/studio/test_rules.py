"""What the school believes about its instructors' desk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.studio.rules.changes import changes
from school.studio.rules.health import NONE_YET, ItemCounts, item_health
from tests import make


def test_a_changed_line_shows_what_went_and_what_came():
    found = changes("one\ntwo\nthree\n", "one\n2\nthree\nfour\n")
    assert [(line.what, line.text, line.number) for line in found] == [
        ("gap", "", 1),
        ("same", "one", 1),
        ("gone", "two", 2),
        ("added", "2", 2),
        ("same", "three", 3),
        ("added", "four", 4),
    ]


def test_texts_alike_differ_in_nothing():
    assert changes("a\nb", "a\nb") == ()


def test_unchanged_lines_far_away_are_left_out():
    before = [str(n) for n in range(100)]
    after = [*before]
    after[5], after[90] = "five", "ninety"
    found = changes("\n".join(before), "\n".join(after))
    assert [line.number for line in found if line.what == "gap"] == [3, 88]
    assert len(found) == 2 * (1 + 3 + 2 + 3)


def test_lines_that_look_like_a_comparison_are_text():
    found = changes("--- a\n@@ -1 +1 @@", "+++ b\n@@ -1 +1 @@")
    assert [(line.what, line.text) for line in found[1:]] == [
        ("gone", "--- a"),
        ("added", "+++ b"),
        ("same", "@@ -1 +1 @@"),
    ]


def test_endless_texts_are_not_compared():
    assert changes("", "x\n" * 20_001) is None


@given(st.text("ab\n@-+ "), st.text("ab\n@-+ "))
def test_added_and_kept_lines_stand_where_the_newer_text_has_them(before, after):
    new = after.splitlines()
    for line in changes(before, after):
        if line.what in ("added", "same"):
            assert new[line.number - 1] == line.text
        if line.what == "gone":
            assert before.splitlines()[line.number - 1] == line.text


def one(people: int, **answers: int):
    given_answers = {(choice,): number for choice, number in answers.items()}
    counts = ItemCounts(people, 100 * answers.get("b", 0), 100 * people, given_answers)
    return item_health(make.one_choice(), counts)


def test_of_fewer_than_ten_nothing_is_concluded():
    health = one(9, a=9)
    assert health.too_few
    assert health.mean_share is None
    assert health.advice == ()
    assert [use.chosen for use in health.choices] == [9, 0, 0]


def test_nobody_is_too_few():
    assert item_health(make.numeric(), NONE_YET).too_few


def test_each_choice_says_how_often_it_was_chosen_and_which_is_right():
    health = one(20, a=4, b=14)
    assert [(use.option.letter, use.right, use.chosen, use.share) for use in health.choices] == [
        ("A", False, 4, 0.2),
        ("B", True, 14, 0.7),
        ("C", False, 0, 0.0),
    ]
    assert health.mean_share == 0.7
    assert health.blank == 2
    assert health.advice == ()


@pytest.mark.parametrize(
    ("people", "answers", "said"),
    [
        (10, {"a": 8, "b": 2}, "than by guessing"),
        (10, {"a": 6, "b": 4}, "Choice A draws more people"),
        (20, {"b": 19, "a": 1}, "Nearly everybody"),
        (30, {"a": 10, "b": 20}, "Nobody chooses C"),
    ],
)
def test_a_question_that_does_badly_says_so(people, answers, said):
    assert any(said in sentence for sentence in one(people, **answers).advice)


def test_several_choices_are_each_counted():
    counts = ItemCounts(10, 500, 1000, {("a", "b"): 5, ("a",): 3, (): 2})
    health = item_health(make.several_choices(), counts)
    assert [use.chosen for use in health.choices] == [8, 5, 0, 0]
    assert health.blank == 2


def test_typed_answers_come_commonest_first():
    counts = ItemCounts(12, 0, 1200, {("30",): 3, ("40",): 7, ("",): 1, (): 1})
    health = item_health(make.numeric(), counts)
    assert health.typed == (("40", 7), ("30", 3))
    assert health.blank == 2
