"""What the toy feature brings: one of everything that a feature can register."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import click
from flask import Blueprint

from school.cards.rules.registry import CARD_KINDS
from school.config import Config
from school.core.audit import AUDIT_SENTENCES
from school.core.commands import Effect, add_commands
from school.core.identity import Identity
from school.core.jobs import JOBS, Job
from school.core.policy import about_the_thing, permit, signed_in
from school.db import Database
from school.documents.rules.kinds import DOCUMENT_KINDS
from school.questions.kinds import QUESTION_KINDS
from school.web.app import School
from school.web.context import allow, guard
from school.web.pages import PAGES
from tests.cards.toy_kind import COUNT
from tests.documents.toy import RUBRICS
from tests.questions.toy import ORDERING

bp = Blueprint("toy", __name__)


class Workshop:
    """Something with an instructor, who alone may see it."""

    instructor_id = 3  # Ines, in the cast


@about_the_thing(try_first=signed_in)
def instructor_of_the_workshop(who: Identity, workshop: Any) -> bool:
    return bool(workshop.instructor_id == who.id)


@bp.get("/toy/workshop")
@allow("toy:see")
def workshop() -> str:
    guard("toy:see", Workshop())
    return "the roster"


@click.command("toy")
def toy_command() -> None:
    """Say that the toy is there."""
    click.echo("the toy is there")


RUNS: list[datetime] = []


def note_run(_database: Database, _config: Config, now: datetime) -> bool:
    RUNS.append(now)
    return False


TOY_JOB = Job(note_run, every=timedelta(hours=1), lease=timedelta(minutes=1))


def add_pages(app: School) -> None:
    app.register_blueprint(bp)


def register() -> None:
    PAGES.add("toy", add_pages)
    permit("toy:see", instructor_of_the_workshop)
    AUDIT_SENTENCES.add("toy:play", "Played with {toy}")
    add_commands([toy_command], {"toy": Effect.NOTHING})
    JOBS.add("toy", TOY_JOB)
    DOCUMENT_KINDS.add(RUBRICS.name, RUBRICS)
    QUESTION_KINDS.add(ORDERING.body.kind, ORDERING)
    CARD_KINDS.add(COUNT.name, COUNT)
