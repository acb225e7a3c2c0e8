"""`school rebuild`: projections written anew from the facts."""

from __future__ import annotations

from contextlib import closing

import click

from school.config import Config
from school.core.projections import rebuild_projections
from school.db import Database

pass_config = click.make_pass_decorator(Config)


@click.command("rebuild")
@pass_config
def rebuild_command(config: Config) -> None:
    """Rebuild the rows that pages read instead of adding facts up: the officer's table.

    Nobody needs to wait meanwhile. `school ledger verify` says whether it is necessary.
    """
    with closing(Database(config)) as database:
        count = rebuild_projections(database)
    click.echo(f"rebuilt for {count} people")


COMMANDS = (rebuild_command,)
