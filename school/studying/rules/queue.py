"""Which cards of a deck are asked now, and in what order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from school.cards.rules.cards import Card
from school.studying.rules.days import learning_day, starts_at
from school.studying.rules.examination import (
    count_new_per_day,
    count_pass_days,
    find_early_day,
    plan_last_pass,
)
from school.studying.rules.plans import Plan, find_examination_days, select_asked_cards
from school.studying.rules.records import DeckRecords
from school.studying.rules.scheduling import Memory

LEARNING, MISSED, DUE = 0, 1, 2  # the order in which cards that have been studied come


@dataclass(frozen=True)
class NextCard:
    """A card to study, and when it comes."""

    card: Card
    memory: Memory | None  # None: the card is new
    at: datetime
    missed: bool = False  # a question about it was missed in a quiz since it was last asked

    @property
    def reviews(self) -> int:
        """How often it was reviewed. 0: it is new."""
        return self.memory.reviews if self.memory else 0


@dataclass(frozen=True)
class WaitingCards:
    """The cards of one deck that wait for one person at one moment."""

    queue: tuple[NextCard, ...]  # what to study now, in this order
    # How many new cards today allows in all. An examination may ask for more than was chosen.
    new_per_day: int

    @property
    def due_at(self) -> tuple[datetime, ...]:
        """Since when the cards that are due have been due, in the order of the queue."""
        return tuple(step.at for step in self.queue if step.memory)

    @property
    def due(self) -> int:
        return sum(step.memory is not None for step in self.queue)

    @property
    def new(self) -> int:
        """How many new cards today still allows."""
        return len(self.queue) - self.due

    @property
    def missed(self) -> int:
        """How many wait because a question about them was missed in a quiz."""
        return sum(step.missed for step in self.queue)

    @property
    def next(self) -> NextCard | None:
        return self.queue[0] if self.queue else None


def find_waiting_cards(
    cards: Mapping[str, Card], records: DeckRecords, zone: ZoneInfo, now: datetime
) -> WaitingCards:
    """The cards of a deck that are asked now. Memories of retired cards are left out.

    They come in this order: cards still being learned whose minutes are up; cards that a quiz
    showed to be forgotten; cards that are due, the longest overdue first; then new cards, as
    many as the learning day allows. Only one card of a note is asked in a day. The others wait
    for the next learning day, because the answer to one gives the other away.
    """
    free = select_free_cards(select_asked_cards(cards, records.plan), records)
    day = open_study_day(cards, free, records, zone, now)
    queue, _postponed = line_up_cards(day)
    return WaitingCards(tuple(queue), day.allowed)


@dataclass(frozen=True)
class StudyDay:
    """One learning day of one person and deck, as it is before any card is chosen."""

    records: DeckRecords
    now: datetime
    today: date
    tomorrow: datetime  # when it begins
    free: Mapping[str, Card]  # the cards that may be asked at all
    examinations: Mapping[str, date]  # card id → the nearest examination that covers it
    moments: Mapping[str, datetime]  # when each card that has been studied comes again
    allowed: int  # new cards in all
    met_today: int  # new cards that were introduced today
    taken: set[str]  # notes of which a card was answered today, or is in the queue

    def is_blocked(self, card: Card, memory: Memory | None) -> bool:
        """Whether the card is buried today, or another card of its note was asked today.

        A card still in its learning steps doesn't block itself.
        """
        aside = self.records.set_aside.get(card.id)
        if aside is not None and aside.buried_on == self.today:
            return True
        return card.note in self.taken and (memory is None or memory.learned_on != self.today)


def select_free_cards(asked_cards: Mapping[str, Card], records: DeckRecords) -> dict[str, Card]:
    """The cards that are neither suspended nor known to rest today."""
    out = set(records.resting)
    for card_id, aside in records.set_aside.items():
        if aside.suspended_at:
            out.add(card_id)
    return {card_id: card for card_id, card in asked_cards.items() if card_id not in out}


def open_study_day(
    cards: Mapping[str, Card],
    free: Mapping[str, Card],
    records: DeckRecords,
    zone: ZoneInfo,
    now: datetime,
) -> StudyDay:
    """The learning day at `now`: when each card comes, and how many new cards it allows."""
    today = learning_day(now, zone)
    memories = records.memories
    met = {card_id: memories[card_id] for card_id in free if card_id in memories}
    examinations = find_examination_days(free, records.plan, today)
    taken = set()
    for card_id, memory in memories.items():
        if memory.learned_on == today and card_id in cards:
            taken.add(cards[card_id].note)
    return StudyDay(
        records=records,
        now=now,
        today=today,
        tomorrow=starts_at(today + timedelta(days=1), zone),
        free=free,
        examinations=examinations,
        moments=_schedule_moments(met, records.plan, examinations, zone, today),
        allowed=_count_allowed(free, met, records.plan, examinations, today),
        met_today=sum(memory.introduced_on == today for memory in met.values()),
        taken=taken,
    )


def line_up_cards(day: StudyDay) -> tuple[list[NextCard], list[NextCard]]:
    """The cards asked now, in order, and those that would be due but wait until tomorrow.

    It adds the notes of the queue to `day.taken`.
    """
    queue: list[NextCard] = []
    postponed: list[NextCard] = []
    left = day.allowed - day.met_today
    for step in sorted(_list_ready_cards(day), key=_sort_key):
        if not day.is_blocked(step.card, step.memory):
            queue.append(step)
            day.taken.add(step.card.note)
            left -= step.memory is None
        elif step.memory:
            postponed.append(_postpone(step, day))
    chosen = {step.card.id for step in queue}
    for card_id, card in day.free.items():
        if left <= 0:
            break
        if card_id not in day.moments and card_id not in chosen and not day.is_blocked(card, None):
            queue.append(NextCard(card, None, day.now))
            day.taken.add(card.note)
            left -= 1
    return queue, postponed


def list_later_cards(day: StudyDay) -> Iterator[NextCard]:
    """The studied cards that are not due yet. Those of a note asked today come tomorrow."""
    for card_id, at in day.moments.items():
        card, memory = day.free[card_id], day.records.memories[card_id]
        if at > day.now and not _is_missed(card, memory, day.records):
            step = NextCard(card, memory, at)
            yield _postpone(step, day) if day.is_blocked(card, memory) else step


def _list_ready_cards(day: StudyDay) -> Iterator[NextCard]:
    """The cards that are due, and those that a quiz showed to be forgotten, new ones included."""
    memories = day.records.memories
    for card_id, at in day.moments.items():
        missed = _is_missed(day.free[card_id], memories[card_id], day.records)
        if at <= day.now or missed:
            yield NextCard(day.free[card_id], memories[card_id], min(at, day.now), missed)
    if not day.records.missed_questions:
        return
    for card_id, card in day.free.items():
        if card_id not in day.moments and _is_missed(card, None, day.records):
            yield NextCard(card, None, day.now, missed=True)


def _postpone(step: NextCard, day: StudyDay) -> NextCard:
    return replace(step, at=day.tomorrow) if step.at < day.tomorrow else step


def _sort_key(step: NextCard) -> tuple[int, datetime, bytes]:
    """The place of a card that is ready among the others."""
    if step.memory is None:
        return MISSED, step.at, b"\xff"  # new ones that were missed keep the order of the deck
    # Cards of one day are due at the same instant. In alphabetical order they would teach it.
    shuffled = hashlib.sha256(f"{step.card.id}:{step.reviews}".encode()).digest()
    if step.memory.step is not None:
        return LEARNING, step.at, shuffled
    return (MISSED if step.missed else DUE), step.at, shuffled


def _is_missed(card: Card, memory: Memory | None, records: DeckRecords) -> bool:
    """Whether the last attempt at a quiz got a question about the card wrong since it was asked."""
    missed = records.missed_questions
    if not missed:
        return False
    handed_in = [missed[question] for question in card.about if question in missed]
    return bool(handed_in) and (memory is None or memory.reviewed_at < max(handed_in))


def _count_allowed(
    free: Mapping[str, Card],
    met: Mapping[str, Memory],
    plan: Plan,
    days: Mapping[str, date],
    today: date,
) -> int:
    """How many new cards today allows in all: enough to meet each in time for its examination."""
    allowed = plan.new_per_day
    for on in set(days.values()):
        cards = [card_id for card_id in free if days.get(card_id) == on]
        unseen = sum(card_id not in met or met[card_id].introduced_on == today for card_id in cards)
        needed = count_new_per_day(plan.new_per_day, unseen, len(cards), on, today)
        allowed = max(allowed, needed)
    return allowed


def _schedule_moments(
    met: Mapping[str, Memory], plan: Plan, days: Mapping[str, date], zone: ZoneInfo, today: date
) -> dict[str, datetime]:
    """When each studied card comes again: as scheduled, or as its examination wants it."""
    moments = {card_id: memory.due_at for card_id, memory in met.items()}
    for on in set(days.values()):
        covered = {}
        for card_id, memory in met.items():
            if days.get(card_id) == on and memory.step is None:
                covered[card_id] = memory
        pass_length = count_pass_days(sum(day == on for day in days.values()))
        for card_id, day in _schedule_for(on, covered, plan, pass_length, zone, today).items():
            moments[card_id] = starts_at(day, zone)
    return moments


def _schedule_for(
    on: date,
    covered: Mapping[str, Memory],
    plan: Plan,
    pass_length: int,
    zone: ZoneInfo,
    today: date,
) -> dict[str, date]:
    """The learning day of each card that one examination covers."""
    pass_begins = on - timedelta(days=pass_length)
    early = {}
    for card_id, memory in covered.items():
        due_on = learning_day(memory.due_at, zone)
        early[card_id] = find_early_day(memory, due_on, plan.retention, plan.parameters)
    in_pass = dict(covered)
    if today < pass_begins:
        in_pass = {id: memory for id, memory in covered.items() if early[id] >= pass_begins}
    pass_days = plan_last_pass(in_pass, on, max(today, pass_begins), plan.parameters)
    scheduled = dict(early)
    for card_id in in_pass:
        # What the last pass leaves out is known well enough. It comes after the examination.
        scheduled[card_id] = pass_days.get(card_id, max(on, early[card_id]))
    return scheduled
