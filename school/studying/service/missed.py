"""Questions that somebody missed in the last attempt at each quiz: their cards are due at once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from school.quizzes.service.attempts import IS_STANDING_MARKING
from school.quizzes.tables import Attempt, ItemMark, Marking

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
    select(Attempt.quiz_slug, ItemMark.item_id, Attempt.handed_in_at)
    .join_from(Attempt, Marking, IS_STANDING_MARKING)
    .join(ItemMark, ItemMark.marking_id == Marking.id)
    .where(
        Attempt.person_id == bindparam("person", type_=Integer()),
        Attempt.handed_in_at.is_not(None),
        Attempt.number == _LAST_ATTEMPT,
        ItemMark.earned < ItemMark.possible,
    )
)


def read_missed_questions(session: Session, person_id: int) -> dict[str, datetime]:
    """`<quiz>/<item>` → when the attempt was handed in. One statement."""
    rows = session.execute(_MISSED, {"person": person_id})
    return {f"{row.quiz_slug}/{row.item_id}": row.handed_in_at for row in rows}
