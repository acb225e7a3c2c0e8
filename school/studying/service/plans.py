"""How somebody studies a deck, read from what they chose and from their examinations."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Integer, Row, String, bindparam, select
from sqlalchemy.orm import Session

from school.cards.rules.decks import Deck
from school.studying.rules.plans import Chosen, Examination, Plan, plan_of
from school.studying.tables import DeckSetting
from school.studying.tables import Examination as ExaminationRow

_CHOICES = select(
    DeckSetting.deck_slug,
    DeckSetting.new_per_day,
    DeckSetting.retention,
    DeckSetting.kinds,
    DeckSetting.parameters,
    DeckSetting.optimised_at,
    DeckSetting.optimised_from,
).where(
    DeckSetting.person_id == bindparam("person", type_=Integer()),
    DeckSetting.deck_slug.in_(bindparam("decks", type_=String(), expanding=True)),
)
_EXAMINATIONS = select(ExaminationRow.subject, ExaminationRow.slug, ExaminationRow.on_date).where(
    ExaminationRow.person_id == bindparam("person", type_=Integer())
)


def read_plans(session: Session, person_id: int, decks: Iterable[Deck]) -> dict[str, Plan]:
    """How somebody studies each of these decks, by slug. Two statements."""
    decks = tuple(decks)
    choices = _read_choices(session, person_id, [deck.slug for deck in decks])
    examinations = _read_examinations(session, person_id)
    return {deck.slug: plan_of(deck, choices.get(deck.slug), examinations) for deck in decks}


def read_plan(session: Session, person_id: int, deck: Deck) -> Plan:
    """How somebody studies one deck. Two statements."""
    return read_plans(session, person_id, (deck,))[deck.slug]


def _read_choices(session: Session, person_id: int, slugs: list[str]) -> dict[str, Chosen]:
    rows = session.execute(_CHOICES, {"person": person_id, "decks": slugs})
    return {row.deck_slug: _choice_of(row) for row in rows}


def _choice_of(row: Row[*tuple[object, ...]]) -> Chosen:
    return Chosen(
        new_per_day=row.new_per_day,
        retention=row.retention,
        kinds=None if row.kinds is None else frozenset(row.kinds),
        parameters=None if row.parameters is None else tuple(row.parameters),
        optimised_at=row.optimised_at,
        optimised_from=row.optimised_from,
    )


def _read_examinations(session: Session, person_id: int) -> tuple[Examination, ...]:
    rows = session.execute(_EXAMINATIONS, {"person": person_id})
    return tuple(Examination(row.subject, row.slug, row.on_date) for row in rows)
