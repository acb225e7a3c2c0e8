"""What keeps the school from serving: each fault says what to do, and nothing is written."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection, text

from school.config import Config
from school.credits.commands import ledger
from school.credits.rules.ledger import NEWEST_FORMAT
from school.db import Database
from school.migrate import CannotMigrate, migrate
from school.operating import migrate_command, serve
from school.readiness import find_start_fault, find_table_fault
from school.triggers import find_missing_triggers
from tests.credits.acts import add_class_time, enroll


def names_of_triggers(connection: Connection) -> list[tuple[str, str]]:
    """Every trigger that somebody made, with its table, as the database lists them."""
    sql = (
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if connection.dialect.name == "sqlite"
        else "SELECT t.tgname, c.relname FROM pg_trigger t "
        "JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT tgisinternal"
    )
    return sorted((row[0], row[1]) for row in connection.execute(text(sql)))


def drop(connection: Connection, trigger: str, table: str) -> None:
    where = "" if connection.dialect.name == "sqlite" else f" ON {table}"
    connection.execute(text(f"DROP TRIGGER {trigger}{where}"))


def test_a_school_in_order_may_start(database):
    assert find_start_fault(database) is None


def test_every_trigger_is_missed_when_it_is_gone(database):
    """Of those that the database has, so that none is made by a migration and left unchecked."""
    with database.engine.connect() as connection:
        with connection.begin():
            present = names_of_triggers(connection)
        assert len(present) == 11
        for trigger, table in present:
            transaction = connection.begin()
            drop(connection, trigger, table)
            assert find_missing_triggers(connection) == (trigger,)
            transaction.rollback()


def test_a_trigger_that_does_nothing_any_more_is_missed(database):
    with database.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            drop(connection, "ledger_entry_no_update", "ledger_entry")
            body = "BEGIN SELECT 1; END"
            connection.execute(
                text(f"CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry {body}")
            )
        else:
            connection.execute(
                text("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_no_change")
            )
        assert find_missing_triggers(connection) in (
            ("ledger_entry_no_update",),
            ("ledger_entry_no_change",),
        )


@pytest.mark.databases("postgres")
def test_a_trigger_that_fires_for_nothing_is_missed(database):
    with database.engine.begin() as connection:
        drop(connection, "ledger_entry_no_change", "ledger_entry")
        made = "CREATE TRIGGER ledger_entry_no_change BEFORE UPDATE ON ledger_entry FOR EACH ROW "
        connection.execute(text(made + "WHEN (false) EXECUTE FUNCTION refuse_change()"))
        assert find_missing_triggers(connection) == ("ledger_entry_no_change",)


def test_without_a_guard_nothing_starts_and_everything_says_so(database, config, client):
    with database.engine.begin() as connection:
        drop(connection, "ledger_entry_append", "ledger_entry")
    assert "guards are gone or changed (ledger_entry_append)" in find_start_fault(database)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "ledger_entry_append" in answer.get_json()["missing"][0]
    for command, words in ((serve, ()), (ledger, ("verify",)), (migrate_command, ())):
        done = CliRunner().invoke(command, words, obj=config)
        assert done.exit_code == 1
        assert "ledger_entry_append" in done.output
        assert "restore a backup" in done.output


def test_a_ledger_of_a_newer_program_is_not_served_and_not_migrated(database, config):
    with database.writing() as session:
        enroll(session)
        add_class_time(session)
    _write_with_format(database, NEWEST_FORMAT + 1)
    before = _dump(database)
    for command in (serve, migrate_command):
        done = CliRunner().invoke(command, obj=config)
        assert done.exit_code == 1
        assert f"entry 1 of the ledger has format {NEWEST_FORMAT + 1}" in done.output
        assert "Run that program, or restore a backup" in done.output
    assert _dump(database) == before


def _write_with_format(database: Database, number: int) -> None:
    """As a newer program would have written it: the guard is put back as it was."""
    with database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(
                text("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_no_change")
            )
            connection.execute(text(f"UPDATE ledger_entry SET format = {number}"))
            connection.execute(
                text("ALTER TABLE ledger_entry ENABLE TRIGGER ledger_entry_no_change")
            )
            return
        guard = "SELECT sql FROM sqlite_master WHERE name = 'ledger_entry_no_update'"
        statement = connection.scalar(text(guard))
        drop(connection, "ledger_entry_no_update", "ledger_entry")
        connection.execute(text(f"UPDATE ledger_entry SET format = {number}"))
        connection.exec_driver_sql(statement)


def _dump(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as session:
        entries = session.execute(text("SELECT * FROM ledger_entry ORDER BY seq")).all()
        version = session.execute(text("SELECT * FROM alembic_version")).all()
    return [tuple(row) for row in (*entries, *version)]


def test_a_migration_of_a_newer_program_is_named(database, config):
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CannotMigrate, match="at migration 9999, which this program does not know"):
        migrate(database)
    done = CliRunner().invoke(serve, obj=config)
    assert done.exit_code == 1
    assert "9999" in done.output


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (
            "ALTER TABLE ledger_entry RENAME COLUMN clock_minutes TO clock_minutes_old",
            "column clock_minutes of ledger",
        ),
        (
            "ALTER TABLE section_finished RENAME TO section_finished_rebuilt",
            "table section_finished",
        ),
    ],
)
def test_a_migration_that_stopped_half_way_is_named(database, config: Config, statement, what):
    with database.engine.begin() as connection:
        connection.execute(text(statement))
    with database.reading() as session:
        fault = find_table_fault(session)
    assert what in fault
    assert "Restore the backup made before it and run `school migrate`" in fault
    done = CliRunner().invoke(serve, obj=config)
    assert (done.exit_code, what in done.output) == (1, True)
