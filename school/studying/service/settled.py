"""What is settled about single cards: suspended, resumed, put off for a day, begun anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, bindparam, delete, false, func, not_, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql import Executable

from school.cards.rules.cards import Card
from school.core.identity import Identity
from school.core.upsert import Inserting, Prepared, for_both, of_this
from school.db import UTCDateTime
from school.studying.rules.days import learning_day
from school.studying.tables import CardMemory, CardSetting, Review


def _settle(*columns: str, unless: Callable[[Any], ColumnElement[bool]] | None = None) -> Prepared:
    """Write these columns of one card's row, and leave its others as they are; or all, `unless` that is so of it."""

    def one(insert: Inserting) -> Executable:
        writing = insert(CardSetting.__table__)
        return writing.on_conflict_do_update(
            index_elements=["person_id", "card_id"],
            set_={column: writing.excluded[column] for column in columns},
            where=None
            if unless is None
            else not_(func.coalesce(unless(writing.excluded), false())),
        )

    return for_both(one)


_THERE = CardSetting.__table__.c
_SETTLED_SINCE = _THERE.settled_at > bindparam("moment", type_=UTCDateTime())
_SUSPEND = _settle(
    "suspended_at", "suspended_for", "settled_at", unless=lambda _new: _SETTLED_SINCE
)
_SUSPEND_LEECH = _settle("suspended_at", "suspended_for", "settled_at")
_BURY = _settle(
    "buried_on", unless=lambda new: or_(_SETTLED_SINCE, _THERE.buried_on > new.buried_on)
)
_RESET = _settle("suspended_at", "suspended_for", "buried_on", "reset_after", "settled_at")


def suspend(session: Session, who: Identity, card: Card, now: datetime) -> None:
    """Ask the card no more until it is resumed. Where it was resumed or begun anew after this moment, that stands."""
    _write(
        session, _SUSPEND, who, card, now, suspended_at=now, suspended_for="wish", settled_at=now
    )


def suspend_leech(session: Session, who: Identity, card: Card, now: datetime) -> None:
    """Suspend a card that was forgotten too often, at the moment of the review that made it a leech."""
    _write(
        session,
        _SUSPEND_LEECH,
        who,
        card,
        now,
        suspended_at=now,
        suspended_for="leech",
        settled_at=now,
    )


def lift_leech(session: Session, who: Identity, card_id: str, reviewed_at: datetime) -> None:
    """Undo what the review of that moment suspended; what was suspended otherwise stays so."""
    made = (CardSetting.suspended_for == "leech") & (CardSetting.suspended_at == reviewed_at)
    session.execute(
        update(CardSetting)
        .where(_mine(who, card_id), made)
        .values(suspended_at=None, suspended_for=None)
    )


def resume(session: Session, who: Identity, card: Card, now: datetime) -> None:
    """Ask a suspended card again, with the memory it had."""
    asked = {"suspended_at": None, "suspended_for": None, "settled_at": now}
    session.execute(update(CardSetting).where(_mine(who, card.id)).values(asked))


def bury(session: Session, who: Identity, card: Card, zone: ZoneInfo, now: datetime) -> None:
    """Put the card off until the next learning day, unless it was resumed or begun anew after this moment."""
    _write(session, _BURY, who, card, now, buried_on=learning_day(now, zone))


def reset(session: Session, who: Identity, card: Card, now: datetime) -> None:
    """Forget how well the card is known: it is new again, and asked again if it was suspended.

    The reviews stay, as a record of what happened. They cannot be taken back any more, nor can earlier
    ones of the deck: there is no memory left that undo could put back.
    """
    reviews = (Review.person_id == who.id) & (Review.deck_slug == card.deck_slug)
    last = session.scalar(select(func.max(Review.id)).where(reviews))
    session.execute(
        delete(CardMemory).where(CardMemory.person_id == who.id, CardMemory.card_id == card.id)
    )
    _write(session, _RESET, who, card, now, reset_after=last or 0, settled_at=now)


def _write(
    session: Session, statement: Prepared, who: Identity, card: Card, now: datetime, **values: Any
) -> None:
    nothing = {
        "suspended_at": None,
        "suspended_for": None,
        "buried_on": None,
        "reset_after": None,
        "settled_at": None,
    }
    key = {"person_id": who.id, "card_id": card.id, "deck_slug": card.deck_slug, "moment": now}
    session.execute(of_this(session, statement), key | nothing | values)


def _mine(who: Identity, card_id: str) -> ColumnElement[bool]:
    return (CardSetting.person_id == who.id) & (CardSetting.card_id == card_id)
