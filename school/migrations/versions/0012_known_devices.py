"""A device that an account knows is counted by itself, so that nobody else can lock its owner out.

Tries that were counted before came from devices that no account knew yet.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_device",
        sa.Column("device_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_known_device_person_id_person"
        ),
        sa.PrimaryKeyConstraint("device_hash", "person_id", name="pk_known_device"),
    )
    op.create_index("ix_known_device_person_id", "known_device", ["person_id"])
    op.add_column("failed_sign_in", sa.Column("device_hash", sa.String(), nullable=True))
