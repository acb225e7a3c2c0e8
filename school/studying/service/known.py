"""What is kept of a person's decks: memories, settings of cards, plans, missed questions.

The work is bounded by the size of the decks and does not grow with the number of reviews.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Date,
    Integer,
    Row,
    Select,
    String,
    bindparam,
    false,
    func,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import Session

from school.cards.rules.cards import Card
from school.cards.rules.decks import Deck
from school.db import UTCDateTime
from school.quizzes.tables import Attempt
from school.studying.rules.days import learning_day
from school.studying.rules.plans import Plan
from school.studying.rules.scheduling import Memory
from school.studying.rules.standing import Known, Settled
from school.studying.service.missed import read_missed_questions
from school.studying.service.plans import read_plans
from school.studying.tables import CardMemory, CardSetting, Examination

_PERSON = bindparam("person", type_=Integer())
_DECKS = bindparam("decks", type_=String(), expanding=True)
_MEMORY = (
    CardMemory.due_at,
    CardMemory.stability,
    CardMemory.difficulty,
    CardMemory.step,
    CardMemory.introduced_on,
    CardMemory.learned_on,
    CardMemory.reviewed_at,
    CardMemory.reviews,
    CardMemory.lapses,
)
_MEMORIES = select(CardMemory.deck_slug, CardMemory.card_id, *_MEMORY).where(
    CardMemory.person_id == _PERSON, CardMemory.deck_slug.in_(_DECKS)
)
_ONE_MEMORY = select(*_MEMORY).where(
    CardMemory.person_id == _PERSON, CardMemory.card_id == bindparam("card")
)
_SETTINGS = select(
    CardSetting.deck_slug,
    CardSetting.card_id,
    CardSetting.suspended_at,
    CardSetting.suspended_for,
    CardSetting.buried_on,
).where(CardSetting.person_id == _PERSON, CardSetting.deck_slug.in_(_DECKS))

# A memory concerns today if its card can be asked now, or counts toward today's new cards, or may
# be asked early. Of the other cards only the ids are read, in one row a deck.
_NOW, _TODAY = bindparam("now", type_=UTCDateTime()), bindparam("today", type_=Date())
_LAST_HAND_IN = select(func.max(Attempt.handed_in_at)).where(Attempt.person_id == _PERSON)
_EXAMINATION_AHEAD = select(Examination.on_date).where(
    Examination.person_id == _PERSON, Examination.on_date > _TODAY
)
_CONCERNS_TODAY = or_(
    CardMemory.due_at <= _NOW,
    CardMemory.learned_on >= _TODAY,
    CardMemory.introduced_on >= _TODAY,
    # A question about the card may have been missed since.
    CardMemory.reviewed_at < _LAST_HAND_IN.scalar_subquery(),
    # The last pass before an examination looks at every card.
    _EXAMINATION_AHEAD.exists(),
)
_MEMORIES_OF_TODAY = _MEMORIES.where(_CONCERNS_TODAY)
_RESTING = (
    select(CardMemory.deck_slug, func.aggregate_strings(CardMemory.card_id, " ").label("card_ids"))
    .where(
        CardMemory.person_id == _PERSON,
        CardMemory.deck_slug.in_(_DECKS),
        not_(func.coalesce(_CONCERNS_TODAY, false())),
    )
    .group_by(CardMemory.deck_slug)
)


def known_of(session: Session, person_id: int, decks: Iterable[Deck]) -> dict[str, Known]:
    """Everything kept of somebody's decks but the reviews, by slug. Five statements."""
    decks = tuple(decks)
    values = {"person": person_id, "decks": [deck.slug for deck in decks]}
    memories = _read_memories(session, _MEMORIES, values)
    return _put_together(session, person_id, decks, memories, {})


def waiting_of(
    session: Session, person_id: int, decks: Iterable[Deck], zone: ZoneInfo, now: datetime
) -> dict[str, Known]:
    """The same without the memories of cards that rest, which is enough to say what waits now.

    Six statements.
    """
    decks = tuple(decks)
    values = {
        "person": person_id,
        "decks": [deck.slug for deck in decks],
        "now": now,
        "today": learning_day(now, zone),
    }
    memories = _read_memories(session, _MEMORIES_OF_TODAY, values)
    return _put_together(session, person_id, decks, memories, _read_resting(session, values))


def known_in(session: Session, person_id: int, deck: Deck) -> Known:
    """What is kept of one deck of somebody's. Five statements."""
    return known_of(session, person_id, (deck,))[deck.slug]


def read_memory(session: Session, person_id: int, card: Card) -> Memory | None:
    """What somebody's memory of one card is; None if the card is new to them. One statement."""
    row = session.execute(_ONE_MEMORY, {"person": person_id, "card": card.id}).one_or_none()
    return None if row is None else Memory(*row)


def _put_together(
    session: Session,
    person_id: int,
    decks: tuple[Deck, ...],
    memories: Mapping[str, dict[str, Memory]],
    resting: Mapping[str, frozenset[str]],
) -> dict[str, Known]:
    slugs = [deck.slug for deck in decks]
    settings = _read_settings(session, {"person": person_id, "decks": slugs})
    plans: dict[str, Plan] = read_plans(session, person_id, decks)
    missed = read_missed_questions(session, person_id)
    return {
        slug: Known(
            plan=plans[slug],
            memories=memories.get(slug, {}),
            settled=settings.get(slug, {}),
            missed=missed,
            resting=resting.get(slug, frozenset()),
        )
        for slug in slugs
    }


def _read_memories(
    session: Session, statement: Select[*tuple[Any, ...]], values: Mapping[str, Any]
) -> dict[str, dict[str, Memory]]:
    """The memories by deck and card."""
    memories: dict[str, dict[str, Memory]] = defaultdict(dict)
    for deck_slug, card_id, *facts in session.execute(statement, values):
        memories[deck_slug][card_id] = Memory(*facts)
    return memories


def _read_resting(session: Session, values: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The ids of the cards that rest, by deck."""
    rows = session.execute(_RESTING, values)
    return {row.deck_slug: frozenset(row.card_ids.split(" ")) for row in rows}


def _read_settings(session: Session, values: Mapping[str, Any]) -> dict[str, dict[str, Settled]]:
    """What is settled about single cards, by deck and card."""
    settings: dict[str, dict[str, Settled]] = defaultdict(dict)
    for row in session.execute(_SETTINGS, values):
        settings[row.deck_slug][row.card_id] = _setting_of(row)
    return settings


def _setting_of(row: Row[*tuple[Any, ...]]) -> Settled:
    return Settled(row.suspended_at, row.suspended_for, row.buried_on)
