"""What students see of their memory, over all decks and deck by deck."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from school.body.rules.atlas import Atlas
from school.cards.rules.cards import Card, index_cards
from school.cards.rules.decks import Deck
from school.memory.rules.recall import (
    HardCard,
    MetCard,
    Recall,
    count_stabilities,
    find_hardest_cards,
    recall_by_card,
    recall_by_month,
    recall_by_muscle_group,
    recall_by_region,
    sum_recalls,
)
from school.memory.rules.year import Week, count_days_studied, split_half_years
from school.studying.rules.days import learning_day

ALWAYS_SHOWN = ("front", "back", "right")  # views of the heat map; close-ups are added if needed
LATELY_DAYS = 30
DRAWING_ORDER = ("heat-0", "heat-5", "heat-4", "heat-3", "heat-2", "heat-1")


@dataclass(frozen=True)
class YearOfReviews:
    """What a student did in the last year."""

    reviews: Mapping[date, int]  # by learning day; days without reviews are left out
    seconds: Mapping[date, int]  # by learning day, as far as they are known
    recalls: Mapping[tuple[str, date], Recall]  # by card and the first day of the month


@dataclass(frozen=True)
class DeckReport:
    """How well a student recalls one deck of patterns."""

    deck: Deck
    groups: Mapping[str, Recall]  # by the name of the muscle group
    regions: Mapping[str, Recall]  # by region id, from head to foot
    atlas: Atlas

    @cached_property
    def heat(self) -> dict[str, tuple[str, ...]]:
        """The region keys of both sides by the class that draws them.

        The classes are heat-0 (too few reviews) to heat-5 (recalled best).

        The weakest come last, so they are on top where regions overlap.
        """
        keys: dict[str, tuple[str, ...]] = {}
        for region, recall in self.regions.items():
            name = f"heat-{recall.step}"
            sides: tuple[str, ...] = (region,)
            if self.atlas.find_studied_key(region) != region:
                sides = (f"{region}.R", f"{region}.L")
            keys[name] = (*keys.get(name, ()), *sides)
        return {name: keys[name] for name in DRAWING_ORDER if name in keys}

    @property
    def views(self) -> tuple[str, ...]:
        """The whole figure from three sides, then the close-ups that show what those don't."""
        views = self.atlas.find_views_for(self.regions)
        close_ups = [id for id in views if self.atlas.views[id].is_close_up]
        return (*ALWAYS_SHOWN, *close_ups)

    @property
    def by_label(self) -> dict[str, Recall]:
        """Recall by the name of the region, from head to foot."""
        return {
            region.label: self.regions[region.id]
            for region in self.deck.regions
            if region.id in self.regions
        }


@dataclass(frozen=True)
class MemoryReport:
    """A student's memory over all decks."""

    today: date
    memories: tuple[MetCard, ...]
    year: YearOfReviews
    halves: tuple[tuple[Week, ...], tuple[Week, ...]]
    hardest: tuple[HardCard, ...]
    decks: tuple[DeckReport, ...]  # decks of patterns with reviews to report

    @property
    def months(self) -> dict[date, Recall]:
        return recall_by_month(self.year.recalls)

    @property
    def recall(self) -> Recall:
        return sum_recalls(self.year.recalls.values())

    @property
    def reviews(self) -> int:
        return sum(self.year.reviews.values())

    @property
    def minutes(self) -> int:
        """Minutes studied in the last year, rounded."""
        return _to_minutes(sum(self.year.seconds.values()))

    @property
    def minutes_lately(self) -> int:
        """Minutes studied in the last thirty days, rounded."""
        seconds_lately = 0
        for day, seconds in self.year.seconds.items():
            if (self.today - day).days < LATELY_DAYS:
                seconds_lately += seconds
        return _to_minutes(seconds_lately)

    @property
    def days_lately(self) -> int:
        return count_days_studied(self.year.reviews, self.today, LATELY_DAYS)

    @property
    def stabilities(self) -> list[tuple[str, int]]:
        return count_stabilities(self.memories)


def compile_report(
    decks: Mapping[str, Deck],
    memories: Iterable[MetCard],
    year: YearOfReviews,
    atlas: Atlas,
    zone: ZoneInfo,
    now: datetime,
) -> MemoryReport:
    """Put together what the page shows.

    Reviews of retired cards count only toward days, months and time.
    """
    cards: dict[str, Card] = {}
    for deck in decks.values():
        cards |= index_cards(deck)
    met_cards = tuple(memory for memory in memories if memory.card_id in cards)
    today = learning_day(now, zone)
    recalls = recall_by_card(year.recalls)
    deck_reports = [_report_deck(deck, recalls, atlas) for deck in decks.values() if deck.patterns]
    return MemoryReport(
        today=today,
        memories=met_cards,
        year=year,
        halves=split_half_years(year.reviews, today),
        hardest=tuple(find_hardest_cards(met_cards, recalls, cards)),
        decks=tuple(report for report in deck_reports if report.regions),
    )


def _report_deck(deck: Deck, recalls: Mapping[str, Recall], atlas: Atlas) -> DeckReport:
    cards = index_cards(deck)
    recalls_here = {card_id: recall for card_id, recall in recalls.items() if card_id in cards}
    return DeckReport(
        deck,
        recall_by_muscle_group(recalls_here, cards, deck),
        recall_by_region(recalls_here, cards, deck),
        atlas,
    )


def _to_minutes(seconds: int) -> int:
    return (seconds + 30) // 60
