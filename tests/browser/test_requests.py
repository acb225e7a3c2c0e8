"""How many requests a first visit to a page makes: at most six besides fonts and pictures."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import APIRequestContext, Browser, Page
from werkzeug.exceptions import NotFound
from werkzeug.routing import MapAdapter

from school import create_app
from school.config import Config
from tests.browser.conftest import Reader
from tests.cast import SECRET

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_REQUESTS = 6
PICTURES = (".png", ".svg", ".woff2")
LINK = re.compile(r"""<a [^>]*?href="(/[^"#]*)""")
SCRIPT = re.compile(r"""<script [^>]*src="([^"?]+)""")

# No link leads to these pages.
NOT_LINKED = ("/no-such-page", "/sign-in", "/pain-finder", "/cards/referral-patterns/pack")


@pytest.fixture(scope="module")
def routes() -> MapAdapter:
    app = create_app(Config(secret_key=SECRET, database_url="sqlite://"))
    return app.url_map.bind("localhost")


class Crawler:
    """Follows links from page to page without a browser, one page of each route that is linked."""

    def __init__(self, client: APIRequestContext, address: str, routes: MapAdapter) -> None:
        self.client = client
        self.address = address
        self.routes = routes
        self.pages: dict[str, tuple[str, ...]] = {}  # path → its scripts

    def crawl(self) -> dict[str, tuple[str, ...]]:
        waiting = ["/", *NOT_LINKED]
        routes_seen = set()
        while waiting:
            path = waiting.pop(0)
            route = self.route_of(path)
            if route in routes_seen:
                continue
            routes_seen.add(route)
            answer = self.client.get(self.address + path)
            if "text/html" not in answer.headers.get("content-type", ""):
                continue
            html = answer.text()
            self.pages[path] = tuple(SCRIPT.findall(html))
            waiting += [unescape(link) for link in LINK.findall(html)]
        return self.pages

    def route_of(self, path: str) -> str:
        try:
            return str(self.routes.match(urlsplit(path).path, method="GET")[0])
        except NotFound:
            return "nothing"


def open_page(browser: Browser, reader: Reader, path: str) -> list[str]:
    """What a first visit asks for besides fonts and pictures.

    Without the worker, so that the pack it keeps for later is not counted.
    """
    context = browser.new_context(service_workers="block")
    context.add_cookies(reader.page.context.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.goto(reader.address + path, wait_until="networkidle")
    addresses += links_to_manifest(page)
    context.close()
    return [address for address in addresses if not urlsplit(address).path.endswith(PICTURES)]


def links_to_manifest(page: Page) -> list[str]:
    """A browser with a window fetches it; one without does not."""
    return page.locator("link[rel=manifest]").evaluate_all("links => links.map(link => link.href)")


@pytest.mark.parametrize("name", ["nobody", "ben", "ines", "olu", "ada"])
def test_a_first_visit_makes_few_requests(
    chromium: Browser, reader: Reader, routes: MapAdapter, name: str
) -> None:
    if name != "nobody":
        reader.sign_in(name)
    client = reader.page.context.request
    pages = Crawler(client, reader.address, routes).crawl()
    assert len(pages) > 10
    # Every page has the same head but for its scripts: a browser opens one page of each kind.
    kinds = {scripts: path for path, scripts in pages.items()}
    for path in kinds.values():
        addresses = open_page(chromium, reader, path)
        assert len(addresses) <= MOST_REQUESTS, f"{path}: {addresses}"
    too_many = {path: scripts for path, scripts in pages.items() if len(scripts) > 3}
    assert too_many == {}
