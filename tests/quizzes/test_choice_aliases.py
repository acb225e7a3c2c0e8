"""Choices get ids, and are then reordered, inserted or reworded: no figure moves."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from school.core.identity import Identity
from school.documents.service.publishing import Outcome, publish_content
from school.documents.service.shelf import Shelf
from school.questions.choosing.choice import Choice
from school.questions.items import Item
from school.quizzes.rules.aliases import match_choices
from school.quizzes.rules.paper import ask_questions
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.answers import accept_answers, read_saved_answers, save_responses
from school.quizzes.service.attempts import find_attempt, start_attempt
from school.quizzes.service.hand_in import hand_in_attempt
from school.quizzes.service.mark import mark_attempt
from school.quizzes.service.review import review_attempt
from school.quizzes.service.statistics import read_item_statistics
from school.quizzes.tables import ChoiceAlias
from school.studio.rules.health import judge_quiz
from tests import make
from tests.admissions.crowd import add_crowd
from tests.cast import NOON, identity, token
from tests.quizzes import acts
from tests.quizzes.acts import IDS, with_choices, with_ids

ONE, SEVERAL = "q-ischemia-one", "q-ischemia-several"
LATER = NOON + timedelta(days=3)
ANSWERS = (("a",), ("b",), ("b",), ("c",), ("b",), (), ("a",), ("b",), ("b",), ("a",), ("b",))


def quiz_with_ids(**instead: Item) -> Quiz:
    """The quiz with ids; `one=…` and `several=…` replace a question."""
    one_choice, several_choices, *typed = (with_ids(item) for item in make.quiz().items)
    first, second = instead.get("one", one_choice), instead.get("several", several_choices)
    return make.quiz(items=(first, second, *typed))


def publish(session, quiz: Quiz) -> Outcome:
    """Publish as authors do, and look at what is current then."""
    outcome = publish_content(session, "Ines Calder", make.content(quiz=quiz), NOON)
    assert outcome.problems == ()
    return outcome


@pytest.fixture
def answered(session):
    """Eleven people have answered the quiz before its choices had ids."""
    people = [Identity(number, "", "", "student", "") for number in range(100, 111)]
    add_crowd(session, len(people), 0, NOON)
    return [take(session, who, answer) for who, answer in zip(people, ANSWERS, strict=True)]


def take(session, who, answer, answer_to_several=("a", "d")):
    quiz = acts.current(session)
    attempt = start_attempt(session, who, quiz, acts.library(session), who.id, NOON)
    save_responses(session, attempt, {ONE: answer, SEVERAL: answer_to_several}, NOON)
    return acts.close(session, attempt)


def figures(session):
    """What the studio shows of each question: who answered, how hard it was, what was chosen."""
    quiz = acts.current(session)
    figures = []
    for health in judge_quiz(quiz, read_item_statistics(session, quiz)):
        known = health.statistics
        chosen = {option.html: use.chosen for option, use in health.choices}
        flags = [flag.what for flag in known.flags]
        facts = (known.people, known.blank, known.facility)
        figures.append((*facts, chosen, health.typed, flags))
    return figures


def test_ids_move_no_statistic(session, answered):
    before = figures(session)
    assert before[0][:2] == (11, 1)
    assert before[0][3] == {"Hold on": 3, "Ease off": 6, "None of these": 1}
    outcome = publish(session, quiz_with_ids())
    assert outcome.notices == ()
    assert figures(session) == before


def test_answers_from_before_and_after_are_counted_together(session, answered):
    publish(session, quiz_with_ids())
    take(session, identity_of_a_newcomer(session), (IDS["b"],), (IDS["a"], IDS["d"]))
    people, _blank, _facility, chosen, *_rest = figures(session)[0]
    assert (people, chosen) == (12, {"Hold on": 3, "Ease off": 7, "None of these": 1})
    assert figures(session)[1][3]["Tingling"] == 12


def identity_of_a_newcomer(session):
    acts.enrol(session, "ana")
    return identity("ana")


@pytest.mark.parametrize("change", ["reorder", "insert", "reword", "rewrite with the ids"])
def test_once_ids_stand_no_change_of_a_question_moves_its_statistics(session, answered, change):
    a, b, c = with_ids(make.one_choice(ONE)).body.list_choices()
    new = Choice("zzzz", "Press harder", "No.", False, False)
    reworded = replace(b, html="Ease off at once")
    choices = {
        "reorder": (c, b, a),
        "insert": (new, a, b, c),
        "reword": (a, reworded, c),
        "rewrite with the ids": (a, reworded, c),
    }[change]
    before = figures(session)[0]
    if change != "rewrite with the ids":
        publish(session, quiz_with_ids())
    outcome = publish(session, quiz_with_ids(one=with_choices(make.one_choice(ONE), *choices)))
    assert outcome.notices == ()
    after = figures(session)[0]
    assert after[:3] == before[:3]
    chosen = {words.replace(" at once", ""): number for words, number in after[3].items()}
    assert chosen.pop("Press harder", 0) == 0
    assert chosen == before[3]


def test_what_cannot_be_matched_is_told_to_the_publisher(session, answered):
    a, b, c = with_ids(make.one_choice(ONE)).body.list_choices()
    choices = (replace(a, html="Stay"), replace(b, html="Ease"), c)
    outcome = publish(session, quiz_with_ids(one=with_choices(make.one_choice(ONE), *choices)))
    notice = "q-ischemia-one: the earlier choice “{}” matches none of the new edition, "
    notice += "so answers with it count for no choice from now on"
    assert outcome.notices == (notice.format("Hold on"), notice.format("Ease off"))
    assert figures(session)[0][3] == {"Stay": 0, "Ease": 0, "None of these": 1}


def test_aliases_are_written_once_by_the_edition_that_brings_the_ids(session):
    publish(session, make.quiz(title="Still without ids"))
    assert session.scalars(select(ChoiceAlias)).all() == []
    publish(session, quiz_with_ids())
    rows = {
        (row.item_id, row.old): (row.new, row.edition_id)
        for row in session.scalars(
            select(ChoiceAlias).where(ChoiceAlias.item_id.in_((ONE, SEVERAL)))
        )
    }
    edition = acts.current(session).edition_id
    assert rows == {
        **{(ONE, old): (IDS[old], edition) for old in "abc"},
        **{(SEVERAL, old): (IDS[old], edition) for old in "abcd"},
    }
    publish(session, replace(quiz_with_ids(), title="Once more"))
    assert len(session.scalars(select(ChoiceAlias)).all()) == 7


def test_a_question_that_was_away_is_matched_with_its_last_edition(session, answered):
    before = figures(session)[0]
    publish(session, make.quiz(items=quiz_with_ids().items[1:]))
    publish(session, quiz_with_ids())
    assert figures(session)[0] == before


def test_an_attempt_from_before_is_answered_and_handed_in_after_the_ids_came(session):
    """Its page stays as it was: same order, same places, same key."""
    attempt = acts.start(session, seed=12)
    old = acts.current(session)
    shown = ask_questions(old, attempt.seed, {})
    save_responses(session, attempt, {ONE: ("b",)}, NOON)
    publish(session, quiz_with_ids())
    document = acts.library(session).catalogue.of(Quiz)["ischemia"]
    assert document.edition_id != attempt.edition_id
    from_the_shelf = edition_of(session, attempt.edition_id)
    assert ask_questions(from_the_shelf, attempt.seed, {}) == shown
    places = place_of(shown, SEVERAL, "Tingling") + place_of(shown, SEVERAL, "Numbness")
    sent = accept_answers(attempt, from_the_shelf, {SEVERAL: places})
    assert sent == {SEVERAL: ("a", "b")}
    assert hand_in_attempt(session, attempt, from_the_shelf, sent, acts.registrar(session), LATER)
    closed = find_attempt(session, attempt.id)
    assert closed.marking.earned == 200
    assert read_saved_answers(session, attempt.id) == {ONE: ("b",), SEVERAL: ("a", "b")}
    reviewed = {
        question.title: question.explained.mark
        for question in review_attempt(session, closed, from_the_shelf)
    }
    assert reviewed[f"Question {ONE}"].right
    assert reviewed[f"Question {SEVERAL}"].right
    chosen = figures(session)[0][3]
    assert chosen == {"Hold on": 0, "Ease off": 1, "None of these": 0}


def test_a_tab_from_before_goes_on_saving_and_hands_in(app, ana, database):
    """It was open while the ids came: what it posts are places as it shows them."""
    attempt = acts.open_in_browser(app, ana)
    with database.reading() as session:
        questions = acts.current(session).items
    address = f"/attempts/{attempt.id}"
    before = ana.get(address).text
    csrf = token(ana, "/quizzes/ischemia")
    with database.writing() as session:
        publish(session, quiz_with_ids())
    after = ana.get(address).text
    assert options_in(after) == options_in(before)
    for item in questions:
        form = acts.saving(attempt, item, make.RIGHT[item.kind], csrf)
        assert ana.post(f"{address}/responses", data=form).status_code == 303
    assert ana.post(f"{address}/hand-in", data={"csrf_token": csrf}).status_code == 303
    marked = acts.see(database, attempt.id).marking
    assert (marked.earned, marked.edition_id) == (400, attempt.edition_id)
    assert ana.get(f"{address}/review").text.count("Your answer: right") == 5


def options_in(page: str) -> list[str]:
    return re.findall(r'<label class="option">.*?</label>', page, re.DOTALL)


def edition_of(session, edition_id: int) -> Quiz:
    return Shelf().find_document(session, Quiz, edition_id)


def place_of(shown, item_id: str, words: str) -> list[str]:
    (question,) = [question for question in shown if question.shown.item_id == item_id]
    return [option.value for option in question.shown.options if option.html == words]


def test_an_old_attempt_is_marked_by_a_newer_key_and_reviewed_by_it(session, answered):
    """The key is mended in an edition with ids, in which choices are in another order."""
    mended = acts.with_right(with_ids(make.one_choice(ONE)), IDS["a"])
    reordered = with_choices(mended, *reversed(mended.body.list_choices()))
    publish(session, quiz_with_ids(one=reordered))
    quiz = acts.current(session)
    for attempt, answer in zip(answered, ANSWERS, strict=True):
        marking = mark_attempt(session, attempt, quiz, "Key.", identity("ines"), LATER)
        assert marking.edition_id == quiz.edition_id
        marked = find_attempt(session, attempt.id)
        reviewed = {question.title: question for question in review_attempt(session, marked, quiz)}
        question = reviewed[f"Question {ONE}"]
        assert question.earned == (100 if answer == ("a",) else 0)
        assert question.explained.mark.right == (answer == ("a",))
        chosen = [option.html for option in question.explained.options if option.chosen]
        words = {"a": "Hold on", "b": "Ease off", "c": "None of these"}
        assert chosen == [words[name] for name in answer]
    assert figures(session)[0][2] == 3 / 11


# What matches


def choices(*words: str, ids: str = "") -> tuple[Choice, ...]:
    names = ids or "abcdefghijkl"
    return tuple(
        Choice(name * (4 if ids else 1), text, "", False, False)
        for name, text in zip(names, words, strict=False)
    )


@pytest.mark.parametrize(
    ("earlier", "newer", "matched", "unmatched"),
    [
        ("one two", "one two", "a:pppp b:qqqq", ""),
        ("one two", "two one", "a:qqqq b:pppp", ""),
        ("one two", "zero one two", "a:qqqq b:rrrr", ""),
        ("one two", "one deux", "a:pppp b:qqqq", ""),
        ("one two three", "one three deux", "a:pppp c:qqqq", "two"),
        ("one two", "one two three", "a:pppp b:qqqq", ""),
        ("one two three", "one two", "a:pppp b:qqqq", "three"),
        ("one two", "un deux", "", "one two"),
    ],
)
def test_equal_words_match_and_then_one_left_over_in_its_place(earlier, newer, matched, unmatched):
    matching = match_choices(choices(*earlier.split()), choices(*newer.split(), ids="pqrstu"))
    assert " ".join(f"{old}:{new}" for old, new in sorted(matching.ids.items())) == matched
    assert " ".join(choice.html for choice in matching.unmatched) == unmatched


@given(st.permutations(["one", "two", "three", "four"]))
def test_in_any_order_equal_words_are_the_same_choice(order):
    earlier = choices("one", "two", "three", "four")
    newer = choices(*order, ids="pqrs")
    words = {choice.id: choice.html for choice in newer}
    matching = match_choices(earlier, newer)
    assert {words[matching.ids[choice.id]] for choice in earlier} == set(order)
    assert all(words[matching.ids[choice.id]] == choice.html for choice in earlier)
