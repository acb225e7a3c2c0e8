"""What somebody gives for a trigger point: a tap, or one region from the list."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from school.body.rules.strokes import Tap
from school.cards.rules.answers import Given


@dataclass(frozen=True)
class PointGiven(Given):
    """A tap, or a region picked from the list."""

    regions: tuple[str, ...] = ()
    tap: Tap | None = None

    def kept(self) -> dict[str, Any]:
        answer: dict[str, Any] = {}
        if self.regions:
            answer["regions"] = list(self.regions)
        if self.tap:
            answer["tap"] = self.tap.to_page_fields()
        return answer

    def fields(self) -> tuple[tuple[str, str], ...]:
        picked = tuple(("region", region) for region in self.regions)
        return (*picked, ("tap", json.dumps(self.tap.to_page_fields()))) if self.tap else picked
