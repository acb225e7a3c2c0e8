"""What the page shows after a trigger point was answered."""

from __future__ import annotations

from dataclasses import dataclass

from school.body.rules.strokes import Drawing, Stroke
from school.cards.kinds.drawn.showing import DrawnAnswered
from school.cards.kinds.point.response import PointResponse

TAP_RADIUS = 0.014  # of the view's height: the ring that shows where somebody tapped
POINT_VIEWS = 2  # views that show a trigger point; more would add nothing new


@dataclass(frozen=True)
class PointAnswered(DrawnAnswered):
    """The charted trigger points, with the tap as a small ring."""

    response: PointResponse

    @property
    def drawing(self) -> Drawing | None:
        tap = self.response.tap
        if tap is None:
            return None
        return Drawing((Stroke(tap.view, ((tap.x, tap.y),), TAP_RADIUS),), tap.side)

    @property
    def drawing_word(self) -> str:
        return "Your tap"

    @property
    def points(self) -> str:
        return self.card.note

    @property
    def charted_views(self) -> tuple[str, ...]:
        return self.atlas.list_views_with_points(self.card.note)[:POINT_VIEWS]
