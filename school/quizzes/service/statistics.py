"""Counts of what people answered to each question of a quiz in their first attempts.

They are read from tallies (service/tallies.py), so it does not matter how many people there were.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict

from sqlalchemy import BindParameter, bindparam, func, select
from sqlalchemy.orm import Session

from school.questions.items import Response as Answer
from school.quizzes.rules.aliases import rename_in_answer
from school.quizzes.rules.quiz import Quiz
from school.quizzes.rules.statistics import (
    NONE_YET,
    ItemCounts,
    ItemStatistics,
    compute_item_statistics,
)
from school.quizzes.service.aliases import read_aliases
from school.quizzes.tables import AnswerTally, ItemTally

# Of one question, the commonest. Choices give a few dozen at most, typing any number.
MOST_ANSWERS = 100


def read_item_statistics(session: Session, quiz: Quiz) -> dict[str, ItemStatistics]:
    """How each question of the quiz's present edition is doing, by item id. Three statements.

    First attempts only, as they stand marked, because anyone who tries again has seen the key.
    Ids of questions and choices never change, so attempts at earlier editions count for the
    questions that are still asked. Aliases say what choices were called before they had ids.
    """
    counts = _count_answers(session, quiz)
    return {
        item.id: compute_item_statistics(item, counts.get(item.id, NONE_YET)) for item in quiz.items
    }


def _count_answers(session: Session, quiz: Quiz) -> dict[str, ItemCounts]:
    item_ids = [item.id for item in quiz.items]
    about = {"slug": quiz.slug, "items": item_ids}
    aliases = read_aliases(session, item_ids)
    answers: dict[str, Counter[Answer]] = defaultdict(Counter)
    for item_id, stored, number in session.execute(_ANSWERS, about):
        answer = rename_in_answer(tuple(json.loads(stored)), aliases.get(item_id, {}))
        answers[item_id][answer] += number
    return {
        item_id: ItemCounts(people, int(earned), int(possible), answers[item_id])
        for item_id, people, earned, possible in session.execute(_MARKS, about)
    }


_asked: BindParameter[list[str]] = bindparam("items", expanding=True)
_MARKS = select(ItemTally.item_id, ItemTally.people, ItemTally.earned, ItemTally.possible).where(
    ItemTally.quiz_slug == bindparam("slug"), ItemTally.item_id.in_(_asked)
)
_ranked = (
    select(
        AnswerTally.item_id,
        AnswerTally.answer,
        AnswerTally.people,
        func.row_number()
        .over(partition_by=AnswerTally.item_id, order_by=AnswerTally.people.desc())
        .label("place"),
    )
    .where(AnswerTally.quiz_slug == bindparam("slug"), AnswerTally.item_id.in_(_asked))
    .subquery()
)
_ANSWERS = select(_ranked.c.item_id, _ranked.c.answer, _ranked.c.people).where(
    _ranked.c.place <= MOST_ANSWERS
)
