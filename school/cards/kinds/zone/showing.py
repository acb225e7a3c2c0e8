"""What the pages of a zone show."""

from __future__ import annotations

from dataclasses import dataclass

from school.body.rules.strokes import Drawing
from school.cards.kinds.zone.given import ZoneGiven
from school.cards.rules.asking import AnsweredOnChart, Asked
from school.cards.rules.cards import by_area
from school.cards.rules.decks import Region


@dataclass(frozen=True)
class ZoneAsked(Asked):
    """The figure to paint on, and the list of regions beside it."""

    @property
    def areas(self) -> dict[str, tuple[Region, ...]]:
        """Every region of the body, to pick from."""
        return by_area(self.deck.regions)


@dataclass(frozen=True)
class ZoneAnswered(AnsweredOnChart):
    """The charted zone with the drawing, or with the regions that were picked."""

    given: ZoneGiven

    @property
    def drawing(self) -> Drawing | None:
        return self.given.drawing

    @property
    def picked(self) -> tuple[str, ...]:
        return () if self.drawing else self.given.regions

    @property
    def charted_views(self) -> tuple[str, ...]:
        """With those in which a wrong region from the list is to be seen."""
        views = super().charted_views
        if self.mark is None or self.drawing:
            return views
        unseen = []
        for region in self.mark.wrong:
            shown_in = self.atlas.find_shapes(self.atlas.find_studied_key(region))
            if shown_in.keys().isdisjoint(views):
                unseen.append(region)
        return (*views, *self.atlas.find_views_for(unseen))
