"""Reads how a person studies their decks: what they chose, and their examinations."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Integer, String, and_, bindparam, select
from sqlalchemy.orm import Session

from school.cards.rules.decks import Deck
from school.people.tables import Person
from school.studying.rules.plans import DeckChoice, Examination, Plan, make_plan
from school.studying.tables import DeckSetting
from school.studying.tables import Examination as ExaminationRow

_PERSON = bindparam("person", type_=Integer())
_DECKS = bindparam("decks", type_=String(), expanding=True)

_choice = DeckSetting.__table__.c
_examination = ExaminationRow.__table__.c
_person = Person.__table__.c

# Every choice beside every examination: few people have more than one of either.
_PLANS = (
    select(
        _choice.deck_slug,
        _choice.new_per_day,
        _choice.retention,
        _choice.kinds,
        _choice.parameters,
        _choice.optimised_at,
        _choice.optimised_from,
        _examination.subject,
        _examination.slug,
        _examination.on_date,
    )
    .select_from(Person.__table__)
    .outerjoin(
        DeckSetting.__table__,
        and_(_choice.person_id == _person.id, _choice.deck_slug.in_(_DECKS)),
    )
    .outerjoin(ExaminationRow.__table__, _examination.person_id == _person.id)
    .where(_person.id == _PERSON)
    .order_by(_examination.subject, _examination.slug)
)


def read_plans(session: Session, person_id: int, decks: Collection[Deck]) -> dict[str, Plan]:
    """How each deck is studied: what was chosen for it, and the person's examinations.

    One statement, for any number of decks.
    """
    parameters = {"person": person_id, "decks": [deck.slug for deck in decks]}
    choices: dict[str, DeckChoice] = {}
    examinations: dict[tuple[str, str], Examination] = {}
    for row in session.execute(_PLANS, parameters):
        if row.deck_slug is not None:
            choices[row.deck_slug] = _make_choice(row)
        if row.subject is not None:
            examination = Examination(row.subject, row.slug, row.on_date)
            examinations[row.subject, row.slug] = examination
    days = tuple(examinations.values())
    return {deck.slug: make_plan(deck, choices.get(deck.slug), days) for deck in decks}


def _make_choice(row: Any) -> DeckChoice:
    return DeckChoice(
        new_per_day=row.new_per_day,
        retention=row.retention,
        kinds=None if row.kinds is None else frozenset(row.kinds),
        parameters=None if row.parameters is None else tuple(row.parameters),
        optimised_at=row.optimised_at,
        optimised_from=row.optimised_from,
    )
