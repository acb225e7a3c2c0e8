"""An edition says in which language it is written. All that there are so far are English.

The table is frozen, so the column is only added, with a default: no row is built anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "edition", sa.Column("language", sa.String(), nullable=False, server_default="en")
    )
