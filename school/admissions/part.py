"""What the feature `admissions` brings to the school."""

from __future__ import annotations

from school.admissions import views
from school.core import policy
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("admissions", views.register)
    policy.permit("people:overview", policy.office)
