"""An attempt keeps its facts; what it was worth moves into `marking`, which has a history.

Each handed-in attempt gets one marking, dated and keyed as its hand-in, and its item marks move
there. SQLite builds `attempt` anew, with foreign keys off meanwhile (see school/migrate.py).
`item_mark` gets another primary key, so it is built anew on both databases.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_marking()
    _move_item_marks()
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_attempt_on_sqlite()
    else:
        _alter_attempt_on_postgres()


def _create_marking() -> None:
    op.create_table(
        "marking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("earned", sa.Integer(), nullable=False),
        sa.Column("possible", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("superseded_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_marking_attempt_id_attempt"
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name="fk_marking_edition_id_edition"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_marking_by_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_marking"),
        sa.UniqueConstraint("attempt_id", "number", name="uq_marking_attempt_id_number"),
    )
    op.create_index(
        "uq_marking_standing",
        "marking",
        ["attempt_id"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.execute(
        "INSERT INTO marking "
        "(attempt_id, number, edition_id, at, reason, earned, possible, passed) "
        "SELECT id, 1, edition_id, handed_in_at, 'hand-in', earned, possible, passed "
        "FROM attempt WHERE handed_in_at IS NOT NULL ORDER BY id"
    )


def _move_item_marks() -> None:
    """Constraints come last: on PostgreSQL their names are taken until the old table is gone."""
    op.create_table(
        "item_mark_rebuilt",
        sa.Column("marking_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("earned", sa.Integer(), nullable=False),
        sa.Column("possible", sa.Integer(), nullable=False),
        *(ITEM_MARK_KEYS if op.get_bind().dialect.name == "sqlite" else ()),
    )
    op.execute(
        "INSERT INTO item_mark_rebuilt (marking_id, item_id, earned, possible) "
        "SELECT marking.id, item_mark.item_id, item_mark.earned, item_mark.possible "
        "FROM item_mark JOIN marking ON marking.attempt_id = item_mark.attempt_id"
    )
    op.drop_table("item_mark")
    op.rename_table("item_mark_rebuilt", "item_mark")
    if op.get_bind().dialect.name == "postgresql":
        op.create_primary_key("pk_item_mark", "item_mark", ["marking_id", "item_id"])
        name = "fk_item_mark_marking_id_marking"
        op.create_foreign_key(name, "item_mark", "marking", ["marking_id"], ["id"])
    op.create_index("ix_item_mark_item_id", "item_mark", ["item_id"])


ITEM_MARK_KEYS = (
    sa.ForeignKeyConstraint(["marking_id"], ["marking.id"], name="fk_item_mark_marking_id_marking"),
    sa.PrimaryKeyConstraint("marking_id", "item_id", name="pk_item_mark"),
)


def _rebuild_attempt_on_sqlite() -> None:
    op.create_table(
        "attempt_rebuilt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("quiz_slug", sa.String(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("course_slug", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("handed_in_at", INSTANT, nullable=True),
        sa.Column("draw", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name="fk_attempt_edition_id_edition"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_attempt_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
        sa.UniqueConstraint(
            "person_id", "quiz_slug", "number", name="uq_attempt_person_id_quiz_slug_number"
        ),
    )
    names = ["id", "person_id", "quiz_slug", "edition_id", "course_slug", "number", "seed"]
    kept = ", ".join([*names, "started_at", "handed_in_at"])
    op.execute(f"INSERT INTO attempt_rebuilt ({kept}) SELECT {kept} FROM attempt")
    op.drop_table("attempt")
    op.rename_table("attempt_rebuilt", "attempt")
    op.create_index("ix_attempt_quiz_slug", "attempt", ["quiz_slug", "handed_in_at"])
    op.create_index(
        "uq_attempt_open",
        "attempt",
        ["person_id", "quiz_slug"],
        unique=True,
        sqlite_where=sa.text("handed_in_at IS NULL"),
    )


def _alter_attempt_on_postgres() -> None:
    op.drop_constraint("ck_attempt_marked", "attempt")
    for column in ("earned", "possible", "passed"):
        op.drop_column("attempt", column)
    op.add_column("attempt", sa.Column("due_at", INSTANT, nullable=True))
    op.add_column("attempt", sa.Column("draw", sa.JSON(), nullable=True))
