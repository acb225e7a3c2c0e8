"""What the settings page says of a deck: what is set aside, what is ahead, and what a choice would cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from school.cards.rules.cards import Card
from school.memory.rules.effort import reviews_a_day
from school.studying.rules.days import learning_day
from school.studying.rules.examination import pass_days
from school.studying.rules.plans import Examination, Plan, asked_cards, examination_days
from school.studying.rules.standing import Known, Standing, standing

TRIED = (0.80, 0.85, 0.90, 0.95)  # recalls whose cost is shown


@dataclass(frozen=True)
class SetAside:
    """A suspended card."""

    card: Card
    lapses: int
    at: datetime
    leech: bool


@dataclass(frozen=True)
class Ahead:
    """An examination and what it means for the cards."""

    examination: Examination
    cards: int  # that it is about
    about: tuple[Card, ...]  # one of each pattern, or question in words, that it is about
    unseen: int
    pass_from: date  # the last pass begins


@dataclass(frozen=True)
class Overview:
    """A person's deck, for the page on which they choose how to study it."""

    plan: Plan
    standing: Standing
    leeches: tuple[SetAside, ...]
    suspended: tuple[SetAside, ...]
    ahead: tuple[Ahead, ...]
    now_a_day: int  # reviews a day the way it is
    costs: tuple[tuple[float, int], ...]  # recall aimed at, and reviews a day it would take


def overview(cards: Mapping[str, Card], known: Known, zone: ZoneInfo, now: datetime) -> Overview:
    """Everything the settings page shows of one person and deck."""
    plan, today = known.plan, learning_day(now, zone)
    found = standing(cards, known, zone, now)
    aside = _set_aside(cards, known)
    asked = asked_cards(cards, plan)
    memories = [
        known.memories[c] for c in asked if c in known.memories and not known.is_suspended(c)
    ]

    def cost(retention: float) -> int:
        return reviews_a_day(memories, found.new_per_day, found.unseen, retention, plan.parameters)

    return Overview(
        plan=plan,
        standing=found,
        leeches=tuple(each for each in aside if each.leech),
        suspended=tuple(each for each in aside if not each.leech),
        ahead=tuple(
            _ahead(exam, asked, known, today) for exam in plan.examinations if exam.on > today
        ),
        now_a_day=cost(plan.retention),
        costs=tuple((retention, cost(retention)) for retention in TRIED),
    )


def _set_aside(cards: Mapping[str, Card], known: Known) -> list[SetAside]:
    """The suspended cards, those forgotten most often first."""
    found = [
        SetAside(
            card,
            memory.lapses if (memory := known.memories.get(card_id)) else 0,
            at,
            settled.suspended_for == "leech",
        )
        for card_id, card in cards.items()
        if (settled := known.settled.get(card_id)) and (at := settled.suspended_at)
    ]
    return sorted(found, key=lambda each: -each.lapses)


def _ahead(exam: Examination, asked: Mapping[str, Card], known: Known, today: date) -> Ahead:
    alone = Plan(known.plan.retention, known.plan.new_per_day, examinations=(exam,))
    awake = {card_id: card for card_id, card in asked.items() if not known.is_suspended(card_id)}
    mine = examination_days(awake, alone, today)
    return Ahead(
        examination=exam,
        cards=len(mine),
        about=tuple({asked[card_id].note: asked[card_id] for card_id in mine}.values()),
        unseen=sum(card_id not in known.memories for card_id in mine),
        pass_from=exam.on - timedelta(days=pass_days(len(mine))),
    )
