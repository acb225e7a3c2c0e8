"""Full-text search over sections and terms: FTS5 on SQLite, a text-search index on PostgreSQL."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5("
            "title, place, body, content='search_entry', content_rowid='id', "
            "tokenize='porter unicode61 remove_diacritics 2', prefix='2 3')"
        )
    else:
        op.execute(
            "CREATE INDEX ix_search_entry_text ON search_entry "
            "USING gin (to_tsvector('english', title || ' ' || place || ' ' || body))"
        )
