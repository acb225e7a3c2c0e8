"""What somebody answers on the figure: a drawing, or regions picked from the list instead."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from school.body.rules.strokes import Drawing, Tap
from school.cards.rules.answers import CardResponse


@dataclass(frozen=True)
class DrawnResponse(CardResponse):
    """Regions from the list. Each kind has its own class, which adds what was drawn."""

    drawn_field: ClassVar[str]  # of what was drawn, in the form and in a review; never changes

    regions: tuple[str, ...] = ()

    @property
    def drawn(self) -> Drawing | Tap | None:
        """What was drawn on the figure."""
        raise NotImplementedError

    @property
    def has_drawn(self) -> bool:
        """Whether what was drawn is an answer."""
        return self.drawn is not None

    def to_stored(self) -> dict[str, Any]:
        stored: dict[str, Any] = {}
        if self.regions:
            stored["regions"] = list(self.regions)
        if self.drawn and self.has_drawn:
            stored[self.drawn_field] = self.drawn.to_page_fields()
        return stored

    def list_form_fields(self) -> tuple[tuple[str, str], ...]:
        fields = [("region", region) for region in self.regions]
        if self.drawn:
            fields.append((self.drawn_field, json.dumps(self.drawn.to_page_fields())))
        return tuple(fields)
