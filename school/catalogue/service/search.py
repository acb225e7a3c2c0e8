"""Searches the content: one function in front of each database's own full-text index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from sqlalchemy import delete, insert, text
from sqlalchemy.orm import Session

from school.catalogue.rules.query import Query, read_query
from school.catalogue.tables import SearchEntry
from school.documents.rules.kinds import DOCUMENT_KINDS
from school.documents.rules.reading.tree import Content

# Put around a matching word until the page marks it. No text of the school holds these two.
BEGIN, END = "\x02", "\x03"


@dataclass(frozen=True)
class Hit:
    """Something that the search found. The excerpt is plain text in pieces; True marks a match."""

    url: str
    title: str
    place: str
    excerpt: tuple[tuple[str, bool], ...]


def search_content(session: Session, words: str, limit: int = 20) -> list[Hit]:
    """Return what matches the words best, at most `limit` hits.

    If nothing holds all the words, return what holds some of them. The last word may be only a
    beginning, and people may type anything.
    """
    query = read_query(words)
    if query is None:
        return []
    return _find_hits(session, query, limit, every=True) or _find_hits(
        session, query, limit, every=False
    )


def _find_hits(session: Session, query: Query, limit: int, every: bool) -> list[Hit]:
    if session.get_bind().dialect.name == "sqlite":
        sql, terms = _FTS5, query.write_fts5("AND" if every else "OR")
    else:
        sql, terms = _TSQUERY, query.write_tsquery("&" if every else "|")
    rows = session.execute(sql, {"terms": terms, "limit": limit})
    return [Hit(row.url, row.title, row.place, _split_excerpt(row.excerpt)) for row in rows]


# A word in the title weighs most, one in the title of its module less, one in the text least.
_FTS5 = text("""
SELECT e.url, e.title, e.place,
  snippet(search_index, 2, char(2), char(3), '…', 24) AS excerpt
FROM search_index
JOIN search_entry AS e ON e.id = search_index.rowid
WHERE search_index MATCH :terms
ORDER BY bm25(search_index, 10.0, 2.0, 1.0), e.id
LIMIT :limit
""")
# The condition repeats the expression that the index is made of.
_TSQUERY = text("""
SELECT e.url, e.title, e.place,
  ts_headline('english', e.body, terms, 'StartSel=' || chr(2) || ', StopSel=' || chr(3)
    || ', MaxFragments=1, MaxWords=24, MinWords=12') AS excerpt
FROM search_entry AS e, to_tsquery('english', :terms) AS terms
WHERE to_tsvector('english', e.title || ' ' || e.place || ' ' || e.body) @@ terms
ORDER BY ts_rank('{0.1, 0.2, 0.4, 1.0}',
  setweight(to_tsvector('english', e.title), 'A')
    || setweight(to_tsvector('english', e.place), 'C')
    || setweight(to_tsvector('english', e.body), 'D'),
  terms, 1) DESC, e.id
LIMIT :limit
""")


def _split_excerpt(marked: str) -> tuple[tuple[str, bool], ...]:
    first, *rest = marked.split(BEGIN)
    pieces = [(first, False)]
    for part in rest:
        match, _, after = part.partition(END)
        pieces += [(match, True), (after, False)]
    return tuple(piece for piece in pieces if piece[0])


def refresh_search(session: Session, content: Content) -> None:
    """Replace all search entries by those of `content`."""
    session.execute(delete(SearchEntry))
    entries = list(_make_entries(content))
    if entries:
        session.execute(insert(SearchEntry), entries)
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO search_index(search_index) VALUES ('rebuild')"))


def _make_entries(content: Content) -> Iterator[dict[str, str]]:
    for written in content.documents:
        for entry in DOCUMENT_KINDS[written.kind].search(written.document):
            yield asdict(entry)
