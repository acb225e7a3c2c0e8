"""What a person types into the search, taken apart into words that both databases can look for."""

from __future__ import annotations

import re
from dataclasses import dataclass

TYPED = 200  # characters that are read of what was typed
MOST_WORDS = 8
WORD = re.compile(r"[^\W_]+")
# Words that stand in nearly every section; PostgreSQL leaves them out too.
EVERYWHERE = {
    *(
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "do",
        "does",
        "don",
        "for",
        "from",
        "has",
        "have",
        "how",
    ),
    *(
        "i",
        "if",
        "in",
        "is",
        "it",
        "me",
        "my",
        "no",
        "not",
        "of",
        "on",
        "or",
        "s",
        "t",
        "that",
        "the",
        "this",
        "to",
    ),
    *("was", "what", "when", "where", "which", "who", "why", "will", "with", "you", "your"),
}


@dataclass(frozen=True)
class Query:
    """Words to look for, in lower case; they hold letters and digits only. The last one may be the start of a word."""

    words: tuple[str, ...]

    def fts5(self, joint: str) -> str:
        """As SQLite's FTS5 reads it; `joint` is AND or OR."""
        *whole, last = self.words
        return f" {joint} ".join([*(f'"{word}"' for word in whole), f'("{last}" OR "{last}"*)'])

    def tsquery(self, joint: str) -> str:
        """As PostgreSQL's to_tsquery reads it; `joint` is & or |."""
        *whole, last = self.words
        return f" {joint} ".join([*whole, f"({last} | {last}:*)"])


def read_query(typed: str) -> Query | None:
    """The words in what was typed; None where there is nothing to look for."""
    words = [word for word in WORD.findall(typed[:TYPED].casefold()) if word not in EVERYWHERE]
    return Query(tuple(dict.fromkeys(words))[:MOST_WORDS]) if words else None
