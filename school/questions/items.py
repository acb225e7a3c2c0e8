"""What a question is, what an answer to it is, and what a mark is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from school.questions.choosing.choice import Choice

# A canonical answer, free of any shuffling: ids of choices in file order, or one text, or whatever
# strings the kind of the question stores; () is no answer.
Response = tuple[str, ...]


class Body:
    """What a question of one kind has of its own. Each kind has a frozen dataclass that extends it.

    Stored with `kind` beside its fields (stored.py), so fields are promises: never rename one.
    """

    kind: ClassVar[str]  # its name in QUESTION_KINDS

    def list_choices(self) -> tuple[Choice, ...]:
        """The choices to pick from, in the order of the file; none if the answer is typed."""
        return ()

    def compute_chance_of_guessing(self) -> Fraction:
        """How likely somebody who knows nothing is to be right."""
        return Fraction(0)


@dataclass(frozen=True)
class Item:
    """A question as published, key included: it never leaves the server whole."""

    id: str
    title: str
    points: int
    objective: str
    section: str
    tags: tuple[str, ...]
    stem: str  # html
    hint: str  # html
    explanation: str  # html
    line: int
    body: Body

    @property
    def kind(self) -> str:
        """The name of its kind."""
        return self.body.kind


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
