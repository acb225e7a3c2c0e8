"""Commands for authors: check the content, and publish it as what the school teaches."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from school.config import Config
from school.db import Database
from school.documents.rules.kinds import list_kinds_by_rank
from school.documents.rules.reading.tree import Content
from school.documents.service.folder import check_folder
from school.documents.service.following import AFTER_PUBLISHING
from school.documents.service.publishing import Outcome, list_left_out, publish_content
from school.markup.problems import Problem

pass_config = click.make_pass_decorator(Config)
FOLDER = click.Path(path_type=Path)


@click.command("check")
@click.argument("folder", type=FOLDER, required=False)
@pass_config
def check_command(config: Config, folder: Path | None) -> None:
    """Read the content tree in FOLDER and list every problem, with its place and how to fix it."""
    content = check_folder(folder or Path(config.content_dir))
    refuse_problems(content.problems)
    click.echo(f"All in order: {_summarize_content(content)}.")


@click.command("publish")
@click.argument("folder", type=FOLDER, required=False)
@click.option(
    "--author",
    default=getpass.getuser,
    help="who publishes, as the history will say (your user name)",
)
@click.option("--retire", is_flag=True, help="retire what is taught now and is not in FOLDER")
@pass_config
def publish_command(config: Config, folder: Path | None, author: str, retire: bool) -> None:
    """Make the content tree in FOLDER what the school teaches. A problem stops the publication.

    If something that is taught now is not in FOLDER, it is listed, and nothing is published
    without --retire.
    """
    database = Database(config)
    content = check_folder(folder or Path(config.content_dir))
    with closing(database), database.writing() as session:
        if not (content.problems or retire):
            _refuse_to_retire(list_left_out(session, content), content.top)
        now = datetime.now(UTC)
        outcome = publish_content(session, author, content, now)
        lines = [] if outcome.problems else _follow_publication(session, config, now)
    refuse_problems(outcome.problems)
    for line in (_describe_outcome(outcome), *outcome.notices, *lines):
        click.echo(line)


def _follow_publication(session: Session, config: Config, now: datetime) -> list[str]:
    """Let other features act on the publication. Return what they have to say about it."""
    lines = [follow(session, config, now) for follow in AFTER_PUBLISHING.values()]
    return [line for line in lines if line]


def _refuse_to_retire(documents: Sequence[tuple[str, str]], top: str) -> None:
    if not documents:
        return
    for kind, slug in documents:
        click.echo(f"the {kind} “{slug}” is taught now and is not in {top}")
    count = _write_count(len(documents), "document")
    raise click.ClickException(f"{count} would be retired; add --retire if you mean that")


def refuse_problems(problems: Sequence[Problem]) -> None:
    """Print one problem per line and exit with code 1. Do nothing if there are none."""
    if not problems:
        return
    for problem in problems:
        click.echo(problem)
    click.echo(count_problems(problems), err=True)
    raise click.exceptions.Exit(1)


def count_problems(problems: Sequence[Problem]) -> str:
    """Return how many problems there are, in how many files."""
    files = len({problem.path for problem in problems})
    return f"{_write_count(len(problems), 'problem')} in {_write_count(files, 'file')}"


def _write_count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _summarize_content(content: Content) -> str:
    counts = []
    for kind in list_kinds_by_rank():
        if kind.plural:
            counts.append(kind.write_count(content.count_documents(kind.name)))
    return ", ".join(counts)


def _describe_outcome(outcome: Outcome) -> str:
    if outcome.release_id is None:
        return f"Nothing has changed: {_write_count(outcome.unchanged, 'document')}."
    parts = (
        f"{outcome.new} new, {outcome.changed} changed,"
        f" {outcome.unchanged} unchanged, {outcome.retired} retired"
    )
    return f"Published release {outcome.release_id}: {parts}."


COMMANDS = (check_command, publish_command)
