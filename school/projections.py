"""`school rebuild`: projections written anew from the facts."""

from __future__ import annotations

import click

from school.config import Config
from school.core.commands import Caller, Effect
from school.core.projections import rebuild_projections
from school.errands import carry_out

pass_config = click.make_pass_decorator(Config)


@click.command("rebuild")
@pass_config
def rebuild_command(config: Config) -> None:
    """Rebuild the rows that pages read instead of adding facts up: the officer's table.

    Nobody needs to wait meanwhile. `school ledger verify` says whether it is necessary.
    """
    carry_out(config, "rebuild")


def rebuild_for_everybody(caller: Caller) -> None:
    """The errand of `school rebuild`."""
    count = rebuild_projections(caller.database)
    caller.say(f"rebuilt for {count} people")


COMMANDS = (rebuild_command,)
EFFECTS = {"rebuild": Effect.WRITES}
ERRANDS = {"rebuild": rebuild_for_everybody}
