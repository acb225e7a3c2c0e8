"""What somebody types as the name of a muscle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from school.cards.rules.answers import CardResponse


@dataclass(frozen=True)
class NameResponse(CardResponse):
    """A name that was typed."""

    words: tuple[str, ...] = ()

    @property
    def typed(self) -> str:
        return " ".join(self.words).strip()

    def to_stored(self) -> dict[str, Any]:
        return {"muscles": list(self.words)} if self.typed else {}

    def list_form_fields(self) -> tuple[tuple[str, str], ...]:
        return tuple(("muscle", word) for word in self.words)
