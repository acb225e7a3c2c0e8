"""What a page needs to ask a card, and to show its answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from school.body.rules.atlas import Atlas, Shape
from school.body.rules.strokes import Drawing
from school.cards.rules.answers import Mark
from school.cards.rules.cards import Card, labels, pattern_of
from school.cards.rules.decks import Deck, Pattern

SHOWN = Fraction(1, 2)  # of a region's surface, for a view that need not show it best


@dataclass(frozen=True)
class Asked:
    """A card as a question: nothing in it tells the answer. Kinds whose pages show more have
    their own.
    """

    card: Card
    deck: Deck
    atlas: Atlas

    def labels(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The regions' names, from head to foot."""
        return labels(self.deck, ids)


@dataclass(frozen=True)
class Answered(Asked):
    """A card with what was given and its mark; `mark` None: not tried, or nothing to measure."""

    given: Any  # as the card's kind reads it
    mark: Mark | None

    @property
    def views(self) -> tuple[str, ...]:
        """The views of the figure that the answer shows."""
        return ()


@dataclass(frozen=True)
class AnsweredOnChart(Answered):
    """The answer to a card about a pattern: plates with the charted zone, and what was drawn over
    it.
    """

    @property
    def pattern(self) -> Pattern:
        return pattern_of(self.card)

    @cached_property
    def views(self) -> tuple[str, ...]:
        """The views in which something was drawn, then those that show what is charted beyond
        them.
        """
        strokes = self.drawing.strokes if self.drawing else ()
        drawn = [stroke.view for stroke in strokes if not stroke.erases]
        known = [view for view in drawn if view in self.atlas.views]
        return tuple(dict.fromkeys((*known, *self.charted_views)))

    @property
    def charted_views(self) -> tuple[str, ...]:
        return pattern_views(self.pattern, self.atlas)

    @property
    def drawing(self) -> Drawing | None:
        """What the student drew, where the card asks for a drawing."""
        return None

    @property
    def drawing_word(self) -> str:
        """What the legend calls the drawing; "" for its usual word."""
        return ""

    @property
    def mirrored(self) -> bool:
        """Whether the student studied the left side: it is shown as they saw it."""
        return self.drawing is not None and self.drawing.side == "left"

    @property
    def picked(self) -> tuple[str, ...]:
        """Regions that were picked from the list instead, and stand in the picture."""
        return ()

    @property
    def points(self) -> str:
        """The id of the pattern whose trigger points the plates show; "" for none."""
        return ""


def pattern_views(pattern: Pattern, atlas: Atlas) -> tuple[str, ...]:
    """The views that show a pattern: its zone, and its trigger points where none of those shows
    as many of them.
    """
    views = zone_views(pattern, atlas)
    most = max(
        atlas.views,
        key=lambda id: (atlas.count_points(pattern.id, id), atlas.views[id].is_close_up),
    )
    shown = max((atlas.count_points(pattern.id, id) for id in views), default=0)
    return (*views, most) if atlas.count_points(pattern.id, most) > shown else views


def zone_views(pattern: Pattern, atlas: Atlas) -> tuple[str, ...]:
    """The views that show the main zone, then what of the lesser one these hardly show."""
    views = atlas.find_views_for(pattern.primary)
    faint = [
        id
        for id in pattern.spillover
        if not _shown(atlas.find_shapes(atlas.find_studied_key(id)), views)
    ]
    return tuple(dict.fromkeys((*views, *atlas.find_views_for(faint))))


def _shown(shapes: Mapping[str, Shape], views: tuple[str, ...]) -> bool:
    return any(view in views and shape.share >= SHOWN for view, shape in shapes.items())
