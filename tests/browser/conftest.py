"""A real server with the demo school, and a real Chromium to use it with."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.postgres import missing

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = next((ROOT / "tests" / "browser" / "vendor").glob("axe-core-*/axe.min.js"))
HOW_TO_GET = "install Chromium (Debian: apt-get install chromium) to run the browser's tests"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a demo school of our own is open, as `make run` opens it."""
    folder = tmp_path_factory.mktemp("open")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SCHOOL_")}
    command = [sys.executable, "-m", "school", "open", "--port", str(port), "--folder", str(folder)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://localhost:{port}/readyz", server, folder / "log")
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url) as answer:  # noqa: S310 - our own server on this machine
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"the school did not open:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        missing(HOW_TO_GET)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


class Reader:
    """Somebody at a browser: every page they open is looked over by axe, and nothing may go wrong on it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.looked_at: list[str] = []
        self.faults: list[str] = []
        page.on("console", lambda message: message.type == "error" and self.faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.look()

    def click(self, name: str, role: str = "link", exact: bool = True) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name, exact=exact).first.click()  # type: ignore[arg-type]
        self.look()

    def sign_in(self, name: str) -> None:
        self.go("/sign-in")
        self.page.fill("input[name=email]", f"{name}@school.example")
        self.page.fill("input[name=password]", "demo-school")
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("button", name="Sign in").click()
        self.look()

    def sign_out(self) -> None:
        self.page.locator("summary.top-link").click()
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Sign out").click()

    def look(self) -> None:
        """Run axe over the page as it stands; collect what it reports."""
        # Trusted Types forbid the page to run text as script; the debugger's own world is not the page.
        self.page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
        report = self.page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
        self.looked_at.append(self.page.url)
        for found in report:
            nodes = "; ".join(node["html"][:160] for node in found["nodes"][:3])
            self.faults.append(f"{self.page.url}: {found['id']} ({found['help']}): {nodes}")

    def sees(self, text: str) -> bool:
        return text in self.page.locator("body").inner_text()


@pytest.fixture
def reader(chromium: Browser, address: str) -> Iterator[Reader]:
    """A reader at a desk, in light colours."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    yield Reader(context.new_page(), address)
    context.close()


@pytest.fixture
def phone(chromium: Browser, address: str) -> Iterator[Reader]:
    """A reader with a phone, in dark colours."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark", has_touch=True, is_mobile=True
    )
    yield Reader(context.new_page(), address)
    context.close()
