"""Answers by chance: drawings, taps, picks and names, right or not."""

from __future__ import annotations

import random
from typing import Any

from school.body.atlas import atlas
from school.cards.rules.cards import Card
from school.cards.rules.decks import Deck
from tests.browser.away import find_middle


def make_drawing(chance: random.Random) -> dict[str, Any]:
    """A drawing that goes about the body, erasing now and then."""
    strokes = []
    for _ in range(chance.randint(1, 6)):
        view = chance.choice(list(atlas().views.values()))
        x, y = (
            find_middle(view.id, chance.choice(sorted(view.shapes))) if view.shapes else (0.5, 0.5)
        )
        points = [[round(x, 4), round(y, 4)]]
        for _ in range(chance.randint(0, 12)):
            x, y = x + chance.uniform(-0.06, 0.06), y + chance.uniform(-0.04, 0.04)
            points.append([round(min(max(x, -0.2), 1.2), 4), round(min(max(y, -0.2), 1.2), 4)])
        radius = round(chance.uniform(0.003, 0.05), 4)
        erase = chance.random() < 0.15
        strokes.append({"view": view.id, "radius": radius, "erase": erase, "points": points})
    return {"side": "right", "strokes": strokes}


def make_answer(card: Card, deck: Deck, chance: random.Random) -> dict[str, Any]:
    """Something that somebody might answer, right or not, as the browser holds it."""
    answer: dict[str, Any] = {
        "regions": [],
        "drawing": None,
        "muscles": [],
        "mimics": [],
        "tap": None,
    }
    regions = [region.id for region in deck.regions]
    match card.kind:
        case "zone" if chance.random() < 0.6:
            answer["drawing"] = make_drawing(chance)
        case "zone":
            own = sorted(card.zone.essential | card.zone.spillover)
            some = chance.sample(own, chance.randint(0, len(own)))
            answer["regions"] = some + chance.sample(regions, 3)
        case "point" if chance.random() < 0.6:
            views = list(atlas().views.values())
            view = chance.choice([view for view in views if card.note in view.points] or views)
            x, y = view.points.get(card.note, [(0.5, 0.5)])[0]
            answer["tap"] = {
                "view": view.id,
                "x": x + chance.uniform(-0.15, 0.15),
                "y": y + chance.uniform(-0.06, 0.06),
            }
        case "point":
            answer["regions"] = [chance.choice([*regions, *card.pattern.primary])]
        case "name":
            wordings = [
                card.subject.upper(),
                card.pattern.muscle,
                chance.choice(deck.patterns).name,
                "nothing",
                " ",
            ]
            answer["muscles"] = [chance.choice(wordings)]
        case "muscles":
            right = next(pattern.id for pattern in deck.graded if card.note in pattern.primary)
            others = chance.sample([pattern.id for pattern in deck.patterns], 4)
            answer["muscles"] = [right, *others]
        case "mimic":
            answer["mimics"] = chance.sample([*card.pattern.mimics, "no such thing"], 1)
    return answer
