"""What the feature `studying` brings to the school."""

from __future__ import annotations

from school.studying import views
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("studying", views.register)
