"""One choice of a question, as it is stored."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One line to choose."""

    id: str
    html: str  # words without a paragraph around them
    feedback: str  # html; may be empty
    right: bool
    fixed: bool  # keeps its place when choices are shuffled


def list_right_ids(choices: tuple[Choice, ...]) -> frozenset[str]:
    """The ids of the right choices."""
    return frozenset(choice.id for choice in choices if choice.right)
