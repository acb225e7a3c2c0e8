"""What is settled about single cards: suspended, resumed, put off for a day, begun anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql import Executable

from school.flashcards.rules.cards import Card
from school.flashcards.rules.days import learning_day
from school.flashcards.tables import CardMemory, CardSetting, Review
from school.quizzes.service.inserts import Prepared, for_both, of_this
from school.web.identity import Identity


def _settle(*columns: str) -> Prepared:
    """Write these columns of one card's row, and leave its others as they are."""

    def one(insert: Callable[..., Any]) -> Executable:
        writing = insert(CardSetting.__table__)
        return writing.on_conflict_do_update(
            index_elements=["person_id", "card_id"], set_={column: writing.excluded[column] for column in columns}
        )

    return for_both(one)


_SUSPEND = _settle("suspended_at", "suspended_for")
_BURY = _settle("buried_on")
_RESET = _settle("suspended_at", "suspended_for", "buried_on", "reset_after")


def suspend(session: Session, who: Identity, card: Card, now: datetime) -> None:
    """Ask the card no more until it is resumed."""
    _write(session, _SUSPEND, who, card, suspended_at=now, suspended_for="wish")


def suspend_leech(session: Session, who: Identity, card: Card, now: datetime) -> None:
    """Suspend a card that was forgotten too often, at the moment of the review that made it a leech."""
    _write(session, _SUSPEND, who, card, suspended_at=now, suspended_for="leech")


def lift_leech(session: Session, who: Identity, card_id: str, reviewed_at: datetime) -> None:
    """Undo what the review of that moment suspended; what was suspended otherwise stays so."""
    made = (CardSetting.suspended_for == "leech") & (CardSetting.suspended_at == reviewed_at)
    session.execute(update(CardSetting).where(_mine(who, card_id), made).values(suspended_at=None, suspended_for=None))


def resume(session: Session, who: Identity, card: Card) -> None:
    """Ask a suspended card again, with the memory it had."""
    session.execute(update(CardSetting).where(_mine(who, card.id)).values(suspended_at=None, suspended_for=None))


def bury(session: Session, who: Identity, card: Card, zone: ZoneInfo, now: datetime) -> None:
    """Put the card off until the next learning day."""
    _write(session, _BURY, who, card, buried_on=learning_day(now, zone))


def reset(session: Session, who: Identity, card: Card) -> None:
    """Forget how well the card is known: it is new again, and asked again if it was suspended.

    The reviews stay, as a record of what happened. They cannot be taken back any more, nor can earlier
    ones of the deck: there is no memory left that undo could put back.
    """
    reviews = (Review.person_id == who.id) & (Review.deck_slug == card.deck_slug)
    last = session.scalar(select(func.max(Review.id)).where(reviews))
    session.execute(delete(CardMemory).where(CardMemory.person_id == who.id, CardMemory.card_id == card.id))
    _write(session, _RESET, who, card, reset_after=last or 0)


def _write(session: Session, statement: Prepared, who: Identity, card: Card, **values: Any) -> None:
    nothing = {"suspended_at": None, "suspended_for": None, "buried_on": None, "reset_after": None}
    key = {"person_id": who.id, "card_id": card.id, "deck_slug": card.deck_slug}
    session.execute(of_this(session, statement), key | nothing | values)


def _mine(who: Identity, card_id: str) -> ColumnElement[bool]:
    return (CardSetting.person_id == who.id) & (CardSetting.card_id == card_id)
