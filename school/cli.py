"""The `school` command: what people do from a shell, gathered from the features."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from school import jobs, operating, preview, projections
from school.config import BadConfiguration, Config, read_config
from school.core.commands import (
    COMMANDS,
    EFFECTS,
    ERRANDS,
    Effect,
    add_commands,
    leaf_commands,
)
from school.failures import faults_as_sentences
from school.parts import load_parts

NEED_NO_CONFIGURATION = frozenset({"open", "check", "content", "preview"})


class School(click.Group):
    """The commands that features registered, and those that put the school together."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted([*super().list_commands(context), *COMMANDS])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        return super().get_command(context, name) or COMMANDS.get(name)

    def invoke(self, context: click.Context) -> Any:
        refuse_unknown_effects(self)
        with faults_as_sentences():
            return super().invoke(context)


def refuse_unknown_effects(group: click.Group) -> None:
    """Raise LookupError where a command does not say what it does to the database. A mistake in
    the program: it might write beside the server."""
    for name in leaf_commands(group):
        if name not in EFFECTS:
            raise LookupError(f"what does `school {name}` do to the database? Add it to EFFECTS")
        if (EFFECTS[name] is Effect.WRITES) != (name in ERRANDS):
            raise LookupError(f"`school {name}` must have an errand exactly if it writes")


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
for module in (operating, preview, jobs):
    add_commands(module.COMMANDS, module.EFFECTS)
add_commands(projections.COMMANDS, projections.EFFECTS, projections.ERRANDS)


def main() -> None:
    """The entry point of the installed command."""
    school()
