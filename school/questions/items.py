"""What a question is, as values: what was written, what was answered, what it is worth."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One choice of a question, in file order."""

    id: str
    html: str
    feedback: str
    right: bool
    fixed: bool


@dataclass(frozen=True)
class NumericAnswer:
    """The accepted range, as decimal strings, with its unit."""

    low: str
    high: str
    value: str
    unit: str


@dataclass(frozen=True)
class Item:
    """A question as its author wrote it, key included."""

    id: str
    title: str
    kind: str
    points: int
    partial: str
    objective: str
    section: str
    tags: tuple[str, ...]
    stem: str
    hint: str
    explanation: str
    line: int
    choices: tuple[Choice, ...]
    numeric: NumericAnswer | None
    texts: tuple[str, ...]
