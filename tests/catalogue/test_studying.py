"""Enrolling and finishing sections: the first time counts, the second changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from school.catalogue.rules.lesson import Reading
from school.catalogue.service.studying import (
    enrol,
    enrolments_of,
    finish_section,
    sections_finished,
    sections_finished_in,
)
from school.web.refusals import NotFound
from tests import make
from tests.cast import identity

ANA, BEN = identity("ana"), identity("ben")


def test_enrolling_twice_keeps_the_first_moment(session, noon):
    enrol(session, ANA, make.course(), noon)
    enrol(session, ANA, make.course(), noon + timedelta(days=1))
    enrol(session, ANA, make.home_study(), noon + timedelta(days=2))
    assert enrolments_of(session, ANA.id) == {"nmt-elective": noon, "nmt-five-factors": noon + timedelta(days=2)}
    assert enrolments_of(session, BEN.id) == {}


def test_finishing_a_section_twice_is_finishing_it_once(session, noon):
    for _time in range(2):
        finish_section(session, ANA, make.module(), "what-it-is", noon)
    finish_section(session, ANA, make.module("trigger-points"), "in-the-room", noon)
    assert sections_finished(session, ANA.id) == {
        "ischemia": frozenset({"what-it-is"}),
        "trigger-points": frozenset({"in-the-room"}),
    }
    assert sections_finished_in(session, ANA.id, "ischemia") == {"what-it-is"}
    assert sections_finished(session, BEN.id) == {}


def test_a_section_that_is_not_there_cannot_be_finished(session, noon):
    with pytest.raises(NotFound):
        finish_section(session, ANA, make.module(), "nowhere", noon)


def test_what_is_left_counts_the_sections_there_are_today():
    reading = Reading(make.module(), frozenset({"what-it-is", "taken-out-since"}))
    assert (reading.done, reading.total, [section.id for section in reading.left]) == (1, 2, ["in-the-room"])
    assert reading.minutes_left == 4
    assert reading.contents(signed_in=True) == (
        ("What it is", "#what-it-is", "done"),
        ("In the treatment room", "#in-the-room", "here"),
    )


def test_nothing_is_left_of_a_module_that_is_read():
    reading = Reading(make.module(), frozenset({"what-it-is", "in-the-room"}))
    assert (reading.left, reading.minutes_left) == ((), 0)


def test_a_stranger_is_nowhere_in_the_contents():
    assert {state for _, _, state in Reading(make.module(), frozenset()).contents(signed_in=False)} == {""}
