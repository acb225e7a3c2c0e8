"""A person's progress in a deck: what is due, what is new today, what comes in the next days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from school.cards.rules.cards import Card
from school.studying.rules.days import learning_day
from school.studying.rules.plans import select_asked_cards
from school.studying.rules.queue import (
    NextCard,
    StudyDay,
    WaitingCards,
    line_up_cards,
    list_later_cards,
    open_study_day,
    select_free_cards,
)
from school.studying.rules.records import DeckRecords

FORECAST_DAYS = 14


@dataclass(frozen=True)
class DeckProgress(WaitingCards):
    """One person's progress in one deck at one moment: what waits, and everything else."""

    later: tuple[
        NextCard, ...
    ]  # the other cards that were studied and are asked_cards, soonest first
    learned: int  # cards past the learning steps
    unseen: int  # new cards that are asked_cards, today's included
    total: int
    suspended: int
    examination: date | None  # the nearest one ahead
    retention: float  # recall aimed at
    next_at: datetime | None  # when a card comes that does not wait now, studied before or new

    @property
    def later_at(self) -> tuple[datetime, ...]:
        """When the later cards come, soonest first."""
        return tuple(step.at for step in self.later)

    @property
    def coming(self) -> tuple[datetime, ...]:
        """When every studied card comes again, for the forecast."""
        return self.due_at + self.later_at


def assess_progress(
    cards: Mapping[str, Card], records: DeckRecords, zone: ZoneInfo, now: datetime
) -> DeckProgress:
    """Sort the cards of a deck into what is asked now and what comes later.

    What is asked now is what `find_waiting_cards` says. This needs every memory of the deck.
    """
    asked_cards = select_asked_cards(cards, records.plan)
    free = select_free_cards(asked_cards, records)
    day = open_study_day(cards, free, records, zone, now)
    queue, postponed = line_up_cards(day)
    later = sorted([*postponed, *list_later_cards(day)], key=lambda step: step.at)
    unseen = len(free) - len(day.moments)
    return DeckProgress(
        queue=tuple(queue),
        new_per_day=day.allowed,
        later=tuple(later),
        learned=_count_learned(asked_cards, records),
        unseen=unseen,
        total=len(asked_cards),
        suspended=len(asked_cards) - len(free),
        examination=min(day.examinations.values(), default=None),
        retention=records.plan.retention,
        next_at=_find_next_moment(later, unseen, day),
    )


def forecast_reviews(
    due: Iterable[datetime], zone: ZoneInfo, now: datetime
) -> tuple[tuple[date, int], ...]:
    """How many cards come due on each of the next 14 learning days, today first.

    Overdue cards count today.
    """
    today = learning_day(now, zone)
    count = Counter(max(learning_day(instant, zone), today) for instant in due)
    days = (today + timedelta(days=number) for number in range(FORECAST_DAYS))
    return tuple((day, count[day]) for day in days)


def _count_learned(asked_cards: Iterable[str], records: DeckRecords) -> int:
    learned = 0
    for card_id in asked_cards:
        memory = records.memories.get(card_id)
        if memory is not None and memory.step is None:
            learned += 1
    return learned


def _find_next_moment(later: list[NextCard], unseen: int, day: StudyDay) -> datetime | None:
    """When the next card comes after those that wait now. None: never."""
    moments = [step.at for step in later[:1]]
    if day.allowed and unseen:
        moments.append(day.tomorrow)
    return min(moments, default=None)
