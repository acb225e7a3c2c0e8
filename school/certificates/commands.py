"""Commands about certificates: issue those that waited for something."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

import click
from sqlalchemy.orm import Session

from school.catalogue.service.library import read_library
from school.certificates.service.issuing import Issuer
from school.certificates.service.waiting import issue_waiting
from school.config import Config
from school.db import Database

pass_config = click.make_pass_decorator(Config)


@click.group()
def certificates() -> None:
    """Look after certificates."""


@certificates.command("issue-waiting")
@pass_config
def issue_waiting_command(config: Config) -> None:
    """Issue the certificates of finished courses that waited for something the school now states."""
    with closing(Database(config)) as database, database.writing() as session:
        line = issue_after_publishing(session, config, datetime.now(UTC))
    click.echo(line or "No certificate waits for something that the school states now.")


def issue_after_publishing(session: Session, config: Config, now: datetime) -> str:
    """What was published may state what certificates waited for; returns a line about it, "" for none."""
    issued = issue_waiting(session, Issuer(config.base_url), read_library(session), now)
    return f"Certificates that had waited and are issued now: {issued}." if issued else ""


COMMANDS = (certificates,)
