"""The pain finder with a real pointer, by keyboard alone, on a phone, and without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Reader

pytestmark = pytest.mark.slow

PLACES = "/pain-finder?hurts=head.temple&hurts=head.eyebrow&not=head.occiput"


def muscles(reader: Reader) -> list[str]:
    """The muscles in sight, in order."""
    return [
        name.inner_text()
        for name in reader.page.locator(".finder-muscle h3 a").all()
        if name.is_visible()
    ]


def draw(reader: Reader, x: float, y: float) -> None:
    """A short stroke around a place of the view, given in fractions of the stage."""
    stage = reader.page.locator("[data-stage]").bounding_box()
    assert stage
    left, top = stage["x"] + x * stage["width"], stage["y"] + y * stage["height"]
    reader.page.mouse.move(left - 4, top)
    reader.page.mouse.down()
    for step in range(5):
        reader.page.mouse.move(left - 4 + 2 * step, top + step)
    reader.page.mouse.up()


def test_paint_where_it_hurts_and_be_led_to_muscles(reader):
    reader.go("/pain-finder")
    reader.page.get_by_role("button", name="Hurts", exact=True).click()
    reader.page.locator("[data-stage]").scroll_into_view_if_needed()
    draw(reader, 0.5, 0.25)  # the middle of the chest
    reader.click("Find muscles for this drawing", role="button")
    assert reader.sees("From your drawing, it hurts at")
    assert reader.sees("Call emergency services")
    assert muscles(reader)
    assert reader.page.url.endswith("/pain-finder#found")
    assert reader.sees("Your drawing is still here.")
    reader.click("Link to this search")
    assert "hurts=chest" in reader.page.url
    assert muscles(reader)
    assert not reader.faults, reader.faults


def test_pick_by_keyboard_where_it_hurts(reader):
    reader.go("/pain-finder")
    field = reader.page.get_by_role("searchbox", name="Find a region")
    field.focus()
    reader.page.keyboard.type("temple")
    reader.page.keyboard.press("Enter")  # ticks the only one left
    reader.page.get_by_role("checkbox", name="Hurts at Temple").focus()
    assert reader.page.get_by_role("checkbox", name="Hurts at Temple").is_checked()
    reader.page.get_by_role("button", name="Find muscles for these regions").focus()
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    reader.look()
    assert re.search(r"/pain-finder\?hurts=head\.temple", reader.page.url)
    assert "Temporalis" in muscles(reader)
    assert not reader.faults, reader.faults


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_is_wider_than_the_screen(chromium: Browser, address: str, scheme):
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, color_scheme=scheme, has_touch=True
    )
    phone = Reader(context.new_page(), address)
    for path in ("/pain-finder", PLACES):
        phone.go(path)
        assert phone.page.evaluate("document.documentElement.scrollWidth") == 390
        small = phone.page.locator(".way").evaluate_all(
            "rows => rows.filter(r => r.offsetHeight && r.offsetHeight < 44).length"
        )
        assert small == 0
    assert muscles(phone)[0] == "Temporalis"
    assert not phone.faults, phone.faults
    context.close()


def test_without_script_the_list_answers(chromium: Browser, address: str):
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(address + "/pain-finder")
    assert not page.get_by_role("button", name="Find muscles for this drawing").is_visible()
    page.locator("summary", has_text="Head").click()
    page.locator("input[name=hurts][value='head.temple']").check()
    page.locator("input[name=not][value='head.occiput']").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Find muscles for these regions").click()
    assert page.url.endswith("/pain-finder?hurts=head.temple&not=head.occiput#found")
    assert page.locator(".finder-muscle h3").first.is_visible()
    context.close()
