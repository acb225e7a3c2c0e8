"""The answer that the browser shows while the school is away is the answer that the school shows."""

from __future__ import annotations

import json
import random
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from school.cards.rules.cards import Card, Kind
from school.cards.rules.decks import Deck
from tests.browser.away import DECK, QUEUE, OwnSchool, deck, know_alike, mixed
from tests.browser.chance import answer_to
from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ASKED: tuple[Kind, ...] = (
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
    box: ['viewBox', 'width', 'height'].map((name) => svg.getAttribute(name)),
    name: [svg.getAttribute('aria-label'), plain(svg.parentElement)],
    turned: svg.querySelector('g').getAttribute('transform'),
    zones: all(svg, '.zone', (zone) => [zone.getAttribute('class'), all(zone, 'path', (path) => path.dataset.name)]),
    filled: all(svg, '.zone[fill]', (zone) => svg.querySelector(zone.getAttribute('fill').slice(4, -1)).tagName),
    drawn: all(svg, '.drawn', (path) => path.getAttribute('d')),
    points: all(svg, '.point', (point) => point.getAttribute('transform').match(/[\d.]+/g).map(Number)),
  });
  return {
    sections: shown('section.panel').map(plain),
    bars: shown('.bar').map((bar) => [bar.ariaLabel, parseFloat(bar.children[1].getAttribute('width'))]),
    plates: shown('svg[data-figure]').map(plate),
    legend: shown('.figure-legend li').map(plain),
    proposed: shown('.rate .is-suggested').map((button) => button.value),
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


def given_to(card: Card, number: int, found: Deck, chance: random.Random) -> dict[str, Any]:
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


def test_an_answer_is_shown_away_as_at_the_school(
    chromium: Browser, made_demo: Path, tmp_path: Path
):
    chance = random.Random(20261121)  # noqa: S311 - seeded, to be the same each time
    found = deck()
    cards = mixed(found, ASKED, set())
    own = OwnSchool(shutil.copytree(made_demo, tmp_path / "school"))
    own.start()
    context = chromium.new_context(viewport={"width": 1280, "height": 1000}, color_scheme="light")
    try:
        with own.database.writing() as session:
            know_alike(session, ("ana",), cards, datetime.now(UTC))
        page = context.new_page()
        Reader(page, own.address).sign_in("ana")
        asked = [(card, given_to(card, number, found, chance)) for number, card in enumerate(cards)]
        there = [at_the_school(page, own, card, given) for card, given in asked]
        page.goto(f"{own.address}/cards/{DECK}/study")
        page.wait_for_selector("html[data-offline=ready]")
        own.kill()
        for (card, given), expected in zip(asked, there, strict=True):
            assert away(page, own, card, given) == expected, f"{card.id} {given}"
    finally:
        context.close()
        own.kill()
        own.database.close()
    assert {len(seen["proposed"]) for seen in there} == {1}
    assert any(seen["plates"] and seen["plates"][0]["turned"] for seen in there)
    kinds = {zone[0] for seen in there for plate in seen["plates"] for zone in plate["zones"]}
    assert kinds == {"zone spillover", "zone essential", "zone missed", "zone extra", "zone chosen"}


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
