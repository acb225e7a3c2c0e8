"""What to do next follows from what is finished."""

from __future__ import annotations

import pytest

from school.core.links import Link
from school.home.navigation import ShownPage, navigation
from school.home.rules import continue_here, modules_to_study, next_quiz
from tests import make

ISCHEMIA, POINTS = make.module(), make.module("trigger-points", order=2)
CATALOGUE = make.catalogue(
    ISCHEMIA, POINTS, make.quiz(), make.quiz("trigger-points"), make.course()
)
ALL = frozenset({"what-it-is", "in-the-room"})


def test_only_what_one_is_enrolled_in_is_suggested():
    assert modules_to_study(CATALOGUE, ()) == ()
    assert modules_to_study(CATALOGUE, (POINTS, ISCHEMIA, POINTS, make.module("retired"))) == (
        ISCHEMIA,
        POINTS,
    )


def test_a_beginner_begins_at_the_beginning():
    found = continue_here((ISCHEMIA, POINTS), {})
    assert (found.module, found.section.id, found.begun) == (ISCHEMIA, "what-it-is", False)
    assert found.minutes_left == 8


def test_a_module_that_was_begun_comes_before_one_that_was_not():
    found = continue_here((ISCHEMIA, POINTS), {"trigger-points": frozenset({"what-it-is"})})
    assert (found.module, found.section.id, found.begun) == (POINTS, "in-the-room", True)
    assert found.link == Link("catalogue.module", slug="trigger-points", anchor="in-the-room")


def test_when_all_is_read_there_is_nothing_to_continue():
    assert continue_here((ISCHEMIA,), {"ischemia": ALL}) is None


def test_the_next_quiz_is_one_whose_module_is_read():
    assert next_quiz(CATALOGUE, (ISCHEMIA, POINTS), {}, frozenset(), {}, {}) is None
    found = next_quiz(CATALOGUE, (ISCHEMIA, POINTS), {"ischemia": ALL}, frozenset(), {}, {})
    assert found.quiz.slug == "ischemia"


def test_a_passed_quiz_is_not_suggested_again():
    assert (
        next_quiz(CATALOGUE, (ISCHEMIA,), {"ischemia": ALL}, frozenset({"ischemia"}), {}, {})
        is None
    )


def test_an_open_attempt_comes_first():
    found = next_quiz(
        CATALOGUE, (ISCHEMIA, POINTS), {"ischemia": ALL}, frozenset(), {"trigger-points": 7}, {}
    )
    assert (found.quiz.slug, found.open_attempt) == ("trigger-points", 7)


ADDRESSES = {
    "home.today": "/",
    "catalogue.courses": "/courses",
    "studying.decks": "/cards",
    "credits.index": "/hours",
    "admissions.people": "/desk/people",
    "certificates.verify": "/verify",
}


@pytest.mark.parametrize(
    ("role", "page", "label"),
    [
        ("student", ShownPage("/", "home.today", "home"), "Today"),
        ("student", ShownPage("/courses/nmt", "catalogue.course", "catalogue"), "Courses"),
        ("student", ShownPage("/modules/ischemia", "catalogue.module", "catalogue"), "Courses"),
        ("student", ShownPage("/attempts/7", "quizzes.attempt", "quizzes"), "Courses"),
        ("student", ShownPage("/cards/memory", "memory.memory", "memory"), "Cards"),
        ("student", ShownPage("/certificates/7", "certificates.show", "certificates"), "Hours"),
        ("student", ShownPage("/cardsharp", "", ""), None),
        (
            "officer",
            ShownPage("/desk/people/7", "admissions.person", "admissions"),
            "People and hours",
        ),
        (
            "officer",
            ShownPage("/desk/entries/7", "admissions.entry", "admissions"),
            "People and hours",
        ),
        ("officer", ShownPage("/verify/x", "certificates.verified", "certificates"), "Verify"),
    ],
)
def test_the_place_one_is_in_is_marked(role, page, label):
    places = navigation(role, page, lambda link: ADDRESSES.get(link.endpoint, "/elsewhere"))
    assert [name for name, _address, is_here in places if is_here] == ([label] if label else [])


def test_a_quiz_without_attempts_left_is_not_suggested():
    assert (
        next_quiz(CATALOGUE, (ISCHEMIA,), {"ischemia": ALL}, frozenset(), {}, {"ischemia": 3})
        is None
    )
    assert next_quiz(CATALOGUE, (ISCHEMIA,), {"ischemia": ALL}, frozenset(), {}, {"ischemia": 2})
