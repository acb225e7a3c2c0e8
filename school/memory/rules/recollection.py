"""What students see of their memory, put together from what was read: over all decks, and deck by deck."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from school.body.rules.atlas import Atlas
from school.cards.rules.cards import cards_of
from school.cards.rules.decks import Deck
from school.memory.rules.memories import (
    Hard,
    Recall,
    Remembered,
    by_card,
    by_month,
    by_muscle_group,
    by_region,
    hardest,
    stabilities,
    total,
)
from school.memory.rules.year import Week, days_studied, half_years
from school.studying.rules.days import learning_day

ALWAYS_SHOWN = (
    "front",
    "back",
    "right",
)  # views of the heat map; close-ups come where they show more
LATELY_DAYS = 30
DRAWN = ("heat-0", "heat-5", "heat-4", "heat-3", "heat-2", "heat-1")


@dataclass(frozen=True)
class Studied:
    """What was done in the last year."""

    reviews: Mapping[date, int]  # by learning day; days without any are left out
    seconds: Mapping[date, int]  # by learning day, as far as known
    recalls: Mapping[tuple[str, date], Recall]  # by card and the first day of the month


@dataclass(frozen=True)
class DeckRecollection:
    """What is remembered of one deck of patterns."""

    deck: Deck
    groups: Mapping[str, Recall]  # by the name of the muscle group
    regions: Mapping[str, Recall]  # by region id, from head to foot
    atlas: Atlas

    @cached_property
    def heat(self) -> dict[str, tuple[str, ...]]:
        """The region keys of both sides by the class that draws them: heat-0 (too few reviews) … heat-5.

        The weakest come last, so that they lie on top where regions overlap.
        """
        found: dict[str, tuple[str, ...]] = {}
        for region, recall in self.regions.items():
            name = f"heat-{recall.step}"
            sides = (
                (f"{region}.R", f"{region}.L")
                if self.atlas.find_studied_key(region) != region
                else (region,)
            )
            found[name] = (*found.get(name, ()), *sides)
        return {name: found[name] for name in DRAWN if name in found}

    @property
    def views(self) -> tuple[str, ...]:
        """The whole figure from three sides, then the close-ups that show what those do not show well."""
        close = (
            id for id in self.atlas.find_views_for(self.regions) if self.atlas.views[id].is_close_up
        )
        return (*ALWAYS_SHOWN, *close)

    @property
    def by_label(self) -> dict[str, Recall]:
        """Recall by the name of the region, from head to foot."""
        return {
            region.label: self.regions[region.id]
            for region in self.deck.regions
            if region.id in self.regions
        }


@dataclass(frozen=True)
class Recollection:
    """A student's memory over all decks."""

    today: date
    memories: tuple[Remembered, ...]
    studied: Studied
    halves: tuple[tuple[Week, ...], tuple[Week, ...]]
    hardest: tuple[Hard, ...]
    decks: tuple[DeckRecollection, ...]  # those of patterns of which something is remembered

    @property
    def months(self) -> dict[date, Recall]:
        return by_month(self.studied.recalls)

    @property
    def recall(self) -> Recall:
        return total(self.studied.recalls.values())

    @property
    def reviews(self) -> int:
        return sum(self.studied.reviews.values())

    @property
    def minutes(self) -> int:
        """Of the last year, to nearest."""
        return _minutes(self.studied.seconds.values())

    @property
    def minutes_lately(self) -> int:
        """Of the last thirty days, to nearest."""
        lately = (
            seconds
            for day, seconds in self.studied.seconds.items()
            if (self.today - day).days < LATELY_DAYS
        )
        return _minutes(lately)

    @property
    def days_lately(self) -> int:
        return days_studied(self.studied.reviews, self.today, LATELY_DAYS)

    @property
    def stabilities(self) -> list[tuple[str, int]]:
        return stabilities(self.memories)


def recollect(
    decks: Mapping[str, Deck],
    memories: Iterable[Remembered],
    studied: Studied,
    atlas: Atlas,
    zone: ZoneInfo,
    now: datetime,
) -> Recollection:
    """Put together what a page shows. Reviews of retired cards count for days, months and time alone."""
    cards = {card_id: card for deck in decks.values() for card_id, card in cards_of(deck).items()}
    today, known = learning_day(now, zone), tuple(m for m in memories if m.card_id in cards)
    recalls = by_card(studied.recalls)
    found = (_deck(deck, recalls, atlas) for deck in decks.values() if deck.patterns)
    return Recollection(
        today=today,
        memories=known,
        studied=studied,
        halves=half_years(studied.reviews, today),
        hardest=tuple(hardest(known, recalls, cards)),
        decks=tuple(deck for deck in found if deck.regions),
    )


def _deck(deck: Deck, recalls: Mapping[str, Recall], atlas: Atlas) -> DeckRecollection:
    cards = cards_of(deck)
    mine = {card_id: recall for card_id, recall in recalls.items() if card_id in cards}
    return DeckRecollection(
        deck, by_muscle_group(mine, cards, deck), by_region(mine, cards, deck), atlas
    )


def _minutes(seconds: Iterable[int]) -> int:
    return (sum(seconds) + 30) // 60
