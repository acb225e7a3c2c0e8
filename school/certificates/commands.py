"""Commands about certificates: issue the ones that waited."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from sqlalchemy.orm import Session

from school.catalogue.service.library import read_library
from school.certificates.service.issuing import Issuer
from school.certificates.service.waiting import issue_waiting
from school.config import Config
from school.core.commands import Caller, Effect
from school.errands import carry_out

pass_config = click.make_pass_decorator(Config)


@click.group()
def certificates() -> None:
    """Look after certificates."""


@certificates.command("issue-waiting")
@pass_config
def issue_waiting_command(config: Config) -> None:
    """Issue certificates of finished courses that lacked something which is now published."""
    carry_out(config, "certificates issue-waiting")


def issue_what_waits(caller: Caller) -> None:
    """The errand of `school certificates issue-waiting`."""
    with caller.database.writing() as session:
        line = issue_after_publishing(session, caller.config, datetime.now(UTC))
    caller.say(line or "No waiting certificate can be issued yet.")


def issue_after_publishing(session: Session, config: Config, now: datetime) -> str:
    """Issue what can be issued after a publication.

    Returns a line about it, or "" if there was nothing to issue.
    """
    issued = issue_waiting(session, Issuer(config.base_url), read_library(session), now)
    return f"Waiting certificates issued: {issued}." if issued else ""


COMMANDS = (certificates,)
EFFECTS = {"certificates issue-waiting": Effect.WRITES}
ERRANDS = {"certificates issue-waiting": issue_what_waits}
