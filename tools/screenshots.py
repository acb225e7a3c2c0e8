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

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "img"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 780}


def main() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "school", "open", "--port", str(port), "--folder", folder]
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait(f"http://localhost:{port}/readyz")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
                _take(browser, f"http://localhost:{port}")
                browser.close()
        finally:
            server.terminate()
            server.wait(timeout=20)


def _take(browser: Browser, address: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    phone = _signed_in(browser, address, "ana", PHONE, "dark")
    phone.goto(address + "/")
    phone.screenshot(path=PICTURES / "desk-phone-dark.png")
    reader = _signed_in(browser, address, "ben", DESK, "light")
    reader.goto(address + "/modules/positional-release")
    reader.screenshot(path=PICTURES / "module.png")
    student = _signed_in(browser, address, "ana", DESK, "light")
    student.goto(address + "/quizzes/headache")
    student.locator("a[href$='/review']").first.click()
    student.evaluate("window.scrollTo(0, 420)")
    student.screenshot(path=PICTURES / "review.png")
    officer = _signed_in(browser, address, "olu", DESK, "light")
    officer.goto(address + "/desk/people")
    officer.screenshot(path=PICTURES / "people.png")


def _signed_in(browser: Browser, address: str, name: str, size: dict[str, int], scheme: str) -> Page:
    page = browser.new_context(viewport=size, color_scheme=scheme).new_page()  # type: ignore[arg-type]
    page.goto(address + "/sign-in")
    page.fill("input[name=email]", f"{name}@school.example")
    page.fill("input[name=password]", "demo-school")
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
    return page


def _wait(url: str) -> None:
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
