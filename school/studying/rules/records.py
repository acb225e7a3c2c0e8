"""What is recorded about one person's study of one deck, apart from the reviews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from school.studying.rules.plans import Plan
from school.studying.rules.scheduling import Memory


@dataclass(frozen=True)
class SetAside:
    """Whether one card is suspended, or buried for a day; by its student, or as a leech."""

    suspended_at: datetime | None = None
    suspended_for: str | None = None  # wish or leech
    buried_on: date | None = None  # not asked on this learning day


@dataclass(frozen=True)
class CardRecord:
    """What scheduling one card needs: the plan for its deck, and how well the card is known."""

    plan: Plan
    memory: Memory | None  # None: the card is new


@dataclass(frozen=True)
class DeckRecords:
    """What choosing cards from a deck needs."""

    plan: Plan
    memories: Mapping[str, Memory] = field(default_factory=dict)  # by card id
    set_aside: Mapping[str, SetAside] = field(default_factory=dict)  # by card id
    # <quiz>/<item> → when the attempt was handed in
    missed_questions: Mapping[str, datetime] = field(default_factory=dict)
    # Ids of cards that were studied before but have nothing to do with today.
    # Their memories are not read when only today's cards are wanted.
    resting: frozenset[str] = frozenset()

    def is_suspended(self, card_id: str) -> bool:
        aside = self.set_aside.get(card_id)
        return aside is not None and aside.suspended_at is not None
