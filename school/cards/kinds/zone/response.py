"""What somebody answers when a zone is asked for: a drawing, or regions from the list."""

from __future__ import annotations

from dataclasses import dataclass

from school.body.rules.strokes import Drawing
from school.cards.kinds.drawn.response import DrawnResponse


@dataclass(frozen=True)
class ZoneResponse(DrawnResponse):
    """A painted zone, or its regions picked from the list."""

    drawn_field = "drawing"

    drawing: Drawing | None = None

    @property
    def drawn(self) -> Drawing | None:
        return self.drawing

    @property
    def has_drawn(self) -> bool:
        """A drawing with nothing but erasing strokes is no answer."""
        return self.drawing is not None and any(
            not stroke.erases for stroke in self.drawing.strokes
        )

    @property
    def stroke_count(self) -> int:
        return len(self.drawing.strokes) if self.drawing else 0
