"""What the feature `quizzes` brings to the school."""

from __future__ import annotations

from school.quizzes import views
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("quizzes", views.register)
