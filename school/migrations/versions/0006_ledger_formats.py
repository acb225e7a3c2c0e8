"""The ledger gets a format, so that it can learn fields; a person may have no email.

The checks no longer list words. SQLite cannot drop a check, so there `ledger_entry`, `edition` and
`person` are built anew, once. Foreign keys are off meanwhile (see school/migrate.py): otherwise
dropping a table would empty those that refer to it.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem, conv

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# `conv`: these names are whole; the convention for names must not be put before them once more.
INSTANT = sa.DateTime(timezone=True)
PASSWORD_NEEDS_EMAIL = "email IS NOT NULL OR password_hash IS NULL"  # noqa: S105 - only a rule
MINUTES = "minutes <> 0 AND (minutes < 0) = (reverses_id IS NOT NULL)"
ONE_REFERENCE = "reverses_id IS NULL OR follows_id IS NULL"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rebuild("edition", EDITION, ())
        _rebuild("person", PERSON, (("ix_person_sort_name", ["sort_name"]),))
        _rebuild(
            "ledger_entry",
            LEDGER_ENTRY,
            (("ix_ledger_entry_person", LEDGER_INDEX),),
            {"format": "1"},
        )
        for table in ("edition", "ledger_entry"):
            _freeze_on_sqlite(table)
        op.execute(SQLITE_APPEND)
    else:
        _alter_on_postgres()


def _rebuild(
    table: str,
    columns: tuple[SchemaItem, ...],
    indexes: tuple[tuple[str, list[str]], ...],
    new_values: dict[str, str] | None = None,
) -> None:
    """Make the table anew, copy every row, and put it in place of the old one.

    The triggers of the old table end with it.
    """
    connection = op.get_bind()
    count = sa.text(f"SELECT count(*) FROM {table}")
    before = connection.scalar(count)
    old_names = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
    op.create_table(f"{table}_rebuilt", *columns)
    values = new_values or {}
    into = ", ".join((*old_names, *values))
    source = ", ".join((*old_names, *values.values()))
    op.execute(f"INSERT INTO {table}_rebuilt ({into}) SELECT {source} FROM {table}")
    op.drop_table(table)
    op.rename_table(f"{table}_rebuilt", table)
    for name, indexed in indexes:
        op.create_index(name, table, indexed)
    if connection.scalar(count) != before:
        raise RuntimeError(f"{table} had {before} rows and has other ones now: nothing was changed")


EDITION = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("kind", sa.String(), nullable=False),
    sa.Column("slug", sa.String(), nullable=False),
    sa.Column("number", sa.Integer(), nullable=False),
    sa.Column("sha256", sa.String(), nullable=False),
    sa.Column("path", sa.String(), nullable=False),
    sa.Column("source", sa.String(), nullable=False),
    sa.Column("payload", sa.JSON(), nullable=False),
    sa.Column("author", sa.String(), nullable=False),
    sa.Column("published_at", INSTANT, nullable=False),
    sa.PrimaryKeyConstraint("id", name="pk_edition"),
    sa.UniqueConstraint("kind", "slug", "number", name="uq_edition_kind_slug_number"),
)
PERSON = (
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("email", sa.String(), nullable=True),
    sa.Column("name", sa.String(), nullable=False),
    sa.Column("sort_name", sa.String(), nullable=False),
    sa.Column("role", sa.String(), nullable=False),
    sa.Column("password_hash", sa.String(), nullable=True),
    sa.Column("joined_at", INSTANT, nullable=False),
    sa.Column("disabled_at", INSTANT, nullable=True),
    sa.CheckConstraint("email = lower(email)", name=conv("ck_person_email_lower")),
    sa.CheckConstraint(PASSWORD_NEEDS_EMAIL, name=conv("ck_person_password_needs_email")),
    sa.PrimaryKeyConstraint("id", name="pk_person"),
    sa.UniqueConstraint("email", name="uq_person_email"),
)
LEDGER_ENTRY = (
    sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
    sa.Column("format", sa.Integer(), nullable=False),
    sa.Column("person_id", sa.Integer(), nullable=False),
    sa.Column("book", sa.String(), nullable=False),
    sa.Column("course_slug", sa.String(), nullable=False),
    sa.Column("kind", sa.String(), nullable=False),
    sa.Column("delivery", sa.String(), nullable=False),
    sa.Column("family", sa.String(), nullable=False),
    sa.Column("title", sa.String(), nullable=False),
    sa.Column("minutes", sa.Integer(), nullable=False),
    sa.Column("clock_minutes", sa.Integer(), nullable=True),
    sa.Column("once_key", sa.String(), nullable=False),
    sa.Column("earned_at", INSTANT, nullable=False),
    sa.Column("earned_on", sa.Date(), nullable=False),
    sa.Column("zone", sa.String(), nullable=False),
    sa.Column("recorded_at", INSTANT, nullable=False),
    sa.Column("recorded_by_id", sa.Integer(), nullable=True),
    sa.Column("attempt_id", sa.Integer(), nullable=True),
    sa.Column("edition_id", sa.Integer(), nullable=True),
    sa.Column("reverses_id", sa.Integer(), nullable=True),
    sa.Column("follows_id", sa.Integer(), nullable=True),
    sa.Column("reason", sa.String(), nullable=False),
    sa.Column("evidence", sa.JSON(), nullable=False),
    sa.Column("prev_hash", sa.String(), nullable=False),
    sa.Column("hash", sa.String(), nullable=False),
    sa.CheckConstraint(MINUTES, name=conv("ck_ledger_entry_minutes")),
    sa.CheckConstraint(ONE_REFERENCE, name=conv("ck_ledger_entry_one_reference")),
    sa.ForeignKeyConstraint(
        ["attempt_id"], ["attempt.id"], name="fk_ledger_entry_attempt_id_attempt"
    ),
    sa.ForeignKeyConstraint(
        ["edition_id"], ["edition.id"], name="fk_ledger_entry_edition_id_edition"
    ),
    sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_ledger_entry_person_id_person"),
    sa.ForeignKeyConstraint(
        ["recorded_by_id"], ["person.id"], name="fk_ledger_entry_recorded_by_id_person"
    ),
    sa.ForeignKeyConstraint(
        ["reverses_id"], ["ledger_entry.seq"], name="fk_ledger_entry_reverses_id_ledger_entry"
    ),
    sa.ForeignKeyConstraint(
        ["follows_id"], ["ledger_entry.seq"], name="fk_ledger_entry_follows_id_ledger_entry"
    ),
    sa.PrimaryKeyConstraint("seq", name="pk_ledger_entry"),
    sa.UniqueConstraint("hash", name="uq_ledger_entry_hash"),
    sa.UniqueConstraint("once_key", name="uq_ledger_entry_once_key"),
    sa.UniqueConstraint("reverses_id", name="uq_ledger_entry_reverses_id"),
    sa.UniqueConstraint("follows_id", name="uq_ledger_entry_follows_id"),
)
LEDGER_INDEX = ["person_id", "book", "course_slug", "delivery", "minutes", "earned_at"]


def _freeze_on_sqlite(table: str) -> None:
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed or removed'); END"
        )


# INSERT OR REPLACE deletes without firing delete triggers unless a pragma is set. So the insert
# itself is guarded: an entry must be the next one, chained to the last one, and may repeat nothing
# that is unique.
SQLITE_APPEND = """
CREATE TRIGGER ledger_entry_append BEFORE INSERT ON ledger_entry
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM ledger_entry)
  OR NEW.prev_hash <> coalesce((SELECT hash FROM ledger_entry ORDER BY seq DESC LIMIT 1), '')
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE once_key = NEW.once_key)
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE hash = NEW.hash)
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE reverses_id = NEW.reverses_id)
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE follows_id = NEW.follows_id)
BEGIN SELECT RAISE(ABORT, 'a ledger entry must be new and follow the last one'); END
"""


def _alter_on_postgres() -> None:
    op.drop_constraint(conv("ck_edition_kind"), "edition")
    op.drop_constraint(conv("ck_person_role"), "person")
    op.alter_column("person", "email", nullable=True)
    op.create_check_constraint(
        conv("ck_person_password_needs_email"), "person", PASSWORD_NEEDS_EMAIL
    )
    for name in ("book", "delivery", "kind", "minutes", "reverses"):
        op.drop_constraint(conv(f"ck_ledger_entry_{name}"), "ledger_entry")
    # A default fills the existing rows without an update, which their triggers would refuse.
    op.add_column(
        "ledger_entry", sa.Column("format", sa.Integer(), nullable=False, server_default="1")
    )
    op.alter_column("ledger_entry", "format", server_default=None)
    for column in ("clock_minutes", "follows_id"):
        op.add_column("ledger_entry", sa.Column(column, sa.Integer(), nullable=True))
    op.create_unique_constraint("uq_ledger_entry_follows_id", "ledger_entry", ["follows_id"])
    op.create_foreign_key(
        "fk_ledger_entry_follows_id_ledger_entry",
        "ledger_entry",
        "ledger_entry",
        ["follows_id"],
        ["seq"],
    )
    op.create_check_constraint(conv("ck_ledger_entry_minutes"), "ledger_entry", MINUTES)
    op.create_check_constraint(conv("ck_ledger_entry_one_reference"), "ledger_entry", ONE_REFERENCE)
