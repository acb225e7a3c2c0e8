"""When a course became finished, on what that rests, and whether it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.credits.rules.completions import find_valid_completion
from school.credits.rules.finishing import find_finishing_entries
from school.credits.rules.standing import judge_standing
from tests import make
from tests.credits.chain import build_completion, class_entry, entry, reversal_entry

MODULES = {"ischemia": make.module(), "trigger-points": make.module("trigger-points", order=2)}
DONE = [entry(1), entry(2, family="trigger-points"), class_entry(3, 44)]
CE = {"book": "ce", "course_slug": "nmt-five-factors"}
DONE_AT_HOME = entry(1, family="trigger-points", **CE)


def find_finishing(entries, course=None):
    return find_finishing_entries(
        judge_standing(course or make.course(), entries, MODULES), MODULES
    )


def test_a_course_is_completed_on_the_day_of_its_last_needed_entry():
    late = replace(class_entry(4, 60), earned_on=date(2026, 11, 25))
    early = replace(class_entry(3, 44), earned_on=date(2026, 11, 2))
    completed_on, entries = find_finishing([*DONE[:2], early, late])
    assert completed_on == date(2026, 11, 20)
    assert {grant.seq for grant in entries} == {1, 2, 3}, (
        "hours that came later are not what it stands on"
    )


def test_a_correction_is_what_a_completion_stands_on():
    corrected = entry(5, kind="correction", once_key="correction:1", minutes=9)
    _day, enough = find_finishing([*DONE, reversal_entry(4, DONE[0]), corrected])
    assert {grant.seq for grant in enough} == {2, 3, 5}


def test_an_unfinished_course_has_no_day_of_completion():
    with pytest.raises(ValueError, match="not finished"):
        find_finishing(DONE[:2])


@given(
    st.lists(st.integers(1, 60), max_size=5),
    st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), min_size=9),
)
def test_a_finished_course_always_has_one(rooms, days):
    entries = [*DONE, *(class_entry(4 + at, minutes) for at, minutes in enumerate(rooms))]
    entries = [replace(grant, earned_on=day) for grant, day in zip(entries, days, strict=False)]
    completed_on, enough = find_finishing(entries)
    assert judge_standing(make.course(), enough, MODULES).finished
    assert completed_on == max(grant.earned_on for grant in enough)


def test_a_pass_that_feeds_another_course_is_part_of_what_the_completion_rests_on():
    """Taking it back takes the requirement away, so the certificate must fall with it."""
    course = make.course(minutes=52)
    elsewhere = replace(entry(1), **CE)
    _day, enough = find_finishing([elsewhere, *DONE[1:]], course)
    assert {grant.seq for grant in enough} == {1, 2, 3}


def test_a_completion_stands_as_long_as_all_that_it_rests_on():
    completion = build_completion(judge_standing(make.course(), DONE, MODULES), MODULES)
    assert find_valid_completion([completion], "nmt-elective", DONE) == completion
    assert find_valid_completion([completion], "nmt-five-factors", DONE) is None
    for grant in DONE:
        assert (
            find_valid_completion([completion], "nmt-elective", [*DONE, reversal_entry(9, grant)])
            is None
        )
    surplus = class_entry(4, 30)
    assert (
        find_valid_completion(
            [completion], "nmt-elective", [*DONE, surplus, reversal_entry(9, surplus)]
        )
        == completion
    )


def test_the_newest_completion_that_stands_counts():
    first = build_completion(judge_standing(make.course(), DONE, MODULES), MODULES)
    second = replace(first, id=2, number=2, entries=(1, 2, 4))
    assert find_valid_completion([second, first], "nmt-elective", DONE) == second
    fourth = class_entry(4, 44)
    assert (
        find_valid_completion(
            [first, second], "nmt-elective", [*DONE, fourth, reversal_entry(9, fourth)]
        )
        == first
    )


def test_a_finished_course_stays_finished_whatever_is_asked_since():
    """Judged by the edition it was finished under, its completion decides."""
    completion = build_completion(judge_standing(make.course(), DONE, MODULES), MODULES)
    harder = make.course(minutes=120)
    assert not judge_standing(harder, DONE, MODULES).finished
    assert judge_standing(harder, DONE, MODULES, completion).finished


def test_a_course_is_not_completed_before_its_minutes_reach_the_claim():
    """Every part was there on the 20th, and one minute was missing until the 25th."""
    late = replace(class_entry(4, 1), earned_on=date(2026, 11, 25))
    completed_on, needed = find_finishing([entry(1, minutes=7), DONE[1], DONE[2], late])
    assert (completed_on, len(needed)) == (date(2026, 11, 25), 4)


def test_a_course_is_not_completed_before_the_room_has_its_minutes():
    """The claim was reached on the 20th, but the course also asks for 44 minutes of class time."""
    late = replace(class_entry(4, 24), earned_on=date(2026, 11, 25))
    completed_on, needed = find_finishing(
        [*DONE[:2], class_entry(3, 20), late], make.course(minutes=36)
    )
    assert (completed_on, len(needed)) == (date(2026, 11, 25), 4)


def test_a_module_of_no_minutes_does_not_hinder_completion():
    """It can never have an entry, so nothing may wait for one."""
    empty = make.module(worksheet=make.worksheet(granted_minutes=0))
    modules = {**MODULES, "ischemia": empty}
    reached = judge_standing(make.home_study(minutes=8), [DONE_AT_HOME], modules)
    assert reached.finished
    assert find_finishing_entries(reached, modules) == (date(2026, 11, 20), (DONE_AT_HOME,))


def test_a_completion_does_not_rest_on_a_pass_elsewhere_where_the_course_has_its_own():
    """Taking that one back would withdraw a certificate that never needed it."""
    elsewhere = replace(entry(4, **CE), earned_on=date(2026, 11, 2))
    _day, enough = find_finishing([*DONE, elsewhere])
    assert {grant.seq for grant in enough} == {1, 2, 3}
