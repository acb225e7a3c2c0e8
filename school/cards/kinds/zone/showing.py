"""What the page shows after a zone was answered."""

from __future__ import annotations

from dataclasses import dataclass

from school.body.rules.strokes import Drawing
from school.cards.kinds.drawn.showing import DrawnAnswered
from school.cards.kinds.zone.response import ZoneResponse


@dataclass(frozen=True)
class ZoneAnswered(DrawnAnswered):
    """The charted zone with the drawing, or with the regions that were picked."""

    response: ZoneResponse

    @property
    def drawing(self) -> Drawing | None:
        return self.response.drawing

    @property
    def charted_views(self) -> tuple[str, ...]:
        """The views that show the pattern, and then any wrong region from the list."""
        views = super().charted_views
        if self.mark is None or self.drawing:
            return views
        unseen = []
        for region in self.mark.wrong:
            shown_in = self.atlas.find_shapes(self.atlas.find_studied_key(region))
            if shown_in.keys().isdisjoint(views):
                unseen.append(region)
        return (*views, *self.atlas.find_views_for(unseen))
