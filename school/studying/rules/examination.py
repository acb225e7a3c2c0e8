"""Studying for a day: fewer reviews early, one last pass before it, every new card met in time.

FSRS asks a card when its recall has fallen to what is aimed at, for ever. Whoever knows the day of an
examination wants something else: the most recall on that day. A review is worth most to that day when it
comes shortly before it, and a review that comes late, when recall is lower, also lengthens a memory more.
So until the last pass a card is asked only once its recall has fallen to EARLY_RECALL, and in the last
pass every card whose recall on the day would be below KNOWN_ON_THE_DAY is asked once more: the stronger
ones first, the weakest on the eve, because theirs fade soonest. Nothing of this is stored: it is worked
out from memories and the day, so that a day that is set, moved or passed changes the queue at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from school.studying.rules.scheduling import Memory, Outcome, Weights, days_until, recall

EARLY_RECALL = 0.80  # aimed at until the last pass
KNOWN_ON_THE_DAY = 0.96  # a card that will be recalled so surely anyhow needs no last review
PASS_CARDS_A_DAY = 20  # the last pass takes as many days as this asks for
SHORTEST_PASS, LONGEST_PASS = 3, 14  # days
SETTLING_DAYS = 10  # so long before the last pass every card was met, where there is time for that


def pass_days(cards: int) -> int:
    """How many days the last pass over so many cards takes; it ends on the eve of the examination."""
    return min(max(ceil(cards / PASS_CARDS_A_DAY), SHORTEST_PASS), LONGEST_PASS)


def early_day(
    memory: Memory, due_on: date, retention: float, parameters: Weights | None = None
) -> date:
    """The learning day on which a card comes while its examination is far off, instead of `due_on`.

    That is when recall falls to EARLY_RECALL, and never before `due_on`; the fuzz in `due_on` is kept.
    """
    usual = max(1.0, days_until(memory.stability, retention, parameters))
    late = max(1.0, days_until(memory.stability, EARLY_RECALL, parameters))
    wait = (due_on - memory.learned_on).days
    return memory.learned_on + timedelta(days=max(wait, round(wait * late / usual)))


def last_pass(
    memories: Mapping[str, Memory], on: date, today: date, parameters: Weights | None = None
) -> dict[str, date]:
    """The day between today and the eve of `on` on which each of these cards is asked once more.

    Cards that are known well enough without it are not in it, nor those that were asked today.
    Whoever is behind has all that is left to do spread evenly over the days that are left.
    """
    left = (on - today).days  # days to go by, today and the eve among them
    open_ = {
        card_id: memory
        for card_id, memory in memories.items()
        if memory.learned_on < today
        and recall(memory.stability, (on - memory.learned_on).days, parameters) < KNOWN_ON_THE_DAY
    }
    done = sum(
        memory.learned_on == today and memory.introduced_on < today for memory in memories.values()
    )
    quota = ceil((len(open_) + done) / left)
    strongest_first = sorted(open_, key=lambda card_id: (-open_[card_id].stability, card_id))
    return {
        card_id: today + timedelta(days=min((place + done) // quota, left - 1))
        for place, card_id in enumerate(strongest_first)
    }


def on_the_button(
    outcome: Outcome, on: date, today: date, retention: float, parameters: Weights | None
) -> Outcome:
    """What a rating's button promises with an examination ahead: the wait that will really be.

    A wait that would reach beyond the eve becomes the days to the eve, at most: the last pass asks the card
    once more. The memory is the ordinary one, so that after the day the ordinary schedule goes on.
    """
    if outcome.minutes:
        return outcome
    day = early_day(outcome.memory, today + timedelta(days=outcome.days), retention, parameters)
    to_the_eve = (on - today).days - 1
    if (
        recall(outcome.memory.stability, (on - today).days, parameters) >= KNOWN_ON_THE_DAY
        or not to_the_eve
    ):
        return replace(outcome, days=(max(day, on) - today).days)
    if (day - today).days > to_the_eve:
        return replace(outcome, days=to_the_eve, at_most=True)
    return replace(outcome, days=(day - today).days)


def new_per_day(own: int, unseen: int, cards: int, on: date, today: date) -> int:
    """How many new cards a day are needed so that each is met in time for `on`: at least the person's `own`.

    In time is before the last pass and the days of settling before it; where the day is nearer than that, in
    the first half of the days that are left.
    """
    days = (on - today).days
    settled = min(pass_days(cards) + SETTLING_DAYS, days // 2)
    return max(own, ceil(unseen / (days - settled)))
