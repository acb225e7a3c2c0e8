"""Commands for authors: check the content, and publish it as what the school teaches."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from school.config import Config
from school.core.commands import Caller, Effect
from school.documents.rules.kinds import list_kinds_by_rank
from school.documents.rules.reading.tree import Content
from school.documents.service.folder import check_folder
from school.documents.service.following import AFTER_PUBLISHING
from school.documents.service.publishing import (
    Outcome,
    list_left_out,
    prepare_publication,
    publish_prepared,
)
from school.errands import carry_out
from school.markup.problems import Problem

pass_config = click.make_pass_decorator(Config)
FOLDER = click.Path(path_type=Path)


@click.command("check")
@click.argument("folder", type=FOLDER, required=False)
@pass_config
def check_command(config: Config, folder: Path | None) -> None:
    """Read the content tree in FOLDER and list every problem, with its place and how to fix it."""
    content = check_folder(folder or Path(config.content_dir))
    refuse_problems(content.problems, click.echo, partial(click.echo, err=True))
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
    place = (folder or Path(config.content_dir)).absolute()
    carry_out(config, "publish", folder=str(place), author=author, retire=retire)


def publish_folder(caller: Caller, folder: str, author: str, retire: bool) -> None:
    """The errand of `school publish`; `folder` is an absolute path."""
    content = check_folder(Path(folder))
    publication = prepare_publication(content)
    with caller.database.writing() as session:
        if not (content.problems or retire):
            _refuse_to_retire(caller, list_left_out(session, content), content.top)
        now = datetime.now(UTC)
        outcome = publish_prepared(session, author, publication, now)
        lines = [
            follow(session, caller.config, now)
            for follow in AFTER_PUBLISHING.values()
            if not outcome.problems
        ]
    refuse_problems(outcome.problems, caller.say, caller.warn)
    for line in (_describe_outcome(outcome), *outcome.notices, *filter(None, lines)):
        caller.say(line)


def _refuse_to_retire(caller: Caller, documents: Sequence[tuple[str, str]], top: str) -> None:
    for kind, slug in documents:
        caller.say(f"the {kind} “{slug}” is taught now and is not in {top}")
    if documents:
        count = _write_count(len(documents), "document")
        raise click.ClickException(f"{count} would be retired; add --retire if you mean that")


def refuse_problems(
    problems: Sequence[Problem], say: Callable[[str], None], warn: Callable[[str], None]
) -> None:
    """Say one problem a line and end with exit code 1; nothing happens where there are none."""
    if not problems:
        return
    for problem in problems:
        say(str(problem))
    warn(count_problems(problems))
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
EFFECTS = {"check": Effect.NOTHING, "publish": Effect.WRITES}
ERRANDS = {"publish": publish_folder}
