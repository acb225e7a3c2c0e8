"""Decks of cards as values: of referral patterns on the body, and of questions in words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from school.catalogue.rules.sources import Cited


@dataclass(frozen=True)
class Region:
    """A body region of the referral patterns."""

    id: str
    label: str
    description: str
    paired: bool


@dataclass(frozen=True)
class Pattern:
    """A referral pattern as it is charted. Its id never changes, because cards depend on it."""

    id: str
    name: str
    muscle: str
    group: str
    primary: tuple[str, ...]  # region ids of the essential zone
    spillover: tuple[str, ...]
    crosses_midline: bool
    evidence: Literal["found", "partial", "general"]
    trp_location: str
    action: str
    innervation: str
    mimics: tuple[str, ...]
    note: str
    sources: tuple[str, ...]  # keys of the deck's own source list
    part: str = ""  # which part of the muscle, if the muscle has several patterns
    refer_first: str = ""  # what a physician must see before anybody presses there
    # Who separated main zones from less frequent ones.
    split: Literal["source", "editorial"] = "editorial"
    # Whether its trigger point is marked on the figure. In editions from before the figure none is.
    point: bool = False
    about: tuple[str, ...] = ()  # `<module>` and `<quiz>/<item>` that teach or ask for the same


@dataclass(frozen=True)
class DeckSource:
    """Where a pattern was found."""

    id: str
    title: str
    url: str
    kind: str
    note: str = ""


@dataclass(frozen=True)
class TextCard:
    """A question and its answer in words. Its id never changes, because a card depends on it."""

    id: str
    question: str  # plain text
    answer: str  # html
    about: tuple[str, ...] = ()  # `<module>` and `<quiz>/<item>` that teach or ask for the same
    citations: tuple[Cited, ...] = ()  # the card's own, numbered from 1 because it is shown alone


@dataclass(frozen=True)
class Deck:
    """A deck of cards: of referral patterns on the body, or of questions in words."""

    slug: str
    title: str
    summary: str
    caution: str  # "" if there is nothing to be careful about
    retention: float
    new_per_day: int
    regions: tuple[Region, ...]
    patterns: tuple[Pattern, ...]
    sources: tuple[DeckSource, ...]
    edition_id: int = 0
    cards: tuple[TextCard, ...] = ()
    # Quiz slug → ids of the patterns and cards that go with it. Worked out when a release is read,
    # because it changes with the modules, too.
    quizzes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __hash__(self) -> int:
        # Every page looks up things by their deck, and hashing all its patterns takes 60 µs.
        return hash((self.slug, self.edition_id))

    @cached_property
    def graded(self) -> tuple[Pattern, ...]:
        """The patterns that become cards: those whose main zones a source states."""
        return tuple(p for p in self.patterns if p.evidence == "found")

    @cached_property
    def sources_by_id(self) -> dict[str, DeckSource]:
        return {source.id: source for source in self.sources}

    def find_pattern(self, pattern_id: str) -> Pattern | None:
        return next((pattern for pattern in self.patterns if pattern.id == pattern_id), None)

    def find_neighbors(self, pattern: Pattern) -> tuple[Pattern | None, Pattern | None]:
        """The patterns before and after this one, in the deck's order."""
        at = self.patterns.index(pattern)
        after = self.patterns[at + 1] if at + 1 < len(self.patterns) else None
        return self.patterns[at - 1] if at else None, after

    @property
    def cited(self) -> tuple[Cited, ...]:
        """What the cards in words cite, each source once, numbered anew."""
        sources: dict[str, Cited] = {}
        for card in self.cards:
            for cited in card.citations:
                if cited.source:
                    sources[cited.id] = cited
        numbered = enumerate(sources.values(), start=1)
        return tuple(replace(cited, number=number) for number, cited in numbered)
