"""What a page needs to ask a card, and to show its answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from school.body.rules.atlas import Atlas, Shape
from school.body.rules.strokes import Drawing, Stroke
from school.cards.rules.answers import Given, Marked
from school.cards.rules.cards import Card, by_area, by_group, labels, same_zone
from school.cards.rules.decks import Deck, Pattern, Region
from school.cards.rules.mimics import options
from school.markup.cleaning import trusted

TAP_RADIUS = 0.014  # of the view's height: the ring that shows where somebody tapped
SHOWN = Fraction(1, 2)  # of a region's surface, for a view that need not show it best
POINT_VIEWS = 2  # views that show a trigger point; more tell nothing new


@dataclass(frozen=True)
class Asked:
    """A card as a question: nothing in it tells the answer."""

    card: Card
    deck: Deck
    atlas: Atlas

    @property
    def views(self) -> tuple[str, ...]:
        """The views in which the question shows something: the zone to be named, the region of the muscles."""
        match self.card.kind:
            case "name":
                return zone_views(self.card.pattern, self.atlas) if self.card.pattern else ()
            case "muscles":
                return self.atlas.find_views_for((self.card.note,))
        return ()

    @property
    def areas(self) -> dict[str, tuple[Region, ...]]:
        """Every region of the body, to pick from."""
        return by_area(self.deck.regions)

    @property
    def groups(self) -> dict[str, tuple[Pattern, ...]]:
        """The muscles to tick, by group: only those that are graded."""
        return by_group(self.deck.graded)

    @property
    def names(self) -> tuple[str, ...]:
        """What the field for a name proposes while somebody types."""
        return tuple(sorted({pattern.name for pattern in self.deck.patterns}))

    @property
    def mimics(self) -> tuple[str, ...]:
        assert self.card.pattern
        return options(self.card.pattern, self.deck)

    def labels(self, ids: Iterable[str]) -> tuple[str, ...]:
        return labels(self.deck, ids)


@dataclass(frozen=True)
class Answered(Asked):
    """A card with what was given and how it was marked; `marked` None: not tried, or nothing to measure."""

    given: Given
    marked: Marked | None

    @cached_property
    def views(self) -> tuple[str, ...]:
        """The views in which something was drawn, then those that show the charted zone (or point) beyond them."""
        return tuple(dict.fromkeys((*self._drawn, *self._charted)))

    @property
    def mirrored(self) -> bool:
        """Whether the student studied the left side: it is shown as they saw it."""
        drawn = self.given.drawing or self.given.tap
        return drawn is not None and drawn.side == "left"

    @property
    def drawing(self) -> Drawing | None:
        """What was drawn; a tap is a small ring."""
        tap = self.given.tap
        if self.card.kind == "point" and tap:
            return Drawing((Stroke(tap.view, ((tap.x, tap.y),), TAP_RADIUS),), tap.side)
        return self.given.drawing if self.card.kind == "zone" else None

    @property
    def picked(self) -> tuple[str, ...]:
        """Regions that were picked from the list and stand in the picture."""
        return (
            self.given.regions if not self.drawing and self.card.kind in ("zone", "point") else ()
        )

    @property
    def same_zone(self) -> tuple[str, ...]:
        """The names of other patterns with the very same main zone."""
        assert self.card.pattern
        return tuple(
            p.name for p in same_zone(self.deck, self.card.pattern) if p.id != self.card.note
        )

    @property
    def with_main_zone(self) -> tuple[Pattern, ...]:
        """The graded patterns that have the region in their main zone."""
        return tuple(pattern for pattern in self.deck.graded if self.card.note in pattern.primary)

    @property
    def reaching_it(self) -> tuple[Pattern, ...]:
        """The patterns that are charted to the region otherwise: less often, or with too thin a source to be asked."""
        right = self.with_main_zone
        return tuple(
            p
            for p in self.deck.patterns
            if self.card.note in (*p.primary, *p.spillover) and p not in right
        )

    def names_of(self, ids: Iterable[str]) -> tuple[str, ...]:
        wanted = frozenset(ids)
        return tuple(pattern.name for pattern in self.deck.patterns if pattern.id in wanted)

    @property
    def html(self) -> str:
        """The answer of a card in words, marked as safe."""
        return trusted(self.card.text.answer) if self.card.text else ""

    @property
    def _charted(self) -> tuple[str, ...]:
        if self.card.region:
            return self.atlas.find_views_for((self.card.note,))
        if not self.card.pattern:
            return ()
        if self.card.kind == "point":
            return self.atlas.list_views_with_points(self.card.note)[:POINT_VIEWS]
        views = pattern_views(self.card.pattern, self.atlas)
        extra = (
            self.marked.wrong if self.marked and self.marked.overlap and not self.drawing else ()
        )
        unseen = (
            id
            for id in extra
            if self.atlas.find_shapes(self.atlas.find_studied_key(id)).keys().isdisjoint(views)
        )
        return (*views, *self.atlas.find_views_for(unseen))

    @property
    def _drawn(self) -> tuple[str, ...]:
        strokes = self.drawing.strokes if self.drawing else ()
        return tuple(
            dict.fromkeys(s.view for s in strokes if not s.erases and s.view in self.atlas.views)
        )


def pattern_views(pattern: Pattern, atlas: Atlas) -> tuple[str, ...]:
    """The views that show a pattern: its zone, and its trigger points where none of those shows as many of them."""
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
