"""Marking a closed attempt: the answers that stand, by one edition's key, as a row that stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql import Executable

from school.core.identity import Identity
from school.core.upsert import Inserting, for_both, of_this
from school.quizzes.rules.attempts import AttemptFacts, select_drawn_items
from school.quizzes.rules.marking import MarkingFacts, Score, score_attempt
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.aliases import rename_answers
from school.quizzes.service.answers import read_saved_answers
from school.quizzes.service.attempts import StillOpen
from school.quizzes.service.tallies import (
    PointsByItem,
    count_another_marking,
    count_hand_in,
    points_by_item,
)
from school.quizzes.tables import ItemMark, Marking

_COLUMNS = [Marking.__table__.c[name] for name in MarkingFacts.__dataclass_fields__]
_STANDING = select(*_COLUMNS).where(
    Marking.attempt_id == bindparam("attempt_id"),
    Marking.superseded_at.is_(None),
)
_SUPERSEDE = (
    update(Marking)
    .where(Marking.id == bindparam("marking_id"), Marking.superseded_at.is_(None))
    .values(superseded_at=bindparam("moment"))
)
_ITEM_MARKS = select(ItemMark.item_id, ItemMark.earned, ItemMark.possible).where(
    ItemMark.marking_id == bindparam("marking_id")
)
_NEW_ITEM_MARKS = insert(ItemMark)


def _insert_marking(insert: Inserting) -> Executable:
    return insert(Marking.__table__).on_conflict_do_nothing().returning(*_COLUMNS)


_NEW = for_both(_insert_marking)


def mark_attempt(
    session: Session,
    attempt: AttemptFacts,
    quiz: Quiz,
    reason: str,
    by: Identity | None,
    now: datetime,
) -> MarkingFacts:
    """Mark the answers that stand, and return the marking that stands from now on.

    `quiz`: the edition with the key and the pass mark to use. `by`: None for the school itself.
    The marking before it stays as a row and is superseded. If the same edition gives the same
    result again, the earlier marking still stands and nothing is written.
    Raises StillOpen before the hand-in.
    """
    if attempt.is_open:
        raise StillOpen
    saved = read_saved_answers(session, attempt.id)
    answers = rename_answers(session, saved, attempt.edition_id, quiz)
    result = score_attempt(select_drawn_items(quiz, attempt), answers)
    # At a hand-in there is none yet. If two come at once, the unique number decides.
    standing = _find_standing_marking(session, attempt.id) if attempt.marking else None
    points_before = _read_points(session, standing) if standing else {}
    if standing is not None and _is_same_result(standing, points_before, quiz, result):
        return standing
    marking = _replace_marking(session, attempt, standing, quiz, result, reason, by, now)
    if marking is None:  # another marking came in between: look again at what stands now
        looked_again = replace(attempt, marking=_find_standing_marking(session, attempt.id))
        return mark_attempt(session, looked_again, quiz, reason, by, now)
    _write_item_marks(session, marking, result)
    if standing is None:
        count_hand_in(session, attempt, saved, result)
    else:
        count_another_marking(session, attempt, standing, points_before, result)
    return marking


def _find_standing_marking(session: Session, attempt_id: int) -> MarkingFacts | None:
    row = session.execute(_STANDING, {"attempt_id": attempt_id}).first()
    return MarkingFacts(*row) if row else None


def _is_same_result(
    standing: MarkingFacts, points_before: PointsByItem, quiz: Quiz, result: Score
) -> bool:
    if standing.edition_id != quiz.edition_id or standing.passed != result.passed:
        return False
    return points_before == points_by_item(result)


def _read_points(session: Session, marking: MarkingFacts) -> PointsByItem:
    rows = session.execute(_ITEM_MARKS, {"marking_id": marking.id})
    return {item_id: (earned, possible) for item_id, earned, possible in rows}


def _replace_marking(
    session: Session,
    attempt: AttemptFacts,
    standing: MarkingFacts | None,
    quiz: Quiz,
    result: Score,
    reason: str,
    by: Identity | None,
    now: datetime,
) -> MarkingFacts | None:
    """The new marking in place of `standing`, or None if that one no longer stands."""
    if standing is not None and not _supersede(session, standing, now):
        return None
    facts = {
        "attempt_id": attempt.id,
        "number": standing.number + 1 if standing else 1,
        "edition_id": quiz.edition_id,
        "at": now,
        "by_id": by.id if by else None,
        "reason": reason,
        "earned": result.earned,
        "possible": result.possible,
        "passed": result.passed,
    }
    row = session.execute(of_this(session, _NEW), facts).first()
    return MarkingFacts(*row) if row else None


def _supersede(session: Session, standing: MarkingFacts, now: datetime) -> bool:
    """Whether the marking still stood, and stands no longer."""
    values = {"marking_id": standing.id, "moment": now}
    return session.connection().execute(_SUPERSEDE, values).rowcount == 1


def _write_item_marks(session: Session, marking: MarkingFacts, result: Score) -> None:
    rows = [
        {
            "marking_id": marking.id,
            "item_id": item.item_id,
            "earned": item.earned,
            "possible": item.possible,
        }
        for item in result.items
    ]
    if rows:
        session.connection().execute(_NEW_ITEM_MARKS, rows)
