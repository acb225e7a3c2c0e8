"""What somebody answers when a trigger point is asked for: a tap, or one region from the list."""

from __future__ import annotations

from dataclasses import dataclass

from school.body.rules.strokes import Tap
from school.cards.kinds.drawn.response import DrawnResponse


@dataclass(frozen=True)
class PointResponse(DrawnResponse):
    """A tap, or a region picked from the list."""

    drawn_field = "tap"

    tap: Tap | None = None

    @property
    def drawn(self) -> Tap | None:
        return self.tap
