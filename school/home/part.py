"""What the feature `home` brings to the school."""

from __future__ import annotations

from school.home import views
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("home", views.register)
