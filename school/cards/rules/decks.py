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
    """A referral pattern as it is charted; ids stay for ever, cards hang on them."""

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
    part: str = ""  # which part of the muscle, where a muscle has several patterns
    refer_first: str = ""  # what must be seen by a physician before anybody presses there
    split: Literal["source", "editorial"] = (
        "editorial"  # who separated main zones from less frequent ones
    )
    point: bool = False  # whether its trigger point is marked on the figure; editions from before the figure have none
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
    """A question and its answer in words; the id stays for ever, a card hangs on it."""

    id: str
    question: str  # plain text
    answer: str  # html
    about: tuple[str, ...] = ()  # `<module>` and `<quiz>/<item>` that teach or ask for the same
    citations: tuple[Cited, ...] = ()  # the card's own, numbered from 1: it is shown alone


@dataclass(frozen=True)
class Deck:
    """A deck of cards: of referral patterns on the body, or of questions in words."""

    slug: str
    title: str
    summary: str
    caution: str  # "" where there is nothing to be careful about
    retention: float
    new_per_day: int
    regions: tuple[Region, ...]
    patterns: tuple[Pattern, ...]
    sources: tuple[DeckSource, ...]
    edition_id: int = 0
    cards: tuple[TextCard, ...] = ()
    # Quiz slug → ids of the patterns and cards that go with it. Worked out when a release is read: modules change, too.
    quizzes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __hash__(self) -> int:
        # What is made from a deck is looked up by it on every page; hashing all its patterns takes 60 µs.
        return hash((self.slug, self.edition_id))

    @cached_property
    def graded(self) -> tuple[Pattern, ...]:
        """The patterns that become cards: those whose primary zones a source states."""
        return tuple(p for p in self.patterns if p.evidence == "found")

    @cached_property
    def sources_by_id(self) -> dict[str, DeckSource]:
        return {source.id: source for source in self.sources}

    def pattern(self, pattern_id: str) -> Pattern | None:
        return next((pattern for pattern in self.patterns if pattern.id == pattern_id), None)

    def neighbours(self, pattern: Pattern) -> tuple[Pattern | None, Pattern | None]:
        """The patterns before and after this one, in the deck's order."""
        at = self.patterns.index(pattern)
        after = self.patterns[at + 1] if at + 1 < len(self.patterns) else None
        return self.patterns[at - 1] if at else None, after

    @property
    def cited(self) -> tuple[Cited, ...]:
        """What the cards in words cite, each source once, numbered anew."""
        found = {cited.id: cited for card in self.cards for cited in card.citations if cited.source}
        return tuple(
            replace(cited, number=number) for number, cited in enumerate(found.values(), start=1)
        )
