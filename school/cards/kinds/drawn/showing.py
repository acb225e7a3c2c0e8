"""What the pages of a card show that is answered on the figure."""

from __future__ import annotations

from dataclasses import dataclass

from school.cards.kinds.drawn.response import DrawnResponse
from school.cards.rules.asking import AnsweredOnChart, AskedCard
from school.cards.rules.cards import group_by_area
from school.cards.rules.decks import Region


@dataclass(frozen=True)
class DrawnAsked(AskedCard):
    """The figure to draw on, and the list of regions beside it."""

    @property
    def areas(self) -> dict[str, tuple[Region, ...]]:
        """Every region of the body, to pick from."""
        return group_by_area(self.deck.regions)


@dataclass(frozen=True)
class DrawnAnswered(AnsweredOnChart):
    """What is charted, with what was drawn or picked over it."""

    response: DrawnResponse

    @property
    def picked(self) -> tuple[str, ...]:
        return () if self.drawing else self.response.regions
