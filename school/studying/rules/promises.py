"""What each rating of a card leads to under one person's plan, and what its button promises."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from school.cards.rules.cards import Card
from school.cards.rules.ratings import Rating
from school.studying.rules.days import learning_day
from school.studying.rules.examination import promise_outcome
from school.studying.rules.plans import Plan, find_examination_day
from school.studying.rules.scheduling import Memory, Outcome, calculate_outcomes


def schedule_card(
    card: Card, memory: Memory | None, plan: Plan, zone: ZoneInfo, now: datetime
) -> dict[Rating, Outcome]:
    """What each rating given now leads to. `memory` None: the card is new."""
    return calculate_outcomes(memory, card.id, plan.retention, zone, now, plan.parameters)


def promise_outcomes(
    card: Card, memory: Memory | None, plan: Plan, zone: ZoneInfo, now: datetime
) -> dict[Rating, Outcome]:
    """The same, as buttons say it: with an examination ahead, the card may come on another day."""
    outcome_by_rating = schedule_card(card, memory, plan, zone, now)
    today = learning_day(now, zone)
    on = find_examination_day(card, plan, today)
    if on is None:
        return outcome_by_rating
    return {
        rating: promise_outcome(outcome, on, today, plan.retention, plan.parameters)
        for rating, outcome in outcome_by_rating.items()
    }
