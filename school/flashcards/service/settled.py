"""What is settled about single cards: suspended, resumed, put off for a day, begun anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql import Executable

from school.flashcards.rules.cards import Card
from school.flashcards.rules.days import learning_day
from school.flashcards.tables import CardMemory, CardSetting, Review
from school.quizzes.service.inserts import Prepared, for_both, of_this
from school.web.identity import Identity


def _settle(*columns: str, unless_later: bool = True) -> Prepared:
    """Write these columns of one card's row, and leave its others as they are.

    What was settled since the moment of this stands, unless it is told not to.
    """

    def one(insert: Callable[..., Any]) -> Executable:
        writing = insert(CardSetting.__table__)
        settled_at = CardSetting.__table__.c.settled_at
        earlier = or_(settled_at.is_(None), settled_at <= writing.excluded.settled_at)
        return writing.on_conflict_do_update(
            index_elements=["person_id", "card_id"],
            set_={column: writing.excluded[column] for column in (*columns, "settled_at")},
            where=earlier if unless_later else None,
        )

    return for_both(one)


_SUSPEND = _settle("suspended_at", "suspended_for")
_SUSPEND_LEECH = _settle("suspended_at", "suspended_for", unless_later=False)
_BURY = _settle("buried_on")
_RESET = _settle("suspended_at", "suspended_for", "buried_on", "reset_after", unless_later=False)


def suspend(session: Session, who: Identity, card: Card, now: datetime) -> None:
    """Ask the card no more until it is resumed. What was settled about it after this moment stands."""
    _write(session, _SUSPEND, who, card, now, suspended_at=now, suspended_for="wish")


def suspend_leech(session: Session, who: Identity, card: Card, now: datetime) -> None:
    """Suspend a card that was forgotten too often, at the moment of the review that made it a leech."""
    _write(session, _SUSPEND_LEECH, who, card, now, suspended_at=now, suspended_for="leech")


def lift_leech(session: Session, who: Identity, card_id: str, reviewed_at: datetime) -> None:
    """Undo what the review of that moment suspended; what was suspended otherwise stays so."""
    made = (CardSetting.suspended_for == "leech") & (CardSetting.suspended_at == reviewed_at)
    session.execute(update(CardSetting).where(_mine(who, card_id), made).values(suspended_at=None, suspended_for=None))


def resume(session: Session, who: Identity, card: Card, now: datetime) -> None:
    """Ask a suspended card again, with the memory it had."""
    asked = {"suspended_at": None, "suspended_for": None, "settled_at": now}
    session.execute(update(CardSetting).where(_mine(who, card.id)).values(asked))


def bury(session: Session, who: Identity, card: Card, zone: ZoneInfo, now: datetime) -> None:
    """Put the card off until the next learning day. What was settled about it after this moment stands."""
    _write(session, _BURY, who, card, now, buried_on=learning_day(now, zone))


def reset(session: Session, who: Identity, card: Card, now: datetime) -> None:
    """Forget how well the card is known: it is new again, and asked again if it was suspended.

    The reviews stay, as a record of what happened. They cannot be taken back any more, nor can earlier
    ones of the deck: there is no memory left that undo could put back.
    """
    reviews = (Review.person_id == who.id) & (Review.deck_slug == card.deck_slug)
    last = session.scalar(select(func.max(Review.id)).where(reviews))
    session.execute(delete(CardMemory).where(CardMemory.person_id == who.id, CardMemory.card_id == card.id))
    _write(session, _RESET, who, card, now, reset_after=last or 0)


def _write(session: Session, statement: Prepared, who: Identity, card: Card, now: datetime, **values: Any) -> None:
    nothing = {"suspended_at": None, "suspended_for": None, "buried_on": None, "reset_after": None}
    key = {"person_id": who.id, "card_id": card.id, "deck_slug": card.deck_slug, "settled_at": now}
    session.execute(of_this(session, statement), key | nothing | values)


def _mine(who: Identity, card_id: str) -> ColumnElement[bool]:
    return (CardSetting.person_id == who.id) & (CardSetting.card_id == card_id)
