"""Whose hours a pass feeds, where several courses ask for the module."""

from __future__ import annotations

from datetime import timedelta

from school.credits.rules.taken_courses import TakenCourse, choose_course_for_minutes
from tests import make
from tests.cast import NOON


def take_course(course, days_ago: int, chosen_days_ago: int | None = None) -> TakenCourse:
    preferred_at = None if chosen_days_ago is None else NOON - timedelta(days=chosen_days_ago)
    return TakenCourse(
        course, frozenset(course.modules), NOON - timedelta(days=days_ago), preferred_at
    )


ELECTIVE, FACTORS = make.course(), make.home_study()


def test_a_pass_feeds_the_course_enrolled_in_first():
    ischemia = make.module()
    assert (
        choose_course_for_minutes(ischemia, [take_course(FACTORS, 9), take_course(ELECTIVE, 2)])
        == FACTORS
    )
    assert (
        choose_course_for_minutes(ischemia, [take_course(FACTORS, 1), take_course(ELECTIVE, 2)])
        == ELECTIVE
    )


def test_a_choice_decides_where_shared_minutes_go_and_the_last_choice_stands():
    ischemia = make.module()
    assert (
        choose_course_for_minutes(
            ischemia, [take_course(FACTORS, 9), take_course(ELECTIVE, 2, chosen_days_ago=2)]
        )
        == ELECTIVE
    )
    both = [take_course(FACTORS, 9, chosen_days_ago=1), take_course(ELECTIVE, 2, chosen_days_ago=2)]
    assert choose_course_for_minutes(ischemia, both) == FACTORS


def test_a_module_that_took_anothers_place_feeds_the_course_that_asked_for_the_other():
    replacement = make.module("ischemia-2", family="ischemia")
    assert choose_course_for_minutes(replacement, [take_course(ELECTIVE, 2)]) == ELECTIVE


def test_a_pass_feeds_no_course_without_the_module():
    assert choose_course_for_minutes(make.module("headache"), [take_course(ELECTIVE, 1)]) is None
    assert choose_course_for_minutes(make.module(), []) is None
