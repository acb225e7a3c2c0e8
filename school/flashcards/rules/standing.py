"""Where a person stands in a deck: what is due, what is new today, what comes in the next days."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from school.flashcards.rules.cards import Card
from school.flashcards.rules.days import learning_day, starts_at
from school.flashcards.rules.examination import early_day, last_pass, new_per_day, pass_days
from school.flashcards.rules.plans import Plan, asked_cards, examined_on
from school.flashcards.rules.scheduling import Memory

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
    missed: Mapping[str, datetime] = field(default_factory=dict)  # <quiz>/<item> → when the attempt was handed in

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
class Standing:
    """Where one person stands in one deck at one moment."""

    queue: tuple[Next, ...]  # what to study now, in this order
    later: tuple[Next, ...]  # the other cards that are known and asked, soonest first
    new: int  # how many new ones today still allows
    new_per_day: int  # what today allows in all: more than was chosen where an examination asks for it
    learned: int  # known beyond the steps of minutes
    unseen: int  # new cards that are asked, today's among them
    total: int
    suspended: int
    examination: date | None  # the nearest one ahead
    retention: float  # recall aimed at

    @property
    def due_at(self) -> tuple[datetime, ...]:
        """Since when the due ones are due, in the order of the queue."""
        return tuple(step.at for step in self.queue if step.memory)

    @property
    def later_at(self) -> tuple[datetime, ...]:
        """When the others come, soonest first."""
        return tuple(step.at for step in self.later)

    @property
    def due(self) -> int:
        return len(self.due_at)

    @property
    def missed(self) -> int:
        """How many wait because of a question that was missed in a quiz."""
        return sum(step.missed for step in self.queue)

    @property
    def next(self) -> Next | None:
        return self.queue[0] if self.queue else None

    @property
    def coming(self) -> tuple[datetime, ...]:
        """When every card that is known comes again, for the forecast."""
        return self.due_at + self.later_at


def standing(cards: Mapping[str, Card], known: Known, zone: ZoneInfo, now: datetime) -> Standing:
    """Sort the cards of a deck into what is asked now and what later. Memories of retired cards are left out.

    Now come, in this order: steps of minutes whose time has come; what a quiz has shown to be forgotten;
    what is due, the oldest first; new cards as far as the learning day allows. Of the cards of one note
    one comes a day, the others wait for the next learning day: the answer to one gives the other away.
    """
    today = learning_day(now, zone)
    asked = asked_cards(cards, known.plan)
    free = {card_id: card for card_id, card in asked.items() if not known.is_suspended(card_id)}
    met = {card_id: known.memories[card_id] for card_id in free if card_id in known.memories}
    days = {card_id: day for card_id, card in free.items() if (day := examined_on(card, known.plan, today))}
    allowed = _allowance(free, met, known.plan, days, today)
    left = allowed - sum(memory.introduced_on == today for memory in met.values())
    moments = _moments(met, known.plan, days, zone, today)
    steps = [_step(card, met.get(card_id), moments.get(card_id, now), known, now) for card_id, card in free.items()]
    answered = {
        cards[card_id].note for card_id, m in known.memories.items() if m.learned_on == today if card_id in cards
    }
    queue, later = _line_up(steps, known, answered, left, starts_at(today + timedelta(days=1), zone), today, now)
    return Standing(
        queue=tuple(queue),
        later=tuple(sorted(later, key=lambda step: step.at)),
        new=sum(not step.memory for step in queue),
        new_per_day=allowed,
        learned=sum(known.memories[card_id].step is None for card_id in asked if card_id in known.memories),
        unseen=len(free) - len(met),
        total=len(asked),
        suspended=len(asked) - len(free),
        examination=min(days.values(), default=None),
        retention=known.plan.retention,
    )


def forecast(due: Iterable[datetime], zone: ZoneInfo, now: datetime) -> tuple[tuple[date, int], ...]:
    """How many cards come due on each of the next 14 learning days, today first; overdue ones count today."""
    today = learning_day(now, zone)
    count = Counter(max(learning_day(instant, zone), today) for instant in due)
    days = (today + timedelta(days=number) for number in range(FORECAST_DAYS))
    return tuple((day, count[day]) for day in days)


def _line_up(
    steps: Iterable[Next],
    known: Known,
    answered: Iterable[str],
    left: int,
    tomorrow: datetime,
    today: date,
    now: datetime,
) -> tuple[list[Next], list[Next]]:
    """What is asked now, in its order, and what later. `answered`: the notes of the cards that were answered today;
    `left`: how many new cards today still allows.
    """
    queue: list[Next] = []
    later: list[Next] = []
    taken = set(answered)
    for step in sorted(steps, key=lambda step: _order(step, now)):
        settled = known.settled.get(step.card.id)
        waits = settled is not None and settled.buried_on == today
        if step.memory is None or step.memory.learned_on != today:  # a step of minutes hinders itself not
            waits = waits or step.card.note in taken
        if step.memory is not None and (waits or (step.at > now and not step.missed)):
            later.append(replace(step, at=tomorrow) if waits and step.at < tomorrow else step)
        elif not waits and (step.memory is not None or step.missed or left > 0):
            queue.append(step)
            taken.add(step.card.note)
            left -= step.memory is None
    return queue, later


def _step(card: Card, memory: Memory | None, at: datetime, known: Known, now: datetime) -> Next:
    missed = _is_missed(card, memory, known)
    return Next(card, memory, min(at, now) if missed else at, missed)


def _order(step: Next, now: datetime) -> tuple[int, datetime, bytes]:
    if step.memory is None:
        return 1 if step.missed else 3, now, b"\xff"  # new ones keep the order of the deck
    if step.at > now:
        return 4, step.at, b""
    # Cards of one day are due at the same instant; alphabetical order would teach the order.
    mixed = hashlib.sha256(f"{step.card.id}:{step.reviews}".encode()).digest()
    return 0 if step.memory.step is not None else 1 if step.missed else 2, step.at, mixed


def _is_missed(card: Card, memory: Memory | None, known: Known) -> bool:
    """A question about the card was wrong in the last attempt at its quiz, and the card was not asked since."""
    when = [known.missed[about] for about in card.about if about in known.missed]
    return bool(when) and (memory is None or memory.reviewed_at < max(when))


def _allowance(
    free: Mapping[str, Card], met: Mapping[str, Memory], plan: Plan, days: Mapping[str, date], today: date
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
        mine = {card_id: m for card_id, m in met.items() if days.get(card_id) == on and m.step is None}
        starts = on - timedelta(days=pass_days(sum(day == on for day in days.values())))
        early = {
            card_id: early_day(memory, learning_day(memory.due_at, zone), plan.retention, plan.parameters)
            for card_id, memory in mine.items()
        }
        held = {card_id: m for card_id, m in mine.items() if today >= starts or early[card_id] >= starts}
        passing = last_pass(held, on, max(today, starts), plan.parameters)
        for card_id in mine:
            # What the last pass leaves out is known well enough: it comes after the day.
            day = passing.get(card_id, max(on, early[card_id])) if card_id in held else early[card_id]
            moments[card_id] = starts_at(day, zone)
    return moments
