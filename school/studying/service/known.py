"""What is kept of a person's decks, read in one statement however long the history is: all of it, or what waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    JSON,
    ColumnElement,
    CompoundSelect,
    Date,
    Double,
    Integer,
    Row,
    Select,
    String,
    bindparam,
    cast,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from school.cards.rules.decks import Deck
from school.db import UTCDateTime
from school.quizzes.service.attempts import IS_STANDING_MARKING
from school.quizzes.tables import Attempt, ItemMark, Marking
from school.studying.rules.days import learning_day
from school.studying.rules.plans import Chosen, Examination, plan_of
from school.studying.rules.scheduling import Memory
from school.studying.rules.standing import Known, Settled
from school.studying.tables import CardMemory, CardSetting, DeckSetting
from school.studying.tables import Examination as ExaminationRow

# One row of the statement, whatever it is about; what it does not say is empty.
_COLUMNS: Mapping[str, Any] = {
    "what": String(),
    "deck_slug": String(),
    "name": String(),
    "due_at": UTCDateTime(),
    "stability": Double(),
    "difficulty": Double(),
    "step": Integer(),
    "introduced_on": Date(),
    "learned_on": Date(),
    "reviewed_at": UTCDateTime(),
    "reviews": Integer(),
    "lapses": Integer(),
    "word": String(),
    "kinds": JSON(none_as_null=True),
    "parameters": JSON(none_as_null=True),
}


def _part(what: str, **said: Any) -> Select[Any]:
    """One part of the statement: rows of one sort, with the same columns as all others."""
    columns: list[ColumnElement[Any]] = [literal(what, String()).label("what")]
    for name, kind in list(_COLUMNS.items())[1:]:
        column = type_coerce(said[name], kind) if name in said else cast(null(), kind)
        columns.append(column.label(name))
    return select(*columns)


_MEMORY = slice(3, 12)  # the columns that are those of a Memory, in its order
_PERSON, _DECKS = (
    bindparam("person", type_=Integer()),
    bindparam("decks", type_=String(), expanding=True),
)
_MEMORIES = _part(
    "memory",
    deck_slug=CardMemory.deck_slug,
    name=CardMemory.card_id,
    **{column: getattr(CardMemory, column) for column in list(_COLUMNS)[_MEMORY]},
).where(CardMemory.person_id == _PERSON, CardMemory.deck_slug.in_(_DECKS))
_CARDS = _part(
    "card",
    deck_slug=CardSetting.deck_slug,
    name=CardSetting.card_id,
    due_at=CardSetting.suspended_at,
    word=CardSetting.suspended_for,
    learned_on=CardSetting.buried_on,
).where(CardSetting.person_id == _PERSON, CardSetting.deck_slug.in_(_DECKS))
_CHOSEN = _part(
    "deck",
    deck_slug=DeckSetting.deck_slug,
    reviews=DeckSetting.new_per_day,
    stability=DeckSetting.retention,
    kinds=DeckSetting.kinds,
    parameters=DeckSetting.parameters,
    due_at=DeckSetting.optimised_at,
    lapses=DeckSetting.optimised_from,
).where(DeckSetting.person_id == _PERSON, DeckSetting.deck_slug.in_(_DECKS))
_EXAMINATIONS = _part(
    "examination",
    word=ExaminationRow.subject,
    name=ExaminationRow.slug,
    learned_on=ExaminationRow.on_date,
).where(ExaminationRow.person_id == _PERSON)
_OTHER = aliased(Attempt)
_LAST_ATTEMPT = (
    select(func.max(_OTHER.number))
    .where(
        _OTHER.person_id == Attempt.person_id,
        _OTHER.quiz_slug == Attempt.quiz_slug,
        _OTHER.handed_in_at.is_not(None),
    )
    .scalar_subquery()
)
_MISSED = (
    _part("missed", name=Attempt.quiz_slug, word=ItemMark.item_id, reviewed_at=Attempt.handed_in_at)
    .join_from(Attempt, Marking, IS_STANDING_MARKING)
    .join(ItemMark, ItemMark.marking_id == Marking.id)
    .where(
        Attempt.person_id == _PERSON,
        Attempt.handed_in_at.is_not(None),
        Attempt.number == _LAST_ATTEMPT,
        ItemMark.earned < ItemMark.possible,
    )
)
_EVERYTHING = union_all(_MEMORIES, _CARDS, _CHOSEN, _EXAMINATIONS, _MISSED)

# Of cards that can neither be asked now nor stand in the way of another only the ids are read, in one row a deck.
_NOW, _TODAY = bindparam("now", type_=UTCDateTime()), bindparam("today", type_=Date())
_HANDED_IN = (
    select(func.max(Attempt.handed_in_at)).where(Attempt.person_id == _PERSON).scalar_subquery()
)
_AHEAD = select(ExaminationRow.on_date).where(
    ExaminationRow.person_id == _PERSON, ExaminationRow.on_date > _TODAY
)
_CONCERNED = or_(
    CardMemory.due_at <= _NOW,
    CardMemory.learned_on >= _TODAY,
    CardMemory.introduced_on >= _TODAY,
    CardMemory.reviewed_at < _HANDED_IN,  # a question about the card may have been missed since
    _AHEAD.exists(),  # its last pass looks at every card
)
_RESTING = (
    _part(
        "resting",
        deck_slug=CardMemory.deck_slug,
        name=func.aggregate_strings(CardMemory.card_id, " "),
    )
    .where(
        CardMemory.person_id == _PERSON,
        CardMemory.deck_slug.in_(_DECKS),
        not_(func.coalesce(_CONCERNED, false())),
    )
    .group_by(CardMemory.deck_slug)
)
_WAITING = union_all(_MEMORIES.where(_CONCERNED), _RESTING, _CARDS, _CHOSEN, _EXAMINATIONS, _MISSED)


def known_of(session: Session, person_id: int, decks: Iterable[Deck]) -> dict[str, Known]:
    """What is kept of somebody's decks, by slug. One statement.

    It reads one row for each card that was met or settled, each choice, each examination and each question
    missed in the last attempts, so its work is bounded by the size of the decks and does not grow with the reviews.
    """
    return _read(session, _EVERYTHING, {"person": person_id}, tuple(decks))


def waiting_of(
    session: Session, person_id: int, decks: Iterable[Deck], zone: ZoneInfo, now: datetime
) -> dict[str, Known]:
    """The same without the memories of cards that rest, which is enough to say what waits now. One statement."""
    said = {"person": person_id, "now": now, "today": learning_day(now, zone)}
    return _read(session, _WAITING, said, tuple(decks))


def known_in(session: Session, person_id: int, deck: Deck) -> Known:
    """What is kept of one deck of somebody's. One statement."""
    return known_of(session, person_id, (deck,))[deck.slug]


def _read(
    session: Session,
    statement: CompoundSelect[Any],
    said: Mapping[str, Any],
    decks: tuple[Deck, ...],
) -> dict[str, Known]:
    rows: dict[tuple[str, str], list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in session.execute(statement, {**said, "decks": [deck.slug for deck in decks]}).all():
        rows[row.what, row.deck_slug or ""].append(row)
    examinations = tuple(
        Examination(row.word, row.name, row.learned_on) for row in rows["examination", ""]
    )
    missed = {f"{row.name}/{row.word}": row.reviewed_at for row in rows["missed", ""]}
    return {
        deck.slug: Known(
            plan=plan_of(deck, _chosen(rows["deck", deck.slug]), examinations),
            memories={row.name: Memory(*row[_MEMORY]) for row in rows["memory", deck.slug]},
            settled={
                row.name: Settled(row.due_at, row.word, row.learned_on)
                for row in rows["card", deck.slug]
            },
            missed=missed,
            resting=frozenset(
                card_id for row in rows["resting", deck.slug] for card_id in row.name.split(" ")
            ),
        )
        for deck in decks
    }


def _chosen(rows: list[Row[*tuple[Any, ...]]]) -> Chosen | None:
    if not rows:
        return None
    (row,) = rows
    return Chosen(
        new_per_day=row.reviews,
        retention=row.stability,
        kinds=None if row.kinds is None else frozenset(row.kinds),
        parameters=None if row.parameters is None else tuple(row.parameters),
        optimised_at=row.due_at,
        optimised_from=row.lapses,
    )
