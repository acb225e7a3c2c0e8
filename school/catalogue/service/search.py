"""The search: one function in front of each database's own full-text index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from sqlalchemy import delete, insert, text
from sqlalchemy.orm import Session

from school.catalogue.rules.query import Query, read_query
from school.catalogue.tables import SearchEntry
from school.documents.rules.kinds import DOCUMENT_KINDS
from school.documents.rules.reading.tree import Content

# Around a word that was found, until the page marks it; no text of the school holds these two.
BEGIN, END = "\x02", "\x03"


@dataclass(frozen=True)
class Hit:
    """Something that was found. The excerpt is plain text in pieces; True marks a piece that was looked for."""

    url: str
    title: str
    place: str
    excerpt: tuple[tuple[str, bool], ...]


def search(session: Session, words: str, limit: int = 20) -> list[Hit]:
    """What fits the words best, at most `limit` of it; the last word may be only begun.

    Where nothing holds all the words, what holds some of them. Anything may be typed.
    """
    query = read_query(words)
    if query is None:
        return []
    return _look(session, query, limit, every=True) or _look(session, query, limit, every=False)


def _look(session: Session, query: Query, limit: int, every: bool) -> list[Hit]:
    if session.get_bind().dialect.name == "sqlite":
        sql, asked = _FTS5, query.fts5("AND" if every else "OR")
    else:
        sql, asked = _TSQUERY, query.tsquery("&" if every else "|")
    rows = session.execute(sql, {"asked": asked, "limit": limit})
    return [Hit(row.url, row.title, row.place, _pieces(row.excerpt)) for row in rows]


# A word in the title weighs most, one in the name of the module some, one in the text least.
_FTS5 = text(
    "SELECT e.url, e.title, e.place, snippet(search_index, 2, char(2), char(3), '…', 24) AS excerpt "
    "FROM search_index JOIN search_entry AS e ON e.id = search_index.rowid "
    "WHERE search_index MATCH :asked ORDER BY bm25(search_index, 10.0, 2.0, 1.0), e.id LIMIT :limit"
)
_TSQUERY = text(
    "SELECT e.url, e.title, e.place, ts_headline('english', e.body, asked, 'StartSel=' || chr(2) || ', StopSel=' "
    "|| chr(3) || ', MaxFragments=1, MaxWords=24, MinWords=12') AS excerpt "
    "FROM search_entry AS e, to_tsquery('english', :asked) AS asked "
    "WHERE to_tsvector('english', e.title || ' ' || e.place || ' ' || e.body) @@ asked "
    "ORDER BY ts_rank('{0.1, 0.2, 0.4, 1.0}', setweight(to_tsvector('english', e.title), 'A') "
    "|| setweight(to_tsvector('english', e.place), 'C') || setweight(to_tsvector('english', e.body), 'D'), asked, 1) "
    "DESC, e.id LIMIT :limit"
)


def _pieces(marked: str) -> tuple[tuple[str, bool], ...]:
    first, *rest = marked.split(BEGIN)
    pieces = [(first, False)]
    for part in rest:
        found, _, after = part.partition(END)
        pieces += [(found, True), (after, False)]
    return tuple(piece for piece in pieces if piece[0])


def refresh_search(session: Session, content: Content) -> None:
    """Let the search find what `content` holds, and nothing else."""
    session.execute(delete(SearchEntry))
    entries = list(_entries(content))
    if entries:
        session.execute(insert(SearchEntry), entries)
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO search_index(search_index) VALUES ('rebuild')"))


def _entries(content: Content) -> Iterator[dict[str, str]]:
    for written in content.documents:
        for entry in DOCUMENT_KINDS[written.kind].search(written.document):
            yield asdict(entry)
