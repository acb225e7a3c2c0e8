"""Somebody known only from records: no address, no account, and every page about them opens."""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.catalogue.tables import Enrollment
from school.core.projections import note_person
from school.people.service.administration import resend_invitation
from school.people.service.people import NoAddress
from school.people.tables import Person
from tests.cast import NOON, course_edition, identity


def alumna(session: Session, **given: object) -> Person:
    """Vera finished in 2021; the school has her paper certificates and no address."""
    facts = {
        "email": None,
        "name": "Vera Holm",
        "sort_name": "holm vera",
        "role": "student",
        "joined_at": NOON,
    }
    person = Person(**(facts | given))
    session.add(person)
    session.flush()
    return person


def test_two_people_without_an_address_do_not_collide(session):
    assert alumna(session).id != alumna(session).id


def test_a_password_needs_an_address(database):
    with pytest.raises(IntegrityError), database.writing() as session:
        alumna(session, password_hash="x")


def test_nothing_can_be_sent_to_them(session):
    with pytest.raises(NoAddress):
        resend_invitation(session, identity("ada"), alumna(session), "http://localhost", NOON)


def test_every_page_about_them_opens_and_says_so(app, ada, olu, database):
    with database.writing() as session:
        person_id = alumna(session).id
        facts = {
            "course_slug": "nmt-elective",
            "edition_id": course_edition(session),
            "enrolled_at": NOON,
        }
        session.add(Enrollment(person_id=person_id, **facts))
        note_person(session, person_id)
    account = ada.get(f"/people/{person_id}").text
    assert "No email address" in account
    assert "Send the invitation again" not in account
    assert "can’t sign in" in ada.get("/people?q=holm").text
    assert "no email address" in olu.get(f"/desk/people/{person_id}").text
    assert "no email address" in olu.get("/desk/people?q=holm").text
    rows = list(csv.reader(io.StringIO(olu.get("/desk/people.csv?q=holm").text.lstrip("\ufeff"))))
    assert rows[1][:2] == ["Vera Holm", ""]
    for page in (
        "/people",
        "/people?q=nobody",
        "/desk/people",
        f"/desk/people/{person_id}/classroom",
    ):
        assert (ada if page.startswith("/people") else olu).get(page).status_code == 200
        assert ">None<" not in (ada if page.startswith("/people") else olu).get(page).text
