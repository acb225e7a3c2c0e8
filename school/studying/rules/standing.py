"""Where a person stands in a deck: what is due, what is new today, what comes in the next days."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from school.cards.rules.cards import Card
from school.studying.rules.days import learning_day, starts_at
from school.studying.rules.examination import early_day, last_pass, new_per_day, pass_days
from school.studying.rules.plans import Plan, asked_cards, examination_days
from school.studying.rules.scheduling import Memory

FORECAST_DAYS = 14


@dataclass(frozen=True)
class Settled:
    """What a person, or a leech, has settled about one card."""

    suspended_at: datetime | None = None
    suspended_for: str | None = None  # wish or leech
    buried_on: date | None = None  # not asked on this learning day


@dataclass(frozen=True)
class Known:
    """Everything that is kept of one person and one deck, the reviews left aside."""

    plan: Plan
    memories: Mapping[str, Memory] = field(default_factory=dict)  # by card id
    settled: Mapping[str, Settled] = field(default_factory=dict)  # by card id
    missed: Mapping[str, datetime] = field(
        default_factory=dict
    )  # <quiz>/<item> → when the attempt was handed in
    # Cards that were met but have nothing to do with today, where only what waits was asked for: no memory was read.
    resting: frozenset[str] = frozenset()

    def is_suspended(self, card_id: str) -> bool:
        return card_id in self.settled and self.settled[card_id].suspended_at is not None


@dataclass(frozen=True)
class Next:
    """A card to study, and from when on."""

    card: Card
    memory: Memory | None  # None: it is new
    at: datetime
    missed: bool = False  # a question about it was missed in a quiz since it was last asked

    @property
    def reviews(self) -> int:
        """How often it was reviewed; 0: it is new."""
        return self.memory.reviews if self.memory else 0


@dataclass(frozen=True)
class Waiting:
    """What waits for one person in one deck at one moment."""

    queue: tuple[Next, ...]  # what to study now, in this order
    new_per_day: (
        int  # what today allows in all: more than was chosen where an examination asks for it
    )

    @property
    def due_at(self) -> tuple[datetime, ...]:
        """Since when the due ones are due, in the order of the queue."""
        return tuple(step.at for step in self.queue if step.memory)

    @property
    def due(self) -> int:
        return sum(step.memory is not None for step in self.queue)

    @property
    def new(self) -> int:
        """How many new ones today still allows."""
        return len(self.queue) - self.due

    @property
    def missed(self) -> int:
        """How many wait because of a question that was missed in a quiz."""
        return sum(step.missed for step in self.queue)

    @property
    def next(self) -> Next | None:
        return self.queue[0] if self.queue else None


@dataclass(frozen=True)
class Standing(Waiting):
    """Where one person stands in one deck at one moment: what waits, and all the rest."""

    later: tuple[Next, ...]  # the other cards that are known and asked, soonest first
    learned: int  # known beyond the steps of minutes
    unseen: int  # new cards that are asked, today's among them
    total: int
    suspended: int
    examination: date | None  # the nearest one ahead
    retention: float  # recall aimed at
    next_at: datetime | None  # when a card comes that does not wait now, be it known or new

    @property
    def later_at(self) -> tuple[datetime, ...]:
        """When the others come, soonest first."""
        return tuple(step.at for step in self.later)

    @property
    def coming(self) -> tuple[datetime, ...]:
        """When every card that is known comes again, for the forecast."""
        return self.due_at + self.later_at


def waiting(cards: Mapping[str, Card], known: Known, zone: ZoneInfo, now: datetime) -> Waiting:
    """What of a deck is asked now. Memories of retired cards are left out.

    Now come, in this order: steps of minutes whose time has come; what a quiz has shown to be forgotten;
    what is due, the oldest first; new cards as far as the learning day allows. Of the cards of one note
    one comes a day, the others wait for the next learning day: the answer to one gives the other away.
    """
    day = _day(cards, _free(asked_cards(cards, known.plan), known), known, zone, now)
    queue, _others = _line_up(day)
    return Waiting(tuple(queue), day.allowed)


def standing(cards: Mapping[str, Card], known: Known, zone: ZoneInfo, now: datetime) -> Standing:
    """Sort the cards of a deck into what is asked now, as `waiting` says, and what later. It needs every memory."""
    asked = asked_cards(cards, known.plan)
    free = _free(asked, known)
    day = _day(cards, free, known, zone, now)
    queue, others = _line_up(day)
    later = sorted(chain(others, _later(day)), key=lambda step: step.at)
    new_ones = [day.tomorrow] if day.allowed and len(free) > len(day.moments) else []
    return Standing(
        queue=tuple(queue),
        new_per_day=day.allowed,
        later=tuple(later),
        learned=sum(
            known.memories[card_id].step is None for card_id in asked if card_id in known.memories
        ),
        unseen=len(free) - len(day.moments),
        total=len(asked),
        suspended=len(asked) - len(free),
        examination=min(day.examinations.values(), default=None),
        retention=known.plan.retention,
        next_at=min([*(step.at for step in later[:1]), *new_ones], default=None),
    )


def forecast(
    due: Iterable[datetime], zone: ZoneInfo, now: datetime
) -> tuple[tuple[date, int], ...]:
    """How many cards come due on each of the next 14 learning days, today first; overdue ones count today."""
    today = learning_day(now, zone)
    count = Counter(max(learning_day(instant, zone), today) for instant in due)
    days = (today + timedelta(days=number) for number in range(FORECAST_DAYS))
    return tuple((day, count[day]) for day in days)


@dataclass(frozen=True)
class _Day:
    """A learning day of one person and deck, and what is settled of it before any card is asked."""

    known: Known
    now: datetime
    today: date
    tomorrow: datetime  # when it begins
    free: Mapping[str, Card]  # the cards that are asked at all
    examinations: Mapping[str, date]  # card id → the nearest one that is about it
    moments: Mapping[str, datetime]  # when each card that was met comes again
    allowed: int  # new cards in all
    met_today: int
    taken: set[str]  # the notes of which a card was answered today, or stands in the queue

    def hinders(self, card: Card, memory: Memory | None) -> bool:
        """Whether the card is put off, or a sibling was asked today. A step of minutes does not hinder itself."""
        settled = self.known.settled.get(card.id)
        if settled is not None and settled.buried_on == self.today:
            return True
        return card.note in self.taken and (memory is None or memory.learned_on != self.today)


def _free(asked: Mapping[str, Card], known: Known) -> dict[str, Card]:
    aside = {
        card_id for card_id, settled in known.settled.items() if settled.suspended_at
    } | known.resting
    return {card_id: card for card_id, card in asked.items() if card_id not in aside}


def _day(
    cards: Mapping[str, Card], free: Mapping[str, Card], known: Known, zone: ZoneInfo, now: datetime
) -> _Day:
    today = learning_day(now, zone)
    met = {card_id: known.memories[card_id] for card_id in free if card_id in known.memories}
    examinations = examination_days(free, known.plan, today)
    answered = (card_id for card_id, memory in known.memories.items() if memory.learned_on == today)
    return _Day(
        known=known,
        now=now,
        today=today,
        tomorrow=starts_at(today + timedelta(days=1), zone),
        free=free,
        examinations=examinations,
        moments=_moments(met, known.plan, examinations, zone, today),
        allowed=_allowance(free, met, known.plan, examinations, today),
        met_today=sum(memory.introduced_on == today for memory in met.values()),
        taken={cards[card_id].note for card_id in answered if card_id in cards},
    )


def _line_up(day: _Day) -> tuple[list[Next], list[Next]]:
    """What is asked now, in its order; and what would be due but waits for tomorrow. It fills `day.taken`."""
    queue: list[Next] = []
    others: list[Next] = []
    left = day.allowed - day.met_today
    for step in sorted(_ready(day), key=_order):
        if not day.hinders(step.card, step.memory):
            queue.append(step)
            day.taken.add(step.card.note)
            left -= step.memory is None
        elif step.memory:
            others.append(_put_off(step, day))
    asked = {step.card.id for step in queue}
    for card_id, card in day.free.items():
        if left <= 0:
            break
        if card_id not in day.moments and card_id not in asked and not day.hinders(card, None):
            queue.append(Next(card, None, day.now))
            day.taken.add(card.note)
            left -= 1
    return queue, others


def _ready(day: _Day) -> Iterator[Next]:
    """The cards whose time has come, and those that a quiz has shown to be forgotten, new ones too."""
    memories = day.known.memories
    for card_id, at in day.moments.items():
        missed = _is_missed(day.free[card_id], memories[card_id], day.known)
        if at <= day.now or missed:
            yield Next(day.free[card_id], memories[card_id], min(at, day.now), missed)
    for card_id, card in day.free.items() if day.known.missed else ():
        if card_id not in day.moments and _is_missed(card, None, day.known):
            yield Next(card, None, day.now, missed=True)


def _later(day: _Day) -> Iterator[Next]:
    """The cards that were met and whose time has not come; those of a note that is asked today come tomorrow."""
    for card_id, at in day.moments.items():
        card, memory = day.free[card_id], day.known.memories[card_id]
        if at > day.now and not _is_missed(card, memory, day.known):
            step = Next(card, memory, at)
            yield _put_off(step, day) if day.hinders(card, memory) else step


def _put_off(step: Next, day: _Day) -> Next:
    return replace(step, at=day.tomorrow) if step.at < day.tomorrow else step


def _order(step: Next) -> tuple[int, datetime, bytes]:
    """Of cards whose time has come."""
    if step.memory is None:
        return 1, step.at, b"\xff"  # missed ones keep the order of the deck
    # Cards of one day are due at the same instant; alphabetical order would teach the order.
    mixed = hashlib.sha256(f"{step.card.id}:{step.reviews}".encode()).digest()
    return 0 if step.memory.step is not None else 1 if step.missed else 2, step.at, mixed


def _is_missed(card: Card, memory: Memory | None, known: Known) -> bool:
    """A question about the card was wrong in the last attempt at its quiz, and the card was not asked since."""
    when = (
        [known.missed[about] for about in card.about if about in known.missed]
        if known.missed
        else ()
    )
    return bool(when) and (memory is None or memory.reviewed_at < max(when))


def _allowance(
    free: Mapping[str, Card],
    met: Mapping[str, Memory],
    plan: Plan,
    days: Mapping[str, date],
    today: date,
) -> int:
    """How many new cards today allows in all: so many that each is met in time for its examination."""
    allowed = plan.new_per_day
    for on in set(days.values()):
        cards = [card_id for card_id in free if days.get(card_id) == on]
        unseen = sum(card_id not in met or met[card_id].introduced_on == today for card_id in cards)
        allowed = max(allowed, new_per_day(plan.new_per_day, unseen, len(cards), on, today))
    return allowed


def _moments(
    met: Mapping[str, Memory], plan: Plan, days: Mapping[str, date], zone: ZoneInfo, today: date
) -> dict[str, datetime]:
    """When each card that was met comes again: as it is scheduled, or as its examination wants it."""
    moments = {card_id: memory.due_at for card_id, memory in met.items()}
    for on in set(days.values()):
        mine = {
            card_id: m for card_id, m in met.items() if days.get(card_id) == on and m.step is None
        }
        starts = on - timedelta(days=pass_days(sum(day == on for day in days.values())))
        early = {
            card_id: early_day(
                memory, learning_day(memory.due_at, zone), plan.retention, plan.parameters
            )
            for card_id, memory in mine.items()
        }
        held = {
            card_id: m for card_id, m in mine.items() if today >= starts or early[card_id] >= starts
        }
        passing = last_pass(held, on, max(today, starts), plan.parameters)
        for card_id in mine:
            # What the last pass leaves out is known well enough: it comes after the day.
            day = (
                passing.get(card_id, max(on, early[card_id])) if card_id in held else early[card_id]
            )
            moments[card_id] = starts_at(day, zone)
    return moments
