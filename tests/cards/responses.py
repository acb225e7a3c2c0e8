"""Answers to cards for tests: made of pieces, or read back from the JSON that a review stores."""

from __future__ import annotations

import json
from typing import Any

from school.cards.kinds.mimic.kind import MimicResponse
from school.cards.kinds.muscles.kind import MusclesResponse
from school.cards.kinds.name.response import NameResponse
from school.cards.kinds.point.response import PointResponse
from school.cards.kinds.zone.response import ZoneResponse
from school.cards.rules.answers import CardResponse
from school.cards.rules.cards import Card
from school.cards.rules.registry import CARD_KINDS

FORM_FIELDS = {"regions": "region", "muscles": "muscle", "mimics": "mimic"}  # by stored field


def read_stored_response(kind: str, stored: dict[str, Any]) -> CardResponse:
    """What the form would have sent, read as the kind reads it."""
    fields = {}
    for name, value in stored.items():
        if name in FORM_FIELDS:
            fields[FORM_FIELDS[name]] = value
        else:
            fields[name] = [json.dumps(value)]
    return CARD_KINDS[kind].read_response(fields)


def make_response(card: Card, **pieces: Any) -> CardResponse:
    """An answer to the card, of those pieces that its kind takes.

    Pieces are `regions`, `drawing`, `tap`, `muscles` and `mimics`.
    """
    if card.kind == "zone":
        return ZoneResponse(pieces.get("regions", ()), pieces.get("drawing"))
    if card.kind == "point":
        return PointResponse(pieces.get("regions", ()), pieces.get("tap"))
    if card.kind == "name":
        return NameResponse(pieces.get("muscles", ()))
    if card.kind == "mimic":
        return MimicResponse(pieces.get("mimics", ()))
    if card.kind == "muscles":
        return MusclesResponse(pieces.get("muscles", ()))
    return CardResponse()
