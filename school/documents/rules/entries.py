"""What other rooms show of a document: entries for the search, and a line in the studio's list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Searchable:
    """Something that the search can find. It is stored with its address."""

    kind: str  # "module", "section", "term" …
    url: str
    title: str
    place: str  # where it is found: the title of its module, or "Glossary"
    body: str  # plain text


@dataclass(frozen=True)
class StudioLine:
    """What the studio's list says about a document."""

    title: str
    minutes: int | None = None  # credit minutes; None if the document is worth none by itself
    counts: tuple[tuple[int, str], ...] = ()  # what it holds, as (3, "question")
    review: str = ""  # "awaiting", or who reviewed it and when; "" if nobody reviews its kind
