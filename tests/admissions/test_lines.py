"""The lines of the officer's table say what the facts say, after every act, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from school.admissions.tables import DeskLine, DeskTotal
from school.catalogue.service.library import read_library
from school.catalogue.service.studying import enroll
from school.core.identity import Identity
from school.core.projections import compare_projections, rebuild_projections
from school.db import Database
from school.people.service.accounts import change_name
from school.people.service.administration import change_role
from school.people.service.joining import add_person
from school.people.tables import Person
from tests.admissions.crowd import add_crowd
from tests.cast import NOON, identity
from tests.credits.acts import correct_entry, grant_class_time, pass_quiz, reverse_entry

ANA, OLU, ADA = identity("ana"), identity("olu"), identity("ada")
REASON = "The class ended at noon."


def take_elective(session: Session, who: Identity = ANA) -> None:
    enroll(session, who, read_library(session).catalogue.courses["nmt-elective"], NOON)


def line_of(database: Database, person_id: int, slug: str = "nmt-elective") -> DeskLine | None:
    with database.reading() as session:
        return session.get(DeskLine, (person_id, slug))


def differences(database: Database) -> list[str]:
    """How the table differs from the facts. Attempts written as rows have no tallies."""
    with database.reading() as session:
        differences = list(compare_projections(session))
    return [difference for difference in differences if difference.startswith("officer's table")]


def totals(database: Database) -> dict[tuple[str, str, str], tuple[int, int]]:
    with database.reading() as session:
        rows = session.scalars(select(DeskTotal).where(DeskTotal.lines > 0)).all()
    return {(row.role, row.course_slug, row.stage): (row.lines, row.people) for row in rows}


def test_after_each_act_the_line_says_what_is_so(database):
    with database.writing() as session:
        take_elective(session)
    begun = line_of(database, ANA.id)
    assert (begun.stage, begun.minutes, begun.last_earned_at) == ("not-begun", 0, None)
    assert line_of(database, ANA.id, "") is None, "whoever takes a course has no line without one"
    assert differences(database) == []

    with database.writing() as session:
        pass_quiz(session)
    studied = line_of(database, ANA.id)
    assert studied.stage == "under-way"
    assert studied.minutes > 0
    assert studied.last_earned_at == NOON
    assert differences(database) == []

    with database.writing() as session:
        entry = grant_class_time(session, minutes=20).entry
    assert line_of(database, ANA.id).minutes == studied.minutes + 20
    with database.writing() as session:
        correct_entry(session, OLU, entry, 12, REASON, NOON)
    assert line_of(database, ANA.id).minutes == studied.minutes + 12
    assert differences(database) == []


def test_taking_everything_back_leaves_a_course_not_begun(database):
    with database.writing() as session:
        take_elective(session)
        entry = grant_class_time(session, minutes=20).entry
    with database.writing() as session:
        reverse_entry(session, OLU, entry, REASON, NOON)
    line = line_of(database, ANA.id)
    assert (line.stage, line.minutes) == ("not-begun", 0)
    assert differences(database) == []


def test_a_new_person_has_a_line_and_a_new_name_moves_it(database):
    with database.writing() as session:
        person = add_person(session, "zoe@school.example", "Zoë Ünal", "student", None, NOON)
        session.flush()
        who = Identity(person.id, person.name, person.email, "student", "")
    assert line_of(database, who.id, "").sort_name == person.sort_name
    with database.writing() as session:
        change_name(session, who, "Zoë Aaberg", NOON)
    assert line_of(database, who.id, "").sort_name.startswith("aaberg")
    assert differences(database) == []


def test_another_role_moves_the_line_to_another_total(database):
    before = totals(database)
    with database.writing() as session:
        change_role(session, ADA, session.get_one(Person, ANA.id), "instructor", NOON)
    after = totals(database)
    assert after["student", "", "not-enrolled"][0] == before["student", "", "not-enrolled"][0] - 1
    key = ("instructor", "", "not-enrolled")
    assert after[key][0] == before[key][0] + 1
    assert differences(database) == []


def test_a_person_in_two_courses_has_two_lines_and_counts_once(database):
    with database.writing() as session:
        courses = read_library(session).catalogue.courses
        for slug in ("nmt-elective", "nmt-five-factors"):
            enroll(session, ANA, courses[slug], NOON)
    lines = totals(database)
    assert lines["student", "nmt-elective", "not-begun"] == (1, 1)
    assert lines["student", "nmt-five-factors", "not-begun"] == (1, 0)


def test_what_was_undone_leaves_the_lines_alone(database):
    before = totals(database)
    with pytest.raises(RuntimeError), database.writing() as session:
        take_elective(session)
        raise RuntimeError
    assert totals(database) == before
    assert differences(database) == []


@pytest.mark.parametrize(
    "damage",
    [
        update(DeskLine).where(DeskLine.person_id == ANA.id).values(minutes=4000),
        delete(DeskLine).where(DeskLine.person_id == ANA.id),
        update(DeskTotal).values(lines=DeskTotal.lines + 1),
        delete(DeskTotal),
    ],
    ids=["another figure", "no line", "another total", "no total"],
)
def test_what_differs_from_the_facts_is_named_and_a_rebuild_mends_it(database, damage):
    with database.writing() as session:
        take_elective(session)
    good = totals(database)
    with database.writing() as session:
        session.execute(damage)
    assert differences(database)
    rebuild_projections(database)
    assert differences(database) == []
    assert totals(database) == good


def test_a_rebuild_goes_through_everybody_batch_by_batch(database, monkeypatch):
    monkeypatch.setattr("school.core.projections.BATCH", 3)
    with database.writing() as session:
        add_crowd(session, 10, 1, NOON - timedelta(days=2))
    before = totals(database)
    with database.writing() as session:
        session.execute(delete(DeskLine))
        session.execute(delete(DeskTotal))
    rebuild_projections(database)
    assert totals(database) == before
    assert differences(database) == []
