"""A real server with the demo school, and a real Chromium to use it with."""

from __future__ import annotations

import fcntl
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
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from school.operating import prepare_demo_environment
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
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo school that nobody serves, to be copied, since making it takes seconds.

    The first worker that asks makes it. The others, whose temporary folders lie beside that one's,
    wait for it.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "demo"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            command = open_school(folder, 8000, "--no-serve")
            subprocess.run(command, cwd=ROOT, env=drop_settings(), check=True)
    return folder


def open_school(folder: Path, port: int, *more: str) -> list[str]:
    """The command that `make run` runs."""
    options = ["--port", str(port), "--folder", str(folder), *more]
    return [sys.executable, "-m", "school", "open", *options]


def start_server(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Serve the demo school in `folder`, which is made already, in a session of its own.

    `school open` would first check and publish all the content again, for seconds and to no effect.
    That it comes to this same command is what tests/browser/test_journey.py shows.
    """
    command = [sys.executable, "-m", "school", "serve"]
    return start_process(folder, command, drop_settings() | prepare_demo_environment(folder, port))


def start_process(
    folder: Path, command: list[str], environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    """Start a server of the school in `folder`; the workers that it forks can be killed with it."""
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )


def find_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def drop_settings() -> dict[str, str]:
    """This environment without the school's own variables."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SCHOOL_")}


@pytest.fixture(scope="session")
def address(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a demo school of this worker's is open."""
    folder = shutil.copytree(demo_folder, tmp_path_factory.mktemp("open") / "school")
    port = find_free_port()
    server = start_server(folder, port)
    try:
        wait_for(f"http://localhost:{port}/readyz", server, folder / "log")
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(1200):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url) as answer:  # noqa: S310 - our own server
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise RuntimeError(f"the school did not open:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        missing(HOW_TO_GET)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


Cookies = dict[str, list[Any]]  # of each person who has signed in


class Reader:
    """Somebody at a browser. Axe checks every page they open, and nothing may go wrong on it."""

    def __init__(self, page: Page, address: str, keeps: Cookies | None = None) -> None:
        self.page = page
        self.address = address
        self.keeps = keeps  # None: every sign-in is by hand
        self.looked_at: list[str] = []
        self.faults: list[str] = []
        page.on("console", self._note_error)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))

    def _note_error(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.look()

    def click(self, name: str, role: str = "link", exact: bool = True) -> None:
        with self.page.expect_navigation():
            target = self.page.get_by_role(role, name=name, exact=exact)  # type: ignore[arg-type]
            target.first.click()
        self.look()

    def sign_in(self, name: str) -> None:
        """By hand, with axe, the first time. Later the browser still has the cookie."""
        if self.keeps and name in self.keeps:
            self.page.context.add_cookies(self.keeps[name])  # type: ignore[arg-type]
            self.page.goto(self.address)
            return
        self.go("/sign-in")
        self.page.fill("input[name=email]", f"{name}@school.example")
        self.page.fill("input[name=password]", "demo-school")
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("button", name="Sign in").click()
        self.look()
        if self.keeps is not None:
            self.keeps[name] = self.page.context.cookies()

    def sign_out(self) -> None:
        if self.keeps:
            self.keeps.clear()  # one of these cookies is worth nothing any more
        self.page.locator("summary.top-link").click()
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Sign out").click()

    def look(self) -> None:
        """Run axe over the page as it stands; collect what it reports."""
        # The page may not run text as script, by Trusted Types. The debugger's own world may.
        self.page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
        report = self.page.evaluate(
            "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
        )
        self.looked_at.append(self.page.url)
        for violation in report:
            nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            rule = f"{violation['id']} ({violation['help']})"
            self.faults.append(f"{self.page.url}: {rule}: {nodes}")

    def sees(self, text: str) -> bool:
        return text in self.page.locator("body").inner_text()


@pytest.fixture(scope="session")
def kept_at_desk() -> Cookies:
    return {}


@pytest.fixture(scope="session")
def kept_on_phone() -> Cookies:
    return {}


@pytest.fixture
def reader(chromium: Browser, address: str, kept_at_desk: Cookies) -> Iterator[Reader]:
    """A reader at a desk, in light colors."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    yield Reader(context.new_page(), address, kept_at_desk)
    context.close()


@pytest.fixture
def phone(chromium: Browser, address: str, kept_on_phone: Cookies) -> Iterator[Reader]:
    """A reader with a phone, in dark colors."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark", has_touch=True, is_mobile=True
    )
    yield Reader(context.new_page(), address, kept_on_phone)
    context.close()
