"""What the feature `studio` brings to the school."""

from __future__ import annotations

from school.core import policy
from school.studio import views
from school.web.pages import PAGES


def register() -> None:
    PAGES.add("studio", views.register)
    policy.permit("content:studio", policy.teaching)
