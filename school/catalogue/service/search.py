"""Search over modules, sections, terms and patterns: one function in front of each database's own full-text index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, text
from sqlalchemy.orm import Session

from school.catalogue.rules.decks import Deck, Pattern
from school.catalogue.rules.documents import Check, Module, Section, Term
from school.catalogue.rules.query import Query, read_query
from school.catalogue.rules.reading.tree import Content
from school.catalogue.tables import SearchEntry
from school.markup.words import strip_html

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
        if isinstance(written.document, Module):
            yield from _of_module(written.document)
        elif isinstance(written.document, Deck):
            yield from _of_deck(written.document)
        elif written.kind == "glossary":
            yield from (_of_term(term) for term in written.document["terms"])


def _of_module(module: Module) -> Iterator[dict[str, str]]:
    url = f"/modules/{module.slug}"
    about = f"{module.summary} {' '.join(module.objectives.values())}"
    yield _entry("module", url, module.title, module.kind.capitalize(), about)
    for section in module.sections:
        yield _entry("section", f"{url}#{section.id}", section.title, module.title, _words(section))


def _words(section: Section) -> str:
    """The section's text; of a self-check only what is asked, since an excerpt must not answer it."""
    pieces = (p.item.stem if isinstance(p, Check) else p for p in section.pieces)
    return " ".join(strip_html(piece) for piece in pieces)


def _of_deck(deck: Deck) -> Iterator[dict[str, str]]:
    """The deck with what its cards in words ask, without their answers; and each pattern that it charts."""
    asked = " ".join(card.question for card in deck.cards)
    yield _entry("deck", f"/cards/{deck.slug}", deck.title, "Cards", f"{deck.summary} {asked}")
    named = {region.id: region.label for region in deck.regions}
    for pattern in deck.patterns:
        url = f"/cards/{deck.slug}/patterns/{pattern.id}"
        yield _entry("pattern", url, pattern.name, deck.title, _charted(pattern, named))


def _charted(pattern: Pattern, named: Mapping[str, str]) -> str:
    said = {
        "Main zone": [named[region] for region in pattern.primary],
        "Less often also": [named[region] for region in pattern.spillover],
        "Can be mistaken for": pattern.mimics,
        "Trigger point": [pattern.trp_location],
        "Action": [pattern.action],
        "Nerve supply": [pattern.innervation],
        "Note": [pattern.note],
    }
    return " ".join(f"{what}: {'; '.join(words)}." for what, words in said.items() if any(words))


def _of_term(term: Term) -> dict[str, str]:
    title = f"{term.title} ({term.also})" if term.also else term.title
    return _entry("term", f"/glossary#{term.id}", title, "Glossary", strip_html(term.html))


def _entry(kind: str, url: str, title: str, place: str, body: str) -> dict[str, str]:
    return {"kind": kind, "url": url, "title": title, "place": place, "body": body}
