"""Make the README's pictures from the running demo school."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "img"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
DESK: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 390, "height": 780}
SHEET: ViewportSize = {"width": 1600, "height": 1200}
Scheme = Literal["dark", "light"]
# A line on the chest, as parts of the figure's height.
CHEST = ((0.05, 0.2), (0.08, 0.21), (0.08, 0.24), (0.04, 0.24), (0.05, 0.22), (0.08, 0.22))
REGIONS_A_PICTURE = 32  # few enough of the contact sheet that each picture can be read


def main() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "school", "open", "--port", str(port), "--folder", folder]
        server = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _wait_for(f"http://localhost:{port}/readyz")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
                _take_pages(browser, f"http://localhost:{port}")
                _take_cards(browser, f"http://localhost:{port}")
                _take_body(browser, f"http://localhost:{port}")
                browser.close()
        finally:
            server.terminate()
            server.wait(timeout=20)


def _take_pages(browser: Browser, address: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    phone = _sign_in(browser, address, "ana", PHONE, "dark")
    phone.goto(address + "/")
    phone.screenshot(path=PICTURES / "desk-phone-dark.png")
    reader = _sign_in(browser, address, "ben", DESK, "light")
    reader.goto(address + "/modules/positional-release")
    reader.screenshot(path=PICTURES / "module.png")
    student = _sign_in(browser, address, "ana", DESK, "light")
    student.goto(address + "/quizzes/headache")
    student.locator("a[href$='/review']").first.click()
    student.evaluate("window.scrollTo(0, 420)")
    student.screenshot(path=PICTURES / "review.png")
    officer = _sign_in(browser, address, "olu", DESK, "light")
    officer.goto(address + "/desk/people")
    officer.screenshot(path=PICTURES / "people.png")


def _take_cards(browser: Browser, address: str) -> None:
    """A card answered with a brush, the memory page, and the pain finder."""
    phone = _sign_in(browser, address, "kim", PHONE, "dark")
    phone.goto(address + "/cards/referral-patterns/study")
    box = phone.locator("[data-stage]").bounding_box()
    assert box, "the card shows no body to paint on"
    tall = box["height"]  # the figure fills the stage from top to bottom and stands in its middle
    middle = box["x"] + box["width"] / 2
    _paint_line(phone, [(middle - tall * x, box["y"] + tall * y) for x, y in CHEST])
    phone.screenshot(path=PICTURES / "paint-phone-dark.png")
    phone.get_by_role("button", name="Show the answer").click()
    phone.wait_for_load_state("networkidle")
    phone.screenshot(path=PICTURES / "painted-phone-dark.png")
    student = _sign_in(browser, address, "ana", DESK, "light")
    student.goto(address + "/cards/memory")
    student.wait_for_load_state("networkidle")
    student.locator(".heat").first.scroll_into_view_if_needed()
    student.evaluate("window.scrollBy(0, 320)")
    student.screenshot(path=PICTURES / "memory.png")
    student.goto(address + "/cards/referral-patterns/patterns/infraspinatus")
    student.wait_for_load_state("networkidle")
    student.screenshot(path=PICTURES / "pattern.png")


def _paint_line(page: Page, places: list[tuple[float, float]]) -> None:
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=8)
    page.mouse.up()


def _take_body(browser: Browser, address: str) -> None:
    """Take the contact sheet of the body map: views with numbered regions, then every region."""
    sheet = _sign_in(browser, address, "ines", SHEET, "light")
    sheet.goto(address + "/studio/body")
    sheet.wait_for_load_state("networkidle")
    sheet.add_style_tag(content=".sheet-row { content-visibility: visible }")
    for plate in sheet.locator(".sheet-plate").all():
        name = (plate.get_attribute("id") or "").removeprefix("view-").replace("_", "-")
        plate.screenshot(path=PICTURES / f"body-{name}.png")
    rows = sheet.locator(".sheet-regions > .sheet-row")
    for first in range(0, rows.count(), REGIONS_A_PICTURE):
        sheet.evaluate(
            "([first, many]) => document.querySelectorAll('.sheet-regions > .sheet-row').forEach("
            "(row, n) => { row.hidden = n < first || n >= first + many; })",
            [first, REGIONS_A_PICTURE],
        )
        path = PICTURES / f"body-regions-{first // REGIONS_A_PICTURE + 1}.jpg"
        sheet.locator(".sheet-regions").screenshot(path=path, type="jpeg", quality=72)


def _sign_in(browser: Browser, address: str, name: str, size: ViewportSize, scheme: Scheme) -> Page:
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=size is SHEET)
    page = context.new_page()
    page.goto(address + "/sign-in")
    page.fill("input[name=email]", f"{name}@school.example")
    page.fill("input[name=password]", "demo-school")
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
    return page


def _wait_for(url: str) -> None:
    for _ in range(400):
        try:
            with urllib.request.urlopen(url) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError("the school did not open")


if __name__ == "__main__":
    main()
