"""The ledger only takes new entries at its end; editions, releases, certificates never change."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FROZEN = ("edition", "release", "certificate", "ledger_entry")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in FROZEN:
            _freeze_on_sqlite(table)
        op.execute(SQLITE_APPEND)
    else:
        op.execute(POSTGRES_REFUSE)
        for table in FROZEN:
            _freeze_on_postgres(table)
        op.execute(POSTGRES_APPEND)
        op.execute(
            "CREATE TRIGGER ledger_entry_append BEFORE INSERT ON ledger_entry "
            "FOR EACH ROW EXECUTE FUNCTION ledger_entry_append()"
        )


def _freeze_on_sqlite(table: str) -> None:
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed or removed'); END"
        )


def _freeze_on_postgres(table: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


# INSERT OR REPLACE deletes without firing delete triggers unless a pragma is set. So the insert
# itself is guarded: an entry must be the next one, chained to the last one.
SQLITE_APPEND = """
CREATE TRIGGER ledger_entry_append BEFORE INSERT ON ledger_entry
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM ledger_entry)
  OR NEW.prev_hash <> coalesce((SELECT hash FROM ledger_entry ORDER BY seq DESC LIMIT 1), '')
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE once_key = NEW.once_key)
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE hash = NEW.hash)
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE reverses_id = NEW.reverses_id)
BEGIN SELECT RAISE(ABORT, 'a ledger entry must be new and follow the last one'); END
"""

POSTGRES_REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% rows are never changed or removed', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$
"""

POSTGRES_APPEND = """
CREATE FUNCTION ledger_entry_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last_seq integer; last_hash varchar;
BEGIN
  SELECT seq, hash INTO last_seq, last_hash FROM ledger_entry ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(last_seq, 0) + 1 OR NEW.prev_hash <> coalesce(last_hash, '') THEN
    RAISE EXCEPTION 'a ledger entry must be new and follow the last one'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$
"""
