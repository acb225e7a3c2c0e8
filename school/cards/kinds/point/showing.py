"""What the pages of a trigger point show."""

from __future__ import annotations

from dataclasses import dataclass

from school.body.rules.strokes import Drawing, Stroke
from school.cards.kinds.point.given import PointGiven
from school.cards.rules.asking import AnsweredOnChart, Asked
from school.cards.rules.cards import by_area
from school.cards.rules.decks import Region

TAP_RADIUS = 0.014  # of the view's height: the ring that shows where somebody tapped
POINT_VIEWS = 2  # views that show a trigger point; more tell nothing new


@dataclass(frozen=True)
class PointAsked(Asked):
    """The figure to tap, and the list of regions beside it."""

    @property
    def areas(self) -> dict[str, tuple[Region, ...]]:
        """Every region of the body, to pick from."""
        return by_area(self.deck.regions)


@dataclass(frozen=True)
class PointAnswered(AnsweredOnChart):
    """The charted trigger points, with the tap as a small ring."""

    given: PointGiven

    @property
    def drawing(self) -> Drawing | None:
        tap = self.given.tap
        if tap is None:
            return None
        return Drawing((Stroke(tap.view, ((tap.x, tap.y),), TAP_RADIUS),), tap.side)

    @property
    def drawing_word(self) -> str:
        return "Your tap"

    @property
    def picked(self) -> tuple[str, ...]:
        return () if self.drawing else self.given.regions

    @property
    def points(self) -> str:
        return self.card.note

    @property
    def charted_views(self) -> tuple[str, ...]:
        return self.atlas.list_views_with_points(self.card.note)[:POINT_VIEWS]
