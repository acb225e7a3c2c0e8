"""When a card was last suspended, resumed or begun anew: what was done away from the school arrives late."""

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
