"""Attempt reviews: what was answered, what each answer was worth, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import BindParameter, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from school.certificates.tables import Certificate
from school.credits.tables import CourseCompletion, LedgerEntry
from school.people.tables import Person
from school.questions.items import Response as Answer
from school.quizzes.rules.attempts import AttemptFacts
from school.quizzes.rules.paper import ReviewedQuestion, explain_questions
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.aliases import rename_answers
from school.quizzes.service.attempts import StillOpen
from school.quizzes.tables import Attempt, ItemMark, Response


@dataclass(frozen=True)
class FinishedCourse:
    """A finished course that rests on an attempt, among other things."""

    course_slug: str
    edition_id: int  # under which it was finished
    certificate: int | None  # id; None: something that it must state is still missing


@dataclass(frozen=True)
class Outcome:
    """What came of an attempt."""

    attempts: int  # that its owner has made at this quiz, this one included
    entry: int | None  # seq of the ledger entry it earned; None: it earned no minutes
    minutes: int  # of that entry
    person_id: int  # its owner
    name: str  # of its owner
    finished: tuple[FinishedCourse, ...] = ()


_this_answer = and_(
    Response.attempt_id == bindparam("attempt_id"), Response.item_id == ItemMark.item_id
)
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
        Person.id,
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


def review_attempt(
    session: Session, attempt: AttemptFacts, quiz: Quiz
) -> tuple[ReviewedQuestion, ...]:
    """The attempt's questions with key and feedback, in its own order, as they stand marked.

    `quiz`: the edition by whose key it stands marked. Raises StillOpen before the hand-in, because
    nobody may see the key of an open attempt.
    """
    if attempt.marking is None:
        raise StillOpen
    answers: dict[str, Answer] = {}
    earned: dict[str, tuple[int, int]] = {}
    this_marking = {"attempt_id": attempt.id, "marking_id": attempt.marking.id}
    for item_id, points, possible, answer in session.execute(_MARKS, this_marking):
        answers[item_id] = tuple(answer or ())
        earned[item_id] = (points, possible)
    renamed = rename_answers(session, answers, attempt.edition_id, quiz)
    return explain_questions(quiz, attempt.seed, renamed, earned)


def read_outcome(session: Session, attempt_id: int) -> Outcome:
    """What came of an attempt. One statement, and three more if it earned minutes."""
    outcome = Outcome(*session.execute(_OUTCOME, {"attempt_id": attempt_id}).one())
    if outcome.entry is None:
        return outcome
    finished = _find_finished_courses(session, outcome.person_id, outcome.entry)
    return replace(outcome, finished=finished)


def _find_finished_courses(
    session: Session, person_id: int, seq: int
) -> tuple[FinishedCourse, ...]:
    """The finished courses that rest on an entry, with the certificates that state so."""
    person = {"person_id": person_id}
    reversed_entries = set(session.scalars(_REVERSED, person))
    certificates: dict[tuple[str, tuple[int, ...]], int] = {}
    for certificate_id, slug, entries in session.execute(_CERTIFICATES, person):
        certificates[slug, tuple(entries)] = certificate_id
    finished = []
    for slug, edition_id, entries in session.execute(_COMPLETIONS, person):
        if seq in entries and reversed_entries.isdisjoint(entries):
            certificate_id = certificates.get((slug, tuple(entries)))
            finished.append(FinishedCourse(slug, edition_id, certificate_id))
    return tuple(finished)


_PERSON: BindParameter[int] = bindparam("person_id")
_REVERSED = select(LedgerEntry.reverses_id).where(
    LedgerEntry.person_id == _PERSON, LedgerEntry.reverses_id.is_not(None)
)
_CERTIFICATES = (
    select(Certificate.id, Certificate.course_slug, Certificate.entries)
    .where(Certificate.person_id == _PERSON)
    .order_by(Certificate.revision)
)
_COMPLETIONS = (
    select(CourseCompletion.course_slug, CourseCompletion.edition_id, CourseCompletion.entries)
    .where(CourseCompletion.person_id == _PERSON)
    .order_by(CourseCompletion.id)
)
