"""What an entry says that grants minutes."""

from __future__ import annotations

from datetime import UTC, date, datetime

from school.credits.rules.grants import build_class_time_facts, build_quiz_facts, make_quiz_key
from tests import make
from tests.cast import NOON
from tests.credits.chain import LOS_ANGELES


def test_a_pass_earns_the_worksheet_s_minutes_in_the_book_of_its_course():
    facts = build_quiz_facts(7, make.module(), make.home_study(), 3, 90, NOON, LOS_ANGELES)
    assert (facts.person_id, facts.minutes, facts.attempt_id) == (7, 8, 3)
    assert (facts.book, facts.course_slug) == ("ce", "nmt-five-factors")
    assert (facts.kind, facts.delivery) == ("quiz", "self-study")
    assert (facts.evidence["percent"], facts.evidence["worksheet"]["words"]) == (90, 1600)


def test_a_pass_counts_on_the_local_day():
    late = datetime(2026, 11, 21, 7, 59, tzinfo=UTC)
    facts = build_quiz_facts(1, make.module(), make.course(), 3, 90, late, LOS_ANGELES)
    assert (facts.earned_at, facts.earned_on) == (late, date(2026, 11, 20))


def test_minutes_are_earned_once_for_a_person_and_a_family():
    """A module that replaces another belongs to the same family, whatever it is called."""
    newer = make.module("ischemia-2", family="ischemia")
    facts = build_quiz_facts(1, newer, make.course(), 3, 90, NOON, LOS_ANGELES)
    assert (facts.family, facts.once_key) == ("ischemia", make_quiz_key(1, "ischemia"))
    assert make_quiz_key(1, "ischemia") != make_quiz_key(2, "ischemia")


def test_time_in_the_room_is_live_and_belongs_to_its_part():
    course = make.course()
    held_at = datetime(2026, 11, 19, 20, tzinfo=UTC)
    facts = build_class_time_facts(
        1, course, course.parts[1], 44, date(2026, 11, 19), held_at, LOS_ANGELES
    )
    assert (facts.kind, facts.delivery, facts.family) == ("classroom", "live", "classroom")
    assert (facts.minutes, facts.earned_on, facts.earned_at) == (44, date(2026, 11, 19), held_at)
