"""The ledger from the shell."""

from __future__ import annotations

from click.testing import CliRunner, Result
from sqlalchemy import text, update

from school.config import Config
from school.credits.commands import ledger
from school.credits.service.ledger import append_entry, read_head
from school.credits.tables import LedgerEntry
from tests.cast import NOON
from tests.credits import chain


def run_command(config: Config, *arguments: str) -> Result:
    return CliRunner().invoke(ledger, arguments, obj=config)


def fill_ledger(database) -> str:
    """Five entries; returns the head as the command prints it."""
    with database.writing() as session:
        for number in range(1, 6):
            append_entry(session, chain.class_entry(number, 30), NOON)
        last = read_head(session)
    return f"{last.seq}:{last.hash}"


def test_an_empty_ledger_is_whole(config):
    assert run_command(config, "verify").output == "the ledger is whole: 0 entries\n"
    assert run_command(config, "head").output == "the ledger is empty\n"


def test_a_whole_ledger_is_said_to_be_whole(config, database):
    noted = fill_ledger(database)
    assert run_command(config, "head").output == noted + "\n"
    result = run_command(config, "verify", "--noted", noted)
    assert (result.exit_code, result.output) == (0, "the ledger is whole: 5 entries\n")


def test_a_broken_one_fails_and_says_where(config, database):
    fill_ledger(database)
    with database.writing() as session:
        guard = (
            "ledger_entry_no_update"
            if database.on_sqlite
            else "ledger_entry_no_change ON ledger_entry"
        )
        session.execute(text(f"DROP TRIGGER {guard}"))
        session.execute(update(LedgerEntry).where(LedgerEntry.seq == 2).values(minutes=31))
    result = run_command(config, "verify")
    assert result.exit_code == 1
    assert "entry 2: does not say what it said" in result.output
    assert "not whole; faults: 1" in result.output


def test_another_head_than_the_noted_one_fails(config, database):
    fill_ledger(database)
    assert run_command(config, "verify", "--noted", "5:" + "0" * 64).exit_code == 1
    assert run_command(config, "verify", "--noted", "6:" + "0" * 64).exit_code == 1


def test_what_is_no_head_is_told(config):
    result = run_command(config, "verify", "--noted", "nonsense")
    assert result.exit_code == 2
    assert "is not a head" in result.output
