"""A kind of question that is brought from outside works like those that ship."""

import pytest

from school.core.refusals import Invalid
from school.documents.rules.payload import from_payload, to_payload
from school.questions import kinds
from school.questions.items import BadResponse, Item
from school.questions.kinds import QUESTION_KINDS
from school.quizzes.rules.attempts import AttemptFacts
from school.quizzes.rules.marking import score_attempt
from school.quizzes.rules.statistics import ItemCounts, compute_item_statistics
from school.quizzes.service.answers import accept_answers
from school.studio.rules.health import judge_item
from tests import make
from tests.cast import NOON
from tests.markup.author import read_question
from tests.questions.toy import LONGEST, ORDERING, Ordering

WRITTEN = (
    "What comes first?\n\n> [!order]\n> touch, wait, release\n\n> [!explanation]\n> Hands first.\n"
)


@pytest.fixture(autouse=True)
def _toy():
    with QUESTION_KINDS.restored_afterward():
        QUESTION_KINDS.add("ordering", ORDERING)
        yield


@pytest.fixture
def item():
    read, problems = read_question(WRITTEN, "lenient=no")
    assert problems == []
    return read


def attempt():
    return AttemptFacts(1, 1, "ischemia", 1, "nmt-elective", 1, 7, NOON, None, None, None, None)


def test_it_is_read_and_its_answer_is_not_part_of_what_is_asked(item):
    assert item.body == Ordering(("touch", "wait", "release"))
    assert item.stem == "<p>What comes first?</p>"


def test_what_is_wrong_in_it_is_named():
    assert read_question(WRITTEN.replace(", wait, release", ""))[1] == ["8: one thing has no order"]
    both = WRITTEN.replace("\n> [!", "\nAnswer: 3\n\n> [!")
    assert "4: the question mixes kinds of answers: numeric and ordering" in read_question(both)[1]
    several = "- [x] a\n  > f\n- [ ] b\n  > f\n\n> [!explanation]\n> x\n"
    assert read_question(several, "lenient=no")[1] == ["4: lenient= is for questions of order"]


def test_it_is_stored_and_read_back(item):
    stored = to_payload(item)
    assert stored["body"] == {"kind": "ordering", "things": ["touch", "wait", "release"]}
    assert from_payload(Item, stored) == item


def test_it_is_asked_answered_marked_explained_and_printed(item):
    shown = kinds.show_question(item, 1, True)
    assert (shown.template, shown.things) == ("toy/ask.html", ("release", "touch", "wait"))
    answer = kinds.accept_response(item, ["touch", "wait", "release"], 1, True)
    assert kinds.mark_response(item, answer).right
    assert kinds.find_chosen_values(item, answer, 1, True) == {"touch", "wait", "release"}
    explained = kinds.explain_question(item, ("wait",), 1, True)
    assert (explained.template, explained.mark.right) == ("toy/explain.html", False)
    assert kinds.print_question(item).key == ("touch", "wait", "release")
    with pytest.raises(BadResponse):
        kinds.accept_response(item, ["press"], 1, True)


def test_a_quiz_keeps_and_counts_its_answers(item):
    quiz = make.quiz(items=(item,))
    answers = accept_answers(attempt(), quiz, {item.id: ["touch", "wait", "release"]})
    assert score_attempt(quiz, answers).passed
    counts = ItemCounts(10, 1000, 1000, {answers[item.id]: 10})
    assert judge_item(item, compute_item_statistics(item, counts)).choices == ()


def test_its_own_limit_decides_how_long_an_answer_may_be(item):
    quiz = make.quiz(items=(item,))
    with pytest.raises(Invalid, match=f"at most {LONGEST:,} characters"):
        accept_answers(attempt(), quiz, {item.id: ["x" * (LONGEST + 1)]})
    with pytest.raises(Invalid, match="offers no such answer"):
        accept_answers(attempt(), quiz, {item.id: ["x" * LONGEST]})
