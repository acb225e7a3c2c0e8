"""Passwords for the cast, and the outbox as a reader of mail sees it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from school.people.service import passwords as hashing
from school.people.tables import OutgoingMail, Person
from tests import cheap_passwords

PASSWORD = "plain river lamp"
HASH = cheap_passwords.HASHER.hash(PASSWORD)
REAL_HASHER, REAL_DUMMY_HASH = hashing.HASHER, hashing.DUMMY_HASH


@pytest.fixture
def production_cost(monkeypatch) -> None:
    """Passwords cost what they cost in a running school."""
    monkeypatch.setattr(hashing, "HASHER", REAL_HASHER)
    monkeypatch.setattr(hashing, "DUMMY_HASH", REAL_DUMMY_HASH)


@pytest.fixture
def passwords(database) -> str:
    """Everybody of the cast gets the same password; this is it."""
    with database.writing() as session:
        session.execute(update(Person).values(password_hash=HASH))
    return PASSWORD


@pytest.fixture
def letters(database) -> Callable[[], list[OutgoingMail]]:
    """`letters()` gives what is in the outbox, oldest first."""

    def read() -> list[OutgoingMail]:
        with database.reading() as session:
            return list(session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))

    return read


def link_in(letter: OutgoingMail) -> str:
    """The path of the one-time link in a letter."""
    match = re.search(r"https?://[^/\s]+(/\S+)", letter.body)
    assert match, letter.body
    return match[1]
