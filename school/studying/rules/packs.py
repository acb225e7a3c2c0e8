"""What a browser needs to ask and mark cards while the school is away: the keys of the cards, and the figure."""

from __future__ import annotations

import base64
import zlib
from typing import Any

from school.body.rules.atlas import Atlas, View
from school.cards.rules.answers import wordings
from school.cards.rules.cards import Card, same_zone
from school.cards.rules.decks import Deck
from school.cards.rules.mimics import options
from school.cards.rules.ratings import THRESHOLDS
from school.questions.short_text.wording import normalize_wording

CARDS_IN_A_PACK = 60


def key_of(card: Card, deck: Deck) -> dict[str, Any]:
    """What static/js/offline/mark.js marks the card by. Cards in words have no key: only the student can say."""
    limits = THRESHOLDS.get(card.kind)
    key: dict[str, Any] = {"kind": card.kind, "note": card.note}
    if card.pattern:
        key["charted"] = {
            "essential": sorted(card.pattern.primary),
            "spillover": sorted(card.pattern.spillover),
        }
    if limits:
        key["limits"] = {
            "hard": float(limits.hard), "good": float(limits.good), "easy": float(limits.easy), "quick": limits.quick
        }  # fmt: skip
    match card.kind:
        case "zone":
            zone = card.zone
            key |= {
                "essential": sorted(zone.essential),
                "spillover": sorted(zone.spillover),
                "crosses": zone.crosses_midline,
            }
        case "name":
            key |= _names(card, deck)
        case "muscles":
            key |= {
                "right": [pattern.id for pattern in deck.graded if card.note in pattern.primary],
                "fine": [
                    p.id for p in deck.patterns if p.evidence != "found" or card.note in p.spillover
                ],
            }
        case "mimic":
            assert card.pattern
            key |= {"right": list(card.pattern.mimics), "known": list(options(card.pattern, deck))}
    return key


def _names(card: Card, deck: Deck) -> dict[str, Any]:
    """The wordings that are right, and those that mean another part of the muscle."""
    assert card.pattern
    right = same_zone(deck, card.pattern)
    accepted = {
        normalize_wording(word) for pattern in right for word in (pattern.name, pattern.muscle)
    }
    muscles = {pattern.muscle for pattern in right}
    near = {word for word, pattern in wordings(deck).items() if pattern.muscle in muscles}
    return {"accepted": sorted(accepted), "near": sorted(near - accepted)}


def shared_by(deck: Deck) -> dict[str, Any]:
    """What the keys of all cards of a deck share: ids that can be named, and names in the deck's order."""
    return {
        "ids": {word: pattern.id for word, pattern in wordings(deck).items()},
        "patterns": [(pattern.id, pattern.name) for pattern in deck.patterns],
        "regions": [(region.id, region.label) for region in deck.regions],
    }


def figure_facts(atlas: Atlas) -> dict[str, Any]:
    """The cells of every view as JSON, without what is only drawn."""
    return {"views": {view.id: _view_facts(view) for view in atlas.views.values()}}


def _view_facts(view: View) -> dict[str, Any]:
    return {
        "width": view.width,
        "height": view.height,
        "millimetres": view.millimeters,
        "columns": view.columns,
        "rows": view.rows,
        "skin": pack_mask(view.skin),
        "regions": {
            key: [pack_mask(shape.mask), float(shape.share)] for key, shape in view.shapes.items()
        },
        "points": {id: list(map(list, points)) for id, points in view.points.items()},
    }


def pack_mask(mask: int) -> str:
    """A mask in letters; the atlas' `unpacked` reads it."""
    size = (mask.bit_length() + 7) // 8
    return base64.b64encode(zlib.compress(mask.to_bytes(size, "little"), 9)).decode("ascii")
