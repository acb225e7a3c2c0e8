"""What a way of studying costs: about how many reviews a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from school.cards.rules.ratings import Rating
from school.studying.rules.scheduling import Memory, Weights, days_until, outcomes

MONTH = 30  # days looked ahead


def reviews_a_day(
    memories: Iterable[Memory],
    new_per_day: int,
    unseen: int,
    retention: float,
    parameters: Weights | None = None,
) -> int:
    """About how many cards a day come in the next month, new ones counted, if every answer is Good.

    A card that is known comes once in as many days as its recall takes to fall to `retention`; a new one
    comes as often as a new card does in a month, for as long as there are new ones.
    """
    known = sum(
        1 / max(1.0, days_until(memory.stability, retention, parameters)) for memory in memories
    )
    new_ones = min(float(new_per_day), unseen / MONTH)
    return round(known + new_ones * _of_a_new_card(retention, parameters))


def _of_a_new_card(retention: float, parameters: Weights | None) -> float:
    """How often a new card comes in its first month; the wait in which the month ends counts by its share."""
    before = start = now = datetime(2026, 1, 1, 12, tzinfo=UTC)
    memory: Memory | None = None
    for reviews in range(MONTH):
        if now - start > timedelta(days=MONTH):
            return reviews - 0.5 + (start + timedelta(days=MONTH) - before) / (now - before)
        memory = outcomes(memory, "any", retention, ZoneInfo("UTC"), now, parameters)[
            Rating.GOOD
        ].memory
        before, now = now, memory.due_at
    return MONTH
