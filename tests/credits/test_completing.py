"""Finishing as one act: what is recorded, for whom, on which day, judged by which edition."""

from __future__ import annotations

from datetime import date, timedelta

from school.credits.service.completing import record_finished_courses
from school.credits.service.hours import read_standing
from school.credits.service.records import read_course_records
from school.documents.service.editions import store_release
from tests import make
from tests.cast import NOON
from tests.credits import acts
from tests.credits.acts import library

LATER = NOON + timedelta(days=3)


def pass_both(session, name: str = "ana", course: str = "nmt-elective", now=NOON) -> None:
    """Somebody passes both quizzes for a course."""
    published = acts.catalogue(session)
    for module in published.modules.values():
        acts.pass_quiz(session, name, module, published.courses[course], now=now)


def test_time_in_the_room_beyond_what_is_stated_is_not_recorded_as_completed(session):
    acts.enroll(session)
    acts.add_class_time(session, 44)
    acts.add_class_time(session, 60)
    pass_both(session)
    completion = read_standing(session, library(session), 1, "nmt-elective").completion
    assert (completion.minutes, completion.self_study_minutes, completion.live_minutes) == (
        60,
        16,
        44,
    )


def test_a_course_was_completed_on_the_day_of_its_hours_whenever_they_are_written_down(session):
    acts.enroll(session)
    pass_both(session)
    (completion,) = acts.grant_class_time(
        session, 44, held_on=date(2026, 11, 21), now=LATER
    ).completions
    assert (completion.completed_on, completion.recorded_at) == (date(2026, 11, 21), LATER)


def test_a_course_may_be_finished_by_whoever_never_enrolled_in_it(session):
    """It is recorded once, and judged by the edition of that day whatever is published since."""
    pass_both(session, course="nmt-five-factors")
    (completion,) = read_course_records(session, 1)["nmt-five-factors"].completions
    assert completion.minutes == 15
    assert record_finished_courses(session, acts.registrar(session), 1, LATER) == ()
    shorter = make.home_study(minutes=10)
    others = [draft for draft in make.drafts() if draft.slug != shorter.slug]
    store_release(
        session, "Ines Calder", [*others, make.draft("course", shorter.slug, shorter)], LATER
    )
    reached = read_standing(session, library(session), 1, "nmt-five-factors")
    assert (reached.course.minutes, reached.completion) == (15, completion)


def test_the_record_of_one_person_holds_nothing_of_another(session):
    acts.finish_course(session, "ana")
    acts.enroll(session, "ben", now=LATER)
    (bens,) = read_course_records(session, 2).values()
    assert (bens.enrolled_at, bens.completions) == (LATER, ())
    (anas,) = read_course_records(session, 1).values()
    assert (anas.enrolled_at, len(anas.completions)) == (NOON, 1)
