"""What is written twice, in Python and in JavaScript, does the same: marking, and the line round what was painted."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from school.body.atlas import atlas
from school.body.rules.outlines import draw_outline
from school.body.rules.strokes import paint_drawing, read_drawing, read_tap
from school.cards.rules.answers import Given, Marked, mark
from school.cards.rules.cards import Kind, cards_of
from school.cards.rules.decks import Deck
from school.cards.rules.ratings import propose
from school.studying.rules.packs import key_of, shared_by
from tests.browser.away import deck
from tests.browser.chance import answer_to, drawn
from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MEASURED: tuple[Kind, ...] = ("zone", "name", "mimic", "muscles", "point")


@pytest.fixture(scope="module")
def found() -> Deck:
    return deck()


# ---- Marked alike ----

CHANCE = 75


def as_given(sent: dict[str, Any]) -> Given:
    return Given(
        tuple(sent["regions"]),
        read_drawing(json.dumps(sent["drawing"])) if sent["drawing"] else None,
        tuple(sent["muscles"]),
        tuple(sent["mimics"]),
        read_tap(json.dumps(sent["tap"])) if sent["tap"] else None,
    )


MARK_ALL = """async ({ tries, shared }) => {
  const { mark, propose, readFigure } = await import('/static/js/offline/mark.js');
  const figure = await readFigure(await (await fetch('/cards/figure.json')).json());
  return tries.map(({ key, given, seconds }) => {
    const [regions, known] = [shared.regions, shared.patterns].map((pairs) => pairs.map(([id]) => id));
    const alike = { ids: shared.ids, regions, known };
    const marked = mark({ ...alike, ...key }, given, figure);
    return { marked, proposed: propose(marked ? marked.score : null, seconds, key.limits) };
  });
}"""


def test_the_browser_marks_as_the_school_does(reader: Reader, found: Deck):
    chance = random.Random(20261121)  # noqa: S311 - seeded, to be the same each time
    cards = [card for card in cards_of(found).values() if card.kind != "text"]
    zones = [card for card in cards if card.kind == "zone"]
    others = [
        chance.choice([card for card in cards if card.kind == kind]) for kind in 15 * MEASURED
    ]
    chosen = chance.sample(zones, CHANCE) + others
    tries: list[dict[str, Any]] = [
        {
            "key": key_of(card, found),
            "given": answer_to(card, found, chance),
            "seconds": chance.randint(1, 60),
        }
        for card in chosen
    ]
    reader.go("/sign-in")
    answers = reader.page.evaluate(MARK_ALL, {"tries": tries, "shared": shared_by(found)})
    seen: set[tuple[str, bool]] = set()
    for card, tried, answer in zip(chosen, tries, answers, strict=True):
        expected = mark(card, as_given(tried["given"]), found, atlas())
        seen.add((card.kind, bool(expected and 0 < expected.score < 1)))
        assert_alike(answer["marked"], expected, f"{card.id} {tried['given']}")
        score = expected.score if expected else None
        assert answer["proposed"] == propose(score, tried["seconds"], card.kind)
    assert seen >= {("zone", True), ("point", True), ("muscles", True), ("name", False)}


def assert_alike(marked: dict[str, Any] | None, expected: Marked | None, what: str) -> None:
    if expected is None or marked is None:
        assert (marked, expected) == (None, None), what
        return
    assert abs(marked["score"] - float(expected.score)) < 1e-9, what
    for part in ("right", "missed", "wrong", "neutral"):
        assert sorted(marked[part]) == sorted(getattr(expected, part)), (part, what)
    if expected.overlap:
        assert sorted(marked["otherSide"]) == sorted(expected.overlap.other_side), what
        assert abs(marked["dice"] - float(expected.overlap.dice)) < 1e-9, what


# ---- The same line ----

DRAW_ALL = """async (asked) => {
  const { outline } = await import('/static/js/offline/outline.js');
  return asked.map(({ mask, ...view }) => outline(BigInt(mask), view));
}"""


def some_masks(chance: random.Random) -> list[tuple[str, int]]:
    """What somebody may have painted, every region, and cells strewn about, which touch at corners and at the edge."""
    masks: list[tuple[str, int]] = []
    for _ in range(60):
        masks += paint_drawing(read_drawing(json.dumps(drawn(chance))), atlas()).items()
    for view in atlas().views.values():
        cells = view.columns * view.rows
        strewn = chance.getrandbits(cells) & chance.getrandbits(cells)
        masks += [
            (view.id, strewn),
            (view.id, strewn | strewn >> 1 | strewn << view.columns & (1 << cells) - 1),
        ]
        masks += [(view.id, (1 << cells) - 1), (view.id, 0)]
        masks += [(view.id, shape.mask) for shape in view.shapes.values()]
    return masks


def test_the_browser_draws_the_same_line_round_what_was_painted(reader: Reader):
    masks = some_masks(random.Random(20261122))  # noqa: S311 - seeded, to be the same each time
    reader.go("/sign-in")
    views = {view.id: view for view in atlas().views.values()}
    size = ("columns", "rows", "width", "height")
    asked = [
        {name: getattr(views[id], name) for name in size} | {"mask": hex(mask)}
        for id, mask in masks
    ]
    there = reader.page.evaluate(DRAW_ALL, asked)
    assert len(masks) > 400
    for (view_id, mask), path in zip(masks, there, strict=True):
        view = views[view_id]
        assert path == draw_outline(mask, view.columns, view.rows, view.width, view.height), (
            view_id,
            hex(mask),
        )
