"""What the feature `quizzes` brings to the school."""

from __future__ import annotations

from school.core import policy
from school.core.projections import PROJECTIONS
from school.documents.rules.kinds import DOCUMENT_KINDS
from school.documents.service.following import FOLLOW_EDITIONS
from school.quizzes import views
from school.quizzes.rules.quiz_document import QUIZ
from school.quizzes.service.aliases import write_aliases
from school.quizzes.service.tallies import TALLIES
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("quizzes", views.register)
    DOCUMENT_KINDS.add(QUIZ.name, QUIZ)
    FOLLOW_EDITIONS.add("aliases of choices", write_aliases)
    PROJECTIONS.add("tallies of quizzes", TALLIES)
    policy.permit("attempt:answer", policy.owner)
    policy.permit("attempt:see", policy.owner, policy.staff)
    policy.permit("attempt:start", policy.signed_in)
