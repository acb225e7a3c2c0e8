"""What the feature `exchange` brings to the school."""

from __future__ import annotations

from school.exchange import views
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("exchange", views.register)
