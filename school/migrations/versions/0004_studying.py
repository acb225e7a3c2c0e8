"""Studying cards: settings of cards and decks, examinations, contrasts; more about a review."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Adding columns that may be empty copies no table, so no row that refers to a review is lost.
    op.add_column("review", sa.Column("seconds", sa.Integer(), nullable=True))
    op.add_column("review", sa.Column("confused_with", sa.String(), nullable=True))
    op.create_index("ix_review_deck", "review", ["person_id", "deck_slug", "id"], unique=False)
    op.create_table(
        "card_setting",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.String(), nullable=False),
        sa.Column("deck_slug", sa.String(), nullable=False),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suspended_for", sa.String(), nullable=True),
        sa.Column("buried_on", sa.Date(), nullable=True),
        sa.Column("reset_after", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "suspended_for IN ('wish', 'leech')", name=op.f("ck_card_setting_suspended_for")
        ),
        sa.CheckConstraint(
            "(suspended_at IS NULL) = (suspended_for IS NULL)",
            name=op.f("ck_card_setting_suspended"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_card_setting_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", "card_id", name=op.f("pk_card_setting")),
    )
    op.create_index(
        "ix_card_setting_deck", "card_setting", ["person_id", "deck_slug"], unique=False
    )
    op.create_table(
        "deck_setting",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("deck_slug", sa.String(), nullable=False),
        sa.Column("new_per_day", sa.Integer(), nullable=True),
        sa.Column("retention", sa.Double(), nullable=True),
        sa.Column("kinds", sa.JSON(), nullable=True),
        sa.Column("parameters", sa.JSON(), nullable=True),
        sa.Column("optimised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("optimised_from", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "new_per_day BETWEEN 0 AND 1000", name=op.f("ck_deck_setting_new_per_day")
        ),
        sa.CheckConstraint(
            "retention BETWEEN 0.7 AND 0.97", name=op.f("ck_deck_setting_retention")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_deck_setting_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", "deck_slug", name=op.f("pk_deck_setting")),
    )
    op.create_table(
        "examination",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.CheckConstraint("subject IN ('deck', 'quiz')", name=op.f("ck_examination_subject")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_examination_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", "subject", "slug", name=op.f("pk_examination")),
    )
    op.create_table(
        "contrast",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("deck_slug", sa.String(), nullable=False),
        sa.Column("one", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_contrast_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", "deck_slug", "one", "other", name=op.f("pk_contrast")),
    )
