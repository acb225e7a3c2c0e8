"""What memories and reviews say together: recall by month, muscle group and region, stability, the hardest cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from school.cards.rules.cards import Card, by_group
from school.cards.rules.decks import Deck
from school.cards.rules.registry import CARD_KINDS

ENOUGH = 3  # reviews from which a share of recall is shown at all
HARDEST = 10
# Shares of recall at which a region is drawn one step better. A deck aims at 90 %; the fourth step is about that.
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
    """Reviews of cards that had left their first steps, and how many of them were recalled (not rated Again).

    This is what people call true recall: the answers that follow ten minutes after the first say little.
    """

    asked: int = 0
    recalled: int = 0

    def __add__(self, other: Recall) -> Recall:
        return Recall(self.asked + other.asked, self.recalled + other.recalled)

    @property
    def share(self) -> Fraction | None:
        """Of one; None where too few reviews say too little."""
        return Fraction(self.recalled, self.asked) if self.asked >= ENOUGH else None

    @property
    def step(self) -> int:
        """0 (too few reviews to say) or 1 (weakest) … 5."""
        share = self.share
        return 0 if share is None else 1 + sum(share >= least for least in STEPS)


@dataclass(frozen=True)
class Remembered:
    """One card that a student has met, as far as the statistics need it."""

    card_id: str
    due_at: datetime
    stability: float  # days until recall falls to 90 %
    difficulty: float  # 1 easy … 10 hard
    learning: bool  # still on a step of minutes
    reviews: int
    lapses: int
    suspended_for: str | None  # None, "wish" or "leech"


@dataclass(frozen=True)
class Hard:
    """One of the hardest cards."""

    card: Card
    memory: Remembered
    recall: Recall


def total(recalls: Iterable[Recall]) -> Recall:
    return sum(recalls, Recall())


def by_month(recalls: Mapping[tuple[str, date], Recall]) -> dict[date, Recall]:
    """Recall by the first day of the month, oldest first, from recall by card and month."""
    months: dict[date, Recall] = {}
    for (_card, month), recall in sorted(recalls.items(), key=lambda item: item[0][1]):
        months[month] = months.get(month, Recall()) + recall
    return months


def by_card(recalls: Mapping[tuple[str, date], Recall]) -> dict[str, Recall]:
    """Recall by card, from recall by card and month."""
    cards: dict[str, Recall] = {}
    for (card_id, _month), recall in recalls.items():
        cards[card_id] = cards.get(card_id, Recall()) + recall
    return cards


def by_region(
    recalls: Mapping[str, Recall], cards: Mapping[str, Card], deck: Deck
) -> dict[str, Recall]:
    """Recall by region of the body, in the order of the body map, where there is any.

    A card about the zone or the point of a muscle counts for every region of the muscle's main zone; a card
    that asks for the muscles of one region counts for that region.
    """
    found: dict[str, Recall] = {}
    for card_id, recall in recalls.items():
        card = cards.get(card_id)
        for region in CARD_KINDS[card.kind].places(card) if card else ():
            found[region] = found.get(region, Recall()) + recall
    return {region.id: found[region.id] for region in deck.regions if region.id in found}


def by_muscle_group(
    recalls: Mapping[str, Recall], cards: Mapping[str, Card], deck: Deck
) -> dict[str, Recall]:
    """Recall by the name of the muscle group, every kind of card about a pattern together, where there is any."""
    groups = {
        pattern.id: name for name, patterns in by_group(deck.graded).items() for pattern in patterns
    }
    found = dict.fromkeys(groups.values(), Recall())
    for card_id, recall in recalls.items():
        card = cards.get(card_id)
        if card and card.pattern and card.note in groups:
            found[groups[card.note]] += recall
    return {name: recall for name, recall in found.items() if recall.asked}


def hardest(
    memories: Iterable[Remembered], recalls: Mapping[str, Recall], cards: Mapping[str, Card]
) -> list[Hard]:
    """The ten hardest cards: most often forgotten first, then least recalled, then most difficult.

    A card that was never forgotten is not hard, however difficult the model believes it to be.
    """
    forgotten = (memory for memory in memories if memory.lapses and memory.card_id in cards)
    hard = [
        Hard(cards[memory.card_id], memory, recalls.get(memory.card_id, Recall()))
        for memory in forgotten
    ]
    return sorted(hard, key=_hardest_first)[:HARDEST]


def stabilities(memories: Iterable[Remembered]) -> list[tuple[str, int]]:
    """How many cards last how long, by name of the span; cards on their first steps are left out."""
    names = [name for _days, name in DAYS_OF_STABILITY]
    count = Counter(_span(memory.stability) for memory in memories if not memory.learning)
    return [(name, count[name]) for name in names]


def _span(stability: float) -> str:
    return [name for days, name in DAYS_OF_STABILITY if stability >= days][-1]


def _hardest_first(hard: Hard) -> tuple[float, ...]:
    share = hard.recall.share
    return -hard.memory.lapses, float(1 if share is None else share), -hard.memory.difficulty
