"""What readers see of hours."""

from __future__ import annotations

import pytest

from school.credits.service.ledger import append_entry
from tests.cast import NOON, identity
from tests.credits import acts, chain
from tests.credits.acts import correct_entry, reverse_entry

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def write(app):
    """`with write() as session:` is a writing transaction of the application's own database."""
    return app.extensions["database"].writing


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.get_data(as_text=True).split())


def test_nobody_is_sent_to_sign_in(client):
    assert client.get("/hours").status_code == 303


def test_somebody_without_hours_is_told_what_to_do(ana):
    assert "Choose a course" in text(ana.get("/hours"))


def test_a_student_sees_what_was_earned_and_why_the_rest_was_not(ana, write):
    with write() as session:
        acts.enroll(session)
        acts.pass_quiz(session)
    page = text(ana.get("/hours"))
    assert '8 min</span> <span class="stat-name">of 1 h' in page
    assert "52 min to go" in page
    assert '<a href="/hours/1">8 min on' in page
    assert "Pass the quiz of this module to earn its minutes." in page
    assert "The office has not recorded any class time yet." in page
    assert 'are also part of <a href="/courses/nmt-five-factors">' in page


def test_a_finished_course_leads_to_its_certificate(ana, write):
    with write() as session:
        acts.finish_course(session)
    page = text(ana.get("/hours"))
    assert "finished" in page
    assert 'href="/certificates"' in page


def test_one_sees_only_ones_own_hours(ben, write):
    with write() as session:
        acts.finish_course(session)
    assert "No hours yet" in text(ben.get("/hours"))


def test_an_entry_shows_the_worksheet_in_words_and_numbers(ana, write):
    with write() as session:
        entry = acts.pass_quiz(session)
    page = text(ana.get("/hours/1"))
    for part in (
        "words ÷ 200 + audio and video<br>1600 ÷ 200 + 0",
        "0.9 × (−22.3 + 0.00209 × 1600 + 2.78 × 4 + 15.5 × 3)",
        "8.0 min",
        "34.8 min",
        "passed with 90 %",
        "(edition 1)",
        "20 November 2026",
        entry.hash,
    ):
        assert part in page, part


def test_an_entry_shows_who_recorded_it_and_what_was_seen(ana, write):
    with write() as session:
        acts.enroll(session)
        acts.add_class_time(session)
    page = text(ana.get("/hours/1"))
    assert "Olu Adeyemi" in page
    assert acts.OBSERVATION in page


def test_an_entry_taken_back_says_so_and_shows_what_followed(ana, write):
    with write() as session:
        acts.enroll(session)
        entry = acts.add_class_time(session, 44)
        correct_entry(session, identity("olu"), entry, 40, "The sheet says 40 minutes", NOON)
    assert "taken back later" in text(ana.get("/hours/1"))
    for seq in (1, 2, 3):
        page = text(ana.get(f"/hours/{seq}"))
        assert "The sheet says 40 minutes" in page
        assert "What stands now: 40 min" in page
    assert "taken back later" not in text(ana.get("/hours/3"))


def test_a_reason_is_shown_as_text(ana, write):
    with write() as session:
        reverse_entry(
            session, identity("olu"), acts.pass_quiz(session), "<script>alert(1)</script>", NOON
        )
    page = text(ana.get("/hours/2"))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_somebody_elses_entry_is_not_there(ben, olu, write):
    with write() as session:
        acts.pass_quiz(session)
    theirs, nobodys, absurd = ben.get("/hours/1"), ben.get("/hours/99"), ben.get(f"/hours/{10**30}")
    assert {theirs.status_code, nobodys.status_code, absurd.status_code} == {404}
    assert "Ana Reyes" in text(olu.get("/hours/1"))


def test_hours_need_the_same_few_statements_however_many_there_are(ana, write, count_statements):
    with write() as session:
        acts.finish_course(session)
    counts = []
    for _ in range(2):
        ana.get("/hours")
        with count_statements() as n:
            ana.get("/hours")
        with count_statements() as m:
            ana.get("/hours/1")
        counts.append((n(), m()))
        with write() as session:
            for number in range(50):
                append_entry(session, chain.class_entry(100 + number, 5), NOON)
    assert counts[0] == counts[1]
    assert counts[0][0] <= 5
    assert counts[0][1] <= 6


def test_hours_are_not_kept_by_caches(ana):
    assert ana.get("/hours").headers["Cache-Control"] == "no-store"
