"""Marking a painted or picked zone."""

from __future__ import annotations

from school.body.rules.atlas import Atlas
from school.body.rules.marking import mark_zone
from school.body.rules.strokes import paint_drawing, paint_regions
from school.cards.kinds.zone.response import ZoneResponse
from school.cards.rules.answers import Mark
from school.cards.rules.cards import Card, keep_known_regions
from school.cards.rules.decks import Deck


def mark_zone_response(card: Card, response: ZoneResponse, deck: Deck, atlas: Atlas) -> Mark | None:
    """Mark the drawing if it paints anything, otherwise the picked regions.

    They never count together, because a student who paints and picks would then be marked on a
    union that neither of the two shows.
    """
    paint = paint_drawing(response.drawing, atlas) if response.drawing else {}
    paint = paint or paint_regions(keep_known_regions(deck, response.regions), atlas)
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
