"""Granting minutes, taking them back, putting them right: once, by somebody else, with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from school.credits.rules.ledger import Entry
from school.credits.service.awards import (
    BadMinutes,
    FormUsedBefore,
    InTheFuture,
    NoSuchPart,
    NotEnrolled,
    OwnHours,
    UnclearReason,
    award_quiz,
)
from school.credits.service.corrections import AlreadyReversed, IsAReversal, NothingToCorrect
from school.credits.service.hours import read_evidence, read_hours, read_standing
from school.credits.service.ledger import read_entries, verify_ledger
from school.people.tables import AuditEntry
from tests import make
from tests.cast import NOON, identity
from tests.credits import acts
from tests.credits.acts import correct_entry, reverse_entry
from tests.credits.chain import LOS_ANGELES

OLU, ADA = identity("olu"), identity("ada")
REASON = "The attendance sheet was read wrongly"


def test_a_pass_earns_what_the_worksheet_grants(session):
    entry = acts.pass_quiz(session)
    assert (entry.minutes, entry.book, entry.course_slug, entry.delivery) == (
        8,
        "elective",
        "nmt-elective",
        "self-study",
    )
    assert entry.earned_on == date(2026, 11, 20)
    assert entry.evidence["percent"] == 90
    assert entry.evidence["worksheet"]["words"] == 1600
    assert entry.edition_id == acts.catalogue(session).modules["ischemia"].edition_id
    assert entry.recorded_by_id is None


def test_the_day_of_a_pass_is_the_local_one(session):
    late = acts.pass_quiz(session, now=datetime(2026, 11, 21, 7, 59, tzinfo=UTC))
    assert (late.earned_on, late.zone) == (date(2026, 11, 20), LOS_ANGELES)


def test_a_second_pass_finds_the_first(session):
    first = acts.pass_quiz(session)
    assert acts.pass_quiz(session) == first
    assert len(read_entries(session, 1)) == 1


def test_a_pass_in_one_book_earns_nothing_in_the_other(session):
    first = acts.pass_quiz(session)
    again = acts.pass_quiz(session, course=acts.catalogue(session).courses["nmt-five-factors"])
    assert again == first
    assert again.book == "elective"


def test_once_means_once_even_after_a_reversal(session):
    first = acts.pass_quiz(session)
    reverse_entry(session, OLU, first, REASON, NOON)
    assert acts.pass_quiz(session) == first
    assert sum(entry.minutes for entry in read_entries(session, 1)) == 0


def test_a_module_that_replaced_another_earns_nothing_twice(session):
    first = acts.pass_quiz(session)
    longer = make.worksheet(granted_minutes=30)
    newer = make.module("ischemia-2", family="ischemia", quiz="ischemia", worksheet=longer)
    assert acts.pass_quiz(session, module=newer) == first


def test_a_module_of_no_minutes_earns_no_entry(session):
    empty = make.module(worksheet=make.worksheet(granted_minutes=0))
    attempt = acts.add_passed_attempt(session, "ana", "ischemia", "nmt-elective")
    course = acts.catalogue(session).courses["nmt-elective"]
    assert award_quiz(session, acts.registrar(session), 1, empty, course, attempt, 90, NOON) is None
    assert read_entries(session, 1) == ()


def test_two_people_earn_the_same_module(session):
    assert acts.pass_quiz(session, "ana").seq == 1
    assert acts.pass_quiz(session, "ben").seq == 2


def test_an_officer_records_time_in_the_room(session):
    acts.enroll(session)
    entry = acts.add_class_time(session, 44)
    assert (entry.kind, entry.minutes, entry.family, entry.delivery) == (
        "classroom",
        44,
        "classroom",
        "live",
    )
    assert (entry.earned_on, entry.earned_at) == (
        date(2026, 11, 19),
        datetime(2026, 11, 19, 20, tzinfo=UTC),
    )
    assert (entry.recorded_by_id, entry.reason) == (OLU.id, acts.OBSERVATION)
    audited = session.scalars(select(AuditEntry)).one()
    assert (audited.who_id, audited.act, audited.thing) == (OLU.id, "hours:record", "person/1")


def test_a_form_sent_twice_records_once(session):
    acts.enroll(session)
    first = acts.add_class_time(session, 44, form_key="k")
    assert acts.add_class_time(session, 44, form_key="k", now=NOON + timedelta(seconds=1)) == first
    assert len(session.scalars(select(AuditEntry)).all()) == 1


def test_a_form_sent_again_with_other_facts_is_refused(session):
    acts.enroll(session)
    acts.add_class_time(session, 44, form_key="k")
    with pytest.raises(FormUsedBefore):
        acts.add_class_time(session, 45, form_key="k")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"minutes": 0}, BadMinutes),
        ({"minutes": -5}, BadMinutes),
        ({"minutes": 601}, BadMinutes),
        ({"held_on": date(2026, 11, 21)}, InTheFuture),
        ({"held_on": date(9999, 12, 31)}, InTheFuture),
        ({"part_id": "self-study"}, NoSuchPart),
        ({"part_id": "no-such-part"}, NoSuchPart),
        ({"observation": "   seen   "}, UnclearReason),
        ({"observation": "x" * 1001}, UnclearReason),
        ({"who": identity("ana")}, OwnHours),
        ({"form_key": ""}, FormUsedBefore),
    ],
)
def test_what_cannot_be_recorded(session, changes, refusal):
    acts.enroll(session)
    with pytest.raises(refusal):
        acts.add_class_time(session, **changes)
    assert read_entries(session, 1) == ()


def test_time_in_the_room_needs_an_enrolment(session):
    with pytest.raises(NotEnrolled):
        acts.add_class_time(session)


def test_today_is_not_the_future_until_the_local_midnight(session):
    acts.enroll(session)
    last_minute = datetime(2026, 11, 21, 7, 59, tzinfo=UTC)
    assert acts.add_class_time(
        session, held_on=date(2026, 11, 20), now=last_minute
    ).earned_on == date(2026, 11, 20)
    with pytest.raises(InTheFuture):
        acts.add_class_time(session, held_on=date(2026, 11, 21), now=last_minute)


def test_control_characters_do_not_reach_the_ledger(session):
    acts.enroll(session)
    assert (
        acts.add_class_time(session, observation="Signed\x00 the\r\n sheet,\u202e yes").reason
        == "Signed the sheet, yes"
    )


def test_a_reversal_takes_back_what_was_granted_on_its_day(session):
    entry = acts.pass_quiz(session)
    taken = reverse_entry(session, OLU, entry, REASON, NOON + timedelta(days=40))
    assert (taken.minutes, taken.reverses_id, taken.kind) == (-8, entry.seq, "reversal")
    assert taken.earned_on == entry.earned_on
    assert taken.recorded_at == NOON + timedelta(days=40)
    assert (taken.reason, taken.recorded_by_id) == (REASON, OLU.id)
    assert verify_ledger(session) == []


def test_a_reversal_keeps_the_evidence_of_what_it_takes_back(session):
    entry = acts.pass_quiz(session)
    taken = reverse_entry(session, OLU, entry, REASON, NOON)
    assert taken.evidence == {**entry.evidence, "recorded_by": "Olu Adeyemi"}


def test_a_reversal_sent_twice_is_one(session):
    entry = acts.pass_quiz(session)
    taken = reverse_entry(session, OLU, entry, REASON, NOON)
    assert reverse_entry(session, OLU, entry, REASON, NOON + timedelta(seconds=1)) == taken
    assert len(session.scalars(select(AuditEntry)).all()) == 1


def test_an_entry_is_taken_back_once(session):
    entry = acts.pass_quiz(session)
    reverse_entry(session, OLU, entry, REASON, NOON)
    with pytest.raises(AlreadyReversed):
        reverse_entry(session, ADA, entry, REASON, NOON)
    with pytest.raises(AlreadyReversed):
        reverse_entry(session, OLU, entry, "Another reason altogether", NOON)
    with pytest.raises(AlreadyReversed):
        correct_entry(session, OLU, entry, 5, REASON, NOON)


def test_a_reversal_is_not_taken_back(session):
    taken = reverse_entry(session, OLU, acts.pass_quiz(session), REASON, NOON)
    with pytest.raises(IsAReversal):
        reverse_entry(session, OLU, taken, REASON, NOON)
    with pytest.raises(IsAReversal):
        correct_entry(session, OLU, taken, 5, REASON, NOON)


@pytest.mark.parametrize("reason", ["", "too short", " " * 30, "x" * 1001])
def test_a_reversal_needs_a_reason(session, reason):
    with pytest.raises(UnclearReason):
        reverse_entry(session, OLU, acts.pass_quiz(session), reason, NOON)


def test_nobody_changes_their_own_hours(session):
    entry = acts.pass_quiz(session, "olu")
    with pytest.raises(OwnHours):
        reverse_entry(session, OLU, entry, REASON, NOON)
    with pytest.raises(OwnHours):
        correct_entry(session, OLU, entry, 5, REASON, NOON)
    assert reverse_entry(session, ADA, entry, REASON, NOON).minutes == -8


def test_a_correction_is_a_reversal_and_a_new_entry(session):
    acts.enroll(session)
    entry = acts.add_class_time(session, 44)
    corrected = correct_entry(session, OLU, entry, 40, REASON, NOON)
    assert [(e.kind, e.minutes) for e in read_entries(session, 1)] == [
        ("classroom", 44),
        ("reversal", -44),
        ("correction", 40),
    ]
    assert (corrected.family, corrected.earned_on, corrected.delivery) == (
        entry.family,
        entry.earned_on,
        "live",
    )
    assert corrected.evidence == {
        "course": "Neuromuscular Therapy elective",
        "corrects": entry.seq,
        "recorded_by": "Olu Adeyemi",
    }
    assert correct_entry(session, OLU, entry, 40, REASON, NOON) == corrected


def test_a_correction_may_be_corrected(session):
    acts.enroll(session)
    first = acts.add_class_time(session, 44)
    second = correct_entry(session, OLU, first, 40, REASON, NOON)
    third = correct_entry(session, ADA, second, 42, REASON, NOON)
    assert sum(e.minutes for e in read_entries(session, 1)) == 42
    for entry in (first, second, third):
        assert [e.seq for e in read_evidence(session, entry).chain] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("minutes", "refusal"), [(0, BadMinutes), (601, BadMinutes), (44, NothingToCorrect)]
)
def test_what_is_no_correction(session, minutes, refusal):
    acts.enroll(session)
    entry = acts.add_class_time(session, 44)
    with pytest.raises(refusal):
        correct_entry(session, OLU, entry, minutes, REASON, NOON)


def test_other_minutes_sent_after_a_correction_are_refused(session):
    acts.enroll(session)
    entry = acts.add_class_time(session, 44)
    correct_entry(session, OLU, entry, 40, REASON, NOON)
    with pytest.raises(AlreadyReversed):
        correct_entry(session, OLU, entry, 41, REASON, NOON)


def test_an_entry_that_nobody_touched_is_a_chain_of_its_own(session):
    acts.enroll(session)
    first, second = acts.add_class_time(session, 20), acts.add_class_time(session, 24)
    assert read_evidence(session, first).chain == (first,)
    assert read_evidence(session, second).recorded_by == "Olu Adeyemi"


def test_everything_done_finishes_the_course(session):
    acts.finish_course(session)
    hours = read_hours(session, acts.library(session), 1)
    assert [(s.course.slug, s.finished, s.earned) for s in hours.standings] == [
        ("nmt-elective", True, 60)
    ]
    assert read_standing(session, acts.library(session), 1, "nmt-elective") == hours.standings[0]
    assert [entry.seq for entry in hours.entries] == [3, 2, 1]


def test_hours_show_a_course_that_one_only_earned_in(session):
    acts.pass_quiz(session, course=acts.catalogue(session).courses["nmt-five-factors"])
    assert [s.course.slug for s in read_hours(session, acts.library(session), 1).standings] == [
        "nmt-five-factors"
    ]


def test_a_written_entry_cannot_be_passed_off_for_another(session):
    """What a service was handed may be stale; the ledger itself decides."""
    entry = acts.pass_quiz(session)
    reverse_entry(session, OLU, entry, REASON, NOON)
    stale: Entry = replace(entry)
    with pytest.raises(AlreadyReversed):
        correct_entry(session, ADA, stale, 5, REASON, NOON)
