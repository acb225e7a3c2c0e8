"""Closing and marking are two steps; after marking again one result stands and none is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from school.admissions.service.file import read_person_file
from school.quizzes.rules.attempts import AttemptFacts
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.attempts import StillOpen, find_attempt, list_attempts
from school.quizzes.service.close import close_attempt
from school.quizzes.service.front import read_front
from school.quizzes.service.hand_in import hand_in_attempt
from school.quizzes.service.mark import mark_attempt
from school.quizzes.service.overview import read_quizzes_taken, read_scores_by_quiz
from school.quizzes.service.review import review_attempt
from school.quizzes.tables import Attempt, ItemMark, Marking
from school.studying.service.records import read_records_by_deck
from tests import make
from tests.cast import NOON, identity
from tests.quizzes import acts

ANA, BEN, INES = identity("ana"), identity("ben"), identity("ines")
LATER = NOON + timedelta(days=3)
REASON = "Question 1: the key named the wrong choice."
QUESTION = "q-ischemia-one"
AT_ONCE = 16


def mark_again(session, attempt: AttemptFacts) -> AttemptFacts:
    """The attempt after it was marked by another key, which the first question fails."""
    mark_attempt(session, attempt, acts.publish_another_key(session), REASON, INES, LATER)
    marked = find_attempt(session, attempt.id)
    assert marked is not None
    return marked


def facts_of(marking: Marking) -> dict[str, object]:
    return {column.name: getattr(marking, column.name) for column in Marking.__table__.columns}


def markings(session, attempt_id: int) -> list[Marking]:
    rows = select(Marking).where(Marking.attempt_id == attempt_id).order_by(Marking.number)
    return list(session.scalars(rows.execution_options(populate_existing=True)))


def test_closing_keeps_the_last_answers_and_gives_no_result(session):
    attempt = acts.start(session)
    closed = close_attempt(session, attempt, {QUESTION: ("b",)}, NOON)
    assert closed == find_attempt(session, attempt.id)
    assert (closed.handed_in_at, closed.marking) == (NOON, None)
    assert close_attempt(session, attempt, {}, LATER) is None
    assert close_attempt(session, attempt, {QUESTION: ("a",)}, LATER) is None
    marking = mark_attempt(session, closed, acts.current(session), "hand-in", None, NOON)
    assert marking.earned == 100


def test_an_open_attempt_is_not_marked(session):
    with pytest.raises(StillOpen):
        mark_attempt(session, acts.start(session), acts.current(session), REASON, INES, NOON)


def test_the_first_marking_is_the_schools_own(session):
    attempt = acts.take(session)
    (marking,) = markings(session, attempt.id)
    assert (marking.number, marking.reason, marking.by_id) == (1, "hand-in", None)
    assert marking.superseded_at is None


def test_a_second_marking_leaves_the_first_as_it_was(session):
    attempt = acts.take(session)
    (first,) = markings(session, attempt.id)
    before, items_before = facts_of(first), item_marks(session, first.id)
    mark_again(session, attempt)
    first, second = markings(session, attempt.id)
    assert facts_of(first) == before | {"superseded_at": LATER}
    assert item_marks(session, first.id) == items_before
    assert (second.number, second.at, second.by_id, second.reason) == (2, LATER, INES.id, REASON)
    assert (second.earned, second.possible, second.passed) == (300, 400, False)
    assert second.superseded_at is None
    assert item_marks(session, second.id) == items_before | {QUESTION: 0}


def item_marks(session, marking_id: int) -> dict[str, int]:
    rows = select(ItemMark.item_id, ItemMark.earned).where(ItemMark.marking_id == marking_id)
    return dict(session.execute(rows).all())


def test_the_newest_marking_stands_in_every_list(session):
    attempt = mark_again(session, acts.take(session))
    published = acts.catalogue(session)
    quiz = published.of(Quiz)["ischemia"]
    front = read_front(session, ANA, quiz, published.modules["ischemia"], acts.library(session))
    assert attempt.marking.edition_id == quiz.edition_id != attempt.edition_id
    assert list_attempts(session, ANA.id, "ischemia") == (attempt,)
    assert front.counts.marking.percent == 75
    assert read_quizzes_taken(session, ANA.id).passed == frozenset()
    scores = read_scores_by_quiz(session)["ischemia"]
    assert (scores.attempts, scores.people) == (1, 1)
    assert (scores.mean_share, scores.pass_rate) == (0.75, 0.0)
    (sitting,) = read_person_file(session, acts.library(session), ANA.id).sittings
    assert (sitting.percent, sitting.passed) == (75, False)
    deck = make.deck()
    assert set(read_records_by_deck(session, ANA.id, (deck,))[deck.slug].missed_questions) == {
        f"ischemia/{QUESTION}"
    }


def test_a_review_explains_by_the_key_of_the_marking_that_stands(session):
    attempt = acts.take(session)
    old = acts.current(session)
    again = mark_again(session, attempt)
    new = acts.current(session)
    by_old_key = {
        question.explained.item_id: question for question in review_attempt(session, attempt, old)
    }
    by_new_key = {
        question.explained.item_id: question for question in review_attempt(session, again, new)
    }
    assert (by_old_key[QUESTION].earned, by_old_key[QUESTION].explained.mark.right) == (100, True)
    assert (by_new_key[QUESTION].earned, by_new_key[QUESTION].explained.mark.right) == (0, False)


def test_the_review_page_shows_the_marking_that_stands(ana, database):
    with database.writing() as session:
        attempt = acts.take(session)
    assert "4 of 4 points" in ana.get(f"/attempts/{attempt.id}/review").text
    with database.writing() as session:
        mark_again(session, attempt)
    page = ana.get(f"/attempts/{attempt.id}/review").text
    for sentence in (
        "3 of 4 points",
        "Not passed",
        "90 % passes; 0.6 points short",
        "0 of 1 point",
    ):
        assert sentence in page
    assert "75 %" in ana.get("/quizzes/ischemia").text


def test_marking_twice_by_one_key_is_one_row(session):
    attempt = acts.take(session)
    again = mark_attempt(session, attempt, acts.current(session), REASON, INES, LATER)
    assert again == attempt.marking
    assert len(markings(session, attempt.id)) == 1
    quiz = acts.publish_another_key(session)
    second = mark_attempt(session, attempt, quiz, REASON, INES, LATER)
    assert mark_attempt(session, attempt, quiz, REASON, INES, LATER) == second
    assert [marking.number for marking in markings(session, attempt.id)] == [1, 2]


def test_what_a_later_program_marks_otherwise_is_another_marking(session):
    """An edition never changes. But how answers are read may be corrected, and so may a result."""
    attempt = acts.take(session)
    quiz = acts.current(session)
    first, *others = quiz.items
    read_otherwise = replace(quiz, items=(acts.with_right(first, "a"), *others), pass_percent=75)
    second = mark_attempt(session, attempt, read_otherwise, REASON, INES, LATER)
    assert (second.number, second.earned, second.passed) == (2, 300, True)
    third = mark_attempt(
        session, attempt, replace(read_otherwise, pass_percent=80), REASON, INES, LATER
    )
    assert (third.number, third.earned, third.passed) == (3, 300, False)


def test_another_edition_is_another_marking_though_it_gives_the_same_points(session):
    attempt = acts.take(session)
    acts.republish(session, quiz=make.quiz(pass_percent=100))
    marking = mark_attempt(session, attempt, acts.current(session), REASON, INES, LATER)
    assert (marking.number, marking.earned, marking.passed) == (2, 400, True)


def test_an_attempt_is_marked_for_what_was_drawn_for_it(session):
    attempt = acts.start(session)
    session.get_one(Attempt, attempt.id).draw = [QUESTION]
    session.flush()
    drawn = find_attempt(session, attempt.id)
    assert drawn.draw == (QUESTION,)
    acts.answer(session, drawn)
    marking = acts.close(session, drawn).marking
    assert (marking.earned, marking.possible) == (100, 100)
    (row,) = markings(session, attempt.id)
    assert item_marks(session, row.id) == {QUESTION: 100}


def test_a_deadline_is_told_with_the_attempt(session):
    attempt = acts.start(session)
    session.get_one(Attempt, attempt.id).due_at = LATER
    session.flush()
    assert find_attempt(session, attempt.id).due_at == LATER


def test_two_markings_never_stand_whatever_the_code_does(session):
    attempt = acts.take(session)
    (first,) = markings(session, attempt.id)
    twin = facts_of(first) | {"number": 2}
    del twin["id"]
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(Marking(**twin))


class PowerCutError(Exception):
    """What a test calls the end of the process."""


def test_a_crash_between_closing_and_marking_is_not_seen(database):
    with database.writing() as session:
        attempt = acts.start(session)
    with pytest.raises(PowerCutError), database.writing() as session:
        close_attempt(session, attempt, {QUESTION: ("b",)}, NOON)
        assert acts.see(database, attempt.id).is_open, "others see it closed before it is marked"
        raise PowerCutError
    assert acts.see(database, attempt.id) == attempt


def at_once(act) -> list[object]:
    """What sixteen threads got that did the same at the same moment."""
    barrier = Barrier(AT_ONCE)

    def wait_and_act(number: int) -> object:
        barrier.wait(timeout=30)
        return act(number)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(wait_and_act, range(AT_ONCE)))


def test_of_sixteen_hand_ins_one_marks(database):
    with database.writing() as session:
        attempt = acts.start(session)
        acts.answer(session, attempt)
        quiz = acts.current(session)

    def hand_in_now(_number: int) -> object:
        with database.writing() as session:
            return hand_in_attempt(session, attempt, quiz, {}, acts.registrar(session), NOON)

    assert sorted(at_once(hand_in_now)) == [False] * (AT_ONCE - 1) + [True]
    with database.reading() as session:
        (marking,) = markings(session, attempt.id)
        assert len(item_marks(session, marking.id)) == 4


def test_of_many_markings_at_once_one_stands_and_no_number_is_missing(database):
    with database.writing() as session:
        attempt, by_old_key = acts.take(session), acts.current(session)
        by_new_key = acts.publish_another_key(session)

    def mark_now(number: int) -> object:
        with database.writing() as session:
            quiz = by_new_key if number % 2 else by_old_key
            moment = LATER + timedelta(seconds=number)
            return mark_attempt(session, attempt, quiz, REASON, INES, moment).edition_id

    assert set(at_once(mark_now)) == {by_old_key.edition_id, by_new_key.edition_id}
    with database.reading() as session:
        rows = markings(session, attempt.id)
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        assert [row.superseded_at for row in rows] == [*(row.at for row in rows[1:]), None]
        assert [len(item_marks(session, row.id)) for row in rows] == [4] * len(rows)
