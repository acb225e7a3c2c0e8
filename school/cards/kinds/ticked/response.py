"""What somebody ticked in a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from school.cards.rules.answers import CardResponse


@dataclass(frozen=True)
class TickedResponse(CardResponse):
    """What was ticked. Each kind has its own class, which names the fields."""

    form_field: ClassVar[str]
    stored_field: ClassVar[str]  # in a review; it never changes

    ticked: tuple[str, ...] = ()

    def to_stored(self) -> dict[str, Any]:
        return {self.stored_field: list(self.ticked)} if self.ticked else {}

    def list_form_fields(self) -> tuple[tuple[str, str], ...]:
        return tuple((self.form_field, option) for option in self.ticked)
