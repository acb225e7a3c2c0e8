"""Where a person stands in a deck: what is due, what is new today, what comes in the next days."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from school.flashcards.rules.cards import Card
from school.flashcards.rules.days import learning_day

FORECAST_DAYS = 14


@dataclass(frozen=True)
class Known:
    """What the queue needs of a memory."""

    card_id: str
    due_at: datetime
    reviews: int
    learning: bool  # still on a step of minutes
    introduced_on: date


@dataclass(frozen=True)
class Next:
    """The card to study now."""

    card: Card
    reviews: int  # how often it was reviewed; 0: it is new


@dataclass(frozen=True)
class Standing:
    """Where one person stands in one deck at one moment."""

    queue: tuple[Next, ...]  # the due ones, oldest due first, then the new ones that today still allows
    new: int  # how many new ones today still allows
    learned: int  # known beyond the steps of minutes
    total: int
    due_at: tuple[datetime, ...]  # since when the due ones are due, oldest first
    later_at: tuple[datetime, ...]  # when the others come, soonest first

    @property
    def due(self) -> int:
        return len(self.due_at)

    @property
    def next(self) -> Next | None:
        return self.queue[0] if self.queue else None

    @property
    def unseen(self) -> int:
        return self.total - self.due - len(self.later_at)

    @property
    def coming(self) -> tuple[datetime, ...]:
        """When every card that is known comes again, for the forecast."""
        return self.due_at + self.later_at


def standing(
    cards: Mapping[str, Card], known: Iterable[Known], new_per_day: int, today: date, now: datetime
) -> Standing:
    """Sort the cards of a deck into due, new and later. Memories of retired cards are left out.

    `today` is the learning day of `now`: it has a fresh allowance of new cards, less those met on it.
    """
    met = {memory.card_id: memory for memory in known if memory.card_id in cards}
    due = sorted((memory for memory in met.values() if memory.due_at <= now), key=_oldest_first)
    introduced = sum(memory.introduced_on == today for memory in met.values())
    new = [card for card_id, card in cards.items() if card_id not in met][: max(0, new_per_day - introduced)]
    return Standing(
        queue=(*(Next(cards[m.card_id], m.reviews) for m in due), *(Next(card, 0) for card in new)),
        new=len(new),
        learned=sum(not memory.learning for memory in met.values()),
        total=len(cards),
        due_at=tuple(memory.due_at for memory in due),
        later_at=tuple(sorted(memory.due_at for memory in met.values() if memory.due_at > now)),
    )


def forecast(due: Iterable[datetime], zone: ZoneInfo, now: datetime) -> tuple[tuple[date, int], ...]:
    """How many cards come due on each of the next 14 learning days, today first; overdue ones count today."""
    today = learning_day(now, zone)
    count = Counter(max(learning_day(instant, zone), today) for instant in due)
    days = (today + timedelta(days=number) for number in range(FORECAST_DAYS))
    return tuple((day, count[day]) for day in days)


def _oldest_first(memory: Known) -> tuple[datetime, bytes]:
    # Cards of one day are due at the same instant; alphabetical order would teach the order.
    return memory.due_at, hashlib.sha256(f"{memory.card_id}:{memory.reviews}".encode()).digest()
