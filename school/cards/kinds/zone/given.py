"""What somebody gives for a zone: a drawing, or regions from the list."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from school.body.rules.strokes import Drawing
from school.cards.rules.answers import Given


@dataclass(frozen=True)
class ZoneGiven(Given):
    """A painted zone, or its regions picked from the list."""

    regions: tuple[str, ...] = ()
    drawing: Drawing | None = None

    @property
    def draws(self) -> bool:
        """Whether anything was painted: a drawing of erasing strokes alone says nothing."""
        return self.drawing is not None and any(
            not stroke.erases for stroke in self.drawing.strokes
        )

    @property
    def strokes(self) -> int:
        return len(self.drawing.strokes) if self.drawing else 0

    def kept(self) -> dict[str, Any]:
        answer: dict[str, Any] = {}
        if self.regions:
            answer["regions"] = list(self.regions)
        if self.drawing and self.draws:
            answer["drawing"] = self.drawing.to_page_fields()
        return answer

    def fields(self) -> tuple[tuple[str, str], ...]:
        picked = tuple(("region", region) for region in self.regions)
        return (
            (*picked, ("drawing", json.dumps(self.drawing.to_page_fields())))
            if self.drawing
            else picked
        )
