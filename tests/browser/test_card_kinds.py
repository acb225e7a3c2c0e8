"""Each kind of card answered with the keyboard alone.

Those on the figure are answered with a pointer alone as well.
"""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import Reader
from tests.browser.waiting import TOO_SMALL_FOR_A_THUMB

CRAM = "/cards/referral-patterns/cram?which=all&kind={kind}&group=&at=0"


def answer_by_keyboard(reader: Reader, kind: str) -> None:
    keyboard = reader.page.keyboard
    if kind in ("zone", "point"):
        keyboard.press("l")  # opens the list of regions
    if kind == "mimic":
        reader.page.locator("input[name=mimic]").first.focus()
        keyboard.press("Space")
    else:
        keyboard.press("/")
        keyboard.type({"name": "temporalis", "muscles": "masseter"}.get(kind, "jaw joint"))
        if kind != "name":
            keyboard.press("Enter")  # ticks the only one left
            keyboard.press("Escape")  # out of the field
    keyboard.press("Enter")


@pytest.mark.parametrize("kind", ["zone", "name", "point", "mimic", "muscles"])
def test_a_card_of_each_kind_by_keyboard_alone(reader: Reader, kind: str):
    reader.sign_in("ana")
    reader.go(CRAM.format(kind=kind))
    answer_by_keyboard(reader, kind)
    reader.page.locator("[data-yours]").wait_for()
    reader.look()
    assert re.search(r"\d+ %", reader.page.locator("[data-yours] h2").inner_text())
    assert not reader.faults, "\n".join(reader.faults)


@pytest.mark.parametrize(("kind", "drawn"), [("zone", "Your drawing"), ("point", "Your tap")])
def test_a_card_on_the_figure_by_pointer_alone(phone: Reader, kind: str, drawn: str):
    phone.sign_in("ana")
    phone.go(CRAM.format(kind=kind))
    stage = phone.page.locator(".paint-stage")
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.3
    phone.page.mouse.move(x, y)
    phone.page.mouse.down()
    if kind == "zone":
        phone.page.mouse.move(x + 6, y + 20, steps=5)
    phone.page.mouse.up()
    phone.page.get_by_role("button", name="Show the answer").click()
    phone.page.locator("[data-yours]").wait_for()
    phone.look()
    assert phone.sees(drawn)
    assert not phone.faults, "\n".join(phone.faults)


def test_the_tools_stand_in_sight_above_the_bar_on_a_phone(phone: Reader):
    phone.sign_in("ana")
    phone.go(CRAM.format(kind="zone"))
    tools, bar = (
        phone.page.locator(part).bounding_box() for part in (".paint-tools", ".rate-zone")
    )
    assert tools
    assert bar
    assert tools["y"] + tools["height"] <= bar["y"]
    assert phone.page.evaluate("scrollY") == 0


WRITE = "(heading, question) => { heading.textContent = question; }"
LONGEST = "Where is pain charted to refer from posterior cervical multifidi and rotatores?"


# In pixels: phones upright, phones on their side, desks.
WINDOWS = (
    *((390, 600), (360, 640), (360, 560), (320, 568)),
    *((844, 390), (740, 360), (667, 375)),
    *((1280, 900), (1280, 768)),
)


@pytest.mark.parametrize("window", WINDOWS)
def test_in_a_low_window_and_at_a_desk_figure_tools_and_button_are_in_sight_at_once(
    phone: Reader, window: tuple[int, int]
):
    wide, high = window
    phone.sign_in("ana")
    phone.page.set_viewport_size({"width": wide, "height": high})
    phone.page.goto(phone.address + CRAM.format(kind="zone"))
    phone.page.locator("h1").evaluate(WRITE, LONGEST)
    phone.page.locator(".paint-art > g").wait_for(state="attached")
    bar = phone.page.locator(".rate-zone").bounding_box()
    assert bar
    for selector in (".paint-views", ".paint-stage", ".paint-tools"):
        part = phone.page.locator(selector).bounding_box()
        assert part
        assert part["y"] + part["height"] <= bar["y"] + 1
    assert bar["y"] + bar["height"] <= high
    assert phone.page.locator(".paint-stage").evaluate("stage => stage.offsetHeight") >= 140
    assert phone.page.evaluate("scrollY") == 0
    assert phone.page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    buttons = phone.page.locator(".paint button, .rate-zone button")
    assert buttons.evaluate_all(TOO_SMALL_FOR_A_THUMB) == []


def test_at_a_desk_every_view_can_be_chosen_without_scrolling(reader: Reader):
    reader.sign_in("ana")
    for high in (800, 900, 1080):
        reader.page.set_viewport_size({"width": 1280, "height": high})
        reader.page.goto(reader.address + CRAM.format(kind="zone"))
        reader.page.locator(".paint-art > g").wait_for(state="attached")
        hidden = reader.page.locator(".paint-views").evaluate(
            "views => views.scrollHeight - views.clientHeight"
        )
        assert hidden <= 2, f"{hidden} px at a height of {high}"  # rounded differently


def test_the_header_of_a_low_window_still_leads_everywhere(phone: Reader):
    phone.sign_in("ana")
    phone.page.set_viewport_size({"width": 360, "height": 560})
    phone.go(CRAM.format(kind="zone"))
    brand = phone.page.locator(".brand")
    assert brand.bounding_box()["width"] < 2  # type: ignore[index]
    brand.focus()
    assert brand.bounding_box()["width"] > 60  # type: ignore[index]
    assert phone.page.locator(".nav a").count() == 5
    assert not phone.faults, "\n".join(phone.faults)


def test_a_deck_says_that_its_next_cards_are_kept_once_they_are(reader: Reader):
    reader.sign_in("ana")
    reader.go("/cards/safe-hands")
    said = reader.page.get_by_text("The next cards are kept in this browser")
    reader.page.locator("html[data-offline=ready]").wait_for()
    assert said.is_visible()
    reader.page.evaluate("delete document.documentElement.dataset.offline")
    assert not said.is_visible()


def test_a_card_in_words_is_rated_by_the_student(reader: Reader):
    reader.sign_in("ana")
    reader.go("/cards/safe-hands/study")
    reader.page.keyboard.press("Enter")
    reader.page.locator(".rate").wait_for()
    reader.look()
    assert reader.sees("Only you can say")
    assert reader.page.locator(".is-suggested").count() == 0
    shown = reader.page.locator("h1").inner_text()
    reader.page.keyboard.press("3")
    reader.page.locator("h1").filter(has_not_text=shown).wait_for()
    reader.page.wait_for_load_state()  # the keys are heard once the scripts have run
    reader.page.keyboard.press("u")
    reader.page.locator("h1").filter(has_text=shown).wait_for()
    assert not reader.faults, "\n".join(reader.faults)
