"""Enrolling and finishing sections: the first time counts, the second changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from school.catalogue.rules.lesson import Reading
from school.catalogue.service.library import read_library
from school.catalogue.service.studying import (
    TakenCourse,
    enroll,
    finish_section,
    list_enrollments,
    list_finished_sections,
    list_finished_sections_in,
    prefer_course,
)
from school.core.refusals import NotFound
from school.documents.service.editions import store_release
from tests import make
from tests.cast import identity

ANA, BEN = identity("ana"), identity("ben")


def test_enrolling_twice_keeps_the_first_moment(session, noon):
    elective, factors = read_library(session).catalogue.courses.values()
    enroll(session, ANA, elective, noon)
    enroll(session, ANA, elective, noon + timedelta(days=1))
    enroll(session, ANA, factors, noon + timedelta(days=2))
    assert list(list_enrollments(session, ANA.id).values()) == [
        TakenCourse("nmt-elective", elective.edition_id, noon, None),
        TakenCourse("nmt-five-factors", factors.edition_id, noon + timedelta(days=2), None),
    ]
    assert list_enrollments(session, BEN.id) == {}


def test_an_enrollment_names_the_edition_and_keeps_it(session, noon):
    course = read_library(session).catalogue.courses["nmt-elective"]
    enroll(session, ANA, course, noon)
    newer = make.drafts(course=make.course(summary="A second edition."))
    store_release(session, "Ines Calder", newer, noon)
    current = read_library(session).catalogue.courses["nmt-elective"]
    enroll(session, ANA, current, noon + timedelta(days=1))
    assert current.edition_id != course.edition_id
    assert list_enrollments(session, ANA.id)["nmt-elective"].edition_id == course.edition_id


def test_a_course_that_was_never_published_cannot_be_taken(database, noon):
    with pytest.raises(IntegrityError), database.writing() as session:
        enroll(session, ANA, make.course(), noon)


def test_a_choice_is_kept_with_its_moment(session, noon):
    course = read_library(session).catalogue.courses["nmt-elective"]
    enroll(session, ANA, course, noon)
    prefer_course(session, ANA, "nmt-elective", noon + timedelta(hours=1))
    prefer_course(session, BEN, "nmt-elective", noon)
    assert list_enrollments(session, ANA.id)["nmt-elective"].preferred_at == noon + timedelta(
        hours=1
    )
    assert list_enrollments(session, BEN.id) == {}


def test_finishing_a_section_twice_is_finishing_it_once(session, noon):
    for _time in range(2):
        finish_section(session, ANA, make.module(), "what-it-is", noon)
    finish_section(session, ANA, make.module("trigger-points"), "in-the-room", noon)
    assert list_finished_sections(session, ANA.id) == {
        "ischemia": frozenset({"what-it-is"}),
        "trigger-points": frozenset({"in-the-room"}),
    }
    assert list_finished_sections_in(session, ANA.id, "ischemia") == {"what-it-is"}
    assert list_finished_sections(session, BEN.id) == {}


def test_a_section_that_is_not_there_cannot_be_finished(session, noon):
    with pytest.raises(NotFound):
        finish_section(session, ANA, make.module(), "nowhere", noon)


def test_what_is_left_counts_the_sections_there_are_today():
    reading = Reading(make.module(), frozenset({"what-it-is", "taken-out-since"}))
    assert (reading.done, reading.total, [section.id for section in reading.left]) == (
        1,
        2,
        ["in-the-room"],
    )
    assert reading.minutes_left == 4
    assert reading.list_contents(signed_in=True) == (
        ("What it is", "#what-it-is", "done"),
        ("In the treatment room", "#in-the-room", "here"),
    )


def test_nothing_is_left_of_a_module_that_is_read():
    reading = Reading(make.module(), frozenset({"what-it-is", "in-the-room"}))
    assert (reading.left, reading.minutes_left) == ((), 0)


def test_a_stranger_is_nowhere_in_the_contents():
    assert {
        state for _, _, state in Reading(make.module(), frozenset()).list_contents(signed_in=False)
    } == {""}
