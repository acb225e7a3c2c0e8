"""When a card was last suspended, resumed or reset: what was done offline arrives late."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "card_setting", sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True)
    )
