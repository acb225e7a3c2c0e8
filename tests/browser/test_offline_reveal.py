"""What the browser shows of an answer while the school is away: the same chart, and what was
given over it.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from school.body.atlas import atlas
from school.body.rules.strokes import paint_drawing, read_drawing
from school.cards.rules.cards import Card
from school.cards.rules.decks import Deck
from school.studying.rules.packs import regions_compared
from tests.browser.away import DECK, QUEUE, OwnSchool, deck, know_alike, mixed
from tests.browser.chance import answer_to
from tests.browser.coinciding import percent_coinciding
from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ASKED: tuple[str, ...] = (
    "zone",
    "zone",
    "point",
    "name",
    "zone",
    "mimic",
    "muscles",
    "zone",
    "muscles",
)

# As the page sends it: the form of the question, filled and posted.
ANSWER = """async (fields) => {
  const form = document.querySelector('form.card-stage');
  const token = form.querySelector('[name=csrf_token]');
  form.replaceChildren(token);
  for (const [name, value] of fields) form.append(Object.assign(document.createElement('input'), { name, value }));
  form.submit();
}"""
# As the worker keeps it when the school goes away on the way to it.
BEGIN = f"({{ deck, fields }}) => {QUEUE}.keepBegun({{ deck, fields }})"

SEEN = r"""() => {
  const plain = (element) => element.innerText.replace(/\s+/g, ' ').trim();
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  for (const link of shown('[data-at-school]')) link.remove();
  const all = (root, selector, tell) => [...root.querySelectorAll(selector)].map(tell);
  const plate = (svg) => ({
    view: svg.dataset.figure,
    name: [svg.getAttribute('aria-label'), plain(svg.parentElement)],
    turned: svg.querySelector('g').getAttribute('transform'),
    main: all(svg, '.zone:is(.essential, .missed) path', (path) => path.getAttribute('d')).sort(),
    drawn: svg.querySelectorAll('.drawn, .drawn-ink').length,
    points: all(svg, '.point', (point) => point.getAttribute('transform').match(/[\d.]+/g).slice(0, 2)),
  });
  return {
    charted: shown('section.panel:not([data-yours])').map(plain),
    yours: shown('section[data-yours]').map(plain).join(),
    plates: shown('svg[data-figure]').map(plate),
    legend: shown('.figure-legend li').map(plain),
    proposed: shown('.rate .is-suggested').length,
  };
}"""


def fields_of(card: Card, given: dict[str, Any]) -> list[list[str]]:
    """What the form of the question would hold."""
    fields = [
        ["card", card.id],
        ["reviews", "3"],
        ["shown", str(int(datetime.now(UTC).timestamp()))],
    ]
    for name in ("regions", "muscles", "mimics"):
        fields += [[name.removesuffix("s"), value] for value in given[name]]
    return fields + [[name, json.dumps(given[name])] for name in ("drawing", "tap") if given[name]]


def make_response(card: Card, number: int, found: Deck, chance: random.Random) -> dict[str, Any]:
    """By chance, but the first of them not tried, and every second drawing on the left side."""
    given = answer_to(card, found, chance)
    if card.kind == "muscles":  # the page offers those that are graded
        given["muscles"] = [one.id for one in found.graded if one.id in given["muscles"]]
    if number < 1:
        return {name: [] for name in given} | {"drawing": None, "tap": None}
    for name in ("drawing", "tap"):
        if given[name]:
            given[name]["side"] = "left" if number % 2 else "right"
    return given


def test_an_answer_is_shown_away_over_the_schools_own_chart(
    chromium: Browser, made_demo: Path, tmp_path: Path
):
    chance = random.Random(20261121)  # noqa: S311 - seeded, to be the same each time
    found, plates = deck(), []
    cards = mixed(found, ASKED, set())
    own = OwnSchool(shutil.copytree(made_demo, tmp_path / "school"))
    own.start()
    context = chromium.new_context(viewport={"width": 1280, "height": 1000}, color_scheme="light")
    try:
        with own.database.writing() as session:
            know_alike(session, ("ana",), cards, datetime.now(UTC))
        page = context.new_page()
        Reader(page, own.address).sign_in("ana")
        asked = [
            (card, make_response(card, number, found, chance)) for number, card in enumerate(cards)
        ]
        there = [at_the_school(page, own, card, given) for card, given in asked]
        page.goto(f"{own.address}/cards/{DECK}/study")
        page.wait_for_selector("html[data-offline=ready]")
        own.kill()
        for (card, given), expected in zip(asked, there, strict=True):
            seen = away(page, own, card, given)
            assert_alike(seen, expected, f"{card.id} {given}")
            assert_told(seen, card, given, found)
            plates += seen["plates"]
    finally:
        context.close()
        own.kill()
        own.database.close()
    assert any(plate["turned"] for plate in plates)
    assert any(plate["drawn"] and plate["main"] for plate in plates)
    assert any(plate["drawn"] and not plate["main"] for plate in plates)


def assert_alike(seen: dict[str, Any], expected: dict[str, Any], what: str) -> None:
    """The chart is the school's, and the drawing lies where it lies at the school."""
    assert seen["charted"] == expected["charted"], what
    for plate in seen["plates"]:
        for other in expected["plates"]:
            if plate["view"] == other["view"]:
                assert plate == other, what
    drawn = [[p["view"] for p in page["plates"] if p["drawn"]] for page in (seen, expected)]
    assert drawn[0] == drawn[1], what
    assert {p["view"] for p in seen["plates"]} <= {p["view"] for p in expected["plates"]}, what
    assert seen["proposed"] == 0
    assert expected["proposed"] == 1


def assert_told(seen: dict[str, Any], card: Card, given: dict[str, Any], found: Deck) -> None:
    """What was given is told in words, and a drawing of a zone by one plain figure; nothing is
    marked.
    """
    labels = {region.id: region.label for region in found.regions}
    labels |= {pattern.id: pattern.name for pattern in found.patterns}
    for word in (*given["regions"], *given["muscles"], *given["mimics"]):
        assert labels.get(word, word).casefold().strip() in seen["yours"].casefold()
    percent = re.search(r"(\d+) % of the cells coincide", seen["yours"])
    assert bool(percent) == bool(given["drawing"])
    if percent:
        paint = paint_drawing(read_drawing(json.dumps(given["drawing"])), atlas())
        regions = regions_compared(card, atlas())
        assert int(percent[1]) == percent_coinciding(regions, paint, atlas())
    assert ("Your drawing" in seen["legend"]) == bool(given["drawing"])
    assert ("Your tap" in seen["legend"]) == bool(given["tap"])


def at_the_school(page: Page, own: OwnSchool, card: Card, given: dict[str, Any]) -> dict[str, Any]:
    page.goto(f"{own.address}/cards/{DECK}/study")
    with page.expect_navigation():
        page.evaluate(ANSWER, fields_of(card, given))
    page.locator(".rate").wait_for()
    return page.evaluate(SEEN)


def away(page: Page, own: OwnSchool, card: Card, given: dict[str, Any]) -> dict[str, Any]:
    page.evaluate(BEGIN, {"deck": DECK, "fields": fields_of(card, given)})
    page.goto(f"{own.address}/cards/{DECK}/study")
    page.locator(".rate:visible").wait_for()
    return page.evaluate(SEEN)
