"""The parts list: the features of the school, lowest first, and how each brings what it has.

Every feature has a module `part` with a function `register()`. It adds what the feature brings to
the registries of the rooms below: pages, commands, permissions, kinds of documents and so on.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

PARTS = (
    "school.web",
    "school.questions",
    "school.people",
    "school.documents",
    "school.catalogue",
    "school.credits",
    "school.certificates",
    "school.quizzes",
    "school.cards",
    "school.studying",
    "school.memory",
    "school.finder",
    "school.admissions",
    "school.exchange",
    "school.studio",
    "school.home",
)


def load_parts(parts: Sequence[str] = PARTS) -> None:
    """Let each part, named by its package, bring what it has. Doing so twice changes nothing."""
    for package in parts:
        import_module(f"{package}.part").register()
