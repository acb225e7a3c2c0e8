"""Searches the content: one function in front of each database's own full-text index."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import delete, insert, select, text
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
# `terms_vector` is stored, so no text is taken apart when somebody searches.
_TSQUERY = text("""
SELECT e.url, e.title, e.place,
  ts_headline('english', e.body, terms, 'StartSel=' || chr(2) || ', StopSel=' || chr(3)
    || ', MaxFragments=1, MaxWords=24, MinWords=12') AS excerpt
FROM search_entry AS e, to_tsquery('english', :terms) AS terms
WHERE e.terms_vector @@ terms
ORDER BY ts_rank('{0.1, 0.2, 0.4, 1.0}', e.terms_vector, terms, 1) DESC, e.id
LIMIT :limit
""")


def _split_excerpt(marked: str) -> tuple[tuple[str, bool], ...]:
    first, *rest = marked.split(BEGIN)
    pieces = [(first, False)]
    for part in rest:
        match, _, after = part.partition(END)
        pieces += [(match, True), (after, False)]
    return tuple(piece for piece in pieces if piece[0])


def list_search_entries(content: Content) -> list[dict[str, str]]:
    """Return what the search finds in the content, as rows without ids."""
    entries = []
    for written in content.documents:
        for entry in DOCUMENT_KINDS[written.kind].search(written.document):
            entries.append(asdict(entry))
    return entries


def store_search_entries(session: Session, entries: list[dict[str, str]]) -> None:
    """Replace all search entries by these. Nothing is written if they are there already."""
    if _read_entries(session) == entries:
        return
    session.execute(delete(SearchEntry))
    if entries:
        session.execute(insert(SearchEntry), entries)
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO search_index(search_index) VALUES ('rebuild')"))


def _read_entries(session: Session) -> list[dict[str, str]]:
    columns = (
        SearchEntry.kind,
        SearchEntry.url,
        SearchEntry.title,
        SearchEntry.place,
        SearchEntry.body,
    )
    rows = session.execute(select(*columns).order_by(SearchEntry.id))
    return [dict(row) for row in rows.mappings()]
