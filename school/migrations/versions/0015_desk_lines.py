"""The officer's table becomes rows of its own: `desk_line`, `desk_total`, `built_projection`.

Only adds. The tables start empty; `school migrate` fills them from the facts afterward.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
INDEXES = {
    "name": ["sort_name", "person_id", "course_slug"],
    "course": ["course_slug", "sort_name", "person_id"],
    "stage": ["stage", "sort_name", "person_id", "course_slug"],
    "role": ["role", "sort_name", "person_id", "course_slug"],
    "minutes": ["minutes", "sort_name", "person_id", "course_slug"],
    "last": ["last_earned_at", "sort_name", "person_id", "course_slug"],
    "issued": ["issued_at", "sort_name", "person_id", "course_slug"],
    "activity": ["stage", "last_earned_at", "role", "course_slug"],
    "finished": ["finished_at", "stage"],
}


def upgrade() -> None:
    op.create_table(
        "built_projection",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("rests_on", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_built_projection"),
    )
    op.create_table(
        "desk_line",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_slug", sa.String(), nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.Column("sort_name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("enrolled_at", INSTANT, nullable=True),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("needed_minutes", sa.Integer(), nullable=True),
        sa.Column("last_earned_at", INSTANT, nullable=True),
        sa.Column("certificate_id", sa.Integer(), nullable=True),
        sa.Column("issued_at", INSTANT, nullable=True),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_desk_line_person_id_person"),
        sa.PrimaryKeyConstraint("person_id", "course_slug", name="pk_desk_line"),
    )
    for name, columns in INDEXES.items():
        op.create_index(f"ix_desk_line_{name}", "desk_line", columns)
    op.create_table(
        "desk_total",
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("course_slug", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("role", "course_slug", "stage", name="pk_desk_total"),
    )
