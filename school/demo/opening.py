"""Opens the demo school: tables, content, and, the first time, a cast with its history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.catalogue.service.library import read_library
from school.certificates.service.issuing import Issuer
from school.certificates.service.waiting import issue_waiting
from school.config import Config
from school.core.identity import Identity, Role
from school.core.projections import rebuild_outdated
from school.credits.service.completing import Registrar
from school.db import Database
from school.demo.history import Act, Life, list_acts
from school.demo.people import PASSWORD, STAFF, STUDENTS
from school.documents.service.folder import check_folder
from school.documents.service.publishing import prepare_publication, publish_prepared
from school.migrate import migrate
from school.people.service.joining import add_person
from school.people.service.passwords import hash_password
from school.people.tables import Person

FIRST_DAY = 61  # days ago: when the school first published and its staff joined
AUTHOR = "Ines Calder"


class ContentHasProblems(Exception):
    """The content tree cannot be published; the text lists why."""


def open_demo(config: Config, now: datetime, say: Callable[[str], None]) -> None:
    """Fill the database of `config` with the demo school. This is quick the second time."""
    database = Database(config)
    try:
        migrate(database)
        fresh = _is_empty(database)
        _publish_content(database, config, now - timedelta(days=FIRST_DAY if fresh else 0))
        if fresh:
            say("making a demo cast with two months of history …")
            _play_history(database, config.base_url, now)
        rebuild_outdated(database)
    finally:
        database.close()


def _is_empty(database: Database) -> bool:
    with database.reading() as session:
        return not session.scalar(select(func.count()).select_from(Person))


def _publish_content(database: Database, config: Config, at: datetime) -> None:
    publication = prepare_publication(check_folder(Path(config.content_dir)))
    with database.writing() as session:
        outcome = publish_prepared(session, AUTHOR, publication, at)
        if not outcome.problems:
            issue_waiting(session, Issuer(config.base_url), read_library(session), at)
    if outcome.problems:
        raise ContentHasProblems("\n".join(map(str, outcome.problems)))


def _play_history(database: Database, base_url: str, now: datetime) -> None:
    hashed = hash_password(PASSWORD)
    with database.writing() as session:
        staff = {}
        for login, name, role in STAFF:
            joined = now - timedelta(days=FIRST_DAY)
            staff[login] = _add_person(session, login, name, role, hashed, joined)
        registrar = Registrar(read_library(session), (Issuer(base_url),))
        acts: list[Act] = []
        for student in STUDENTS:
            joined = now - timedelta(days=student.joined)
            who = _add_person(session, student.login, student.name, "student", hashed, joined)
            acts += list_acts(Life(student, who, staff["olu"], registrar, now))
    acts.sort(key=lambda act: act.at)
    for _day, todays in groupby(acts, key=lambda act: act.at.date()):
        with database.writing() as session:
            for act in todays:
                act.do(session, act.at)


def _add_person(
    session: Session, login: str, name: str, role: Role, hashed: str, at: datetime
) -> Identity:
    email = f"{login}@school.example"
    person = add_person(session, email, name, role, hashed, at)
    session.flush()  # the history needs the id
    return Identity(person.id, name, email, role, "")
