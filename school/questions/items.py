"""What a question is, what an answer to it is, and what a mark is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

KindName = Literal["one-choice", "several-choices", "numeric", "short-text"]
Partial = Literal["off", "net-correct"]

# A canonical answer, free of any shuffling: ids of choices in file order, or one typed string; () is no answer.
Response = tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """One line to choose. Ids are "a", "b", … in file order."""

    id: str
    html: str  # words without a paragraph around them
    feedback: str  # html; may be empty
    right: bool
    fixed: bool  # keeps its place when choices are shuffled


@dataclass(frozen=True)
class NumericAnswer:
    """The accepted range, both ends included. Numbers are decimal text, so that nothing is lost in storing them."""

    low: str
    high: str
    value: str  # the middle, where the author gave a value and a tolerance; empty for a range
    unit: str  # may be empty


@dataclass(frozen=True)
class Item:
    """A question as published, key included: it never leaves the server whole."""

    id: str
    title: str
    kind: KindName
    points: int
    partial: Partial
    objective: str
    section: str
    tags: tuple[str, ...]
    stem: str  # html
    hint: str  # html
    explanation: str  # html
    line: int
    choices: tuple[Choice, ...] = ()
    number: NumericAnswer | None = None  # of a numeric item
    wordings: tuple[str, ...] = ()  # accepted ones, of a short text


@dataclass(frozen=True)
class Mark:
    """What an answer earned: a share of the item's points, from 0 to 1."""

    share: Fraction
    answered: bool

    @property
    def right(self) -> bool:
        return self.share == 1


class BadResponse(ValueError):
    """The page did not offer what was sent."""
