"""Answers while an attempt is open: read from what a browser sent, saved at once, read back to go on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, literal, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import Executable

from school.core.clock import keep_order
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


def _save(insert: Inserting) -> Executable:
    """One row for a question, the newest answer winning, only while the attempt is open.

    The lock on the attempt (PostgreSQL) holds a hand-in back until this save is in, and makes this save wait
    for a hand-in that came first and then find the attempt closed: an acknowledged answer is always a marked
    one. SQLite has one writer and leaves the lock out.
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


_SAVE = for_both(_save)


def answers_of(session: Session, attempt_id: int) -> dict[str, Answer]:
    """The answers that stand, by item id."""
    rows = session.execute(_ANSWERS, {"attempt_id": attempt_id}).all()  # quicker than one by one
    return {item_id: tuple(answer) for item_id, answer in rows}


def read_answers(
    attempt: AttemptFacts, quiz: Quiz, sent: Mapping[str, list[str]]
) -> dict[str, Answer]:
    """What a browser sent, by item id, as it is kept; () takes an answer back. `quiz`: the attempt's own edition.

    Raises Invalid for a question that is not in the quiz, a choice that was not offered, or text beyond bounds.
    """
    return {item_id: _read(attempt, quiz, item_id, values) for item_id, values in sent.items()}


def _read(attempt: AttemptFacts, quiz: Quiz, item_id: str, values: list[str]) -> Answer:
    item = quiz.item(item_id)
    if item is None:
        raise NoSuchQuestion
    longest = kinds.kind_of(item).longest_value
    if any(len(value) > longest or "\0" in value for value in values):
        raise AnswerTooLong(most=longest)
    try:
        return kinds.accept(item, values, attempt.seed, quiz.shuffle_choices)
    except BadResponse as bad:
        raise NoSuchAnswer from bad


def save_responses(
    session: Session, attempt: AttemptFacts, answers: Mapping[str, Answer], now: datetime
) -> datetime:
    """Keep the answers as those that stand; return the instant of saving.

    It is no earlier than the attempt was begun, whatever the clock says.
    One statement, whatever their number. Raises AlreadyHandedIn where the attempt is no longer open.
    """
    now = keep_order(attempt.started_at, "answer", now)
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
