"""Passwords for the cast, and the outbox as a reader of mail sees it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from school.people.service.passwords import hash_password
from school.people.tables import Message, Person

PASSWORD = "plain river lamp"
HASH = hash_password(PASSWORD)


@pytest.fixture
def passwords(database) -> str:
    """Everybody of the cast gets the same password; this is it."""
    with database.writing() as session:
        session.execute(update(Person).values(password_hash=HASH))
    return PASSWORD


@pytest.fixture
def letters(database) -> Callable[[], list[Message]]:
    """`letters()` gives what stands in the outbox, oldest first."""

    def read() -> list[Message]:
        with database.reading() as session:
            return list(session.scalars(select(Message).order_by(Message.id)))

    return read


def link_in(letter: Message) -> str:
    """The path of the one-time link in a letter."""
    found = re.search(r"https?://[^/\s]+(/\S+)", letter.body)
    assert found, letter.body
    return found[1]
