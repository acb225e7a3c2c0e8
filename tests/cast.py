"""The cast of the tests, their sign-ins, and the school they are in.

Ana studies, Ben is another student, Ines teaches, Olu works in admissions, Ada administers.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.config import Config
from school.core.identity import Identity, identity_of
from school.core.projections import note_person, rebuild_outdated
from school.db import Database
from school.documents.service.editions import store_release
from school.documents.tables import Edition
from school.migrate import migrate
from school.people.tables import Person, PersonName, SignIn
from school.web.app import School
from tests import make

# Noon in Portland, Oregon, with a fraction of a second, as real clocks have it.
NOON = datetime(2026, 11, 20, 20, 0, 0, 271828, tzinfo=UTC)
SECRET = "a-secret-for-tests-only-0123456789-abcdefghij"
CAST = MappingProxyType(
    {
        "ana": (1, "Ana Reyes", "student"),
        "ben": (2, "Ben Okafor", "student"),
        "ines": (3, "Ines Calder", "instructor"),
        "olu": (4, "Olu Adeyemi", "officer"),
        "ada": (5, "Ada Whitfield", "admin"),
    }
)


def identity(name: str) -> Identity:
    """One of the cast as services and rules know them."""
    number, full_name, role = CAST[name]
    return identity_of(number, full_name, f"{name}@school.example", role)


def prepare(config: Config) -> None:
    """Fill an empty database: tables, the test content, the cast."""
    database = Database(config)
    migrate(database)
    with database.writing() as session:
        add_cast(session)
    with database.writing() as session:
        store_release(session, "Ines Calder", make.drafts(), NOON - timedelta(days=90))
    rebuild_outdated(database)
    database.close()


def add_cast(session: Session) -> None:
    for name, (_number, full_name, role) in CAST.items():
        session.add(
            person := Person(
                email=f"{name}@school.example",
                name=full_name,
                sort_name=" ".join(reversed(full_name.casefold().split())),
                role=role,
                password_hash=None,
                joined_at=NOON - timedelta(days=80),
            )
        )
        session.flush()  # ids in the order of the cast
        session.add(PersonName(person_id=person.id, name=full_name, from_at=person.joined_at))
        note_person(session, person.id)


def course_edition(session: Session, slug: str = "nmt-elective") -> int:
    """The id of the newest edition of a course, for rows that a test writes itself."""
    editions = select(Edition.id).where(Edition.kind == "course", Edition.slug == slug)
    return session.scalars(editions.order_by(Edition.number.desc())).first() or 0


def browser_of(app: School, name: str) -> FlaskClient:
    """A browser in which one of the cast is signed in, by the row that a sign-in leaves."""
    secret = f"secret-of-{name}-" + "x" * 32
    digest = hashlib.sha256(secret.encode()).hexdigest()
    now = app.extensions["clock"]()
    with app.extensions["database"].writing() as session:
        person = session.scalars(
            select(Person).where(Person.email == f"{name}@school.example")
        ).one()
        if session.get(SignIn, digest) is None:
            session.add(
                SignIn(
                    id_hash=digest,
                    person_id=person.id,
                    started_at=now,
                    expires_at=now + timedelta(days=365),
                    device="test",
                )
            )
    client = app.test_client()
    client.set_cookie("sign-in", secret)
    return client


def token(client: FlaskClient, path: str = "/sign-in") -> str:
    """A form token for this browser, read from a page that carries one."""
    html = client.get(path, follow_redirects=True).get_data(as_text=True)
    return html.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
