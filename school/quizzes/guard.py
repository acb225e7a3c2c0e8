"""Attempts for views: the reader's own, or one that staff may see, with the edition it rests on."""

from __future__ import annotations

from school.documents.guard import document_or_404, edition_of
from school.quizzes.rules.attempts import AttemptFacts, select_drawn_items
from school.quizzes.rules.marking import MarkingFacts
from school.quizzes.rules.quiz import Quiz
from school.quizzes.service.attempts import StillOpen, find_attempt
from school.web.context import guard, session


def quiz_or_404(slug: str) -> Quiz:
    """The quiz as it is taught now."""
    return document_or_404(Quiz, slug)


def attempt_or_404(action: str, attempt_id: int) -> AttemptFacts:
    """The attempt, if the reader may do `action` to it. Somebody else's is not found."""
    return guard(action, find_attempt(session(), attempt_id))


def require_marking(attempt: AttemptFacts) -> MarkingFacts:
    """The marking that stands. Raises StillOpen before the hand-in."""
    if attempt.marking is None:
        raise StillOpen
    return attempt.marking


def read_asked_quiz(attempt: AttemptFacts, edition_id: int | None = None) -> Quiz:
    """What the attempt asks: the quiz as it was when it began, whatever was published since.

    `edition_id`: another edition of the quiz, such as the one by whose key it was marked.
    """
    return select_drawn_items(edition_of(Quiz, edition_id or attempt.edition_id), attempt)
