"""The `school` command: what people do from a shell, one group of commands a feature."""

from __future__ import annotations

import os
import sys

import click

from school.config import BadConfiguration, read_config


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def school(context: click.Context) -> None:
    """Run the NMT school."""
    if context.invoked_subcommand == "open" or context.resilient_parsing:
        return
    try:
        context.obj = read_config(os.environ)
    except BadConfiguration as refused:
        click.echo(refused, err=True)
        sys.exit(2)


def main() -> None:
    school()
