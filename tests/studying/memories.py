"""Memories with a default for everything, for tests of what comes when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from school.studying.rules.scheduling import Memory
from tests.cast import NOON


def memory(**given: Any) -> Memory:
    """A card in review, known for twenty days at 90 %, reviewed nineteen days ago, due at NOON."""
    facts: dict[str, Any] = {
        "due_at": NOON,
        "stability": 20.0,
        "difficulty": 5.0,
        "step": None,
        "introduced_on": date(2026, 9, 1),
        "learned_on": date(2026, 11, 1),
        "reviewed_at": NOON - timedelta(days=19),
        "reviews": 4,
        "lapses": 0,
    }
    return Memory(**(facts | given))
