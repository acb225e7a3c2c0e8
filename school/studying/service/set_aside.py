"""Sets single cards aside: suspends, resumes and buries them, or resets them to new."""

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

NOTHING_SET = {
    "suspended_at": None,
    "suspended_for": None,
    "buried_on": None,
    "reset_after": None,
    "settled_at": None,
}


def _prepare_upsert(
    *columns: str, unless: Callable[[Any], ColumnElement[bool]] | None = None
) -> Prepared:
    """Insert a card's row, or update these columns of it. Update nothing if `unless` holds."""

    def build(insert: Inserting) -> Executable:
        statement = insert(CardSetting.__table__)
        condition = None
        if unless is not None:
            condition = not_(func.coalesce(unless(statement.excluded), false()))
        return statement.on_conflict_do_update(
            index_elements=["person_id", "card_id"],
            set_={column: statement.excluded[column] for column in columns},
            where=condition,
        )

    return for_both(build)


_row = CardSetting.__table__.c
_CHANGED_SINCE = _row.settled_at > bindparam("moment", type_=UTCDateTime())
_SUSPEND = _prepare_upsert(
    "suspended_at", "suspended_for", "settled_at", unless=lambda _new: _CHANGED_SINCE
)
_SUSPEND_LEECH = _prepare_upsert("suspended_at", "suspended_for", "settled_at")
_BURY = _prepare_upsert(
    "buried_on", unless=lambda new: or_(_CHANGED_SINCE, _row.buried_on > new.buried_on)
)
_RESET = _prepare_upsert("suspended_at", "suspended_for", "buried_on", "reset_after", "settled_at")


def suspend_card(session: Session, who: Identity, card: Card, now: datetime) -> None:
    """Stop asking the card until it is resumed.

    Nothing changes if the card was suspended, resumed or reset after this moment.
    """
    values = {"suspended_at": now, "suspended_for": "wish", "settled_at": now}
    _write(session, _SUSPEND, who, card, now, values)


def suspend_leech(session: Session, who: Identity, card: Card, now: datetime) -> None:
    """Suspend a card forgotten too often, at the moment of the review that made it a leech."""
    values = {"suspended_at": now, "suspended_for": "leech", "settled_at": now}
    _write(session, _SUSPEND_LEECH, who, card, now, values)


def lift_leech(session: Session, who: Identity, card_id: str, reviewed_at: datetime) -> None:
    """Undo the suspension that the review of that moment caused, and no other."""
    caused = (CardSetting.suspended_for == "leech") & (CardSetting.suspended_at == reviewed_at)
    session.execute(
        update(CardSetting)
        .where(_is_setting_of(who, card_id), caused)
        .values(suspended_at=None, suspended_for=None)
    )


def resume_card(session: Session, who: Identity, card: Card, now: datetime) -> None:
    """Ask a suspended card again, with the memory it had."""
    values = {"suspended_at": None, "suspended_for": None, "settled_at": now}
    session.execute(update(CardSetting).where(_is_setting_of(who, card.id)).values(values))


def bury_card(session: Session, who: Identity, card: Card, zone: ZoneInfo, now: datetime) -> None:
    """Put the card off until the next learning day.

    Nothing changes if the card was suspended, resumed or reset after this moment.
    """
    _write(session, _BURY, who, card, now, {"buried_on": learning_day(now, zone)})


def reset_card(session: Session, who: Identity, card: Card, now: datetime) -> None:
    """Forget how well the card is known. It is new again, and asked even if it was suspended.

    Its reviews stay as a record of what happened. They can no longer be undone, and neither can
    earlier reviews of the deck, because there is no memory left for undo to restore.
    """
    reviews = (Review.person_id == who.id) & (Review.deck_slug == card.deck_slug)
    last_id = session.scalar(select(func.max(Review.id)).where(reviews))
    session.execute(
        delete(CardMemory).where(CardMemory.person_id == who.id, CardMemory.card_id == card.id)
    )
    _write(session, _RESET, who, card, now, {"reset_after": last_id or 0, "settled_at": now})


def _write(
    session: Session,
    statement: Prepared,
    who: Identity,
    card: Card,
    now: datetime,
    values: dict[str, Any],
) -> None:
    key = {"person_id": who.id, "card_id": card.id, "deck_slug": card.deck_slug, "moment": now}
    session.execute(of_this(session, statement), key | NOTHING_SET | values)


def _is_setting_of(who: Identity, card_id: str) -> ColumnElement[bool]:
    return (CardSetting.person_id == who.id) & (CardSetting.card_id == card_id)
