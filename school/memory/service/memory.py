"""What a student's reviews and memories say: read in a few statements, however long the history."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, case, extract, func, select
from sqlalchemy.orm import Session

from school.core.identity import Identity
from school.memory.rules.memories import Recall, Remembered
from school.memory.rules.recollection import Studied
from school.memory.rules.year import first_day
from school.studying.rules.days import learning_day, starts_at
from school.studying.tables import CardMemory, CardSetting, Review

MOST_SECONDS = 300  # counted of one card: a page left open is no study

_mine = and_(
    Review.person_id == bindparam("person"),
    Review.reviewed_at >= bindparam("since"),
    Review.undone_at.is_(None),
)
# JSON's null and no such key are both NULL here: the card was in review, on no step of minutes.
_in_review = and_(Review.before.is_not(None), Review.before["step"].as_string().is_(None))
_month = (extract("year", Review.learned_on), extract("month", Review.learned_on))

_DAYS = (
    select(
        Review.learned_on,
        func.count(),
        func.sum(case((Review.seconds > MOST_SECONDS, MOST_SECONDS), else_=Review.seconds)),
    )
    .where(_mine)
    .group_by(Review.learned_on)
)
_RECALLS = (
    select(Review.card_id, *_month, func.count(), func.sum(case((Review.rating > 1, 1), else_=0)))
    .where(_mine, _in_review)
    .group_by(Review.card_id, *_month)
)
_MEMORIES = (
    select(
        CardMemory.card_id,
        CardMemory.due_at,
        CardMemory.stability,
        CardMemory.difficulty,
        CardMemory.step.is_not(None),
        CardMemory.reviews,
        CardMemory.lapses,
        CardSetting.suspended_for,
    )
    .outerjoin(
        CardSetting,
        and_(
            CardSetting.person_id == CardMemory.person_id, CardSetting.card_id == CardMemory.card_id
        ),
    )
    .where(CardMemory.person_id == bindparam("person"))
)


def studied(session: Session, who: Identity, zone: ZoneInfo, now: datetime) -> Studied:
    """The reader's reviews of the last year that stand. Two statements, grouped in the database."""
    since = {"person": who.id, "since": starts_at(first_day(learning_day(now, zone)), zone)}
    days = session.execute(_DAYS, since).all()
    return Studied(
        reviews={day: count for day, count, _seconds in days},
        seconds={day: int(seconds or 0) for day, _count, seconds in days},
        recalls={
            (card_id, date(int(year), int(month), 1)): Recall(asked, int(recalled))
            for card_id, year, month, asked, recalled in session.execute(_RECALLS, since)
        },
    )


def remembered(session: Session, who: Identity) -> list[Remembered]:
    """Every card that the reader has met, in every deck. One statement, bounded by the size of the decks."""
    return [Remembered(*row) for row in session.execute(_MEMORIES, {"person": who.id})]
