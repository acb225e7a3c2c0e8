"""Starting, answering and handing in, on both databases: what is saved, refused and earned."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from school.catalogue.rules.documents import CoursePart
from school.certificates.tables import Certificate
from school.core.identity import NOBODY
from school.core.refusals import Invalid
from school.credits.service.corrections import reverse_entry
from school.credits.service.hours import read_standing
from school.credits.service.ledger import read_entries
from school.documents.service.shelf import Shelf
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.answers import (
    AlreadyHandedIn,
    accept_answers,
    read_saved_answers,
    save_responses,
)
from school.quizzes.service.attempts import (
    NoAttemptsLeft,
    NotEnrolled,
    StillOpen,
    find_attempt,
    list_attempts,
    start_attempt,
)
from school.quizzes.service.front import read_front
from school.quizzes.service.hand_in import hand_in_attempt
from school.quizzes.service.overview import read_quizzes_taken, read_scores_by_quiz
from school.quizzes.service.review import read_outcome, review_attempt
from school.quizzes.tables import Attempt, ItemMark, Marking, Response
from tests import make
from tests.cast import NOON, identity
from tests.quizzes import acts

ANA, BEN = identity("ana"), identity("ben")


def test_a_second_click_on_start_finds_the_attempt_of_the_first(session):
    first = acts.start(session)
    second = acts.start(session, seed=99)
    assert second == first
    assert first.number == 1
    assert first.is_open


def test_an_attempt_names_its_edition_and_its_course(session):
    attempt = acts.start(session)
    quiz = acts.current(session)
    assert (attempt.edition_id, attempt.course_slug) == (quiz.edition_id, "nmt-elective")
    assert (attempt.started_at, attempt.seed) == (NOON, 7)
    assert (attempt.due_at, attempt.draw, attempt.marking) == (None, None, None)


def test_a_quiz_is_taken_in_a_course(session):
    published = acts.catalogue(session)
    with pytest.raises(NotEnrolled):
        start_attempt(session, ANA, published.of(Quiz)["ischemia"], acts.library(session), 7, NOON)


def test_a_pass_feeds_the_course_enrolled_in_first(session):
    acts.enrol(session, course="nmt-five-factors", now=NOON - timedelta(days=1))
    assert acts.start(session).course_slug == "nmt-five-factors"


def test_attempts_run_out(session):
    for number in (1, 2, 3):
        assert acts.take(session, acts.WRONG).number == number
    with pytest.raises(NoAttemptsLeft):
        acts.start(session)
    assert len(list_attempts(session, ANA.id, "ischemia")) == 3


def test_attempts_do_not_run_out_where_there_is_no_limit(session):
    acts.republish(session, quiz=make.quiz(attempts=None))
    assert [acts.take(session, acts.WRONG).number for _ in range(5)] == [1, 2, 3, 4, 5]


def test_somebody_elses_attempts_do_not_count_for_one(session):
    acts.take(session)
    assert acts.start(session, name="ben").number == 1
    assert list_attempts(session, BEN.id, "ischemia") != list_attempts(session, ANA.id, "ischemia")


def test_a_passed_quiz_may_be_taken_again_for_practice(session):
    assert acts.take(session).marking.passed
    again = acts.take(session)
    assert again.marking.passed
    assert len(read_entries(session, ANA.id)) == 1
    assert read_outcome(session, again.id).entry is None


def test_the_newest_answer_stands_and_saves_are_counted(session):
    attempt = acts.start(session)
    save_responses(session, attempt, {"q-ischemia-one": ("a",)}, NOON)
    later = NOON + timedelta(minutes=5)
    assert save_responses(session, attempt, {"q-ischemia-one": ("b",)}, later) == later
    row = session.execute(select(Response.answer, Response.saves, Response.saved_at)).one()
    assert tuple(row) == (["b"], 2, later)


def test_an_answer_can_be_taken_back(session):
    attempt = acts.start(session)
    save_responses(session, attempt, {"q-ischemia-one": ("a",)}, NOON)
    save_responses(session, attempt, {"q-ischemia-one": ()}, NOON)
    assert read_saved_answers(session, attempt.id) == {"q-ischemia-one": ()}


def test_saving_nothing_saves_nothing(session):
    attempt = acts.start(session)
    assert save_responses(session, attempt, {}, NOON) == NOON
    assert read_saved_answers(session, attempt.id) == {}


def test_a_save_after_hand_in_is_refused_and_what_was_saved_stays(session):
    attempt = acts.take(session)
    before = read_saved_answers(session, attempt.id)
    with pytest.raises(AlreadyHandedIn):
        save_responses(session, attempt, {"q-ischemia-one": ("a",)}, NOON)
    assert read_saved_answers(session, attempt.id) == before


@pytest.mark.parametrize(
    ("item_id", "values"),
    [
        ("q-of-another-quiz", ["1"]),
        ("q-ischemia-one", ["9"]),
        ("q-ischemia-one", ["0"]),
        ("q-ischemia-one", ["b"]),
        ("q-ischemia-one", ["1", "2"]),
        ("q-ischemia-several", ["1", "x"]),
        ("q-ischemia-text", ["x" * 201]),
        ("q-ischemia-text", ["x" * 10_000]),
        ("q-ischemia-text", ["a\0b"]),
        ("q-ischemia-number", ["30", "40"]),
    ],
)
def test_what_the_page_did_not_offer_is_not_understood(session, item_id, values):
    with pytest.raises(Invalid):
        accept_answers(acts.start(session), acts.current(session), {item_id: values})


def test_a_pass_is_marked_awarded_and_closed_in_one_act(session):
    attempt = acts.take(session)
    marking = attempt.marking
    assert (marking.earned, marking.possible, marking.passed, marking.percent) == (
        400,
        400,
        True,
        100,
    )
    assert (marking.number, marking.edition_id, marking.at) == (1, attempt.edition_id, NOON)
    assert attempt.handed_in_at == NOON
    (entry,) = read_entries(session, ANA.id)
    assert (entry.minutes, entry.attempt_id, entry.course_slug, entry.family) == (
        8,
        attempt.id,
        "nmt-elective",
        "ischemia",
    )
    assert session.scalar(select(func.count()).select_from(ItemMark)) == 4


def test_what_is_not_passed_earns_no_minutes(session):
    attempt = acts.take(session, acts.WRONG)
    assert (attempt.marking.earned, attempt.marking.passed) == (0, False)
    assert read_entries(session, ANA.id) == ()
    assert read_outcome(session, attempt.id).minutes == 0


def test_an_unanswered_question_is_marked_with_nothing(session):
    attempt = acts.close(session, acts.start(session))
    assert attempt.marking.earned == 0
    assert session.scalars(select(ItemMark.earned)).all() == [0, 0, 0, 0]


def test_the_second_hand_in_changes_nothing(session):
    attempt = acts.start(session)
    acts.answer(session, attempt)
    quiz = acts.current(session)
    assert hand_in_attempt(session, attempt, quiz, {}, acts.registrar(session), NOON)
    late = {"q-ischemia-one": ("a",)}
    assert not hand_in_attempt(
        session, attempt, quiz, late, acts.registrar(session), NOON + timedelta(hours=1)
    )
    assert not hand_in_attempt(
        session, attempt, quiz, {}, acts.registrar(session), NOON + timedelta(hours=1)
    )
    closed = find_attempt(session, attempt.id)
    assert (closed.marking.earned, closed.handed_in_at) == (400, NOON)
    assert session.scalars(select(Marking.number)).all() == [1]
    assert len(read_entries(session, ANA.id)) == 1


def test_answers_that_come_with_the_hand_in_count(session):
    attempt = acts.start(session)
    quiz = acts.current(session)
    answers = {item.id: acts.RIGHT[item.kind] for item in quiz.items}
    hand_in_attempt(session, attempt, quiz, answers, acts.registrar(session), NOON)
    assert find_attempt(session, attempt.id).marking.passed


def test_an_open_attempt_keeps_its_edition_when_the_quiz_is_published_anew(session):
    attempt = acts.start(session)
    acts.republish(
        session, quiz=make.quiz(items=(make.one_choice("q-quite-another"),), pass_percent=100)
    )
    old = Shelf().find_document(session, type(acts.current(session)), attempt.edition_id)
    assert len(old.items) == 4
    acts_answers = {item.id: acts.RIGHT[item.kind] for item in old.items}
    hand_in_attempt(session, attempt, old, acts_answers, acts.registrar(session), NOON)
    closed = find_attempt(session, attempt.id)
    assert (closed.marking.earned, closed.marking.possible, closed.marking.passed) == (
        400,
        400,
        True,
    )
    assert {question.title for question in review_attempt(session, closed, old)} == {
        item.title for item in old.items
    }


@pytest.mark.parametrize("retired", [("module", "quiz"), ("module", "quiz", "course")])
def test_a_pass_of_what_is_no_longer_taught_loses_no_minutes(session, retired):
    attempt = acts.start(session)
    acts.answer(session, attempt)
    quiz = acts.current(session)
    reading = CoursePart("reading", "Reading", "self-study", "", ("trigger-points",), 8)
    gone = {(kind, "nmt-elective" if kind == "course" else "ischemia") for kind in retired}
    gone.add(("course", "nmt-five-factors"))
    taught = make.drafts(course=make.course(parts=(reading,), minutes=8))
    acts.publish(session, [draft for draft in taught if (draft.kind, draft.slug) not in gone])
    assert acts.close(session, attempt, quiz=quiz).marking.passed
    assert [(entry.minutes, entry.course_slug) for entry in read_entries(session, ANA.id)] == [
        (8, "nmt-elective")
    ]


def test_a_pass_counts_in_the_book_of_the_edition_under_which_the_course_is_taken(session):
    """A module's minutes are earned once. In the newest edition's book they would be lost."""
    attempt = acts.start(session)
    acts.answer(session, attempt)
    acts.republish(session, course=make.course(book="ce"))
    acts.close(session, attempt)
    (earned,) = read_entries(session, ANA.id)
    assert (earned.book, earned.minutes) == ("elective", 8)
    assert read_standing(session, acts.library(session), ANA.id, "nmt-elective").earned == 8


def test_the_pass_that_finishes_a_course_brings_its_certificate_once(session):
    acts.enrol(session, course="nmt-five-factors", now=NOON - timedelta(days=1))
    first = acts.take(session)
    assert read_outcome(session, first.id).finished == ()
    last = acts.take(session, slug="trigger-points")
    certificate = session.scalars(select(Certificate)).one()
    assert (certificate.course_slug, certificate.minutes) == ("nmt-five-factors", 15)
    (finished,) = read_outcome(session, last.id).finished
    assert (finished.course_slug, finished.certificate) == ("nmt-five-factors", certificate.id)
    acts.take(session, slug="trigger-points")
    assert session.scalar(select(func.count()).select_from(Certificate)) == 1


def test_a_course_that_was_unfinished_again_is_not_called_finished(session):
    acts.enrol(session, course="nmt-five-factors", now=NOON - timedelta(days=1))
    acts.take(session)
    last = acts.take(session, slug="trigger-points")
    first_entry = read_entries(session, ANA.id)[0]
    reverse_entry(
        session,
        acts.registrar(session),
        identity("olu"),
        first_entry,
        "TakenCourse by somebody else",
        NOON,
    )
    assert read_outcome(session, last.id).finished == ()


def test_a_finished_course_whose_certificate_waits_says_so(session):
    others = [draft for draft in make.drafts() if draft.kind != "school"]
    unsigned = make.draft("school", "school", replace(make.school_facts(), signatories=()))
    acts.publish(session, [*others, unsigned])
    acts.enrol(session, course="nmt-five-factors", now=NOON - timedelta(days=1))
    acts.take(session)
    last = acts.take(session, slug="trigger-points")
    (finished,) = read_outcome(session, last.id).finished
    assert (finished.course_slug, finished.certificate) == ("nmt-five-factors", None)


def test_nobody_sees_the_key_of_an_open_attempt(session):
    attempt = acts.start(session)
    with pytest.raises(StillOpen):
        review_attempt(session, attempt, acts.current(session))


def test_a_review_holds_every_answer_its_mark_and_what_came_of_it(session):
    attempt = acts.take(session)
    reviewed = review_attempt(session, attempt, acts.current(session))
    assert [question.earned for question in reviewed] == [100] * 4
    assert all(question.explained.mark.right for question in reviewed)
    outcome = read_outcome(session, attempt.id)
    assert (outcome.attempts, outcome.minutes, outcome.finished, outcome.name) == (
        1,
        8,
        (),
        "Ana Reyes",
    )
    assert outcome.entry == read_entries(session, ANA.id)[0].seq


def test_the_front_of_a_quiz_tells_what_is_left_and_whose_hours_it_feeds(session):
    published = acts.catalogue(session)
    quiz, module = published.of(Quiz)["ischemia"], published.modules["ischemia"]
    before = read_front(session, ANA, quiz, module, acts.library(session))
    assert (before.course, before.left, before.attempts, before.entry) == (None, 3, (), None)
    attempt = acts.start(session)
    during = read_front(session, ANA, quiz, module, acts.library(session))
    assert (during.course.slug, during.left, during.open.id) == ("nmt-elective", 2, attempt.id)
    acts.answer(session, attempt)
    acts.close(session, attempt)
    after = read_front(session, ANA, quiz, module, acts.library(session))
    assert (after.open, after.counts.id, after.entry.minutes) == (None, attempt.id, 8)


def test_the_front_of_a_quiz_knows_nothing_of_a_stranger(session):
    published = acts.catalogue(session)
    quiz, module = published.of(Quiz)["ischemia"], published.modules["ischemia"]
    front = read_front(session, NOBODY, quiz, module, acts.library(session))
    assert (front.attempts, front.course, front.left) == ((), None, 3)


def test_what_somebody_has_passed_and_what_is_open(session):
    acts.take(session)
    acts.take(session, acts.WRONG)
    open_attempt = acts.start(session, slug="trigger-points")
    acts.take(session, acts.WRONG, name="ben")
    taken = read_quizzes_taken(session, ANA.id)
    assert taken.passed == {"ischemia"}
    assert taken.open_attempts == {"trigger-points": open_attempt.id}
    assert read_quizzes_taken(session, BEN.id).passed == frozenset()


def test_scores_are_of_first_attempts_and_count_everybody_once(session):
    acts.take(session, acts.WRONG)
    acts.take(session)
    acts.take(session, name="ben")
    acts.start(session, slug="trigger-points")
    scores = read_scores_by_quiz(session)
    assert list(scores) == ["ischemia"]
    got = scores["ischemia"]
    assert (got.attempts, got.people, got.mean_share, got.pass_rate) == (3, 2, 0.5, 0.5)


def test_there_is_no_second_open_attempt_whatever_the_code_does(session):
    attempt = acts.start(session)
    copied = ("person_id", "quiz_slug", "edition_id", "course_slug", "seed", "started_at")
    twin = {name: getattr(attempt, name) for name in copied}
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(Attempt(**twin, number=2))
