"""When a card comes again.

The model is FSRS-6 from the `fsrs` package, fed with learning days. Steps and fuzz are our own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import fsrs
from fsrs.scheduler import DEFAULT_PARAMETERS, FUZZ_RANGES

from school.cards.rules.ratings import Rating
from school.studying.rules.days import learning_day, starts_at

# Learning and relearning have one step, for a card that was not recalled. Hard means that it was.
# Asking such a card again on the same day costs a review and, by FSRS's own account, teaches
# next to nothing (bench/learner.py).
STEP_MINUTES = 10
LONGEST_DAYS = 36_500
UNFUZZED_BELOW_DAYS = 2.5
DAYS_IN_MONTH = 30.44
DAYS_IN_YEAR = 365.25
DECAY = 20  # which of the 21 weights bends the forgetting curve

Weights = tuple[float, ...]  # the 21 parameters of FSRS-6


@dataclass(frozen=True)
class Memory:
    """How well one person knows one card."""

    due_at: datetime
    stability: float  # days until recall falls to 90 %
    difficulty: float  # 1 easy … 10 hard
    step: int | None  # 0 while learning or relearning, None once in review
    introduced_on: date  # learning day of the first review
    learned_on: date  # learning day of the last review
    reviewed_at: datetime
    reviews: int
    lapses: int


@dataclass(frozen=True)
class Outcome:
    """What a rating would lead to: the new memory, and how long until the card comes again."""

    memory: Memory
    minutes: int  # of a step; 0 where the wait is whole days
    days: int  # 0 where the wait is a step
    at_most: bool = False  # the last pass before an examination may ask the card sooner

    @property
    def wait(self) -> str:
        """The wait as its button says it: 10 min, 2 d, 1.4 mo, 1.2 y; ≤ 9 d if it may be sooner."""
        return f"≤ {self._wait}" if self.at_most else self._wait

    @property
    def _wait(self) -> str:
        if self.minutes:
            return f"{self.minutes} min"
        if self.days < 31:
            return f"{self.days} d"
        if self.days < 365:
            return f"{self.days / DAYS_IN_MONTH:.1f} mo"
        return f"{self.days / DAYS_IN_YEAR:.1f} y"


def calculate_outcomes(
    memory: Memory | None,
    card_id: str,
    retention: float,
    zone: ZoneInfo,
    now: datetime,
    parameters: Weights | None = None,
) -> dict[Rating, Outcome]:
    """What each rating given at `now` would lead to. `memory` None: the card is new.

    The same arguments always give the same schedule. A better rating always gives a longer
    wait, up to the longest allowed. Waits are learning days, so a card is due from 4 a.m. on.
    `parameters` are weights fitted to the person. None: the model's own.
    """
    today = learning_day(now, zone)
    scheduler = _get_scheduler(retention, parameters)
    cards: dict[Rating, fsrs.Card] = {}
    unfuzzed: list[int] = []  # of Hard, Good and Easy, in this order
    for rating in Rating:
        cards[rating], wait = _review_with_fsrs(memory, rating, scheduler, today)
        if rating is not Rating.AGAIN:
            unfuzzed.append(wait)
    hard, good, easy = fuzz_waits(make_waits_climb(unfuzzed), _make_seed(card_id, memory))
    days = {Rating.AGAIN: 0, Rating.HARD: hard, Rating.GOOD: good, Rating.EASY: easy}
    return {
        rating: _make_outcome(memory, rating, cards[rating], days[rating], today, zone, now)
        for rating in Rating
    }


def find_fuzz_range(days: int) -> tuple[int, int]:
    """The shortest and longest wait that FSRS's fuzz allows instead of `days`.

    Source: fsrs.scheduler.
    """
    if days < UNFUZZED_BELOW_DAYS:
        return days, days
    reach = 1.0
    for span in FUZZ_RANGES:
        reach += span["factor"] * max(min(float(days), span["end"]) - span["start"], 0.0)
    return max(2, round(days - reach)), min(round(days + reach), LONGEST_DAYS)


def make_waits_climb(days: Sequence[int]) -> list[int]:
    """Waits in days, each at least a day longer than the one before."""
    climbed: list[int] = []
    for wait in days:
        climbed.append(min(max(wait, climbed[-1] + 1), LONGEST_DAYS) if climbed else wait)
    return climbed


def fuzz_waits(days: Sequence[int], seed: float) -> list[int]:
    """Fuzz the climbing waits of one card by the same seed (0 ≤ seed < 1), so they still climb.

    Each stays in the fuzz range of its own wait, because the longest waits allowed for two
    neighbors always differ.
    """
    fuzzed = []
    for shortest, longest in map(find_fuzz_range, days):
        fuzzed.append(shortest + int(seed * (longest - shortest + 1)))
    return make_waits_climb(fuzzed)


def memory_to_json(memory: Memory) -> dict[str, Any]:
    """A memory as JSON. The review that replaces it keeps it for undo."""
    return asdict(memory) | {
        "due_at": memory.due_at.isoformat(),
        "introduced_on": memory.introduced_on.isoformat(),
        "learned_on": memory.learned_on.isoformat(),
        "reviewed_at": memory.reviewed_at.isoformat(),
    }


def memory_from_json(json: Mapping[str, Any]) -> Memory:
    """The memory that `memory_to_json` wrote."""
    return Memory(
        **dict(json)
        | {
            "due_at": datetime.fromisoformat(json["due_at"]),
            "introduced_on": date.fromisoformat(json["introduced_on"]),
            "learned_on": date.fromisoformat(json["learned_on"]),
            "reviewed_at": datetime.fromisoformat(json["reviewed_at"]),
        }
    )


def predict_recall(stability: float, days: float, parameters: Weights | None = None) -> float:
    """The chance of recall this many days after the last review: FSRS-6's forgetting curve."""
    decay = (parameters or DEFAULT_PARAMETERS)[DECAY]
    chance: float = (1 + (0.9 ** (-1 / decay) - 1) * days / stability) ** -decay
    return chance


def predict_recalls(
    history: Sequence[tuple[Rating, date]], parameters: Weights | None = None
) -> list[float | None]:
    """The chance of recall that the model predicts before each review of one card.

    `history` holds the rating and learning day of each review, oldest first.
    None for the first review, and for a review on the same day as the one before.
    """
    scheduler = _get_scheduler(0.9, parameters)
    card = fsrs.Card(card_id=0)
    chances: list[float | None] = []
    for rating, day in history:
        at = _midnight(day)
        later = card.last_review is not None and card.last_review < at
        chances.append(scheduler.get_card_retrievability(card, at) if later else None)
        card, _log = scheduler.review_card(card, fsrs.Rating(rating), at)
    return chances


def predict_days_until(
    stability: float, retention: float, parameters: Weights | None = None
) -> float:
    """Days until recall falls to `retention`: the inverse of the forgetting curve."""
    decay = (parameters or DEFAULT_PARAMETERS)[DECAY]
    days: float = stability * (retention ** (-1 / decay) - 1) / (0.9 ** (-1 / decay) - 1)
    return days


@lru_cache(maxsize=256)  # one for each retention and each person's fitted weights
def _get_scheduler(retention: float, parameters: Weights | None = None) -> fsrs.Scheduler:
    # FSRS's own steps count minutes across the turn of a day. Its fuzz has no seed, and overshoots
    # its own range by a day. Both are switched off.
    return fsrs.Scheduler(
        parameters=parameters or DEFAULT_PARAMETERS,
        desired_retention=retention,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST_DAYS,
        enable_fuzzing=False,
    )


def _review_with_fsrs(
    memory: Memory | None, rating: Rating, scheduler: fsrs.Scheduler, today: date
) -> tuple[fsrs.Card, int]:
    """The card after FSRS has reviewed it, and its wait in days before fuzz."""
    reviewed_at = _midnight(today)
    card = fsrs.Card(
        card_id=0,  # without an id, fsrs sleeps for a millisecond to make one
        state=fsrs.State.Learning if memory is None else fsrs.State.Review,
        stability=None if memory is None else memory.stability,
        difficulty=None if memory is None else memory.difficulty,
        due=reviewed_at,
        last_review=None if memory is None else _midnight(memory.learned_on),
    )
    after, _log = scheduler.review_card(card, fsrs.Rating(rating), reviewed_at)
    return after, (after.due - reviewed_at).days


def _midnight(day: date) -> datetime:
    """A learning day as an instant for FSRS: always whole days apart, whatever clocks do."""
    return datetime.combine(day, time(), UTC)


def _make_seed(card_id: str, memory: Memory | None) -> float:
    """A number from 0 up to 1, always the same for the same card and number of reviews."""
    text = f"{card_id}:{memory.reviews if memory else 0}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6]) / 2**48


def _make_outcome(
    memory: Memory | None,
    rating: Rating,
    after: fsrs.Card,
    days: int,
    today: date,
    zone: ZoneInfo,
    now: datetime,
) -> Outcome:
    minutes = 0 if days else STEP_MINUTES
    lapsed = rating is Rating.AGAIN and memory is not None and memory.step is None
    return Outcome(
        memory=Memory(
            due_at=starts_at(today + timedelta(days=days), zone)
            if days
            else now + timedelta(minutes=minutes),
            stability=after.stability or 0.0,
            difficulty=after.difficulty or 0.0,
            step=None if days else 0,
            introduced_on=memory.introduced_on if memory else today,
            learned_on=today,
            reviewed_at=now,
            reviews=(memory.reviews if memory else 0) + 1,
            lapses=(memory.lapses if memory else 0) + lapsed,
        ),
        minutes=minutes,
        days=days,
    )
