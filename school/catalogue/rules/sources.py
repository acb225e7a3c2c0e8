"""The bibliography as values, and what a text cites from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One entry of the bibliography."""

    id: str
    authors: str
    title: str
    where: str
    year: int
    doi: str
    url: str
    seen: str  # "page" or "title"


@dataclass(frozen=True)
class Cited:
    """A source as a module cites it: its number and how often it is cited in the text."""

    number: int
    source: Source | None  # None: general professional knowledge, awaiting expert review
    places: int  # the text has anchors cite-<id>-1 … cite-<id>-<places>

    @property
    def id(self) -> str:
        return self.source.id if self.source else "expert-review"
