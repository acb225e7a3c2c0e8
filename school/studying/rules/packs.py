"""What a browser needs to study while the school is away: the figure's cells, and those of a
charted zone.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Collection
from typing import Any

from school.body.rules.atlas import Atlas, View
from school.cards.rules.cards import Card
from school.cards.rules.registry import CARD_KINDS

CARDS_IN_A_PACK = 60


def regions_compared(card: Card, atlas: Atlas) -> list[str]:
    """The keys of the regions that a drawing is laid over away from the school; empty where none
    is drawn.
    """
    return sorted(map(atlas.find_studied_key, CARD_KINDS[card.kind].list_compared_regions(card)))


def views_besides(
    shown: Collection[str], compared: Collection[str], atlas: Atlas
) -> tuple[str, ...]:
    """The views that show some of the compared regions, beside those that are shown anyway."""
    besides = []
    for view in atlas.views.values():
        if view.id not in shown and not view.shapes.keys().isdisjoint(compared):
            besides.append(view.id)
    return tuple(besides)


def figure_facts(atlas: Atlas) -> dict[str, Any]:
    """The cells of every view as JSON, without what is only drawn."""
    return {"views": {view.id: _view_facts(view) for view in atlas.views.values()}}


def _view_facts(view: View) -> dict[str, Any]:
    return {
        "width": view.width,
        "height": view.height,
        "columns": view.columns,
        "rows": view.rows,
        "skin": pack_mask(view.skin),
        "regions": {
            key: [pack_mask(shape.mask), float(shape.share)] for key, shape in view.shapes.items()
        },
    }


def pack_mask(mask: int) -> str:
    """A mask in letters; the atlas' `unpacked` reads it."""
    size = (mask.bit_length() + 7) // 8
    return base64.b64encode(zlib.compress(mask.to_bytes(size, "little"), 9)).decode("ascii")
