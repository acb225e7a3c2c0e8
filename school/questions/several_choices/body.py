"""What a question with several right choices has of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from school.questions.choosing.choice import Choice
from school.questions.items import Body

Partial = Literal["off", "net-correct"]


@dataclass(frozen=True)
class SeveralChoices(Body):
    """Choices of which one or more are right."""

    kind: ClassVar[str] = "several-choices"

    choices: tuple[Choice, ...]
    partial: Partial  # whether some of the right choices earn some of the points

    def list_choices(self) -> tuple[Choice, ...]:
        return self.choices
