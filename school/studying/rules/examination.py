"""Studying for a day: fewer reviews early, one last pass before it, every new card met in time.

FSRS asks a card whenever its recall has fallen to the target, with no end in sight. A student who
knows the day of an examination wants something else: the most recall on that day. A review is
worth most to that day when it comes shortly before it. A review that comes late, when recall is
lower, also lengthens a memory more.

So until the last pass, a card is asked only once its recall has fallen to EARLY_RECALL. In the
last pass, every card whose recall on the day would be below KNOWN_ON_THE_DAY is asked once more:
the strongest first, the weakest on the eve, because those fade soonest.

None of this is stored. It is worked out from the memories and the day, so setting, moving or
passing a day changes the queue at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from school.studying.rules.scheduling import (
    Memory,
    Outcome,
    Weights,
    predict_days_until,
    predict_recall,
)

EARLY_RECALL = 0.80  # aimed at until the last pass
KNOWN_ON_THE_DAY = 0.96  # above this predicted recall, skip the last review
PASS_CARDS_A_DAY = 20  # the last pass takes as many days as this asks for
SHORTEST_PASS, LONGEST_PASS = 3, 14  # days
SETTLING_DAYS = 10  # days before the last pass by which every card should be introduced


def count_pass_days(cards: int) -> int:
    """How many days the last pass over this many cards takes. It ends on the examination's eve."""
    return min(max(ceil(cards / PASS_CARDS_A_DAY), SHORTEST_PASS), LONGEST_PASS)


def find_early_day(
    memory: Memory, due_on: date, retention: float, parameters: Weights | None = None
) -> date:
    """The learning day on which a card comes while its examination is far off.

    That is when recall falls to EARLY_RECALL, and never before `due_on`, the day that FSRS chose.
    The fuzz in `due_on` is preserved.
    """
    usual = max(1.0, predict_days_until(memory.stability, retention, parameters))
    late = max(1.0, predict_days_until(memory.stability, EARLY_RECALL, parameters))
    wait = (due_on - memory.learned_on).days
    return memory.learned_on + timedelta(days=max(wait, round(wait * late / usual)))


def plan_last_pass(
    memories: Mapping[str, Memory], on: date, today: date, parameters: Weights | None = None
) -> dict[str, date]:
    """The day, from today to the eve of `on`, on which each of these cards is asked once more.

    Cards known well enough without it are left out, and so are cards already asked today.
    For a student who has fallen behind, the work left is spread evenly over the days left.
    """
    days_left = (on - today).days  # today and the eve included
    still_open = {
        card_id: memory
        for card_id, memory in memories.items()
        if memory.learned_on < today
        and predict_recall(memory.stability, (on - memory.learned_on).days, parameters)
        < KNOWN_ON_THE_DAY
    }
    done = sum(
        memory.learned_on == today and memory.introduced_on < today for memory in memories.values()
    )
    quota = ceil((len(still_open) + done) / days_left)
    strongest_first = sorted(
        still_open, key=lambda card_id: (-still_open[card_id].stability, card_id)
    )
    return {
        card_id: today + timedelta(days=min((place + done) // quota, days_left - 1))
        for place, card_id in enumerate(strongest_first)
    }


def promise_outcome(
    outcome: Outcome, on: date, today: date, retention: float, parameters: Weights | None
) -> Outcome:
    """What a rating's button promises with an examination ahead: the wait as it will really be.

    A wait that would go past the eve becomes "at most" the days to the eve, because the last pass
    asks the card once more. The memory is the ordinary one, so the ordinary schedule goes on after
    the examination.
    """
    if outcome.minutes:
        return outcome
    day = find_early_day(
        outcome.memory, today + timedelta(days=outcome.days), retention, parameters
    )
    to_the_eve = (on - today).days - 1
    if (
        predict_recall(outcome.memory.stability, (on - today).days, parameters) >= KNOWN_ON_THE_DAY
        or not to_the_eve
    ):
        return replace(outcome, days=(max(day, on) - today).days)
    if (day - today).days > to_the_eve:
        return replace(outcome, days=to_the_eve, at_most=True)
    return replace(outcome, days=(day - today).days)


def count_new_per_day(own: int, unseen: int, cards: int, on: date, today: date) -> int:
    """How many new cards a day meet every card in time for `on`; never fewer than the person's own.

    In time means before the last pass and the settling days ahead of it. If the examination is
    nearer than that, it means in the first half of the days left.
    """
    days = (on - today).days
    reserved = min(count_pass_days(cards) + SETTLING_DAYS, days // 2)
    return max(own, ceil(unseen / (days - reserved)))
