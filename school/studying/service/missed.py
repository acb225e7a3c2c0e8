"""Reads the questions missed in the last attempt at each quiz. Their cards are due at once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, bindparam, func, select
from sqlalchemy.orm import Session

from school.quizzes.service.attempts import IS_STANDING_MARKING
from school.quizzes.tables import Attempt, ItemMark, Marking

_PERSON = bindparam("person", type_=Integer())

_attempt = Attempt.__table__.c
_mark = ItemMark.__table__.c
_later_attempt = Attempt.__table__.alias("later_attempt").c

_LAST_ATTEMPT = (
    select(func.max(_later_attempt.number))
    .where(
        _later_attempt.person_id == _attempt.person_id,
        _later_attempt.quiz_slug == _attempt.quiz_slug,
        _later_attempt.handed_in_at.is_not(None),
    )
    .scalar_subquery()
)
_MISSED_QUESTIONS = (
    select(_attempt.quiz_slug, _mark.item_id, _attempt.handed_in_at)
    .join_from(Attempt.__table__, Marking.__table__, IS_STANDING_MARKING)
    .join(ItemMark.__table__, _mark.marking_id == Marking.__table__.c.id)
    .where(
        _attempt.person_id == _PERSON,
        _attempt.handed_in_at.is_not(None),
        _attempt.number == _LAST_ATTEMPT,
        _mark.earned < _mark.possible,
    )
)


def read_missed_questions(session: Session, person_id: int) -> dict[str, datetime]:
    """The questions missed in the last attempt at each quiz, and when it was handed in.

    The keys are `<quiz>/<item>`. One statement.
    """
    rows = session.execute(_MISSED_QUESTIONS, {"person": person_id})
    return {f"{row.quiz_slug}/{row.item_id}": row.handed_in_at for row in rows}
