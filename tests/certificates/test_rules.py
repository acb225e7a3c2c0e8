"""What the school believes about certificates: codes, what must stand on them, when one holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.catalogue.rules.documents import CoursePart, Provider, Signatory
from school.certificates.rules.code import ALPHABET, make_code, normalize_code
from school.certificates.rules.printed import (
    WHOSE_DECISION,
    Issue,
    Printed,
    choose_kind,
    compose_certificate,
    list_missing_facts,
    write_hours,
)
from school.certificates.rules.status import judge_status
from school.credits.rules.standing import judge_standing
from tests import make
from tests.credits.chain import build_completion, class_entry, entry

MODULES = {"ischemia": make.module(), "trigger-points": make.module("trigger-points", order=2)}
ISSUE = Issue(
    "Ana Reyes", date(2026, 11, 21), "0000-0000-0000-0000", 1, "https://x.example/verify/0"
)
DONE = [entry(1), entry(2, family="trigger-points"), class_entry(3, 44)]


@given(st.binary(min_size=10, max_size=10))
def test_a_code_finds_its_way_back(random_bytes):
    code = make_code(random_bytes)
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert set(code) <= set(ALPHABET + "-")
    assert normalize_code(code) == code


def test_a_code_holds_all_eighty_bits():
    assert make_code(bytes(10)) == "0000-0000-0000-0000"
    assert make_code(b"\xff" * 10) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    assert make_code(bytes(range(1, 11))) == "0410-6105-0R3G-G28A"


@given(st.binary(min_size=10, max_size=10), st.data())
def test_a_code_survives_being_typed(random_bytes, data):
    code = make_code(random_bytes)
    alike = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(
        data.draw(st.sampled_from(alike.get(c, c + c.lower()))) for c in code.replace("-", "")
    )
    between = data.draw(st.sampled_from(["", "-", " ", " - ", "–", "\u00a0"]))
    typed = between.join(typed[at : at + 4] for at in range(0, 16, 4))
    assert normalize_code(f"  {typed} ") == code


@given(st.binary(min_size=10, max_size=10), st.binary(min_size=10, max_size=10))
def test_other_bits_are_another_code(first, second):
    assert (make_code(first) == make_code(second)) == (first == second)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "7KQ2-9FXD-M3TA-VB6",
        "7KQ2-9FXD-M3TA-VB6NN",
        "7KQ2-9FXD-M3TA-VB6U",
        "Ü" * 16,
        "0" * 10_000,
        "1\x00",
    ],
)
def test_what_cannot_be_a_code(typed):
    assert normalize_code(typed) is None


def test_a_code_among_more_than_sixty_four_signs_is_no_code():
    """Nobody types that many; somebody may send a million, and each is looked at."""
    code = "7KQ2-9FXD-M3TA-VB6N"
    assert normalize_code(code + " " * (64 - len(code))) == code
    assert normalize_code(code + " " * (65 - len(code))) is None


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_code_or_none(typed):
    code = normalize_code(typed)
    assert code is None or (len(code) == 19 and normalize_code(code) == code)


def test_a_code_has_eighty_bits_and_no_fewer():
    with pytest.raises(ValueError, match="10 bytes"):
        make_code(b"short")


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1980, "33 clock hours"),
        (60, "1 clock hour"),
        (30, "0.5 clock hours"),
        (15, "0.25 clock hours"),
        (90, "1.5 clock hours"),
        (67, "1 clock hour and 7 minutes"),
        (121, "2 clock hours and 1 minute"),
        (8, "8 minutes"),
        (1, "1 minute"),
        (36, "0.6 clock hours"),
    ],
)
def test_hours_are_spelled_out_and_never_rounded(minutes, words):
    assert write_hours(minutes, "clock hour") == words


def sheet_of(course, entries, school=None) -> Printed:
    """The certificate of a course that is finished by these entries."""
    completion = build_completion(judge_standing(course, entries, MODULES), MODULES)
    return compose_certificate(course, completion, school or make.school_facts(), ISSUE)


def test_the_fields_of_an_elective():
    sheet = sheet_of(make.course(), DONE)
    assert (sheet.kind, sheet.hours, sheet.minutes, sheet.minutes_per_hour) == (
        "Certificate of Achievement",
        "1 clock hour",
        60,
        60,
    )
    assert [(share.delivery, share.minutes) for share in sheet.shares] == [
        ("Live, in person", 44),
        ("Home study", 16),
    ]
    assert (sheet.name, sheet.completed_on, sheet.issued_on) == (
        "Ana Reyes",
        "2026-11-20",
        "2026-11-21",
    )
    assert [person.role for person in sheet.signatories] == ["Administrator", "Instructor"]
    assert any("without an instructor present" in note for note in sheet.notes)


def test_continuing_education_is_said_as_ce_and_never_as_ceu():
    book = {"book": "ce", "course_slug": "nmt-five-factors"}
    done = [entry(1, **book), entry(2, family="trigger-points", **book)]
    school = replace(make.school_facts(), providers=(Provider("NCBTMB", "000000-00"),))
    sheet = sheet_of(make.home_study(), done, school)
    assert sheet.hours == "0.25 CE hours"
    assert "CEU" not in str(sheet)
    assert sheet.providers == (Provider("NCBTMB", "000000-00"),)
    assert [(share.delivery, share.minutes) for share in sheet.shares] == [("Home study", 15)]


def test_minutes_beyond_the_claim_are_not_certified():
    sheet = sheet_of(make.course(), [*DONE, class_entry(4, 600)])
    assert sheet.minutes == 60
    assert sum(share.minutes for share in sheet.shares) == 60


def test_who_was_only_there_gets_a_certificate_of_completion():
    live = CoursePart("classroom", "In the room", "live", "", (), 60)
    course = make.course(parts=(live,))
    assert choose_kind(course) == "Certificate of Completion"
    sheet = sheet_of(course, [class_entry(1, 60)])
    assert [(share.delivery, share.minutes) for share in sheet.shares] == [("Live, in person", 60)]
    assert sheet.notes == (WHOSE_DECISION,), "nothing was studied at home"


def test_a_whole_school_lacks_nothing():
    assert list_missing_facts("Ana Reyes", make.school_facts()) == ()


@pytest.mark.parametrize(
    ("instead", "what"),
    [
        ({"name": " "}, "the school's name"),
        ({"place": ""}, "the school's place"),
        ({"email": ""}, "the school's e-mail address"),
        ({"signatories": (Signatory("Ines Calder", "Instructor"),)}, "an administrator who signs"),
        (
            {"signatories": (Signatory("Ada Whitfield", "Administrator"),)},
            "an instructor who signs",
        ),
    ],
)
def test_what_is_missing_is_named(instead, what):
    assert list_missing_facts("Ana Reyes", replace(make.school_facts(), **instead)) == (what,)


def test_a_name_is_needed():
    assert list_missing_facts("  ", make.school_facts()) == ("the student's name",)


def test_one_person_may_sign_as_both():
    school = replace(
        make.school_facts(),
        signatories=(Signatory("Ada Whitfield", "Administrator and instructor"),),
    )
    assert list_missing_facts("Ana Reyes", school) == ()
    assert len(sheet_of(make.course(), DONE, school).signatories) == 1


def test_a_certificate_holds_while_what_it_stands_on_does():
    assert judge_status([1, 2, 3], {7}, is_newest=True) == "valid"
    assert judge_status([1, 2, 3], {2}, is_newest=True) == "withdrawn"
    assert judge_status([1, 2, 3], set(), is_newest=False) == "superseded"
    assert judge_status([1, 2, 3], {2}, is_newest=False) == "superseded"


def test_what_is_printed_is_what_was_completed_whatever_the_course_says():
    """Issued again years later, a certificate states the hours that were earned then."""
    completion = build_completion(judge_standing(make.course(), DONE, MODULES), MODULES)
    sheet = compose_certificate(make.course(minutes=120), completion, make.school_facts(), ISSUE)
    assert (sheet.hours, sheet.minutes) == ("1 clock hour", 60)
