"""A school of one test's own, which can go away and come back, and somebody who studies in it with hand or keys."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from school.body.atlas import atlas
from school.cards.rules.cards import Card, index_cards
from school.cards.rules.decks import Deck
from school.config import Config
from school.db import Database
from school.documents.service.folder import check
from school.people.tables import Person
from school.studying.rules.scheduling import Memory
from school.studying.tables import CardMemory, CardSetting, DeckSetting, Examination, Review
from school.web import assets
from school.web.bundles import join_scripts
from tests.browser.conftest import ROOT, Reader, free_port, start_server, wait_for

DECK = "referral-patterns"


def script_of(name: str) -> str:
    """A script of js/offline/ as an expression: a page can run it while the school is away."""
    files = {path: asset.content for path, asset in assets.read(assets.FOLDER).items()}
    script = join_scripts([f"js/offline/{name}.js"], files).decode()
    return f"(() => {{\n{script}\nreturn $js_offline_{name};\n}})()"


QUEUE, SENDING = script_of("queue"), script_of("sending")


class OwnSchool:
    """A copy of the demo school on a port and in a folder of its own; it may be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.database = Database(
            Config("a-secret-of-no-matter-0123456789-abcdefgh", f"sqlite:///{folder}/school.db")
        )
        self.server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.server = start_server(self.folder, self.port)
        wait_for(f"{self.address}/readyz", self.server, self.folder / "log")

    def kill(self) -> None:
        """It goes away as a failing machine does: at once, and with nothing said."""
        if self.server:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait(timeout=20)
            self.server = None


@cache
def deck() -> Deck:
    """The deck of the demo, as its file says."""
    return next(
        d.document for d in check(ROOT / "content").documents if (d.kind, d.slug) == ("deck", DECK)
    )


def mixed(found: Deck, kinds: tuple[str, ...], taken: set[str]) -> list[Card]:
    """A card of each of these kinds in turn, none about what another one is about."""
    cards = []
    for kind in kinds:
        card = next(
            c for c in index_cards(found).values() if c.kind == kind and c.note not in taken
        )
        taken.add(card.note)
        cards.append(card)
    return cards


def know_alike(session: Session, names: tuple[str, ...], cards: list[Card], now: datetime) -> None:
    """These people know these cards and no others, equally well, and the cards are due in this order."""
    before = now - timedelta(days=9)
    for name in names:
        person = person_of(session, name)
        for table in (Review, CardMemory, CardSetting, DeckSetting):
            session.execute(delete(table).where(table.person_id == person, table.deck_slug == DECK))
        session.execute(delete(Examination).where(Examination.person_id == person))
        for place, card in enumerate(cards):
            due = now - timedelta(days=1) + timedelta(minutes=place)
            memory = Memory(due, 8.0, 5.5, None, before.date(), before.date(), before, 3, 0)
            row = {"person_id": person, "card_id": card.id, "deck_slug": DECK}
            session.execute(insert(CardMemory), [row | asdict(memory)])


def person_of(session: Session, name: str) -> int:
    return session.scalars(select(Person.id).where(Person.email == f"{name}@school.example")).one()


def reviews_of(session: Session, person: int) -> list[Review]:
    mine = select(Review).where(Review.person_id == person, Review.deck_slug == DECK)
    return list(session.scalars(mine.order_by(Review.id)))


def memories_of(session: Session, person: int) -> dict[str, dict[str, Any]]:
    """The whole schedule of a deck, by card."""
    columns = [column.name for column in CardMemory.__table__.columns if column.name != "person_id"]
    rows = session.scalars(
        select(CardMemory).where(CardMemory.person_id == person, CardMemory.deck_slug == DECK)
    )
    return {row.card_id: {name: getattr(row, name) for name in columns} for row in rows}


@dataclass
class Student:
    """Somebody who answers the card before them: partly right, so that there is something to mark."""

    reader: Reader
    deck: Deck

    @property
    def page(self) -> Page:
        return self.reader.page

    def see(self, kind: str) -> None:
        """Wait until a card of this kind is asked."""
        marks = {
            "zone": ".paint[data-mode=strokes]:visible", "point": ".paint[data-mode=tap]:visible",
            "name": "#muscle:visible", "mimic": "input[name=mimic]", "muscles": "input[name=muscle][type=checkbox]",
        }  # fmt: skip
        self.page.locator(marks[kind]).first.wait_for(
            state="attached" if kind in ("mimic", "muscles") else "visible"
        )

    # ---- With a hand ----

    def answer_by_hand(self, card: Card) -> None:
        self.see(card.kind)
        getattr(self, f"_{card.kind}_by_hand")(card)
        self.page.get_by_role("button", name="Show the answer").click()
        self.shown()

    def rate_by_hand(self, rating: int) -> None:
        self._visible_rating(rating).click()

    def _zone_by_hand(self, card: Card) -> None:
        assert card.pattern
        region = atlas().find_studied_key(card.pattern.primary[0])
        view = atlas().find_views_for([card.pattern.primary[0]])[0]
        self._turn_to(view)
        x, y = middle(view, region)
        self.page.mouse.move(*self._on_stage(view, x - 0.01, y - 0.01))
        self.page.mouse.down()
        for across, down in ((0, 0), (0.01, 0.005), (0, 0.01)):
            self.page.mouse.move(*self._on_stage(view, x + across, y + down), steps=3)
        self.page.mouse.up()

    def _point_by_hand(self, card: Card) -> None:
        view = next(view for view in atlas().views.values() if card.note in view.points)
        self._turn_to(view.id)
        x, y = view.points[card.note][0]
        self.page.mouse.click(*self._on_stage(view.id, x, y))

    def _mimic_by_hand(self, card: Card) -> None:
        self.page.locator("label.region:visible").first.click()

    def _muscles_by_hand(self, card: Card) -> None:
        self.page.locator("#muscles summary").first.click()
        self.page.locator("#muscles label.region:visible").first.click()

    def _turn_to(self, view: str) -> None:
        button = self.page.locator(f'.paint [data-view="{view}"]')
        if button.get_attribute("aria-pressed") != "true":
            button.click()

    def _on_stage(self, view: str, x: float, y: float) -> tuple[float, float]:
        """Where on the screen a place of the view is: it is shown whole, in the middle of the stage."""
        self.page.locator("[data-stage]").scroll_into_view_if_needed()
        art = self.page.locator("[data-stage] .paint-art > g").first
        art.wait_for(state="attached")
        box = art.evaluate(
            "(g, at) => { const p = new DOMPoint(...at).matrixTransform(g.getScreenCTM()); return [p.x, p.y]; }",
            [x * atlas().views[view].width, y * atlas().views[view].height],
        )
        return box[0], box[1]

    # ---- With keys alone ----

    def answer_by_keys(self, card: Card) -> None:
        self.see(card.kind)
        getattr(self, f"_{card.kind}_by_keys")(card)
        self.shown()

    def rate_by_keys(self, rating: int) -> None:
        self._visible_rating(rating)
        self.page.keyboard.press(str(rating))

    def _zone_by_keys(self, card: Card) -> None:
        assert card.pattern
        self._pick_from_list(card.pattern.primary[0])

    def _point_by_keys(self, card: Card) -> None:
        assert card.pattern
        self._pick_from_list(card.pattern.primary[0])

    def _pick_from_list(self, region: str) -> None:
        label = next(each.label for each in self.deck.regions if each.id == region)
        self.page.keyboard.press("l")
        self._find(label)
        self._show()

    def _name_by_keys(self, card: Card) -> None:
        self.page.keyboard.press("/")
        self.page.keyboard.type(card.subject)
        self.page.keyboard.press("Enter")

    def _muscles_by_keys(self, card: Card) -> None:
        right = next(pattern for pattern in self.deck.graded if card.note in pattern.primary)
        self._find(right.name)
        self._show()

    def _mimic_by_keys(self, card: Card) -> None:
        self._tab_to("input[name=mimic]")
        self.page.keyboard.press("Space")
        self._show()

    def _find(self, words: str) -> None:
        """Narrow the list; Enter ticks what is left, when it is one."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")
        if not self.page.locator(".ask input:checked").count():
            self._tab_to("li input")
            self.page.keyboard.press("Space")

    def _show(self) -> None:
        self._tab_to("button.go")
        self.page.keyboard.press("Enter")

    def _tab_to(self, selector: str) -> None:
        for _ in range(60):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                return
        raise AssertionError(f"the Tab key does not lead to {selector}")

    # ---- Both ----

    def shown(self) -> None:
        self.page.locator(".rate:visible").wait_for()

    def _visible_rating(self, rating: int) -> Locator:
        button = self.page.locator(f'.rate button[value="{rating}"]:visible')
        button.wait_for()
        return button

    def score(self) -> int | None:
        """The score in percent that the page shows."""
        found = re.search(r"(\d+) %", self.page.locator("[data-yours]:visible").first.inner_text())
        return int(found[1]) if found else None


def middle(view: str, key: str) -> tuple[float, float]:
    """A place well inside a region, as fractions of the view."""
    shown = atlas().views[view]
    mask = shown.shapes[key].mask
    cells = [n for n in range(mask.bit_length()) if mask >> n & 1]
    x = sum(n % shown.columns for n in cells) / len(cells)
    y = sum(n // shown.columns for n in cells) / len(cells)
    return (x + 0.5) / shown.columns, (y + 0.5) / shown.rows
