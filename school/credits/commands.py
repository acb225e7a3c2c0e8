"""Commands that check the ledger, and that print what to note to detect a truncated one later."""

from __future__ import annotations

from contextlib import closing
from itertools import islice

import click
from sqlalchemy.orm import Session

from school.config import Config
from school.core.projections import compare_projections
from school.credits.rules.ledger import Head
from school.credits.service.ledger import read_head, verify_ledger
from school.db import Database
from school.readiness import find_migration_fault
from school.triggers import describe_missing_guards

ENOUGH_DIFFERENCES = 100

pass_config = click.make_pass_decorator(Config)


@click.group()
def ledger() -> None:
    """Look after the ledger of hours."""


class HeadType(click.ParamType[Head]):
    """A head in the form `school ledger head` prints it: 1234:9f86d0…"""

    name = "seq:hash"

    def convert(
        self, value: str | Head, param: click.Parameter | None, ctx: click.Context | None
    ) -> Head:
        if isinstance(value, Head):
            return value
        seq, colon, digest = value.partition(":")
        if not (colon and seq.isascii() and seq.isdigit() and digest):
            self.fail(f"{value!r} is not a head as `school ledger head` prints it", param, ctx)
        return Head(int(seq), digest)


@ledger.command()
@click.option(
    "--noted",
    type=HeadType(),
    help="a head noted earlier, which must still be in the ledger",
)
@pass_config
def verify(config: Config, noted: Head | None) -> None:
    """Read the whole ledger and prove that no entry was changed, removed or inserted.

    Also fails if a trigger that protects the ledger is missing: then entries can be changed later.
    """
    with closing(Database(config)) as database, database.reading() as session:
        _refuse_other_tables(session)
        last = read_head(session)
        faults = verify_ledger(session, noted)
        unguarded = describe_missing_guards(session.connection())
        differences = list(islice(compare_projections(session), ENOUGH_DIFFERENCES))
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise click.ClickException(f"the ledger is not whole; faults: {len(faults)}")
    if unguarded:
        raise click.ClickException(unguarded)
    for difference in differences:
        click.echo(difference, err=True)
    if differences:
        raise click.ClickException(
            "the ledger is whole, and what pages show of it is not: run `school rebuild`"
        )
    click.echo(f"the ledger is whole: {last.seq if last else 0} entries")


@ledger.command("head")
@pass_config
def print_head(config: Config) -> None:
    """Print the last entry's place and hash. Keep it elsewhere, for `verify --noted`."""
    database = Database(config)
    with database.reading() as session:
        last = read_head(session)
    database.close()
    click.echo(f"{last.seq}:{last.hash}" if last else "the ledger is empty")


def _refuse_other_tables(session: Session) -> None:
    """Refuse to read tables of another version: that would look like a fault of the ledger."""
    missing = find_migration_fault(session)
    if missing:
        raise click.ClickException(f"the ledger was not read: {missing}")


COMMANDS = (ledger,)
