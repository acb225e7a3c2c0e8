"""Answers to cards for tests: made of pieces, or read back from the JSON that a review keeps."""

from __future__ import annotations

import json
from typing import Any

from school.cards.kinds.mimic.kind import MimicGiven
from school.cards.kinds.muscles.kind import MusclesGiven
from school.cards.kinds.name.given import NameGiven
from school.cards.kinds.point.given import PointGiven
from school.cards.kinds.zone.given import ZoneGiven
from school.cards.rules.answers import Given
from school.cards.rules.cards import Card
from school.cards.rules.registry import CARD_KINDS

GIVEN: dict[str, type[Given]] = {
    "zone": ZoneGiven,
    "point": PointGiven,
    "mimic": MimicGiven,
    "muscles": MusclesGiven,
    "text": Given,
}
FIELDS = {"regions": "region", "muscles": "muscle", "mimics": "mimic"}


def read_kept(kind: str, kept: dict[str, Any]) -> Given:
    """What the form would have sent, read as the kind reads it."""
    fields = {FIELDS[name]: kept[name] for name in kept.keys() & FIELDS.keys()}
    for name in kept.keys() - FIELDS.keys():
        fields[name] = [json.dumps(kept[name])]
    return CARD_KINDS[kind].read(fields)


def given_to(card: Card, **pieces: Any) -> Given:
    """An answer to the card: those of `regions`, `drawing`, `tap`, `muscles` and `mimics` that
    its kind takes.
    """
    names = {"zone": ("regions", "drawing"), "point": ("regions", "tap"), "mimic": ("mimics",)}
    if card.kind == "name":
        return NameGiven(pieces.get("muscles", ()))
    taken = names.get(card.kind, ("muscles",) if card.kind == "muscles" else ())
    return GIVEN[card.kind](**{name: pieces[name] for name in taken if name in pieces})
