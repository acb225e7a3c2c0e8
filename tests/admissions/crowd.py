"""A add_crowd of students with hours, for tests of what must not grow with them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from school.catalogue.tables import Enrollment
from school.core.projections import note_person
from school.credits.rules.ledger import Facts
from school.credits.service.ledger import append_entry
from school.people.tables import Person, PersonName
from tests.cast import course_edition


def add_crowd(
    session: Session, people: int, entries: int, now: datetime, first_id: int = 100
) -> None:
    """Enroll `people` students in the elective, each with `entries` of one minute.

    Their ids count up from `first_id`.
    """
    ids = range(first_id, first_id + people)
    session.execute(
        insert(Person),
        [
            {
                "id": i,
                "email": f"student{i}@school.example",
                "name": f"Student {i}",
                "sort_name": f"{i:06} student",
                "role": "student",
                "password_hash": None,
                "joined_at": now,
                "disabled_at": None,
            }
            for i in ids
        ],
    )
    session.execute(
        insert(PersonName), [{"person_id": i, "name": f"Student {i}", "from_at": now} for i in ids]
    )
    enrolled = {
        "course_slug": "nmt-elective",
        "edition_id": course_edition(session),
        "enrolled_at": now,
    }
    session.execute(insert(Enrollment), [{"person_id": i} | enrolled for i in ids])
    for i in ids:
        note_person(session, i)
    for i in ids:
        for n in range(entries):
            append_entry(session, make_facts(i, n, now - timedelta(days=n)), now)


def make_facts(person_id: int, number: int, at: datetime, **changes) -> Facts:
    """A minute of class time."""
    facts = {
        "person_id": person_id,
        "book": "elective",
        "course_slug": "nmt-elective",
        "kind": "classroom",
        "delivery": "live",
        "family": "classroom",
        "title": "In the room",
        "minutes": 1,
        "once_key": f"classroom:{person_id}-{number}",
        "earned_at": at,
        "earned_on": at.date(),
        "zone": "America/Los_Angeles",
        "recorded_by_id": 4,
        "reason": "Was there all the time.",
        "evidence": {"recorded_by": "Olu Adeyemi"},
    }
    return Facts(**(facts | changes))
