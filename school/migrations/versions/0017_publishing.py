"""What a publication looks up is stored: kinds of questions, and PostgreSQL's search vector.

Only adds. `published_question` is filled from every edition that there is.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

EDITION = sa.table("edition", sa.column("id"), sa.column("payload", sa.JSON()))


def upgrade() -> None:
    questions = op.create_table(
        "published_question",
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("item_id", name="pk_published_question"),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name="fk_published_question_edition_id_edition"
        ),
    )
    op.bulk_insert(questions, list(_read_questions().values()))
    if op.get_bind().dialect.name == "postgresql":
        _store_search_vector()


def _read_questions() -> dict[str, dict[str, Any]]:
    """The rows by question: its first edition, and its kind there."""
    rows: dict[str, dict[str, Any]] = {}
    editions = sa.select(EDITION.c.id, EDITION.c.payload).order_by(EDITION.c.id)
    for edition_id, payload in op.get_bind().execute(editions):
        for item in _find_items(payload):
            # Before questions had bodies, the kind stood in the item itself.
            kind = item["kind"] if "kind" in item else item["body"]["kind"]
            row = {"item_id": item["id"], "kind": kind, "edition_id": edition_id}
            rows.setdefault(item["id"], row)
    return rows


def _find_items(part: Any) -> Iterator[dict[str, Any]]:
    """Yield the questions in a payload. Each has a stem, whatever kind of document holds it."""
    if isinstance(part, list):
        for entry in part:
            yield from _find_items(entry)
    elif isinstance(part, dict):
        if {"id", "stem"} <= part.keys():
            yield part
        for entry in part.values():
            yield from _find_items(entry)


def _store_search_vector() -> None:
    op.drop_index("ix_search_entry_text", "search_entry")
    op.execute(
        "ALTER TABLE search_entry ADD COLUMN terms_vector tsvector GENERATED ALWAYS AS ("
        "setweight(to_tsvector('english', title), 'A')"
        " || setweight(to_tsvector('english', place), 'C')"
        " || setweight(to_tsvector('english', body), 'D')) STORED"
    )
    op.execute("CREATE INDEX ix_search_entry_terms_vector ON search_entry USING gin (terms_vector)")
