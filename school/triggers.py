"""The triggers that keep frozen tables unchanged, and the check that they stand as made.

Somebody who repairs a table by hand may drop one and forget it; from then on history could be
rewritten without a word. So the school does not start without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

FROZEN = ("edition", "release", "certificate", "ledger_entry", "course_completion")


@dataclass(frozen=True)
class Trigger:
    """A trigger as the database describes it, with single spaces in its texts."""

    table: str
    statement: str  # that made it: when it fires and, on SQLite, what it does
    body: str = ""  # PostgreSQL: of the function that it calls
    is_on: bool = True


def find_missing_triggers(connection: Connection) -> tuple[str, ...]:
    """Return triggers that are missing, switched off or changed, in the order of their tables."""
    on_sqlite = connection.dialect.name == "sqlite"
    expected = _expect_on_sqlite() if on_sqlite else _expect_on_postgres()
    present = _read_on_sqlite(connection) if on_sqlite else _read_on_postgres(connection)
    return tuple(name for name, trigger in expected.items() if present.get(name) != trigger)


def describe_missing_guards(connection: Connection) -> str | None:
    """Return what to do about missing triggers; None if all of them stand."""
    missing = find_missing_triggers(connection)
    if not missing:
        return None
    return (
        f"guards are gone or changed ({', '.join(missing)}), "
        "so the records behind them could be rewritten: "
        "restore a backup made before that, or let somebody who knows the database "
        "put them back as school/migrations makes them, "
        "and run `school ledger verify --noted` with a head noted earlier"
    )


def _expect_on_sqlite() -> Mapping[str, Trigger]:
    triggers = {}
    for table in FROZEN:
        for act in ("UPDATE", "DELETE"):
            name = f"{table}_no_{act.lower()}"
            refusal = f"SELECT RAISE(ABORT, '{table} rows are never changed or removed')"
            statement = f"CREATE TRIGGER {name} BEFORE {act} ON {table} BEGIN {refusal}; END"
            triggers[name] = Trigger(table, statement)
    append = _normalize_spaces(APPEND_ON_SQLITE)
    triggers["ledger_entry_append"] = Trigger("ledger_entry", append)
    return triggers


def _read_on_sqlite(connection: Connection) -> Mapping[str, Trigger]:
    rows = connection.execute(
        text("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
    )
    return {row.name: Trigger(row.tbl_name, _normalize_spaces(row.sql)) for row in rows}


def _expect_on_postgres() -> Mapping[str, Trigger]:
    triggers = {}
    refuse = _normalize_spaces(REFUSE_ON_POSTGRES)
    for table in FROZEN:
        for name, acts, unit in (
            (f"{table}_no_change", "DELETE OR UPDATE", "ROW"),
            (f"{table}_no_truncate", "TRUNCATE", "STATEMENT"),
        ):
            statement = (
                f"CREATE TRIGGER {name} BEFORE {acts} ON {table} "
                f"FOR EACH {unit} EXECUTE FUNCTION refuse_change()"
            )
            triggers[name] = Trigger(table, statement, refuse)
    statement = "CREATE TRIGGER ledger_entry_append BEFORE INSERT ON ledger_entry FOR EACH ROW "
    statement += "EXECUTE FUNCTION ledger_entry_append()"
    append = _normalize_spaces(APPEND_ON_POSTGRES)
    triggers["ledger_entry_append"] = Trigger("ledger_entry", statement, append)
    return triggers


def _read_on_postgres(connection: Connection) -> Mapping[str, Trigger]:
    triggers = {}
    for row in connection.execute(text(PRESENT_ON_POSTGRES)):
        body = _normalize_spaces(row.body)
        triggers[row.name] = Trigger(row.table_name, row.statement, body, row.is_on)
    return triggers


def _normalize_spaces(sql: str) -> str:
    return " ".join(sql.split())


# `O` and `A` are triggers that fire in an ordinary session; `D` is one that was switched off.
PRESENT_ON_POSTGRES = """
SELECT t.tgname AS name, c.relname AS table_name, pg_get_triggerdef(t.oid, true) AS statement,
  p.prosrc AS body, t.tgenabled IN ('O', 'A') AS is_on
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
"""

# As the migrations wrote them, but for spaces: these texts change only together with a migration.
APPEND_ON_SQLITE = """
CREATE TRIGGER ledger_entry_append BEFORE INSERT ON ledger_entry
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM ledger_entry)
  OR NEW.prev_hash <> coalesce((SELECT hash FROM ledger_entry ORDER BY seq DESC LIMIT 1), '')
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE once_key = NEW.once_key)
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE hash = NEW.hash)
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE reverses_id = NEW.reverses_id)
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE follows_id = NEW.follows_id)
BEGIN SELECT RAISE(ABORT, 'a ledger entry must be new and follow the last one'); END
"""
REFUSE_ON_POSTGRES = """
BEGIN
  RAISE EXCEPTION '% rows are never changed or removed', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
"""
APPEND_ON_POSTGRES = """
DECLARE last_seq integer; last_hash varchar;
BEGIN
  SELECT seq, hash INTO last_seq, last_hash FROM ledger_entry ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(last_seq, 0) + 1 OR NEW.prev_hash <> coalesce(last_hash, '') THEN
    RAISE EXCEPTION 'a ledger entry must be new and follow the last one'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
"""
