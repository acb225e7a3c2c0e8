"""What a question with one right choice has of its own."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from school.questions.choosing.choice import Choice
from school.questions.items import Body


@dataclass(frozen=True)
class OneChoice(Body):
    """Choices of which exactly one is right."""

    kind: ClassVar[str] = "one-choice"

    choices: tuple[Choice, ...]

    def list_choices(self) -> tuple[Choice, ...]:
        return self.choices

    def compute_chance_of_guessing(self) -> Fraction:
        return Fraction(1, len(self.choices))
