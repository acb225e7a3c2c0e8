"""A drawing board for tests: a page with the figure and nothing else of the school.

And hands to paint on it with.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask, render_template_string, request
from jinja2 import FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from school.body import figures
from school.config import ROOT
from school.web import assets, filters
from school.web.headers import CONTENT_SECURITY_POLICY
from tests.browser.conftest import AXE
from tests.browser.waiting import wait_until_true

Place = tuple[float, float]
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

ONE_LAYER = (("drawing", "Painted"),)
TWO_LAYERS = (("hurts", "Hurts"), ("not", "Does not hurt"))

# It stands under the school's content policy.
BOARD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Board</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="{{ static('icon.svg') }}">
<link rel="stylesheet" href="{{ static('css/school.bundle.css') }}">
{% for script in ("page.bundle", "paint.bundle", "names") %}
<script type="module" src="{{ static('js/' ~ script ~ '.js') }}"></script>{% endfor %}</head>
<body><main class="page"><h1>Paint</h1>{% from "body/_paint.html" import paint %}
<form method="post" action="/sent">
{{ paint(mode=mode, layers=layers, key="board", label="Paint the zone", values=values) }}
<details id="regions"><summary>Pick from the list instead</summary>
<label class="region"><input type="checkbox" name="region" value="shoulder.top">
Top of the shoulder</label></details>
<button class="btn go" data-key="Space Enter">Show the answer</button></form>
<div class="body-figures">{% from "body/_figure.html" import figure %}
<figure>
{{ figure("back", essential=["scapula.body"], label="Shoulder blade", labels=names) }}
</figure></div>
<form data-forget-all method="post" action="/sent"><button class="btn">Sign out</button></form>
{% for _ in range(30) %}<p>There is more to read below.</p>{% endfor %}</main></body></html>"""


@pytest.fixture(scope="session")
def board() -> Iterator[str]:
    """The address of that page."""
    app = Flask("board", static_folder=None)
    app.jinja_loader = FileSystemLoader(ROOT / "templates")
    app.jinja_env.undefined = StrictUndefined
    filters.register(app, lambda: "UTC")  # type: ignore[arg-type]
    for part in (assets, figures):
        part.register(app)  # type: ignore[arg-type]

    @app.get("/<mode>")
    def show(mode: str) -> str:
        layers = TWO_LAYERS if mode == "layers" else ONE_LAYER
        mode = "tap" if mode == "tap" else "strokes"
        values = {"drawing": request.args.get("sent", "")}
        return render_template_string(
            BOARD, mode=mode, layers=layers, values=values, names=lambda ids: list(ids)
        )

    @app.post("/sent")
    def sent() -> dict[str, str]:
        return dict(request.form)

    @app.after_request
    def guard(response: Any) -> Any:
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response.headers["X-Request-ID"] = "board"  # by which scripts know the school's own answers
        return response

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


class Hand:
    """A hand at the figure: places are fractions of the view, as the student sees it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.faults: list[str] = []
        self.protocol = page.context.new_cdp_session(page)
        page.on(
            "console", lambda message: message.type == "error" and self.faults.append(message.text)
        )
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def open(self, mode: str = "strokes", view: str = "back", sent: str = "") -> Hand:
        self.page.goto(f"{self.address}/{mode}?sent={sent}")
        self.page.locator("[data-stage] .paint-art > g").wait_for(state="attached")
        if view:
            self.turn_to(view)
        return self

    def turn_to(self, view: str) -> None:
        self.page.locator(f"[data-view={view}]").click()
        self.page.locator(f"[data-view={view}][aria-pressed=true]").wait_for()
        self.page.locator("[data-stage] .paint-art > g[transform]").wait_for(state="attached")
        self.page.evaluate(TWO_FRAMES)  # a stage of another size is noticed in the next frame

    @contextmanager
    def camera_moving(self) -> Iterator[None]:
        """Until the picture is drawn as what is done here leaves it."""
        drawn = "document.querySelector('[data-stage] .paint-art > g').getAttribute('transform')"
        before = self.page.evaluate(drawn)
        yield
        wait_until_true(self.page, f"(before) => {drawn} !== before", before)

    def place(self, x: float, y: float) -> Place:
        """Where on the screen a place of the view lies when the whole view is seen."""
        stage = self.page.locator("[data-stage]").bounding_box()
        button = self.page.locator("[data-view][aria-pressed=true]")
        wide, high = (
            float(button.get_attribute(f"data-{name}") or 0) for name in ("width", "height")
        )
        assert stage
        inner = stage["width"] - 2, stage["height"] - 2  # without its border
        scale = min((inner[0] - 16) / wide, (inner[1] - 16) / high)
        return (
            stage["x"] + 1 + inner[0] / 2 + (x - 0.5) * wide * scale,
            stage["y"] + 1 + inner[1] / 2 + (y - 0.5) * high * scale,
        )

    def paint(self, *places: Place, button: Any = "left") -> None:
        self.page.mouse.move(*self.place(*places[0]))
        self.page.mouse.down(button=button)
        for place in places[1:]:
            self.page.mouse.move(*self.place(*place), steps=8)
        self.page.mouse.up(button=button)

    def touch(self, kind: str, *places: Place) -> None:
        """Fingers on the screen, as the browser's own protocol sends them.

        The kind is touchStart, touchMove or touchEnd.
        """
        points = [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(places)]
        self.protocol.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def drag(self, *places: Place) -> None:
        """One finger from place to place of the screen."""
        self.touch("touchStart", places[0])
        for (ax, ay), (bx, by) in pairwise(places):
            for step in range(1, 9):
                self.touch("touchMove", (ax + (bx - ax) * step / 8, ay + (by - ay) * step / 8))
        self.touch("touchEnd")

    def pen(self, kind: str, place: Place, force: float) -> None:
        event = {"type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1}
        pressed = {"buttons": int(kind != "mouseReleased"), "pointerType": "pen", "force": force}
        self.protocol.send("Input.dispatchMouseEvent", event | pressed)

    def tool(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def sent(self, name: str = "drawing") -> dict[str, Any]:
        text = self.page.locator(f"input[name={name}]").input_value()
        return json.loads(text) if text else {}

    @property
    def strokes(self) -> list[dict[str, Any]]:
        return self.sent().get("strokes", [])

    @property
    def said(self) -> str:
        return self.page.locator("[data-said]").inner_text()

    def look(self) -> None:
        self.page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
        report = self.page.evaluate(
            "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
        )
        for violation in report:
            self.faults.append(f"{violation['id']}: {violation['nodes'][0]['html'][:200]}")


@pytest.fixture
def hand(chromium: Browser, board: str) -> Iterator[Hand]:
    """At a desk, with a mouse."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    hand = Hand(context.new_page(), board)
    yield hand
    context.close()
    assert not hand.faults, "\n".join(hand.faults)


@pytest.fixture
def fingers(chromium: Browser, board: str) -> Iterator[Hand]:
    """On a phone in the dark."""
    screen = {"width": 390, "height": 844}
    context = chromium.new_context(
        viewport=screen, color_scheme="dark", has_touch=True, is_mobile=True
    )
    hand = Hand(context.new_page(), board)
    yield hand
    context.close()
    assert not hand.faults, "\n".join(hand.faults)
