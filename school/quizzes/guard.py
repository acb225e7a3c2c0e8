"""Attempts for views: the reader's own or one that staff may look at, with the very edition it rests on."""

from __future__ import annotations

from school.catalogue.guard import edition_of
from school.catalogue.rules.documents import Quiz
from school.quizzes.rules.attempts import AttemptFacts
from school.quizzes.service.attempts import attempt_by_id
from school.web.context import guard, session


def attempt_for(action: str, attempt_id: int) -> AttemptFacts:
    """The attempt, if the reader may do `action` to it. Somebody else's is as if it were not there."""
    return guard(action, attempt_by_id(session(), attempt_id))


def quiz_of(attempt: AttemptFacts) -> Quiz:
    """The quiz as it was when the attempt began, whatever was published since."""
    return edition_of(Quiz, attempt.edition_id)
