"""Recall by month, muscle group and region; how long cards last; the hardest cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from school.cards.rules.cards import Card, group_by_muscle_group
from school.cards.rules.decks import Deck
from school.cards.rules.registry import CARD_KINDS

ENOUGH = 3  # reviews; with fewer, no share of recall is shown
HARDEST_SHOWN = 10
# Shares of recall from which a region is drawn one step better.
# A deck aims at 90 %, which lies within the fourth step.
STEPS = (Fraction(60, 100), Fraction(75, 100), Fraction(85, 100), Fraction(93, 100))
DAYS_OF_STABILITY = (
    (0, "under a week"),
    (7, "1–3 weeks"),
    (21, "3–9 weeks"),
    (63, "2–6 months"),
    (183, "longer"),
)


@dataclass(frozen=True)
class Recall:
    """Reviews of cards past their learning steps, and how many were recalled (not rated Again).

    This is known as true recall. An answer ten minutes after the first one says little.
    """

    asked: int = 0
    recalled: int = 0

    def __add__(self, other: Recall) -> Recall:
        return Recall(self.asked + other.asked, self.recalled + other.recalled)

    @property
    def share(self) -> Fraction | None:
        """The share recalled, from 0 to 1. None: too few reviews."""
        if self.asked < ENOUGH:
            return None
        return Fraction(self.recalled, self.asked)

    @property
    def step(self) -> int:
        """0 (too few reviews) or 1 (weakest) … 5 (strongest)."""
        share = self.share
        if share is None:
            return 0
        return 1 + sum(share >= least for least in STEPS)


@dataclass(frozen=True)
class MetCard:
    """What the statistics need of one card that a student has met."""

    card_id: str
    due_at: datetime
    stability: float  # days until recall falls to 90 %
    difficulty: float  # 1 easy … 10 hard
    learning: bool  # still in its learning steps of minutes
    reviews: int
    lapses: int
    suspended_for: str | None  # None, "wish" or "leech"


@dataclass(frozen=True)
class HardCard:
    """One of a student's hardest cards."""

    card: Card
    memory: MetCard
    recall: Recall


def sum_recalls(recalls: Iterable[Recall]) -> Recall:
    """All of them together."""
    return sum(recalls, Recall())


def recall_by_month(recalls: Mapping[tuple[str, date], Recall]) -> dict[date, Recall]:
    """Recall by the first day of the month, oldest first, from recall by card and month."""
    months: dict[date, Recall] = {}
    for (_card_id, month), recall in recalls.items():
        months[month] = months.get(month, Recall()) + recall
    return dict(sorted(months.items()))


def recall_by_card(recalls: Mapping[tuple[str, date], Recall]) -> dict[str, Recall]:
    """Recall by card, from recall by card and month."""
    cards: dict[str, Recall] = {}
    for (card_id, _month), recall in recalls.items():
        cards[card_id] = cards.get(card_id, Recall()) + recall
    return cards


def recall_by_region(
    recalls: Mapping[str, Recall], cards: Mapping[str, Card], deck: Deck
) -> dict[str, Recall]:
    """Recall by region of the body, in the body map's order. Regions without reviews are left out.

    A card about a muscle's zone or point counts for every region of its main zone. A card that
    asks for the muscles of one region counts for that region.
    """
    regions: dict[str, Recall] = {}
    for card_id, recall in recalls.items():
        card = cards.get(card_id)
        for region in CARD_KINDS[card.kind].list_places(card) if card else ():
            regions[region] = regions.get(region, Recall()) + recall
    return {region.id: regions[region.id] for region in deck.regions if region.id in regions}


def recall_by_muscle_group(
    recalls: Mapping[str, Recall], cards: Mapping[str, Card], deck: Deck
) -> dict[str, Recall]:
    """Recall by the name of the muscle group, over every kind of card about its patterns.

    Groups without reviews are left out.
    """
    group_of = {}
    for name, patterns in group_by_muscle_group(deck.graded).items():
        for pattern in patterns:
            group_of[pattern.id] = name
    groups = dict.fromkeys(group_of.values(), Recall())
    for card_id, recall in recalls.items():
        card = cards.get(card_id)
        if card and card.pattern and card.note in group_of:
            groups[group_of[card.note]] += recall
    return {name: recall for name, recall in groups.items() if recall.asked}


def find_hardest_cards(
    memories: Iterable[MetCard], recalls: Mapping[str, Recall], cards: Mapping[str, Card]
) -> list[HardCard]:
    """The ten hardest cards: the most often forgotten, then the least recalled and most difficult.

    A card that was never forgotten isn't hard, however difficult the model takes it to be.
    """
    hard_cards = []
    for memory in memories:
        if memory.lapses and memory.card_id in cards:
            recall = recalls.get(memory.card_id, Recall())
            hard_cards.append(HardCard(cards[memory.card_id], memory, recall))
    return sorted(hard_cards, key=_rank_hardness)[:HARDEST_SHOWN]


def count_stabilities(memories: Iterable[MetCard]) -> list[tuple[str, int]]:
    """How many cards last how long, by the name of the span.

    Cards still being learned don't count.
    """
    names = [name for _days, name in DAYS_OF_STABILITY]
    count = Counter(_name_span(memory.stability) for memory in memories if not memory.learning)
    return [(name, count[name]) for name in names]


def _name_span(stability: float) -> str:
    return [name for days, name in DAYS_OF_STABILITY if stability >= days][-1]


def _rank_hardness(hard: HardCard) -> tuple[float, ...]:
    share = hard.recall.share
    return -hard.memory.lapses, float(1 if share is None else share), -hard.memory.difficulty
