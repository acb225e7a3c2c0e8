"""What to do next follows from what is finished."""

from __future__ import annotations

import pytest

from school.core.links import Link
from school.home.navigation import ShownPage, build_navigation
from school.home.rules import choose_quiz, find_reading, list_modules_to_study
from tests import make

ISCHEMIA, POINTS = make.module(), make.module("trigger-points", order=2)
CATALOGUE = make.catalogue(
    ISCHEMIA, POINTS, make.quiz(), make.quiz("trigger-points"), make.course()
)
ALL = frozenset({"what-it-is", "in-the-room"})


def test_only_what_one_is_enrolled_in_is_suggested():
    assert list_modules_to_study(CATALOGUE, ()) == ()
    assert list_modules_to_study(CATALOGUE, (POINTS, ISCHEMIA, POINTS, make.module("retired"))) == (
        ISCHEMIA,
        POINTS,
    )


def test_a_beginner_begins_at_the_beginning():
    suggestion = find_reading((ISCHEMIA, POINTS), {})
    assert (suggestion.module, suggestion.section.id, suggestion.begun) == (
        ISCHEMIA,
        "what-it-is",
        False,
    )
    assert suggestion.minutes_left == 8


def test_a_module_that_was_begun_comes_before_one_that_was_not():
    suggestion = find_reading((ISCHEMIA, POINTS), {"trigger-points": frozenset({"what-it-is"})})
    assert (suggestion.module, suggestion.section.id, suggestion.begun) == (
        POINTS,
        "in-the-room",
        True,
    )
    assert suggestion.link == Link("catalogue.module", slug="trigger-points", anchor="in-the-room")


def test_when_all_is_read_there_is_nothing_to_continue():
    assert find_reading((ISCHEMIA,), {"ischemia": ALL}) is None


def test_the_next_quiz_is_one_whose_module_is_read():
    assert choose_quiz(CATALOGUE, (ISCHEMIA, POINTS), {}, frozenset(), {}, {}) is None
    suggestion = choose_quiz(CATALOGUE, (ISCHEMIA, POINTS), {"ischemia": ALL}, frozenset(), {}, {})
    assert suggestion.quiz.slug == "ischemia"


def test_a_passed_quiz_is_not_suggested_again():
    assert (
        choose_quiz(CATALOGUE, (ISCHEMIA,), {"ischemia": ALL}, frozenset({"ischemia"}), {}, {})
        is None
    )


def test_an_open_attempt_comes_first():
    suggestion = choose_quiz(
        CATALOGUE, (ISCHEMIA, POINTS), {"ischemia": ALL}, frozenset(), {"trigger-points": 7}, {}
    )
    assert (suggestion.quiz.slug, suggestion.open_attempt) == ("trigger-points", 7)


ADDRESSES = {
    "home.show_start_page": "/",
    "catalogue.courses": "/courses",
    "studying.decks": "/cards",
    "credits.index": "/hours",
    "admissions.people": "/desk/people",
    "certificates.verify": "/verify",
}


@pytest.mark.parametrize(
    ("role", "page", "label"),
    [
        ("student", ShownPage("/", "home.show_start_page", "home"), "Today"),
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
    places = build_navigation(role, page, lambda link: ADDRESSES.get(link.endpoint, "/elsewhere"))
    assert [name for name, _address, is_here in places if is_here] == ([label] if label else [])


def test_a_quiz_without_attempts_left_is_not_suggested():
    assert (
        choose_quiz(CATALOGUE, (ISCHEMIA,), {"ischemia": ALL}, frozenset(), {}, {"ischemia": 3})
        is None
    )
    assert choose_quiz(CATALOGUE, (ISCHEMIA,), {"ischemia": ALL}, frozenset(), {}, {"ischemia": 2})
