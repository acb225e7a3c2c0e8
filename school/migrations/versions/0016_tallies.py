"""How quizzes and questions go is added up beside the facts: `quiz_tally`, `item_tally`, `answer_tally`.

Only adds. The tables start empty; `school migrate` fills them from the facts afterward.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quiz_tally",
        sa.Column("quiz_slug", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("passes", sa.Integer(), nullable=False),
        sa.Column("millionths", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("quiz_slug", name="pk_quiz_tally"),
    )
    op.create_table(
        "item_tally",
        sa.Column("quiz_slug", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("earned", sa.Integer(), nullable=False),
        sa.Column("possible", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("quiz_slug", "item_id", name="pk_item_tally"),
    )
    op.create_table(
        "answer_tally",
        sa.Column("quiz_slug", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("quiz_slug", "item_id", "answer", name="pk_answer_tally"),
    )
    op.create_index("ix_answer_tally_commonest", "answer_tally", ["quiz_slug", "item_id", "people"])
