"""What a way of studying costs, in reviews a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from school.cards.rules.ratings import Rating
from school.studying.rules.scheduling import Memory, Weights, calculate_outcomes, predict_days_until

MONTH_DAYS = 30  # how far the estimate looks ahead


def estimate_reviews_a_day(
    memories: Iterable[Memory],
    new_per_day: int,
    unseen: int,
    retention: float,
    parameters: Weights | None = None,
) -> int:
    """About how many cards a day come in the next month if every answer is Good, new ones included.

    A studied card comes once in the days that its recall takes to fall to `retention`. A new card
    comes as often as any new card does in its first month, as long as there are new ones.
    """
    studied = 0.0
    for memory in memories:
        studied += 1 / max(1.0, predict_days_until(memory.stability, retention, parameters))
    new_cards = min(float(new_per_day), unseen / MONTH_DAYS)
    return round(studied + new_cards * _estimate_for_new_card(retention, parameters))


def _estimate_for_new_card(retention: float, parameters: Weights | None) -> float:
    """How often a new card comes in its first month. The last wait counts pro rata."""
    before = start = now = datetime(2026, 1, 1, 12, tzinfo=UTC)
    memory: Memory | None = None
    for reviews in range(MONTH_DAYS):
        if now - start > timedelta(days=MONTH_DAYS):
            return reviews - 0.5 + (start + timedelta(days=MONTH_DAYS) - before) / (now - before)
        outcomes = calculate_outcomes(memory, "any", retention, ZoneInfo("UTC"), now, parameters)
        memory = outcomes[Rating.GOOD].memory
        before, now = now, memory.due_at
    return MONTH_DAYS
