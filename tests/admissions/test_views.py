"""The officers' pages: what an officer sees, what is refused, what comes back when it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from school.catalogue.tables import Enrollment
from school.certificates.tables import Certificate
from school.core.projections import note_person
from school.credits.service.ledger import append_entry
from school.credits.tables import LedgerEntry
from tests.admissions.crowd import add_crowd, make_facts
from tests.cast import NOON, course_edition, identity, token

pytestmark = pytest.mark.databases("sqlite")

ANA, OLU = identity("ana").id, identity("olu").id
SEEN = "Ines taught palpation, Ana took part all morning."
CLASSROOM = f"/desk/people/{ANA}/classroom"


@pytest.fixture
def enrolled(database) -> None:
    """Ana and Olu take the elective."""
    with database.writing() as session:
        edition_id = course_edition(session)
        for person_id in (ANA, OLU):
            facts = {"course_slug": "nmt-elective", "edition_id": edition_id, "enrolled_at": NOON}
            session.add(Enrollment(person_id=person_id, **facts))
            note_person(session, person_id)


@pytest.fixture
def passed(database, enrolled) -> None:
    """Ana has both modules, entries 1 and 2."""
    with database.writing() as session:
        for number, family in enumerate(("ischemia", "trigger-points")):
            quiz = {"kind": "quiz", "delivery": "self-study", "family": family, "minutes": 8}
            evidence = {"percent": 90, "worksheet": {}, "module": family, "course": "NMT"}
            append_entry(
                session, make_facts(ANA, number, NOON, **quiz, evidence=evidence, reason=""), NOON
            )


def get_page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def form_of(client: FlaskClient, path: str = CLASSROOM, **typed: str) -> dict[str, str]:
    """A form as its page gives it, with what was typed."""
    html = get_page(client, path)
    key = re.search(r'name="form_key"[^>]*value="([^"]+)"', html)
    known = {
        "csrf_token": token(client, path),
        "form_key": key[1] if key else "",
        "where": "nmt-elective/classroom",
        "held_on": "2026-11-20",
        "minutes": "0:44",
        "seen": SEEN,
    }
    return known | typed


def list_entries(database) -> list[tuple[int, str, int]]:
    with database.reading() as session:
        rows = session.execute(
            select(LedgerEntry.person_id, LedgerEntry.kind, LedgerEntry.minutes).order_by(
                LedgerEntry.seq
            )
        )
        return [tuple(row) for row in rows]


def test_an_officer_sees_everybody_and_their_hours(olu, passed):
    html = get_page(olu, "/desk/people")
    assert "Ana Reyes" in html
    assert "16 min of 1 h" in html
    assert "on the way" in html
    assert "3 people study" in html


@pytest.mark.databases("sqlite", "postgres")
def test_filters_stand_in_the_address_and_can_be_taken_away(olu, enrolled):
    html = get_page(olu, "/desk/people?q=reyes&state=not-begun&sort=-hours")
    assert "Ana Reyes" in html
    assert "Ben Okafor" not in html
    assert 'href="/desk/people?q=reyes&amp;sort=-hours"' in html  # the chip of the state
    assert 'href="/desk/people?state=not-begun&amp;sort=-hours"' in html  # the chip of the words
    assert 'aria-sort="descending"' in html
    assert 'href="/desk/people.csv?q=reyes&amp;state=not-begun&amp;sort=-hours"' in html


@pytest.mark.parametrize("typed", ["{seq}", "#{seq}", "entry {seq}"])
def test_the_number_of_an_entry_finds_its_owner(olu, passed, database, typed):
    seq = list_entries(database)[0][0]
    page = get_page(olu, f"/desk/people?q={quote(typed.format(seq=seq))}")
    assert f">Entry {seq}</a>" in page
    assert "Ana Reyes" in page
    assert "Ben Okafor" not in page
    assert f'href="/desk/entries/{seq}"' in page


def test_the_code_of_a_certificate_finds_its_owner(olu, passed, database):
    olu.post(CLASSROOM, data=form_of(olu, step="record"))
    with database.reading() as session:
        number, code = session.execute(select(Certificate.id, Certificate.code)).one()
    typed = code.replace("-", " ").lower()
    page = get_page(olu, f"/desk/people?q={quote(typed)}")
    assert f'<a href="/certificates/{number}">Certificate {code}</a>' in page
    assert "Ana Reyes" in page
    assert "Ben Okafor" not in page


def test_a_number_that_is_nothing_of_ours_is_only_a_word(olu, passed):
    assert "No one matches" in get_page(olu, "/desk/people?q=entry+999999")


def test_the_office_finds_people_in_the_search_of_every_page(olu, sign_in, passed):
    page = get_page(olu, "/search?q=reyes")
    assert f'<a href="/desk/people/{identity("ana").id}">Ana Reyes</a>' in page
    several = get_page(olu, "/search?q=school.example")
    assert "People and hours" in several
    assert "Ben Okafor" in several
    for name in ("ben", "ines"):
        assert "Ana Reyes" not in get_page(sign_in(name), "/search?q=reyes")


def test_an_empty_table_says_what_to_do(olu):
    html = get_page(olu, "/desk/people?q=nobody-of-this-name")
    assert "No one matches" in html
    assert "Show everyone" in html


@pytest.mark.parametrize(
    "words", ["%", "_", "'", '"><script>', "\0", "\\", "x" * 10_000, "%F0%28", "%ED%A0%80"]
)
def test_hostile_words_are_only_words(olu, words):
    answer = olu.get(
        "/desk/people", query_string={"q": words, "page": "9" * 30, "sort": words, "state": words}
    )
    assert answer.status_code == 200
    assert b"<script>" not in answer.data.replace(b'<script type="module"', b"")


@pytest.mark.databases("sqlite", "postgres")
def test_a_file_leaves_with_its_name_and_every_line(olu, database, clock):
    with database.writing() as session:
        add_crowd(session, 60, 0, NOON)
    answer = olu.get("/desk/people.csv?q=student")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert (
        answer.headers["Content-Disposition"]
        == 'attachment; filename="people-and-hours-2026-11-20.csv"'
    )
    assert len(answer.get_data(as_text=True).splitlines()) == 61


def test_a_file_shows_a_person_whole(olu, passed):
    html = get_page(olu, f"/desk/people/{ANA}")
    for sentence in (
        "Ana Reyes",
        "16 min of 1 h",
        "Passed the quiz with 90 %",
        "44 min to go",
        "Correct&nbsp;it",
        "since",
    ):
        assert sentence in html, sentence


@pytest.mark.parametrize(
    "path",
    [
        "/desk/people/999",
        f"/desk/people/{2**70}",
        "/desk/entries/999",
        f"/desk/entries/{2**70}/correct",
    ],
)
def test_what_is_not_there_is_not_found(olu, path):
    assert olu.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/desk/people", "/desk/people.csv", f"/desk/people/{ANA}", CLASSROOM, "/desk/entries/1"],
)
@pytest.mark.parametrize("name", ["ana", "ines"])
def test_the_desk_is_for_the_office_alone(sign_in, passed, name, path):
    assert sign_in(name).get(path).status_code == 403


def test_time_in_the_room_is_shown_before_it_is_written(olu, passed, database):
    typed = form_of(olu)
    looked = olu.post(CLASSROOM, data=typed | {"step": "look"})
    html = looked.get_data(as_text=True)
    assert looked.status_code == 200
    assert "16 → 60 of 60 min" in html
    assert "This finishes the course" in html
    assert len(list_entries(database)) == 2

    done = olu.post(CLASSROOM, data=typed | {"step": "record"})
    assert (done.status_code, done.headers["Location"]) == (303, f"/desk/people/{ANA}#entry-3")
    assert list_entries(database)[2] == (ANA, "classroom", 44)
    html = get_page(olu, f"/desk/people/{ANA}")
    assert "Neuromuscular Therapy elective is finished, and certificate" in html
    with database.reading() as session:
        assert session.scalars(select(Certificate.entries)).one() == [1, 2, 3]


def test_a_form_sent_twice_records_once(olu, passed, database):
    typed = form_of(olu, step="record")
    assert [olu.post(CLASSROOM, data=typed).status_code for _ in range(2)] == [303, 303]
    assert len(list_entries(database)) == 3
    second = olu.post(CLASSROOM, data=typed | {"minutes": "10"})
    assert second.status_code == 422
    assert "already recorded something else" in second.get_data(as_text=True)


def test_what_was_typed_can_be_changed_after_the_look(olu, enrolled):
    html = olu.post(CLASSROOM, data=form_of(olu, step="change", minutes="12")).get_data(
        as_text=True
    )
    assert 'value="12"' in html
    assert SEEN in html


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("minutes", "a while", "Write minutes as 90"),
        ("minutes", "601", "from 1 to 600 minutes"),
        ("minutes", "0", "from 1 to 600 minutes"),
        ("seen", "was there", "10 to 1,000 characters"),
        ("seen", "x" * 1001, "10 to 1,000 characters"),
        ("seen", "\0" * 20, "10 to 1,000 characters"),
        ("held_on", "2026-11-21", "This date is in the future"),
        ("held_on", "0026-11-20", "Check the year"),
        ("held_on", "yesterday", "Not a valid date"),
        ("where", "nmt-elective/self-study", "Not a valid choice"),
        ("where", "nmt-five-factors/reading", "Not a valid choice"),
        ("form_key", "\0" * 20, "came back damaged"),
    ],
)
@pytest.mark.parametrize("step", ["look", "record"])
def test_a_refused_form_comes_back_with_what_was_typed(
    olu, enrolled, database, name, value, sentence, step
):
    typed = form_of(olu, step=step) | {name: value}
    answer = olu.post(CLASSROOM, data=typed)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in html
    if name != "seen":
        assert SEEN in html
    assert list_entries(database) == []


@pytest.mark.parametrize("step", ["look", "record"])
def test_an_expired_form_comes_back_with_what_was_typed(olu, enrolled, database, step):
    answer = olu.post(CLASSROOM, data=form_of(olu, step=step) | {"csrf_token": "forged"})
    assert answer.status_code == 400
    assert "Nothing is lost" in answer.text
    assert SEEN in answer.text
    assert list_entries(database) == []


def test_somebody_without_a_course_in_the_room_gets_an_explanation(olu):
    assert "enrolled in a course that has a classroom part" in get_page(
        olu, "/desk/people/2/classroom"
    )


def test_an_entry_is_taken_back_with_a_reason(olu, passed, database):
    html = get_page(olu, "/desk/entries/1")
    assert "16 → 8 of 60 min" in html
    assert "won’t bring back" in html
    short = olu.post(
        "/desk/entries/1/reverse",
        data={"csrf_token": token(olu, "/desk/entries/1"), "reason": "oops"},
    )
    assert short.status_code == 422
    assert ">oops</textarea>" in short.get_data(as_text=True).replace("\r\n", "")
    typed = {"csrf_token": token(olu, "/desk/entries/1"), "reason": "Somebody else sat the quiz."}
    assert [olu.post("/desk/entries/1/reverse", data=typed).status_code for _ in range(2)] == [
        303,
        303,
    ]
    assert list_entries(database)[2:] == [(ANA, "reversal", -8)]
    html = get_page(olu, f"/desk/people/{ANA}")
    assert "taken back" in html
    assert "Somebody else sat the quiz." in html
    again = olu.post(
        "/desk/entries/1/reverse", data=typed | {"reason": "Another reason altogether."}
    )
    assert again.status_code == 422
    assert "already taken back" in again.get_data(as_text=True)


def test_a_reversal_shows_the_certificate_it_withdraws(olu, passed, database):
    olu.post(CLASSROOM, data=form_of(olu, step="record"))
    with database.reading() as session:
        code = session.scalars(select(Certificate.code)).one()
    html = get_page(olu, "/desk/entries/3")
    assert f"Certificate {code}" in html
    assert "will see that it was withdrawn" in html
    assert "no longer be finished" in html
    typed = {"csrf_token": token(olu, "/desk/entries/3"), "reason": "The list was of another day."}
    olu.post("/desk/entries/3/reverse", data=typed)
    assert "certificate withdrawn" in get_page(olu, "/desk/people")
    assert ">withdrawn</span>" in get_page(olu, f"/desk/people/{ANA}")


def test_other_minutes_are_shown_before_they_are_written(olu, passed, database):
    path = "/desk/entries/1/correct"
    typed = {
        "csrf_token": token(olu, path),
        "minutes": "6",
        "reason": "The worksheet counted a page twice.",
    }
    looked = olu.post(path, data=typed | {"step": "look"})
    assert "16 → 14 of 60 min" in looked.get_data(as_text=True)
    assert len(list_entries(database)) == 2
    assert [olu.post(path, data=typed | {"step": "record"}).status_code for _ in range(2)] == [
        303,
        303,
    ]
    assert list_entries(database)[2:] == [(ANA, "reversal", -8), (ANA, "correction", 6)]
    same = olu.post("/desk/entries/4/correct", data=typed | {"step": "look"})
    assert same.status_code == 422
    assert "already has that many minutes" in same.get_data(as_text=True)
    assert "counted a page twice" in same.get_data(as_text=True)


def test_more_minutes_may_finish_a_course(olu, passed, database):
    olu.post(CLASSROOM, data=form_of(olu, step="record", minutes="40"))
    path = "/desk/entries/3/correct"
    typed = {
        "csrf_token": token(olu, path),
        "minutes": "44",
        "reason": "The clock was read wrongly.",
    }
    assert "This finishes the course" in olu.post(path, data=typed).get_data(as_text=True)
    olu.post(path, data=typed | {"step": "record"})
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Certificate)) == 1


def test_a_reversal_has_no_forms(olu, passed):
    typed = {"csrf_token": token(olu, "/desk/entries/1"), "reason": "Somebody else sat the quiz."}
    olu.post("/desk/entries/1/reverse", data=typed)
    assert "<textarea" not in get_page(olu, "/desk/entries/3")
    assert "<textarea" not in get_page(olu, "/desk/entries/1/correct")
    assert olu.post("/desk/entries/3/reverse", data=typed).status_code == 422
    answer = olu.post("/desk/entries/3/correct", data=typed | {"minutes": "5", "step": "record"})
    assert answer.status_code == 422


def test_nobody_decides_about_their_own_hours(olu, ada, enrolled, database):
    with database.writing() as session:
        append_entry(session, make_facts(OLU, 1, NOON, recorded_by_id=identity("ada").id), NOON)
    page = get_page(olu, f"/desk/people/{OLU}")
    assert "These are your own hours" in page
    assert "Correct&nbsp;it" not in page
    typed = {
        "csrf_token": token(olu, "/account"),
        "reason": "I deserve it, believe me.",
        "minutes": "600",
    }
    for path in (
        f"/desk/people/{OLU}/classroom",
        "/desk/entries/1/reverse",
        "/desk/entries/1/correct",
    ):
        assert olu.post(path, data=typed | {"step": "record"}).status_code == 403, path
    for path in (f"/desk/people/{OLU}/classroom", "/desk/entries/1", "/desk/entries/1/correct"):
        assert olu.get(path).status_code == 403, path
        assert ada.get(path).status_code == 200, path
    assert len(list_entries(database)) == 1


@pytest.mark.databases("sqlite", "postgres")
@pytest.mark.parametrize(
    "path",
    [
        "/desk/people",
        "/desk/people?state=quiet&sort=-hours",
        "/desk/people.csv",
        "/desk/people/100",
    ],
)
def test_pages_cost_the_same_for_few_and_for_many(olu, database, count_statements: Callable, path):
    get_page(olu, "/desk/people")  # the first request reads the catalogue
    costs = []
    for first_id, people in ((100, 2), (200, 70)):
        with database.writing() as session:
            add_crowd(session, people, 3, NOON - timedelta(days=40), first_id)
        with count_statements() as statements:
            get_page(olu, path)
        costs.append(statements())
    assert costs[0] == costs[1] <= 8
