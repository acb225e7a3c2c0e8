"""Reads a student's reviews and memories in a few statements, however long the history."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, case, extract, func, select
from sqlalchemy.orm import Session

from school.core.identity import Identity
from school.memory.rules.recall import MetCard, Recall
from school.memory.rules.report import YearOfReviews
from school.memory.rules.year import find_first_day
from school.studying.rules.days import learning_day, starts_at
from school.studying.tables import CardMemory, CardSetting, Review

MOST_SECONDS = 300  # counted for one card; a page left open isn't studying

_STANDING_SINCE = and_(
    Review.person_id == bindparam("person"),
    Review.reviewed_at >= bindparam("since"),
    Review.undone_at.is_(None),
)
# A null in JSON and a missing key are both NULL here: the card was past its learning steps.
_WAS_IN_REVIEW = and_(Review.before.is_not(None), Review.before["step"].as_string().is_(None))
_MONTH = (extract("year", Review.learned_on), extract("month", Review.learned_on))

_DAYS = (
    select(
        Review.learned_on,
        func.count(),
        func.sum(case((Review.seconds > MOST_SECONDS, MOST_SECONDS), else_=Review.seconds)),
    )
    .where(_STANDING_SINCE)
    .group_by(Review.learned_on)
)
_RECALLS = (
    select(Review.card_id, *_MONTH, func.count(), func.sum(case((Review.rating > 1, 1), else_=0)))
    .where(_STANDING_SINCE, _WAS_IN_REVIEW)
    .group_by(Review.card_id, *_MONTH)
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


def read_year_of_reviews(
    session: Session, who: Identity, zone: ZoneInfo, now: datetime
) -> YearOfReviews:
    """The reader's standing reviews of the last year. Two statements, grouped in the database."""
    first_day = find_first_day(learning_day(now, zone))
    parameters = {"person": who.id, "since": starts_at(first_day, zone)}
    reviews, seconds, recalls = {}, {}, {}
    for day, count, total_seconds in session.execute(_DAYS, parameters):
        reviews[day] = count
        seconds[day] = int(total_seconds or 0)
    for card_id, year, month, count, recalled in session.execute(_RECALLS, parameters):
        recalls[card_id, date(int(year), int(month), 1)] = Recall(count, int(recalled))
    return YearOfReviews(reviews, seconds, recalls)


def read_met_cards(session: Session, who: Identity) -> list[MetCard]:
    """Every card that the reader has met, in every deck. One statement.

    The number of rows is bounded by the size of the decks.
    """
    return [MetCard(*row) for row in session.execute(_MEMORIES, {"person": who.id})]
