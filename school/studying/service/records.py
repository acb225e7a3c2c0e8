"""Reads what is recorded about a person's decks and cards, with one plain query for each thing.

The queries use tables rather than mapped classes, which takes half the time.
The work is bounded by the size of the decks. It doesn't grow with the number of reviews.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Date, Integer, Row, String, bindparam, func, or_, select
from sqlalchemy.orm import Session

from school.cards.rules.cards import Card
from school.cards.rules.decks import Deck
from school.db import UTCDateTime
from school.studying.rules.days import learning_day
from school.studying.rules.plans import Plan
from school.studying.rules.records import CardRecord, DeckRecords, SetAside
from school.studying.rules.scheduling import Memory
from school.studying.service.missed import read_missed_questions
from school.studying.service.plans import read_plans
from school.studying.tables import CardMemory, CardSetting

_PERSON = bindparam("person", type_=Integer())
_DECKS = bindparam("decks", type_=String(), expanding=True)
_NOW = bindparam("now", type_=UTCDateTime())
_TODAY = bindparam("today", type_=Date())
_MISSED_AT = bindparam("missed_at", type_=UTCDateTime())

_memory = CardMemory.__table__.c
_setting = CardSetting.__table__.c

_MEMORY_FACTS = (
    _memory.due_at,
    _memory.stability,
    _memory.difficulty,
    _memory.step,
    _memory.introduced_on,
    _memory.learned_on,
    _memory.reviewed_at,
    _memory.reviews,
    _memory.lapses,
)  # in the order of the fields of Memory

_MEMORIES = select(_memory.deck_slug, _memory.card_id, *_MEMORY_FACTS).where(
    _memory.person_id == _PERSON, _memory.deck_slug.in_(_DECKS)
)
# A card that is not due can still matter today: it was answered today, so its siblings wait;
# or a question about it was missed since it was last answered.
_MEMORIES_FOR_TODAY = _MEMORIES.where(
    or_(
        _memory.due_at <= _NOW,
        _memory.learned_on >= _TODAY,
        _memory.introduced_on >= _TODAY,
        _memory.reviewed_at < _MISSED_AT,
    )
)
_MEMORY_OF_CARD = select(*_MEMORY_FACTS).where(
    _memory.person_id == _PERSON, _memory.card_id == bindparam("card")
)
_CARDS_MET = (
    select(_memory.deck_slug, func.aggregate_strings(_memory.card_id, " ").label("card_ids"))
    .where(_memory.person_id == _PERSON, _memory.deck_slug.in_(_DECKS))
    .group_by(_memory.deck_slug)
)
_SETTINGS = select(
    _setting.deck_slug,
    _setting.card_id,
    _setting.suspended_at,
    _setting.suspended_for,
    _setting.buried_on,
).where(_setting.person_id == _PERSON, _setting.deck_slug.in_(_DECKS))


def read_records_by_deck(
    session: Session, person_id: int, decks: Iterable[Deck]
) -> dict[str, DeckRecords]:
    """What is recorded about each of a person's decks, by slug. Four statements."""
    decks = tuple(decks)
    plans = read_plans(session, person_id, decks)
    missed = read_missed_questions(session, person_id)
    settings = _read_settings(session, person_id, decks)
    memories = _read_memories(session, person_id, decks)
    return {
        deck.slug: DeckRecords(plans[deck.slug], memories[deck.slug], settings[deck.slug], missed)
        for deck in decks
    }


def read_records_for_today(
    session: Session, person_id: int, decks: Iterable[Deck], zone: ZoneInfo, now: datetime
) -> dict[str, DeckRecords]:
    """The same, without the memories of cards that have nothing to do with today. Five statements.

    With an examination ahead, every memory is read, because the last pass looks at all of them.
    """
    decks = tuple(decks)
    today = learning_day(now, zone)
    plans = read_plans(session, person_id, decks)
    missed = read_missed_questions(session, person_id)
    settings = _read_settings(session, person_id, decks)
    resting = {deck.slug: frozenset[str]() for deck in decks}
    if any(_has_examination_ahead(plan, today) for plan in plans.values()):
        memories = _read_memories(session, person_id, decks)
    else:
        missed_at = max(missed.values(), default=None)
        memories = _read_memories_for_today(session, person_id, decks, now, today, missed_at)
        resting = _read_resting_cards(session, person_id, decks, memories)
    return {
        deck.slug: DeckRecords(
            plans[deck.slug],
            memories[deck.slug],
            settings[deck.slug],
            missed,
            resting[deck.slug],
        )
        for deck in decks
    }


def read_deck_records(session: Session, person_id: int, deck: Deck) -> DeckRecords:
    """What is recorded about one of a person's decks. Four statements."""
    return read_records_by_deck(session, person_id, (deck,))[deck.slug]


def read_card_record(session: Session, person_id: int, deck: Deck, card: Card) -> CardRecord:
    """What scheduling one card needs, without reading the rest of its deck. Two statements."""
    plan = read_plans(session, person_id, (deck,))[deck.slug]
    row = session.execute(_MEMORY_OF_CARD, {"person": person_id, "card": card.id}).one_or_none()
    return CardRecord(plan, Memory(*row) if row else None)


def _has_examination_ahead(plan: Plan, today: date) -> bool:
    return any(examination.on > today for examination in plan.examinations)


def _read_memories(
    session: Session, person_id: int, decks: Collection[Deck]
) -> dict[str, dict[str, Memory]]:
    """Every memory, by deck and card."""
    rows = session.execute(_MEMORIES, _parameters(person_id, decks))
    return _group_memories(rows, decks)


def _read_memories_for_today(
    session: Session,
    person_id: int,
    decks: Collection[Deck],
    now: datetime,
    today: date,
    missed_at: datetime | None,
) -> dict[str, dict[str, Memory]]:
    """The memories that can matter today, by deck and card.

    `missed_at` is when the latest attempt with a missed question was handed in.
    """
    moments = {"now": now, "today": today, "missed_at": missed_at}
    rows = session.execute(_MEMORIES_FOR_TODAY, _parameters(person_id, decks) | moments)
    return _group_memories(rows, decks)


def _group_memories(
    rows: Iterable[Row[*tuple[Any, ...]]], decks: Collection[Deck]
) -> dict[str, dict[str, Memory]]:
    memories: dict[str, dict[str, Memory]] = {deck.slug: {} for deck in decks}
    for deck_slug, card_id, *facts in rows:
        memories[deck_slug][card_id] = Memory(*facts)
    return memories


def _read_resting_cards(
    session: Session,
    person_id: int,
    decks: Collection[Deck],
    memories: Mapping[str, Mapping[str, Memory]],
) -> dict[str, frozenset[str]]:
    """The ids of studied cards that are not in `memories`, by deck. One row for each deck.

    Call it after reading the memories. A card first studied between the two statements then
    counts as resting, and is never offered as a new one.
    """
    resting = {deck.slug: frozenset[str]() for deck in decks}
    for deck_slug, card_ids in session.execute(_CARDS_MET, _parameters(person_id, decks)):
        resting[deck_slug] = frozenset(card_ids.split(" ")) - memories[deck_slug].keys()
    return resting


def _read_settings(
    session: Session, person_id: int, decks: Collection[Deck]
) -> dict[str, dict[str, SetAside]]:
    """Which cards are suspended or buried, by deck and card."""
    settings: dict[str, dict[str, SetAside]] = {deck.slug: {} for deck in decks}
    for row in session.execute(_SETTINGS, _parameters(person_id, decks)):
        settings[row.deck_slug][row.card_id] = SetAside(
            row.suspended_at, row.suspended_for, row.buried_on
        )
    return settings


def _parameters(person_id: int, decks: Collection[Deck]) -> dict[str, Any]:
    return {"person": person_id, "decks": [deck.slug for deck in decks]}
