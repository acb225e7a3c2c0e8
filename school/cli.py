"""The `school` command: what people do from a shell, gathered from the features."""

from __future__ import annotations

import os
import sys
from typing import Any

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from school import jobs, operating, preview, projections
from school.config import BadConfiguration, Config, read_config
from school.core.commands import COMMANDS
from school.parts import load_parts

NEED_NO_CONFIGURATION = frozenset({"open", "check", "content", "preview"})


class School(click.Group):
    """The commands that features registered, and those that put the school together.

    Where the machine or the database says no, one sentence instead of a traceback.
    """

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted([*super().list_commands(context), *COMMANDS])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        return super().get_command(context, name) or COMMANDS.get(name)

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except OSError as failed:
            raise click.ClickException(str(failed)) from failed
        except (OperationalError, ProgrammingError) as failed:
            message = str(failed.orig).partition("\n")[0]
            advice = "check SCHOOL_DATABASE_URL, and run `school migrate` if its tables are missing"
            raise click.ClickException(f"the database says: {message}; {advice}") from failed


@click.group(cls=School, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def school(context: click.Context) -> None:
    """Run the NMT school."""
    if context.invoked_subcommand in NEED_NO_CONFIGURATION:
        context.obj = Config(secret_key="")
        return
    try:
        context.obj = read_config(os.environ)
    except BadConfiguration as refused:
        click.echo(refused, err=True)
        sys.exit(2)


load_parts()
for command in (*operating.COMMANDS, *preview.COMMANDS, *jobs.COMMANDS, *projections.COMMANDS):
    school.add_command(command)


def main() -> None:
    """The entry point of the installed command."""
    school()
