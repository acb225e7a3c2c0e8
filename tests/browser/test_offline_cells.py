"""What is written twice, in Python and in JavaScript, does the same: painting cells, and the
plain figure.
"""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from school.body.atlas import atlas
from school.body.rules.strokes import paint_drawing, paint_regions, read_drawing
from school.cards.rules.cards import Card, index_cards
from school.studying.rules.packs import regions_compared
from tests.browser.away import read_deck
from tests.browser.chance import make_drawing
from tests.browser.coinciding import percent_coinciding
from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DRAWINGS = 120

PAINT_ALL = """async (tries) => {
  const { painted, percentCoinciding, readFigure } = await import('/static/js/offline/cells.js');
  const figure = await readFigure(await (await fetch('/cards/figure.json')).json());
  const bits = (paint) => paint.reduceRight((text, cell) => text + cell, '');
  return tries.map(({ drawing, regions }) => {
    const paint = painted(drawing, figure);
    const percent = percentCoinciding(regions, paint, figure);
    return { percent, cells: Object.entries(paint).map(([view, cells]) => [view, bits(cells)]) };
  });
}"""


def near(card: Card, chance: random.Random) -> dict[str, Any]:
    """Dabs on most of the zone, as somebody paints who knows it, and one that goes astray."""
    strokes = []
    for region in sorted(card.zone.essential):
        views = atlas().find_shapes(atlas().find_studied_key(region))
        view = atlas().views[chance.choice(sorted(views))]
        mask = views[view.id].mask
        cells = [n for n in range(mask.bit_length()) if mask >> n & 1]
        for cell in chance.sample(cells, min(6, len(cells))):
            x, y = cell % view.columns / view.columns, cell // view.columns / view.rows
            points = [[round(x, 4), round(y, 4)], [round(x + 0.01, 4), round(y, 4)]]
            radius = round(chance.uniform(0.005, 0.03), 4)
            strokes.append({"view": view.id, "radius": radius, "erase": False, "points": points})
    return {"side": "right", "strokes": strokes}


def test_the_same_drawing_paints_the_same_cells_and_gives_the_same_percent(reader: Reader):
    chance = random.Random(20261201)  # noqa: S311 - seeded, to be the same each time
    zones = [card for card in index_cards(read_deck()).values() if card.kind == "zone"]
    tries = []
    for number, card in enumerate(chance.sample(zones, 95) + chance.sample(zones, DRAWINGS - 95)):
        drawing = near(card, chance) if number % 2 else make_drawing(chance)
        tries.append({"drawing": drawing, "regions": regions_compared(card, atlas())})
    reader.go("/sign-in")
    answers = reader.page.evaluate(PAINT_ALL, tries)
    percents = set()
    for tried, answer in zip(tries, answers, strict=True):
        paint = paint_drawing(read_drawing(json.dumps(tried["drawing"])), atlas())
        assert {view: int(bits, 2) for view, bits in answer["cells"]} == dict(paint), tried
        expected = percent_coinciding(tried["regions"], paint, atlas())
        assert answer["percent"] == expected, tried
        percents.add(expected)
    assert len(percents) > 20
    assert max(percents) > 50


def test_a_zone_painted_whole_coincides_wholly_and_nothing_painted_not_at_all():
    for card in index_cards(read_deck()).values():
        if card.kind != "zone":
            continue
        regions = regions_compared(card, atlas())
        whole = paint_regions(card.zone.essential, atlas())
        assert percent_coinciding(regions, whole, atlas()) == 100
        assert percent_coinciding(regions, {}, atlas()) == 0
