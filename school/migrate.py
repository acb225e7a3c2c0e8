"""Bringing a database to the newest tables, and saying whether it is there."""

from __future__ import annotations

from functools import cache

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

from school.config import ROOT
from school.db import Database


def alembic_config() -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(ROOT / "school" / "migrations"))
    return config


def migrate(database: Database, to: str = "head") -> None:
    """Run every migration that the database lacks, in one transaction, under the write lock."""
    config = alembic_config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)


@cache
def head() -> str:
    """The newest migration there is."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head() or ""


def migrations_are_at_head(session: Session) -> str | None:
    """What is missing before the tables fit the program; None when they do."""
    found = MigrationContext.configure(session.connection()).get_current_revision()
    if found == head():
        return None
    if found is None:
        return "the database has no tables yet: run `school migrate`"
    return f"the database is at migration {found}, the program at {head()}: run `school migrate`"
