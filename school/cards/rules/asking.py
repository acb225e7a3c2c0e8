"""What pages need to ask a card and to show its answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from school.body.rules.atlas import Atlas, Shape
from school.body.rules.strokes import Drawing
from school.cards.rules.answers import Mark
from school.cards.rules.cards import Card, list_labels, require_pattern
from school.cards.rules.decks import Deck, Pattern

SHOWN = Fraction(1, 2)  # of a region's surface, for a view that isn't the best one for it


@dataclass(frozen=True)
class AskedCard:
    """A card as a question. Nothing in it gives the answer away.

    A kind whose page shows more has its own class.
    """

    card: Card
    deck: Deck
    atlas: Atlas

    def list_labels(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The regions' names, from head to foot."""
        return list_labels(self.deck, ids)


@dataclass(frozen=True)
class AnsweredCard(AskedCard):
    """A card with the student's answer to it."""

    response: Any  # as the card's kind reads it
    mark: Mark | None  # None: nothing was tried, or there is nothing to measure

    @property
    def views(self) -> tuple[str, ...]:
        """The views of the figure that the answer shows."""
        return ()


@dataclass(frozen=True)
class AnsweredOnChart(AnsweredCard):
    """The answer to a card about a pattern: the charted zone, with what was drawn over it."""

    @property
    def pattern(self) -> Pattern:
        return require_pattern(self.card)

    @cached_property
    def views(self) -> tuple[str, ...]:
        """The views in which something was drawn, then the others that show what is charted."""
        strokes = self.drawing.strokes if self.drawing else ()
        drawn = [stroke.view for stroke in strokes if not stroke.erases]
        known = [view for view in drawn if view in self.atlas.views]
        return tuple(dict.fromkeys((*known, *self.charted_views)))

    @property
    def charted_views(self) -> tuple[str, ...]:
        return list_pattern_views(self.pattern, self.atlas)

    @property
    def drawing(self) -> Drawing | None:
        """What the student drew, if the card asks for a drawing."""
        return None

    @property
    def drawing_word(self) -> str:
        """What the legend calls the drawing, or "" for the usual word."""
        return ""

    @property
    def mirrored(self) -> bool:
        """Whether the student studied the left side. The answer then shows that side."""
        return self.drawing is not None and self.drawing.side == "left"

    @property
    def picked(self) -> tuple[str, ...]:
        """Regions that were picked from the list instead, to be shown in the picture."""
        return ()

    @property
    def points(self) -> str:
        """The id of the pattern whose trigger points the plates show, or ""."""
        return ""


def list_pattern_views(pattern: Pattern, atlas: Atlas) -> tuple[str, ...]:
    """The views that show a pattern's zone.

    If another view shows more of its trigger points than any of these, that view comes last.
    """
    views = list_zone_views(pattern, atlas)
    most = max(
        atlas.views,
        key=lambda id: (atlas.count_points(pattern.id, id), atlas.views[id].is_close_up),
    )
    shown = max((atlas.count_points(pattern.id, id) for id in views), default=0)
    return (*views, most) if atlas.count_points(pattern.id, most) > shown else views


def list_zone_views(pattern: Pattern, atlas: Atlas) -> tuple[str, ...]:
    """The views that show the main zone, then those for lesser regions hardly seen in them."""
    views = atlas.find_views_for(pattern.primary)
    faint = []
    for region in pattern.spillover:
        shapes = atlas.find_shapes(atlas.find_studied_key(region))
        if not _is_shown(shapes, views):
            faint.append(region)
    return tuple(dict.fromkeys((*views, *atlas.find_views_for(faint))))


def _is_shown(shapes: Mapping[str, Shape], views: tuple[str, ...]) -> bool:
    return any(view in views and shape.share >= SHOWN for view, shape in shapes.items())
