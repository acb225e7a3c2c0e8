"""What a choice was called before it had an id of its own: `choice_alias`.

Only adds. It starts empty: rows are written when content with ids is published.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "choice_alias",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("old", sa.String(), nullable=False),
        sa.Column("new", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name="fk_choice_alias_edition_id_edition"
        ),
        sa.PrimaryKeyConstraint("edition_id", "item_id", "old", name="pk_choice_alias"),
    )
    op.create_index("ix_choice_alias_item_id", "choice_alias", ["item_id"])
