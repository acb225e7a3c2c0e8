"""Adding up how quizzes and their questions go, in the act that marks an attempt.

Whoever looks at a question reads a few rows, however many people have answered it. The tallies say
nothing that attempts and markings do not say, and can be counted anew from them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import String, and_, case, cast, delete, func, insert, select
from sqlalchemy.orm import Session

from school.core.projections import Projection
from school.core.upsert import Prepared, for_both, of_this
from school.db import Base
from school.questions.items import Response as Answer
from school.quizzes.rules.attempts import AttemptFacts
from school.quizzes.rules.marking import MarkingFacts, Score
from school.quizzes.service.attempts import IS_STANDING_MARKING
from school.quizzes.tables import (
    AnswerTally,
    Attempt,
    ItemMark,
    ItemTally,
    Marking,
    QuizTally,
    Response,
)

MILLION = 1_000_000
FORM = "1"  # a later way of counting gets another, so that the tallies are counted anew

Points = tuple[int, int]  # earned and possible, in hundredths of a point
PointsByItem = Mapping[str, Points]


def count_hand_in(
    session: Session, attempt: AttemptFacts, answers: Mapping[str, Answer], score: Score
) -> None:
    """Add an attempt that has just been marked for the first time. Call it once.

    `answers`: as they are stored. Later attempts of a person count as attempts, and for nothing
    else: whoever tries again has seen the key.
    """
    quiz: dict[str, Any] = {"quiz_slug": attempt.quiz_slug, "attempts": 1}
    if attempt.number > 1:
        _add(session, _ADD_QUIZ, [quiz | {"people": 0, "passes": 0, "millionths": 0}])
        return
    millionths = _millionths(score.earned, score.possible)
    counted = {"people": 1, "passes": int(score.passed), "millionths": millionths}
    _add(session, _ADD_QUIZ, [quiz | counted])
    _add(session, _ADD_ITEMS, _item_rows(attempt.quiz_slug, {}, points_by_item(score)))
    rows = [
        {
            "quiz_slug": attempt.quiz_slug,
            "item_id": item_id,
            "answer": json.dumps(list(answer)),
            "people": 1,
        }
        for item_id, answer in sorted(answers.items())
    ]
    _add(session, _ADD_ANSWERS, rows)


def count_another_marking(
    session: Session,
    attempt: AttemptFacts,
    before: MarkingFacts,
    items_before: PointsByItem,
    score: Score,
) -> None:
    """Move the tallies by what another marking of an attempt changes."""
    if attempt.number > 1:
        return
    change = {
        "quiz_slug": attempt.quiz_slug,
        "attempts": 0,
        "people": 0,
        "passes": int(score.passed) - int(before.passed),
        "millionths": _millionths(score.earned, score.possible)
        - _millionths(before.earned, before.possible),
    }
    _add(session, _ADD_QUIZ, [change])
    rows = _item_rows(attempt.quiz_slug, items_before, points_by_item(score))
    _add(session, _ADD_ITEMS, rows)


def points_by_item(score: Score) -> PointsByItem:
    return {item.item_id: (item.earned, item.possible) for item in score.items}


def recount_tallies(session: Session) -> None:
    """Count every tally anew."""
    for table, columns, query in _RECOUNTS:
        session.execute(delete(table))
        session.execute(insert(table).from_select(columns, query))


def compare_tallies(session: Session) -> list[str]:
    """A sentence for each tally that differs from what attempts and markings say."""
    differences = []
    for table, columns, query in _RECOUNTS:
        keys = [column.name for column in table.__table__.primary_key]
        counted = _rows_by_key(session.execute(query).all(), len(keys))
        stored_rows = session.execute(select(*(table.__table__.c[name] for name in columns)))
        stored = _rows_by_key(stored_rows.all(), len(keys))
        differences += [
            f"{table.__tablename__} of {' / '.join(key)} is {stored.get(key)}, "
            f"and {counted.get(key)} were counted"
            for key in sorted(counted.keys() | stored.keys())
            if counted.get(key) != stored.get(key)
        ]
    return differences


def _rows_by_key(rows: Iterable[Sequence[Any]], size: int) -> dict[tuple[str, ...], Any]:
    """Rows by their first `size` values; what counts nothing is as good as none."""
    counts: dict[tuple[str, ...], Any] = {}
    for row in rows:
        if any(row[size:]):
            counts[tuple(row[:size])] = tuple(map(int, row[size:]))
    return counts


TALLIES = Projection(
    write=lambda _session, _people: None,  # marking writes them itself
    recount=recount_tallies,
    compare=lambda _session, _people: [],
    compare_totals=compare_tallies,
    list_people=lambda _session, _after, _limit: [],
    rests_on=lambda _session: FORM,
)


def _millionths(earned: int, possible: int) -> int:
    return earned * MILLION // possible if possible else 0


def _item_rows(quiz_slug: str, before: PointsByItem, after: PointsByItem) -> list[dict[str, Any]]:
    """What to add to the tally of each item, in one order for everybody.

    So two transactions never wait for each other.
    """
    rows = []
    for item_id in sorted(before.keys() | after.keys()):
        old, new = before.get(item_id, (0, 0)), after.get(item_id, (0, 0))
        people = (item_id in after) - (item_id in before)
        points = {"earned": new[0] - old[0], "possible": new[1] - old[1]}
        if people or any(points.values()):
            rows.append({"quiz_slug": quiz_slug, "item_id": item_id, "people": people, **points})
    return rows


def _add(session: Session, statement: Prepared, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(of_this(session, statement), rows)


def _adding(table: type[Base], counts: Sequence[str]) -> Prepared:
    """Add counts to the row of their key, which is made where there is none."""
    columns = table.__table__.c
    keys = [column.name for column in table.__table__.primary_key]

    def build(insert: Any) -> Any:
        new = insert(table.__table__)
        sums = {name: columns[name] + new.excluded[name] for name in counts}
        return new.on_conflict_do_update(index_elements=keys, set_=sums)

    return for_both(build)


_ADD_QUIZ = _adding(QuizTally, ("attempts", "people", "passes", "millionths"))
_ADD_ITEMS = _adding(ItemTally, ("people", "earned", "possible"))
_ADD_ANSWERS = _adding(AnswerTally, ("people",))

_is_first = Attempt.number == 1
_handed_in = Attempt.handed_in_at.is_not(None)
_share = case((Marking.possible > 0, Marking.earned * MILLION // Marking.possible), else_=0)
_QUIZZES = (
    select(
        Attempt.quiz_slug,
        func.count(),
        func.sum(case((_is_first, 1), else_=0)),
        func.sum(case((and_(_is_first, Marking.passed.is_(True)), 1), else_=0)),
        func.sum(case((_is_first, _share), else_=0)),
    )
    .join_from(Attempt, Marking, IS_STANDING_MARKING)
    .where(_handed_in)
    .group_by(Attempt.quiz_slug)
)
_ITEMS = (
    select(
        Attempt.quiz_slug,
        ItemMark.item_id,
        func.count(),
        func.sum(ItemMark.earned),
        func.sum(ItemMark.possible),
    )
    .join(Marking, Marking.id == ItemMark.marking_id)
    .join(Attempt, IS_STANDING_MARKING)
    .where(_is_first, _handed_in)
    .group_by(Attempt.quiz_slug, ItemMark.item_id)
)
_answer = cast(Response.answer, String)  # PostgreSQL does not group by JSON
_ANSWERS = (
    select(Attempt.quiz_slug, Response.item_id, _answer, func.count())
    .join(Attempt, Attempt.id == Response.attempt_id)
    .where(_is_first, _handed_in)
    .group_by(Attempt.quiz_slug, Response.item_id, _answer)
)
_RECOUNTS: tuple[tuple[type[Base], list[str], Any], ...] = (
    (QuizTally, ["quiz_slug", "attempts", "people", "passes", "millionths"], _QUIZZES),
    (ItemTally, ["quiz_slug", "item_id", "people", "earned", "possible"], _ITEMS),
    (AnswerTally, ["quiz_slug", "item_id", "answer", "people"], _ANSWERS),
)
