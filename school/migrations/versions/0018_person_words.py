"""People are found by words of all their names: `person_word`.

Only adds. The table starts empty; `school migrate` fills it from the names afterward.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    by_code_points = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        "person_word",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("word", by_code_points, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "word", name="pk_person_word"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_person_word_person_id_person"
        ),
    )
    op.create_index("ix_person_word_word", "person_word", ["word", "person_id"])
