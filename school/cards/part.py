"""What the feature `cards` brings to the school."""

from __future__ import annotations

from school.cards import views
from school.core import policy
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("cards", views.register)
    policy.permit("cards:study", policy.signed_in)
