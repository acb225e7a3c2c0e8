"""What the browser shows of an answer while the school is away.

The same chart as the school shows, with what was answered over it.
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
from tests.browser.away import DECK, QUEUE, OwnSchool, choose_cards, read_deck, set_equal_memories
from tests.browser.chance import make_answer
from tests.browser.coinciding import percent_coinciding
from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KINDS = ("zone", "zone", "point", "name", "zone", "mimic", "muscles", "zone", "muscles")

# As the page sends it: the form of the question, filled and posted.
ANSWER = """async (fields) => {
  const form = document.querySelector('form.card-stage');
  const token = form.querySelector('[name=csrf_token]');
  form.replaceChildren(token);
  for (const [name, value] of fields) {
    form.append(Object.assign(document.createElement('input'), { name, value }));
  }
  form.submit();
}"""
# As the worker keeps it when the school goes away on the way to it.
BEGIN = f"({{ deck, fields }}) => {QUEUE}.keepBegun({{ deck, fields }})"

SEEN = r"""() => {
  const plain = (element) => element.innerText.replace(/\s+/g, ' ').trim();
  const elements = (selector) => [...document.querySelectorAll(selector)];
  const shown = (selector) => elements(selector).filter((element) => element.checkVisibility());
  for (const link of shown('[data-at-school]')) link.remove();
  const all = (root, selector, tell) => [...root.querySelectorAll(selector)].map(tell);
  const place = (point) => point.getAttribute('transform').match(/[\d.]+/g).slice(0, 2);
  const plate = (svg) => ({
    view: svg.dataset.figure,
    name: [svg.getAttribute('aria-label'), plain(svg.parentElement)],
    turned: svg.querySelector('g').getAttribute('transform'),
    main: all(svg, '.zone:is(.essential, .missed) path', (path) => path.getAttribute('d')).sort(),
    drawn: svg.querySelectorAll('.drawn, .drawn-ink').length,
    points: all(svg, '.point', place),
  });
  return {
    charted: shown('section.panel:not([data-yours])').map(plain),
    yours: shown('section[data-yours]').map(plain).join(),
    plates: shown('svg[data-figure]').map(plate),
    legend: shown('.figure-legend li').map(plain),
    proposed: shown('.rate .is-suggested').length,
  };
}"""


def list_fields(card: Card, answer: dict[str, Any]) -> list[list[str]]:
    """What the form of the question would hold."""
    fields = [
        ["card", card.id],
        ["reviews", "3"],
        ["shown", str(int(datetime.now(UTC).timestamp()))],
    ]
    for name in ("regions", "muscles", "mimics"):
        fields += [[name.removesuffix("s"), value] for value in answer[name]]
    for name in ("drawing", "tap"):
        if answer[name]:
            fields.append([name, json.dumps(answer[name])])
    return fields


def make_answer_for_page(
    card: Card, number: int, deck: Deck, chance: random.Random
) -> dict[str, Any]:
    """An answer by chance. The first is left empty; every second drawing is on the left side."""
    answer = make_answer(card, deck, chance)
    if card.kind == "muscles":  # the page offers those that are graded
        graded = [pattern.id for pattern in deck.graded]
        answer["muscles"] = [name for name in graded if name in answer["muscles"]]
    if number < 1:
        return {name: [] for name in answer} | {"drawing": None, "tap": None}
    for name in ("drawing", "tap"):
        if answer[name]:
            answer[name]["side"] = "left" if number % 2 else "right"
    return answer


def test_an_answer_is_shown_away_over_the_schools_own_chart(
    chromium: Browser, demo_folder: Path, tmp_path: Path
):
    chance = random.Random(20261121)  # noqa: S311 - seeded, to be the same each time
    deck, plates = read_deck(), []
    cards = choose_cards(deck, KINDS)
    own = OwnSchool(shutil.copytree(demo_folder, tmp_path / "school"))
    own.start()
    context = chromium.new_context(viewport={"width": 1280, "height": 1000}, color_scheme="light")
    try:
        with own.database.writing() as session:
            set_equal_memories(session, ("ana",), cards, datetime.now(UTC))
        page = context.new_page()
        Reader(page, own.address).sign_in("ana")
        answers = []
        for number, card in enumerate(cards):
            answers.append((card, make_answer_for_page(card, number, deck, chance)))
        at_school = [see_at_school(page, own, card, answer) for card, answer in answers]
        page.goto(f"{own.address}/cards/{DECK}/study")
        page.wait_for_selector("html[data-offline=ready]")
        own.kill()
        for (card, answer), expected in zip(answers, at_school, strict=True):
            page_away = see_away(page, own, card, answer)
            assert_alike(page_away, expected, f"{card.id} {answer}")
            assert_described(page_away, card, answer, deck)
            plates += page_away["plates"]
    finally:
        context.close()
        own.kill()
        own.database.close()
    assert any(plate["turned"] for plate in plates)
    assert any(plate["drawn"] and plate["main"] for plate in plates)
    assert any(plate["drawn"] and not plate["main"] for plate in plates)


def assert_alike(page: dict[str, Any], expected: dict[str, Any], what: str) -> None:
    """The chart is the school's, and the drawing lies where it lies at the school."""
    assert page["charted"] == expected["charted"], what
    for plate in page["plates"]:
        for other in expected["plates"]:
            if plate["view"] == other["view"]:
                assert plate == other, what
    assert list_drawn_views(page) == list_drawn_views(expected), what
    assert list_views(page) <= list_views(expected), what
    assert page["proposed"] == 0
    assert expected["proposed"] == 1


def list_views(page: dict[str, Any]) -> set[str]:
    return {plate["view"] for plate in page["plates"]}


def list_drawn_views(page: dict[str, Any]) -> list[str]:
    return [plate["view"] for plate in page["plates"] if plate["drawn"]]


def assert_described(page: dict[str, Any], card: Card, answer: dict[str, Any], deck: Deck) -> None:
    """The answer is described in words, a drawing of a zone by one figure; nothing is marked."""
    labels = {region.id: region.label for region in deck.regions}
    labels |= {pattern.id: pattern.name for pattern in deck.patterns}
    for word in (*answer["regions"], *answer["muscles"], *answer["mimics"]):
        assert labels.get(word, word).casefold().strip() in page["yours"].casefold()
    percent = re.search(r"(\d+) % of the cells coincide", page["yours"])
    assert bool(percent) == bool(answer["drawing"])
    if percent:
        paint = paint_drawing(read_drawing(json.dumps(answer["drawing"])), atlas())
        regions = regions_compared(card, atlas())
        assert int(percent[1]) == percent_coinciding(regions, paint, atlas())
    assert ("Your drawing" in page["legend"]) == bool(answer["drawing"])
    assert ("Your tap" in page["legend"]) == bool(answer["tap"])


def see_at_school(page: Page, own: OwnSchool, card: Card, answer: dict[str, Any]) -> dict[str, Any]:
    page.goto(f"{own.address}/cards/{DECK}/study")
    with page.expect_navigation():
        page.evaluate(ANSWER, list_fields(card, answer))
    page.locator(".rate").wait_for()
    return page.evaluate(SEEN)


def see_away(page: Page, own: OwnSchool, card: Card, answer: dict[str, Any]) -> dict[str, Any]:
    page.evaluate(BEGIN, {"deck": DECK, "fields": list_fields(card, answer)})
    page.goto(f"{own.address}/cards/{DECK}/study")
    page.locator(".rate:visible").wait_for()
    return page.evaluate(SEEN)
