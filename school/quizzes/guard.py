"""Attempts for views: the reader's own or one that staff may look at, with the very edition it rests on."""

from __future__ import annotations

from school.documents.guard import document_or_404, edition_of
from school.quizzes.rules.attempts import AttemptFacts, asked_quiz
from school.quizzes.rules.marking import MarkingFacts
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.attempts import StillOpen, attempt_by_id
from school.web.context import guard, session


def quiz_or_404(slug: str) -> Quiz:
    """The quiz as it is taught now."""
    return document_or_404(Quiz, slug)


def attempt_for(action: str, attempt_id: int) -> AttemptFacts:
    """The attempt, if the reader may do `action` to it. Somebody else's is as if it were not there."""
    return guard(action, attempt_by_id(session(), attempt_id))


def marking_of(attempt: AttemptFacts) -> MarkingFacts:
    """The marking that stands; StillOpen before hand-in."""
    if attempt.marking is None:
        raise StillOpen
    return attempt.marking


def quiz_of(attempt: AttemptFacts, edition_id: int | None = None) -> Quiz:
    """What the attempt asks: the quiz as it was when it began, whatever was published since.

    `edition_id`: another edition of the quiz, such as the one by whose key it was marked.
    """
    return asked_quiz(edition_of(Quiz, edition_id or attempt.edition_id), attempt)
