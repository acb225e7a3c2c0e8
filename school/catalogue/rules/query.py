"""Splits what a person types into the search into words that both databases can look for."""

from __future__ import annotations

import re
from dataclasses import dataclass

TYPED = 200  # the search reads only this many characters
MOST_WORDS = 8
WORD = re.compile(r"[^\W_]+")
# Words that occur in nearly every section. PostgreSQL leaves them out too.
EVERYWHERE_WORDS = """
a an and are as at be by can do does don for from has have how i if in is it me my no not of on or
s t that the this to was what when where which who why will with you your
"""
EVERYWHERE = frozenset(EVERYWHERE_WORDS.split())


@dataclass(frozen=True)
class Query:
    """Words to look for, in lower case, of letters and digits. The last may be only a beginning."""

    words: tuple[str, ...]

    def write_fts5(self, joint: str) -> str:
        """Return the query for SQLite's FTS5; `joint` is AND or OR."""
        *complete, last = self.words
        terms = [f'"{word}"' for word in complete]
        return f" {joint} ".join([*terms, f'("{last}" OR "{last}"*)'])

    def write_tsquery(self, joint: str) -> str:
        """Return the query for PostgreSQL's to_tsquery; `joint` is & or |."""
        *complete, last = self.words
        return f" {joint} ".join([*complete, f"({last} | {last}:*)"])


def read_query(typed: str) -> Query | None:
    """Return the words in what was typed; None if there is nothing to look for."""
    words = [word for word in WORD.findall(typed[:TYPED].casefold()) if word not in EVERYWHERE]
    return Query(tuple(dict.fromkeys(words))[:MOST_WORDS]) if words else None
