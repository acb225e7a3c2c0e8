"""Marking a painted or picked zone."""

from __future__ import annotations

from school.body.rules.atlas import Atlas
from school.body.rules.marking import mark_zone
from school.body.rules.strokes import paint_drawing, paint_regions
from school.cards.kinds.zone.given import ZoneGiven
from school.cards.rules.answers import Mark
from school.cards.rules.cards import Card, known_regions
from school.cards.rules.decks import Deck


def mark(card: Card, given: ZoneGiven, deck: Deck, atlas: Atlas) -> Mark | None:
    """The drawing counts where it paints anything, else the picked regions: never both together,
    or a student who paints and picks would be marked on a union that neither of the two shows.
    """
    paint = paint_drawing(given.drawing, atlas) if given.drawing else {}
    paint = paint or paint_regions(known_regions(deck, given.regions), atlas)
    if not paint:
        return None
    overlap = mark_zone(card.zone, paint, atlas)
    return Mark(
        overlap.score,
        overlap,
        right=tuple(sorted(overlap.hit)),
        missed=tuple(sorted(overlap.missed)),
        wrong=tuple(sorted(overlap.extra)),
        neutral=tuple(sorted(overlap.spilled)),
        painted=paint,
    )
