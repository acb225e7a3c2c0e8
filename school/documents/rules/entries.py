"""What other rooms show of a document: entries of the search, and a line of the studio's list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Searchable:
    """Something that the search can find. It is stored, with its address."""

    kind: str  # "module", "section", "term" …
    url: str
    title: str
    place: str  # where it stands: the title of its module, "Glossary"
    body: str  # plain text


@dataclass(frozen=True)
class StudioLine:
    """What the studio's list says of a document."""

    title: str
    minutes: int | None = None  # what it is worth; None for what is worth none by itself
    counts: tuple[tuple[int, str], ...] = ()  # how many of what it holds, as (3, "question")
    review: str = ""  # "awaiting", or who reviewed it and when; "" for what nobody reviews
