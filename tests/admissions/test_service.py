"""The officer's desk on real tables: what is found, how it is ordered, what becomes of hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from school.admissions.rules.filters import Filters
from school.admissions.service.export import write_table
from school.admissions.service.file import read_person_file
from school.admissions.service.listing import Overview, read_all_rows, read_overview
from school.catalogue.service.library import read_library
from school.catalogue.tables import Enrollment, SectionFinished
from school.certificates.tables import Certificate
from school.core.projections import note_person, write_noted
from school.credits.service.ledger import append_entry
from school.documents.service.editions import store_release
from school.people.service.audit import record_act
from school.people.tables import Person, PersonName
from school.quizzes.rules.quiz import Quiz
from school.quizzes.tables import Attempt
from tests import make
from tests.admissions.crowd import add_crowd, make_facts
from tests.cast import NOON, course_edition, identity
from tests.credits.acts import correct_entry, reverse_entry
from tests.quizzes.acts import add_marking

ANA, BEN, INES = identity("ana").id, identity("ben").id, identity("ines").id
REASON = "The class ended at noon."


@pytest.fixture
def library(session: Session):
    return read_library(session)


@pytest.fixture
def catalogue(library):
    return library.catalogue


def enroll(
    session: Session, person_id: int, course: str = "nmt-elective", days_ago: int = 60
) -> None:
    edition_id = course_edition(session, course)
    at = NOON - timedelta(days=days_ago)
    session.add(
        Enrollment(person_id=person_id, course_slug=course, edition_id=edition_id, enrolled_at=at)
    )
    session.flush()
    note_person(session, person_id)


def add_entry(session: Session, person_id: int, minutes: int, days_ago: int = 3, **changes):
    at = NOON - timedelta(days=days_ago)
    return append_entry(
        session, make_facts(person_id, minutes, at, minutes=minutes, **changes), NOON
    )


def add_certificate(
    session: Session, catalogue, person_id: int, entries: list[int], revision: int = 1
) -> Certificate:
    certificate = Certificate(
        code=f"TEST-{person_id}-{revision}",
        person_id=person_id,
        course_slug="nmt-elective",
        revision=revision,
        edition_id=catalogue.courses["nmt-elective"].edition_id,
        issued_at=NOON,
        completed_on=date(2026, 11, 20),
        minutes=60,
        fields={},
        entries=entries,
        pdf=b"",
        pdf_sha256="",
    )
    session.add(certificate)
    session.flush()
    note_person(session, person_id)
    return certificate


def read_settled_overview(session: Session, library, filters: Filters, now: datetime) -> Overview:
    """The table as it is once the transaction has ended."""
    write_noted(session)
    return read_overview(session, library, filters, now)


def list_shown(session: Session, catalogue, **filters) -> list[tuple[str, str | None, int, str]]:
    rows = read_settled_overview(session, read_library(session), Filters(**filters), NOON).rows
    return [
        (r.progress.name, r.progress.course_slug, r.progress.minutes, r.state.key) for r in rows
    ]


def test_everybody_who_studies_is_shown_with_hours_and_state(session, catalogue):
    enroll(session, ANA)
    enroll(session, INES, "nmt-five-factors")
    add_entry(session, ANA, 44)
    assert list_shown(session, catalogue) == [
        ("Ines Calder", "nmt-five-factors", 0, "not-begun"),
        ("Ben Okafor", None, 0, "not-enrolled"),
        ("Ana Reyes", "nmt-elective", 44, "on-the-way"),
    ]


def test_a_person_has_a_line_for_each_course(session, catalogue):
    enroll(session, ANA)
    enroll(session, ANA, "nmt-five-factors")
    add_entry(session, ANA, 44)
    assert list_shown(session, catalogue, words="reyes") == [
        ("Ana Reyes", "nmt-elective", 44, "on-the-way"),
        ("Ana Reyes", "nmt-five-factors", 0, "not-begun"),
    ]


def test_a_certificate_that_stands_is_finished_and_one_without_its_entry_is_withdrawn(
    session, catalogue
):
    enroll(session, ANA)
    entry = add_entry(session, ANA, 60)
    add_certificate(session, catalogue, ANA, [entry.seq])
    assert list_shown(session, catalogue, state="finished") == [
        ("Ana Reyes", "nmt-elective", 60, "finished")
    ]
    assert (
        read_settled_overview(session, read_library(session), Filters(), NOON).counts.finished == 1
    )
    reverse_entry(session, identity("olu"), entry, REASON, NOON)
    assert list_shown(session, catalogue, state="finished") == []
    assert list_shown(session, catalogue, state="withdrawn") == [
        ("Ana Reyes", "nmt-elective", 0, "withdrawn")
    ]
    assert (
        read_settled_overview(session, read_library(session), Filters(), NOON).counts.finished == 0
    )


def test_the_newest_revision_decides(session, catalogue):
    enroll(session, ANA)
    entry = add_entry(session, ANA, 60)
    add_certificate(session, catalogue, ANA, [entry.seq])
    better = correct_entry(session, identity("olu"), entry, 61, REASON, NOON)
    add_certificate(session, catalogue, ANA, [better.seq], revision=2)
    page = read_settled_overview(session, read_library(session), Filters(state="finished"), NOON)
    assert [row.progress.certificate.code for row in page.rows] == [f"TEST-{ANA}-2"]
    assert (page.counts.finished, page.counts.this_month) == (1, 1)


def test_hours_without_all_parts_are_told_apart(session, catalogue):
    enroll(session, ANA)
    add_entry(session, ANA, 60)
    assert list_shown(session, catalogue, state="parts-missing") == [
        ("Ana Reyes", "nmt-elective", 60, "parts-missing")
    ]


def test_a_month_without_hours_is_told(session, catalogue):
    enroll(session, ANA)
    add_entry(session, ANA, 8, days_ago=31)
    assert list_shown(session, catalogue, state="quiet") == [
        ("Ana Reyes", "nmt-elective", 8, "quiet")
    ]


def test_a_withdrawn_certificate_is_not_one_of_this_month(session, catalogue):
    enroll(session, ANA)
    entry = add_entry(session, ANA, 60)
    add_certificate(session, catalogue, ANA, [entry.seq])
    enroll(session, BEN)
    add_certificate(session, catalogue, BEN, [])
    reverse_entry(session, identity("olu"), entry, REASON, NOON)
    assert (
        read_settled_overview(session, read_library(session), Filters(), NOON).counts.this_month
        == 1
    )
    next_month = datetime(
        2026, 12, 1, 8, 0, tzinfo=UTC
    )  # the withdrawn one was none of this month's
    assert (
        read_settled_overview(
            session, read_library(session), Filters(), next_month
        ).counts.this_month
        == 0
    )


def test_last_months_certificates_do_not_count_for_this_month(session, catalogue):
    enroll(session, ANA)
    add_certificate(session, catalogue, ANA, [])
    later = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)  # midnight in Portland
    assert (
        read_settled_overview(session, read_library(session), Filters(), later).counts.this_month
        == 0
    )
    assert (
        read_settled_overview(
            session, read_library(session), Filters(), later - timedelta(seconds=1)
        ).counts.this_month
        == 1
    )


@pytest.mark.parametrize(
    ("sort", "falling", "names"),
    [
        ("name", False, ["Ben Okafor", "Ana Reyes", "Zoë Ünal"]),
        ("name", True, ["Zoë Ünal", "Ana Reyes", "Ben Okafor"]),
        ("hours", True, ["Ben Okafor", "Ana Reyes", "Zoë Ünal"]),
        ("hours", False, ["Ana Reyes", "Ben Okafor", "Zoë Ünal"]),
        ("last", True, ["Ana Reyes", "Ben Okafor", "Zoë Ünal"]),
        ("last", False, ["Ben Okafor", "Ana Reyes", "Zoë Ünal"]),
        ("course", False, ["Ben Okafor", "Ana Reyes", "Zoë Ünal"]),
        ("certificate", True, ["Ana Reyes", "Ben Okafor", "Zoë Ünal"]),
    ],
)
def test_every_order_puts_what_is_missing_last(session, catalogue, sort, falling, names):
    zoe(session)
    for person_id, minutes, days in ((ANA, 8, 1), (BEN, 30, 5)):
        enroll(session, person_id)
        add_entry(session, person_id, minutes, days)
    add_certificate(session, catalogue, ANA, [])
    assert [row[0] for row in list_shown(session, catalogue, sort=sort, falling=falling)] == names


def zoe(session: Session) -> None:
    session.add(
        person := Person(
            email="zoe_100%@school.example",
            name="Zoë Ünal",
            sort_name="unal zoe",
            role="student",
            password_hash=None,
            joined_at=NOON,
            disabled_at=None,
        )
    )
    session.flush()
    note_person(session, person.id)


@pytest.mark.parametrize(
    "words", ["zoe", "ZOË", "ünal zoë", "unal", "zoe_100%", "zoe_100%@", "zoë school.example"]
)
def test_names_and_addresses_are_found_without_case_or_accents(session, catalogue, words):
    zoe(session)
    assert [row[0] for row in list_shown(session, catalogue, words=words)] == ["Zoë Ünal"]


@pytest.mark.parametrize(
    "words", ["%", "_", "a%a", "100_", "/", "\\", "'", "';--", '"', "ana ben", "x" * 10_000]
)
def test_hostile_words_find_nobody(session, catalogue, words):
    assert list_shown(session, catalogue, words=words) == []


def test_who_is_asked_for_is_shown(session, catalogue):
    assert [row[0] for row in list_shown(session, catalogue, role="officer")] == ["Olu Adeyemi"]
    assert len(list_shown(session, catalogue, role="everyone")) == 5
    enroll(session, INES)
    assert [row[0] for row in list_shown(session, catalogue, course="nmt-elective")] == [
        "Ines Calder"
    ]


def test_a_course_that_is_no_longer_offered_keeps_its_line(session, catalogue):
    enroll(session, ANA)
    taught = [draft for draft in make.drafts() if draft.slug != "nmt-elective"]
    store_release(session, "Ines Calder", taught, NOON)
    assert ("Ana Reyes", "nmt-elective", 0, "retired") in list_shown(session, catalogue)


def test_long_tables_are_cut_into_pages(session, catalogue):
    add_crowd(session, 60, 0, NOON)
    first, last = (
        read_settled_overview(session, read_library(session), Filters(page=n), NOON) for n in (1, 9)
    )
    assert (len(first.rows), first.pages, first.total) == (50, 2, 62)
    assert (len(last.rows), last.number) == (12, 2)
    of_state = read_settled_overview(
        session, read_library(session), Filters(state="not-begun", page=2), NOON
    )
    assert (len(of_state.rows), of_state.total) == (10, 60)
    assert first.counts.people == 62


def test_the_last_study_is_any_of_quiz_section_and_card(session, catalogue):
    session.add(
        SectionFinished(
            person_id=ANA, module_slug="ischemia", section_id="what-it-is", finished_at=NOON
        )
    )
    session.add(make_attempt(ANA, catalogue, started_at=NOON - timedelta(days=1)))
    session.flush()
    row = read_settled_overview(session, read_library(session), Filters(words="reyes"), NOON).rows[
        0
    ]
    assert row.studied_at == NOON


def make_attempt(person_id: int, catalogue, **changes) -> Attempt:
    facts = {
        "person_id": person_id,
        "quiz_slug": "ischemia",
        "edition_id": catalogue.of(Quiz)["ischemia"].edition_id,
        "course_slug": "nmt-elective",
        "number": 1,
        "seed": 1,
        "started_at": NOON,
        "handed_in_at": NOON,
    }
    return Attempt(**(facts | changes))


def test_a_file_for_a_spreadsheet_has_every_line_and_no_formula(session, catalogue):
    add_crowd(session, 60, 1, NOON)
    evil = '=HYPERLINK("http://x.example","a")\r\n"quoted"'
    session.execute(update(Person).where(Person.id == ANA).values(name=evil))
    write_noted(session)
    text = write_table(
        read_all_rows(session, read_library(session), Filters(), NOON),
        ZoneInfo("America/Los_Angeles"),
    )
    assert text.startswith('\ufeff"Name","E-mail"')
    assert text.count('\r\n"') >= 62
    assert '"\'=HYPERLINK(""http://x.example""' in text
    assert (
        '"Student 100","student100@school.example","student",'
        '"Neuromuscular Therapy elective",1,60,"2026-11-20"' in text
    )


def test_a_file_shows_everything_on_one_page(session, catalogue):
    enroll(session, ANA)
    first = add_entry(session, ANA, 44)
    add_entry(session, BEN, 30)
    second = correct_entry(session, identity("olu"), first, 40, REASON, NOON)
    session.add(PersonName(person_id=ANA, name="Ana Reyes-Lind", from_at=NOON))
    for person in (ANA, BEN):
        row = make_attempt(person, catalogue)
        session.add(row)
        session.flush()
        add_marking(session, row.id, 399, 400, passed=True)
    add_certificate(session, catalogue, ANA, [first.seq])
    add_certificate(session, catalogue, ANA, [second.seq], revision=2)
    record_act(session, identity("ada"), "person:disable", f"person/{BEN}", {}, NOON)
    session.flush()
    file = read_person_file(session, read_library(session), ANA)
    assert [borne.name for borne in file.subject.names] == ["Ana Reyes-Lind", "Ana Reyes"]
    assert [line.entry.minutes for line in file.lines] == [40, -44, 44]
    assert [
        (
            line.reversed_by,
            line.followed_by and line.followed_by.seq,
            line.followed_seq,
            line.is_valid,
        )
        for line in file.lines
    ] == [
        (None, None, first.seq, True),
        (None, None, None, False),
        (second.seq - 1, second.seq, None, False),
    ]
    assert [(s.quiz_slug, s.percent) for s in file.sittings] == [("ischemia", 99)]
    assert [held.status for held in file.certificates] == ["valid", "superseded"]
    assert file.standings[0].earned == 40
    assert [(noted.act, noted.by) for noted in file.audit] == [
        ("hours:replace", "Olu Adeyemi"),
        ("hours:correct", "Olu Adeyemi"),
    ]


@pytest.mark.parametrize("person_id", [999, 2**31, 2**70])
def test_nobody_has_no_file(session, catalogue, person_id):
    assert read_person_file(session, read_library(session), person_id) is None
