"""No page costs more than a few SQL statements.

None costs more when people and history grow.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from school.catalogue.tables import Enrollment, SectionFinished
from school.core.projections import note_person
from school.people.tables import Person, PersonName
from school.quizzes.tables import Attempt, Marking
from school.studying.tables import CardMemory
from tests.cast import CAST, NOON, course_edition
from tests.credits.acts import grant_class_time

# Statements, identity and catalogue included. A page with records of decks asks for plans,
# missed questions, cards set aside and memories, one statement each.
ANYBODY, MODULE, STUDYING, EVERY_DECK = 8, 4, 8, 11

PAGES = [
    ("nobody", "/", ANYBODY),
    ("nobody", "/courses", ANYBODY),
    ("nobody", "/glossary", ANYBODY),
    ("nobody", "/search?q=ischemia", ANYBODY),
    ("nobody", "/verify", ANYBODY),
    ("nobody", "/pain-finder", MODULE),
    ("nobody", "/pain-finder?hurts=head.temple&not=neck.posterior", MODULE),
    ("ana", "/", EVERY_DECK),
    ("ana", "/courses", ANYBODY),
    ("ana", "/courses/nmt-elective", ANYBODY),
    ("ana", "/modules/ischemia", MODULE),
    ("ana", "/quizzes/ischemia", ANYBODY),
    ("ana", "/cards", ANYBODY),
    ("ana", "/cards/referral-patterns", ANYBODY),
    ("ana", "/cards/referral-patterns/study", STUDYING),
    ("ana", "/cards/referral-patterns/settings", STUDYING),
    ("ana", "/cards/referral-patterns/cram", STUDYING),
    ("ana", "/cards/referral-patterns/cram?kind=name&at=0", STUDYING),
    ("nobody", "/cards/referral-patterns/patterns/infraspinatus", MODULE),
    ("ana", "/cards/referral-patterns/contrast", ANYBODY),
    ("ana", "/cards/referral-patterns/contrast?one=supraspinatus&other=infraspinatus", ANYBODY),
    ("ana", "/cards/referral-patterns/export.apkg", MODULE),
    ("ana", "/cards/referral-patterns/export.csv", MODULE),
    ("ana", "/cards/memory", EVERY_DECK),
    ("ana", "/cards/reviews.json", MODULE),
    ("ana", "/cards/referral-patterns/pack", STUDYING),
    ("ana", "/cards/referral-patterns/replay", ANYBODY),
    ("ana", "/hours", ANYBODY),
    ("ana", "/hours/1", ANYBODY),
    ("ana", "/certificates", ANYBODY),
    ("ana", "/account", ANYBODY),
    ("olu", "/desk/people", ANYBODY),
    ("olu", "/desk/people?sort=-hours", ANYBODY),
    ("olu", "/desk/people?q=school.example", ANYBODY),
    ("olu", "/desk/people/1", ANYBODY),
    ("ines", "/studio", ANYBODY),
    ("ines", "/studio/body", ANYBODY),
    ("ines", "/studio/module/ischemia", ANYBODY),
    ("ines", "/studio/quiz/ischemia", ANYBODY + 1),
    ("ada", "/people", ANYBODY),
    ("ada", "/people/1", ANYBODY),
    ("ada", "/people/audit", ANYBODY),
]


@pytest.fixture
def school_with_some_history(database):
    """Ana is enrolled and has the hours of her course, though not its parts."""
    with database.writing() as session:
        _enroll(session, [1])
        _record_hours(session, 60)


def _enroll(session, people) -> None:
    facts = {
        "course_slug": "nmt-elective",
        "edition_id": course_edition(session),
        "enrolled_at": NOON,
    }
    session.execute(insert(Enrollment), [{"person_id": person} | facts for person in people])


def _record_hours(session, how_many: int, first: int = 0) -> None:
    for number in range(first, first + how_many):
        day = (NOON - timedelta(days=number + 1)).date()
        grant_class_time(session, 30, held_on=day, form_key=f"form-{number}")


def _add_people_and_history(database) -> None:
    """Two hundred more people, and a long history for Ana."""
    with database.writing() as session:
        _record_hours(session, 60, first=60)
        session.execute(insert(Person), [_build_person(number) for number in range(200)])
        people = range(len(CAST) + 1, len(CAST) + 201)
        session.execute(insert(PersonName), [_build_name(person_id) for person_id in people])
        _enroll(session, people)
        for person_id in people:
            note_person(session, person_id)
        session.execute(insert(SectionFinished), [_build_section(number) for number in range(100)])
        session.execute(insert(Attempt), [_build_attempt(number) for number in range(1, 80)])
        attempt_ids = session.scalars(select(Attempt.id))
        session.execute(insert(Marking), [_build_marking(id_) for id_ in attempt_ids])
        session.execute(insert(CardMemory), [_build_memory(number) for number in range(100)])


def _build_person(number: int) -> dict:
    return {
        "email": f"p{number}@school.example",
        "name": f"Person {number}",
        "sort_name": f"person {number}",
        "role": "student",
        "joined_at": NOON,
        "password_hash": None,
        "disabled_at": None,
    }


def _build_name(person_id: int) -> dict:
    return {"person_id": person_id, "name": "Person", "from_at": NOON}


def _build_section(number: int) -> dict:
    return {
        "person_id": 1,
        "module_slug": f"m{number}",
        "section_id": "s",
        "finished_at": NOON,
    }


def _build_attempt(number: int) -> dict:
    return {
        "person_id": 1,
        "quiz_slug": "old-quiz",
        "edition_id": 1,
        "course_slug": "nmt-elective",
        "number": number,
        "seed": number,
        "started_at": NOON,
        "handed_in_at": NOON,
    }


def _build_marking(attempt_id: int) -> dict:
    return {
        "attempt_id": attempt_id,
        "number": 1,
        "edition_id": 1,
        "at": NOON,
        "reason": "hand-in",
        "earned": 100,
        "possible": 400,
        "passed": False,
    }


def _build_memory(number: int) -> dict:
    return {
        "person_id": 1,
        "card_id": f"referral-patterns/retired-{number}/zone",
        "deck_slug": "referral-patterns",
        "due_at": NOON - timedelta(days=1),
        "stability": 3.0,
        "difficulty": 5.0,
        "step": None,
        "introduced_on": NOON.date(),
        "learned_on": NOON.date(),
        "reviewed_at": NOON,
        "reviews": 3,
        "lapses": 0,
    }


def _count_statements_by_page(browsers, count_statements) -> dict[str, int]:
    counts = {}
    for name, path, _most in PAGES:
        browsers[name].get(path)  # the first time, the process reads the release
        with count_statements() as count:
            answer = browsers[name].get(path)
        assert answer.status_code == 200, f"{name} {path}: {answer.status_code}"
        counts[f"{name} {path}"] = count()
    return counts


def test_every_page_keeps_its_budget_and_does_not_grow(
    app, sign_in, database, school_with_some_history, count_statements
):
    browsers = {name: sign_in(name) for name in ("ana", "olu", "ines", "ada")}
    browsers["nobody"] = app.test_client()
    before = _count_statements_by_page(browsers, count_statements)
    over = [page for page in PAGES if before[f"{page[0]} {page[1]}"] > page[2]]
    assert not over, before
    _add_people_and_history(database)
    after = _count_statements_by_page(browsers, count_statements)
    grown = [page for page, count in after.items() if count > before[page]]
    assert not grown, f"before: {before}, after: {after}"
