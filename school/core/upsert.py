"""Inserts that find the row already there: the same SQL on both databases, built once for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql import Executable

Insert = sqlite.Insert | postgresql.Insert
Inserting = Callable[[Any], Insert]

_INSERTS: dict[str, Inserting] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

Prepared = dict[str, Executable]


def for_both(build: Callable[[Inserting], Executable]) -> Prepared:
    """The statement that `build` makes of each dialect's `insert`, prepared once."""
    return {name: build(insert) for name, insert in _INSERTS.items()}


def of_this(session: Session, prepared: Prepared) -> Executable:
    """The statement for the database at hand."""
    return prepared[session.get_bind().dialect.name]
