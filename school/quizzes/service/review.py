"""Looking back at an attempt: what was answered, what each answer was worth, what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from school.catalogue.rules.documents import Quiz
from school.certificates.tables import Certificate
from school.credits.tables import LedgerEntry
from school.people.tables import Person
from school.quizzes.rules.attempts import AttemptFacts
from school.quizzes.rules.paper import Reviewed, explain
from school.quizzes.service.attempts import StillOpen
from school.quizzes.tables import Attempt, ItemMark, Response


@dataclass(frozen=True)
class Outcome:
    """What came of an attempt."""

    attempts: int  # that its owner has made at this quiz, this one included
    entry: int | None  # seq of the ledger entry it earned; None where it earned no minutes
    minutes: int  # of that entry
    certificate: int | None  # id of the newest certificate of its course
    name: str  # of its owner


_this_answer = and_(Response.attempt_id == bindparam("attempt_id"), Response.item_id == ItemMark.item_id)
_MARKS = (
    select(ItemMark.item_id, ItemMark.earned, ItemMark.possible, Response.answer)
    .outerjoin(Response, _this_answer)
    .where(ItemMark.marking_id == bindparam("marking_id"))
)

_other = aliased(Attempt)
_OUTCOME = (
    select(
        select(func.count())
        .where(_other.person_id == Attempt.person_id, _other.quiz_slug == Attempt.quiz_slug)
        .scalar_subquery(),
        LedgerEntry.seq,
        func.coalesce(LedgerEntry.minutes, 0),
        select(func.max(Certificate.id))
        .where(Certificate.person_id == Attempt.person_id, Certificate.course_slug == Attempt.course_slug)
        .scalar_subquery(),
        Person.name,
    )
    .select_from(Attempt)
    .join(Person, Person.id == Attempt.person_id)
    .outerjoin(
        LedgerEntry,
        and_(
            LedgerEntry.person_id == Attempt.person_id,  # the index leads with it
            LedgerEntry.attempt_id == Attempt.id,
            LedgerEntry.kind == "quiz",
        ),
    )
    .where(Attempt.id == bindparam("attempt_id"))
)


def review(session: Session, attempt: AttemptFacts, quiz: Quiz) -> tuple[Reviewed, ...]:
    """The attempt's questions with key and feedback, in its own order, as they stand marked.

    `quiz`: the edition by whose key it stands marked. Raises StillOpen before hand-in: no reader
    gets the key of an open attempt.
    """
    if attempt.marking is None:
        raise StillOpen
    answers, earned = {}, {}
    this_marking = {"attempt_id": attempt.id, "marking_id": attempt.marking.id}
    for item_id, got, possible, answer in session.execute(_MARKS, this_marking):
        answers[item_id] = tuple(answer or ())
        earned[item_id] = (got, possible)
    return explain(quiz, attempt.seed, answers, earned)


def outcome(session: Session, attempt_id: int) -> Outcome:
    """What came of an attempt: one statement."""
    return Outcome(*session.execute(_OUTCOME, {"attempt_id": attempt_id}).one())
