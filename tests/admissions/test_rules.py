"""What the school believes about its officers' desk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.admissions.rules.filters import Filters, Number, read_filters, read_number
from school.admissions.rules.minutes import read_minutes
from school.admissions.rules.stages import CourseFacts, judge_stage
from school.admissions.rules.state import (
    STATES,
    CourseProgress,
    NewestCertificate,
    find_month_start,
    judge_state,
)
from school.core.cells import COMPUTES, guarded
from school.people.rules.search import split_search

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
COURSES = {"nmt-elective"}


def make_progress(**changes) -> CourseProgress:
    facts = {
        "person_id": 1,
        "name": "Ana Reyes",
        "email": "ana@school.example",
        "role": "student",
        "disabled": False,
        "course_slug": "nmt-elective",
        "course_title": "NMT elective",
        "enrolled_at": NOW - timedelta(days=60),
        "stage": "under-way",
        "minutes": 8,
        "needed": 60,
        "is_offered": True,
        "last_earned_at": NOW - timedelta(days=3),
        "certificate": None,
    }
    return CourseProgress(**(facts | changes))


def make_certificate(**changes) -> NewestCertificate:
    return NewestCertificate(**({"id": 1, "code": "7KQ2-9FXD", "issued_at": NOW} | changes))


@pytest.mark.parametrize(
    ("changes", "key", "sentence"),
    [
        ({}, "on-the-way", "Last hours 3 days ago."),
        ({"last_earned_at": NOW - timedelta(days=29)}, "on-the-way", "29 days ago"),
        ({"last_earned_at": NOW - timedelta(days=30)}, "quiet", "30 days ago"),
        ({"stage": "not-begun", "last_earned_at": None}, "not-begun", "Enrolled 60 days ago"),
        ({"stage": "not-begun"}, "not-begun", "no hours yet"),  # all that was earned was reversed
        ({"stage": "parts-missing"}, "parts-missing", "file says what is missing"),
        ({"stage": "finished", "certificate": make_certificate()}, "finished", "7KQ2-9FXD"),
        ({"stage": "withdrawn", "certificate": make_certificate()}, "withdrawn", "reversed"),
        (
            {"stage": "finished", "certificate": make_certificate(), "is_offered": False},
            "finished",
            "7KQ2-9FXD",
        ),
        ({"is_offered": False}, "retired", "no longer published"),
        ({"stage": "parts-missing", "is_offered": False}, "retired", "no longer published"),
        ({"stage": "certificate-waits"}, "certificate-waits", "what the certificate lacks"),
        (
            {"stage": "certificate-waits", "is_offered": False},
            "certificate-waits",
            "what the certificate lacks",
        ),
        (
            {"stage": "not-enrolled", "course_slug": None, "enrolled_at": None},
            "not-enrolled",
            "Takes no course.",
        ),
    ],
)
def test_a_state_has_a_word_and_a_sentence(changes, key, sentence):
    state = judge_state(make_progress(**changes), NOW)
    assert state.key == key
    assert sentence in str(state.sentence)
    assert state.label == STATES[key][0]
    assert state.tone in ("", "ok", "warn", "bad")


def make_course_facts(**changes) -> CourseFacts:
    facts = {
        "minutes": 8,
        "needed_minutes": 60,
        "last_earned_at": NOW,
        "is_completed": False,
        "has_certificate": False,
        "certificate_stands": False,
    }
    return CourseFacts(**(facts | changes))


@pytest.mark.parametrize(
    ("changes", "stage"),
    [
        ({}, "under-way"),
        ({"minutes": 0, "last_earned_at": None}, "not-begun"),
        ({"minutes": 0}, "not-begun"),
        ({"minutes": 59}, "under-way"),
        ({"minutes": 60}, "parts-missing"),
        ({"minutes": 61}, "parts-missing"),
        ({"has_certificate": True, "certificate_stands": True}, "finished"),
        ({"has_certificate": True}, "withdrawn"),
        ({"minutes": 60, "is_completed": True}, "certificate-waits"),
        ({"is_completed": True, "has_certificate": True}, "certificate-waits"),
        (
            {"is_completed": True, "has_certificate": True, "certificate_stands": True},
            "finished",
        ),
    ],
)
def test_a_stage_follows_from_facts(changes, stage):
    assert judge_stage(make_course_facts(**changes)) == stage


def test_hours_of_this_minute_were_today():
    assert "today" in str(judge_state(make_progress(last_earned_at=NOW), NOW).sentence)


def test_days_ago_are_days_of_the_calendar():
    zone = ZoneInfo("America/Los_Angeles")
    evening, morning = (
        datetime(2026, 11, 17, 23, 50, tzinfo=zone),
        datetime(2026, 11, 19, 0, 10, tzinfo=zone),
    )
    state = judge_state(make_progress(last_earned_at=evening.astimezone(UTC)), morning)
    assert "2 days ago" in str(state.sentence)


def test_a_month_begins_at_local_midnight():
    zone = ZoneInfo("America/Los_Angeles")
    just_november = datetime(
        2026, 11, 1, 7, 0, tzinfo=UTC
    )  # midnight in Portland, still summer time
    assert find_month_start(NOW, zone) == just_november
    assert find_month_start(just_november - timedelta(seconds=1), zone) < datetime(
        2026, 10, 2, tzinfo=UTC
    )


def test_what_is_not_known_in_an_address_is_left_aside():
    parameters = {
        "course": "no-such",
        "state": "rich",
        "role": "king",
        "sort": "-shoe-size",
        "page": "-7",
        "q": "  a \x00 b ",
    }
    assert read_filters(parameters, COURSES) == Filters(words="a b")


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "1e9", "٣", "99999999999999999999"])
def test_a_strange_page_is_the_first(page):
    assert read_filters({"page": page}, COURSES).page == 1


def test_an_address_is_read_and_written_alike():
    parameters = {
        "q": "ana r",
        "course": "nmt-elective",
        "state": "quiet",
        "role": "everyone",
        "sort": "-hours",
        "page": "3",
    }
    filters = read_filters(parameters, COURSES)
    assert filters.build_query(page=3) == parameters
    assert "page" not in filters.build_query()
    assert "state" not in filters.build_query(state="")


def test_a_column_turns_round_at_the_second_click():
    assert Filters().build_sort_query("hours") == {"sort": "-hours"}
    assert Filters(sort="hours", falling=True).build_sort_query("hours") == {"sort": "hours"}
    assert Filters().build_sort_query("name") == {"sort": "-name"}


@given(st.text())
def test_any_words_become_few_and_short_without_control_characters(text):
    filters = read_filters({"q": text}, COURSES)
    assert len(filters.words) <= 100
    assert len(split_search(filters.words)) <= 6
    assert "\0" not in filters.words


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("84", Number(entry=84)),
        ("#84", Number(entry=84)),
        ("Entry 84", Number(entry=84)),
        ("7kq2 9fxd m3ta vb6n", Number(code="7KQ2-9FXD-M3TA-VB6N")),
        ("7KQ2-9FXD-M3TA-VB6N", Number(code="7KQ2-9FXD-M3TA-VB6N")),
        ("1234567890", None),
        ("entry", None),
        ("ana 84", None),
        ("", None),
        ("٨٤", None),
    ],
)
def test_numbers_of_entries_and_certificates_are_recognized(typed, number):
    assert read_number(typed) == number


@pytest.mark.parametrize("sign", sorted(COMPUTES))
def test_text_that_would_compute_is_only_text(sign):
    assert guarded(f"{sign}cmd|' /C calc'!A0").startswith("'")
    assert guarded(f"  {sign}1+1").startswith("'")


@pytest.mark.parametrize(
    "cell",
    [
        '=HYPERLINK("http://x.example","Ana")',
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "\t=1+1",
        "\0=1+1",
    ],
)
def test_known_injections_get_their_apostrophe(cell):
    assert guarded(cell).startswith("'")


def test_numbers_stay_numbers_and_names_names():
    assert guarded(-8) == -8
    assert guarded("Ana Reyes") == "Ana Reyes"
    assert guarded("O'Brien-Núñez") == "O'Brien-Núñez"


@given(st.text())
def test_no_text_leaves_that_a_spreadsheet_would_compute(text):
    cell = guarded(text)
    assert not str(cell).lstrip().startswith(tuple(COMPUTES))


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("90", 90),
        (" 90 min ", 90),
        ("1:30", 90),
        ("0:45", 45),
        ("1.5 h", 90),
        ("1,25h", 75),
        ("2 hours", 120),
        ("1.1 h", 66),
        ("1.33 h", None),
        ("1:75", None),
        ("1.5", None),  # hours or minutes? it does not say
        ("-5", None),
        ("", None),
        ("٣٠", None),
        ("9" * 30, None),
    ],
)
def test_minutes_are_read_as_people_type_them(typed, minutes):
    assert read_minutes(typed) == minutes
