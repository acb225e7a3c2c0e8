"""What the settings page shows of a deck: cards set aside, days ahead, what a choice would cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from school.cards.rules.cards import Card
from school.memory.rules.effort import estimate_reviews_a_day
from school.studying.rules.days import learning_day
from school.studying.rules.examination import count_pass_days
from school.studying.rules.plans import (
    Examination,
    Plan,
    find_examination_days,
    select_asked_cards,
)
from school.studying.rules.progress import DeckProgress, assess_progress
from school.studying.rules.records import DeckRecords

RETENTIONS_TRIED = (0.80, 0.85, 0.90, 0.95)  # recalls aimed at whose cost is shown


@dataclass(frozen=True)
class SuspendedCard:
    """A card that is not asked until it is resumed."""

    card: Card
    lapses: int
    at: datetime
    leech: bool


@dataclass(frozen=True)
class ExaminationAhead:
    """An examination, and what it means for the cards."""

    examination: Examination
    cards: int  # how many it covers
    about: tuple[Card, ...]  # one card for each note that it covers
    unseen: int
    pass_from: date  # when the last pass begins


@dataclass(frozen=True)
class DeckOverview:
    """A person's deck, for the page on which they choose how to study it."""

    plan: Plan
    progress: DeckProgress
    leeches: tuple[SuspendedCard, ...]
    suspended: tuple[SuspendedCard, ...]
    ahead: tuple[ExaminationAhead, ...]
    now_a_day: int  # reviews a day with the plan as it is
    costs: tuple[tuple[float, int], ...]  # recall aimed at, and reviews a day it would take


def compile_overview(
    cards: Mapping[str, Card], records: DeckRecords, zone: ZoneInfo, now: datetime
) -> DeckOverview:
    """Everything the settings page shows about one person and deck."""
    plan, today = records.plan, learning_day(now, zone)
    progress = assess_progress(cards, records, zone, now)
    suspended = _list_suspended_cards(cards, records)
    asked_cards = select_asked_cards(cards, plan)
    active = {
        card_id: card for card_id, card in asked_cards.items() if not records.is_suspended(card_id)
    }
    memories = [records.memories[card_id] for card_id in active if card_id in records.memories]

    def estimate_cost(retention: float) -> int:
        return estimate_reviews_a_day(
            memories, progress.new_per_day, progress.unseen, retention, plan.parameters
        )

    return DeckOverview(
        plan=plan,
        progress=progress,
        leeches=tuple(card for card in suspended if card.leech),
        suspended=tuple(card for card in suspended if not card.leech),
        ahead=_list_examinations_ahead(active, records, today),
        now_a_day=estimate_cost(plan.retention),
        costs=tuple((retention, estimate_cost(retention)) for retention in RETENTIONS_TRIED),
    )


def _list_suspended_cards(cards: Mapping[str, Card], records: DeckRecords) -> list[SuspendedCard]:
    """The suspended cards, those forgotten most often first."""
    suspended = []
    for card_id, card in cards.items():
        aside = records.set_aside.get(card_id)
        if aside is None or aside.suspended_at is None:
            continue
        memory = records.memories.get(card_id)
        lapses = memory.lapses if memory else 0
        leech = aside.suspended_for == "leech"
        suspended.append(SuspendedCard(card, lapses, aside.suspended_at, leech))
    return sorted(suspended, key=lambda card: -card.lapses)


def _list_examinations_ahead(
    active: Mapping[str, Card], records: DeckRecords, today: date
) -> tuple[ExaminationAhead, ...]:
    """Every examination after today, and what it covers of the cards that are asked."""
    ahead = []
    for examination in records.plan.examinations:
        if examination.on > today:
            ahead.append(_describe_examination(examination, active, records, today))
    return tuple(ahead)


def _describe_examination(
    examination: Examination, active: Mapping[str, Card], records: DeckRecords, today: date
) -> ExaminationAhead:
    plan = records.plan
    this_alone = Plan(plan.retention, plan.new_per_day, examinations=(examination,))
    covered = find_examination_days(active, this_alone, today)
    card_by_note = {active[card_id].note: active[card_id] for card_id in covered}
    return ExaminationAhead(
        examination=examination,
        cards=len(covered),
        about=tuple(card_by_note.values()),
        unseen=sum(card_id not in records.memories for card_id in covered),
        pass_from=examination.on - timedelta(days=count_pass_days(len(covered))),
    )
