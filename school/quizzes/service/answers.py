"""Answers while an attempt is open: accepted from a browser, saved at once, read back later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, literal, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import Executable

from school.core.refusals import Conflict, Invalid
from school.core.upsert import Inserting, for_both, of_this
from school.questions import kinds
from school.questions.items import BadResponse
from school.questions.items import Response as Answer
from school.quizzes.rules.attempts import AttemptFacts
from school.quizzes.rules.quiz import Quiz
from school.quizzes.tables import Attempt, Response


class NoSuchQuestion(Invalid):
    sentence = "This quiz has no such question. Nothing was saved; load the page again."


class NoSuchAnswer(Invalid):
    sentence = "This question offers no such answer. Nothing was saved; load the page again."


class AnswerTooLong(Invalid):
    sentence = "An answer is plain text of at most {most} characters. Nothing was saved."


class AlreadyHandedIn(Conflict):
    sentence = (
        "This attempt has been handed in, so this answer was not saved. What was saved before "
        "is marked and safe."
    )


# Plain columns instead of mapped ones: a hand-in waits for them.
_ROWS = Response.__table__.c
_ANSWERS = select(_ROWS.item_id, _ROWS.answer).where(_ROWS.attempt_id == bindparam("attempt_id"))


def _build_save(insert: Inserting) -> Executable:
    """One row for each question, in which the newest answer wins, while the attempt is open.

    The lock on the attempt (PostgreSQL) makes a hand-in wait until this save is in. If a hand-in
    came first, this save waits for it and then finds the attempt closed. So an acknowledged answer
    is always marked. SQLite has one writer and leaves the lock out.
    """
    table, attempt = Response.__table__, Attempt.__table__
    still_open = (
        select(
            attempt.c.id,
            bindparam("item", type_=table.c.item_id.type),
            bindparam("given", type_=table.c.answer.type),
            bindparam("at", type_=table.c.saved_at.type),
            literal(1),
        )
        .where(attempt.c.id == bindparam("attempt"), attempt.c.handed_in_at.is_(None))
        .with_for_update(key_share=True)
    )
    saving = insert(table).from_select(
        ["attempt_id", "item_id", "answer", "saved_at", "saves"], still_open
    )
    return saving.on_conflict_do_update(
        index_elements=["attempt_id", "item_id"],
        set_={
            "answer": saving.excluded.answer,
            "saved_at": saving.excluded.saved_at,
            "saves": table.c.saves + 1,
        },
    ).execution_options(preserve_rowcount=True)


_SAVE = for_both(_build_save)


def read_saved_answers(session: Session, attempt_id: int) -> dict[str, Answer]:
    """The answers that stand, by item id."""
    rows = session.execute(_ANSWERS, {"attempt_id": attempt_id}).all()  # quicker than one by one
    return {item_id: tuple(answer) for item_id, answer in rows}


def accept_answers(
    attempt: AttemptFacts, quiz: Quiz, sent: Mapping[str, list[str]]
) -> dict[str, Answer]:
    """What a browser sent, by item id, as it is stored; () takes an answer back.

    `quiz`: the attempt's own edition. Raises Invalid for a question that is not in the quiz, a
    choice that was not offered, or text that is too long.
    """
    return {
        item_id: _accept_answer(attempt, quiz, item_id, values) for item_id, values in sent.items()
    }


def _accept_answer(attempt: AttemptFacts, quiz: Quiz, item_id: str, values: list[str]) -> Answer:
    item = quiz.find_item(item_id)
    if item is None:
        raise NoSuchQuestion
    longest = kinds.find_question_kind(item).longest_value
    if any(len(value) > longest or "\0" in value for value in values):
        raise AnswerTooLong(most=longest)
    try:
        return kinds.accept_response(item, values, attempt.seed, quiz.shuffle_choices)
    except BadResponse as bad:
        raise NoSuchAnswer from bad


def save_responses(
    session: Session, attempt: AttemptFacts, answers: Mapping[str, Answer], now: datetime
) -> datetime:
    """Save the answers as those that stand, and return when that was.

    One statement, however many they are. Raises AlreadyHandedIn if the attempt is closed.
    """
    if not answers:
        return now
    rows = [
        {"attempt": attempt.id, "item": item_id, "given": list(answer), "at": now}
        for item_id, answer in answers.items()
    ]
    saved = session.connection().execute(of_this(session, _SAVE), rows)
    if saved.rowcount != len(rows):
        raise AlreadyHandedIn
    return now
