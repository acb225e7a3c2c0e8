"""A school of one test's own, which can go away and come back.

And somebody who studies in it, with the mouse or with keys.
"""

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
from school.documents.service.folder import check_folder
from school.people.tables import Person
from school.studying.rules.scheduling import Memory
from school.studying.tables import CardMemory, CardSetting, DeckSetting, Examination, Review
from school.web import assets
from school.web.bundles import join_scripts
from tests.browser.conftest import ROOT, Reader, find_free_port, start_server, wait_for

DECK = "referral-patterns"


def build_script(name: str) -> str:
    """A script of js/offline/ as an expression: a page can run it while the school is away."""
    files = {path: asset.content for path, asset in assets.read(assets.FOLDER).items()}
    script = join_scripts([f"js/offline/{name}.js"], files).decode()
    return f"(() => {{\n{script}\nreturn $js_offline_{name};\n}})()"


PLACE_ON_SCREEN = """(g, place) => {
  const point = new DOMPoint(...place).matrixTransform(g.getScreenCTM());
  return [point.x, point.y];
}"""
QUEUE, SENDING = build_script("queue"), build_script("sending")


class OwnSchool:
    """A copy of the demo school, on a port and in a folder of its own.

    It may be killed and started again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = find_free_port()
        self.address = f"http://localhost:{self.port}"
        secret = "a-secret-of-no-matter-0123456789-abcdefgh"
        self.database = Database(Config(secret, f"sqlite:///{folder}/school.db"))
        self.server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.server = start_server(self.folder, self.port)
        wait_for(f"{self.address}/readyz", self.server, self.folder / "log")

    def kill(self) -> None:
        """It goes away as a failing machine does: at once and without a word."""
        if self.server:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait(timeout=20)
            self.server = None


@cache
def read_deck() -> Deck:
    """The deck of the demo, as its file says."""
    documents = check_folder(ROOT / "content").documents
    return next(d.document for d in documents if (d.kind, d.slug) == ("deck", DECK))


def choose_cards(deck: Deck, kinds: tuple[str, ...]) -> list[Card]:
    """A card of each of these kinds in turn, no two of the same note."""
    chosen: dict[str, Card] = {}  # by note
    for kind in kinds:
        cards = (card for card in index_cards(deck).values() if card.kind == kind)
        card = next(card for card in cards if card.note not in chosen)
        chosen[card.note] = card
    return list(chosen.values())


def set_equal_memories(
    session: Session, names: tuple[str, ...], cards: list[Card], now: datetime
) -> None:
    """These people know these cards equally well, and no others.

    The cards are due in this order.
    """
    before = now - timedelta(days=9)
    for name in names:
        person = find_person(session, name)
        for table in (Review, CardMemory, CardSetting, DeckSetting):
            session.execute(delete(table).where(table.person_id == person, table.deck_slug == DECK))
        session.execute(delete(Examination).where(Examination.person_id == person))
        for place, card in enumerate(cards):
            due = now - timedelta(days=1) + timedelta(minutes=place)
            memory = Memory(due, 8.0, 5.5, None, before.date(), before.date(), before, 3, 0)
            row = {"person_id": person, "card_id": card.id, "deck_slug": DECK}
            session.execute(insert(CardMemory), [row | asdict(memory)])


def find_person(session: Session, name: str) -> int:
    return session.scalars(select(Person.id).where(Person.email == f"{name}@school.example")).one()


def list_reviews(session: Session, person: int) -> list[Review]:
    reviews = select(Review).where(Review.person_id == person, Review.deck_slug == DECK)
    return list(session.scalars(reviews.order_by(Review.id)))


def read_memories(session: Session, person: int) -> dict[str, dict[str, Any]]:
    """The whole schedule of a deck, by card."""
    columns = [column.name for column in CardMemory.__table__.columns if column.name != "person_id"]
    of_the_deck = (CardMemory.person_id == person, CardMemory.deck_slug == DECK)
    memories = {}
    for row in session.scalars(select(CardMemory).where(*of_the_deck)):
        memories[row.card_id] = {name: getattr(row, name) for name in columns}
    return memories


@dataclass
class Student:
    """Somebody who answers the card before them, partly right so that there is much to mark."""

    reader: Reader
    deck: Deck

    @property
    def page(self) -> Page:
        return self.reader.page

    def see(self, kind: str) -> None:
        """Wait until a card of this kind is asked."""
        marks = {
            "zone": ".paint[data-mode=strokes]:visible",
            "point": ".paint[data-mode=tap]:visible",
            "name": "#muscle:visible",
            "mimic": "input[name=mimic]",
            "muscles": "input[name=muscle][type=checkbox]",
        }
        mark = self.page.locator(marks[kind]).first
        mark.wait_for(state="attached" if kind in ("mimic", "muscles") else "visible")

    # ---- With the mouse ----

    def answer_by_hand(self, card: Card) -> None:
        self.see(card.kind)
        getattr(self, f"_{card.kind}_by_hand")(card)
        self.page.get_by_role("button", name="Show the answer").click()
        self.wait_for_answer()

    def rate_by_hand(self, rating: int) -> None:
        self._visible_rating(rating).click()

    def _zone_by_hand(self, card: Card) -> None:
        assert card.pattern
        region = atlas().find_studied_key(card.pattern.primary[0])
        view = atlas().find_views_for([card.pattern.primary[0]])[0]
        self._turn_to(view)
        x, y = find_middle(view, region)
        self.page.mouse.move(*self._find_on_stage(view, x - 0.01, y - 0.01))
        self.page.mouse.down()
        for across, down in ((0, 0), (0.01, 0.005), (0, 0.01)):
            self.page.mouse.move(*self._find_on_stage(view, x + across, y + down), steps=3)
        self.page.mouse.up()

    def _point_by_hand(self, card: Card) -> None:
        view = next(view for view in atlas().views.values() if card.note in view.points)
        self._turn_to(view.id)
        x, y = view.points[card.note][0]
        self.page.mouse.click(*self._find_on_stage(view.id, x, y))

    def _mimic_by_hand(self, card: Card) -> None:
        self.page.locator("label.region:visible").first.click()

    def _muscles_by_hand(self, card: Card) -> None:
        self.page.locator("#muscles summary").first.click()
        self.page.locator("#muscles label.region:visible").first.click()

    def _turn_to(self, view: str) -> None:
        button = self.page.locator(f'.paint [data-view="{view}"]')
        if button.get_attribute("aria-pressed") != "true":
            button.click()

    def _find_on_stage(self, view: str, x: float, y: float) -> tuple[float, float]:
        """Where on the screen a place of the view is. `x` and `y` are fractions of the view."""
        self.page.locator("[data-stage]").scroll_into_view_if_needed()
        art = self.page.locator("[data-stage] .paint-art > g").first
        art.wait_for(state="attached")
        place = [x * atlas().views[view].width, y * atlas().views[view].height]
        across, down = art.evaluate(PLACE_ON_SCREEN, place)
        return across, down

    # ---- With keys alone ----

    def answer_by_keys(self, card: Card) -> None:
        self.see(card.kind)
        getattr(self, f"_{card.kind}_by_keys")(card)
        self.wait_for_answer()

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
        label = next(choice.label for choice in self.deck.regions if choice.id == region)
        self.page.keyboard.press("l")
        self._find_in_list(label)
        self._press_show()

    def _name_by_keys(self, card: Card) -> None:
        self.page.keyboard.press("/")
        self.page.keyboard.type(card.subject)
        self.page.keyboard.press("Enter")

    def _muscles_by_keys(self, card: Card) -> None:
        right = next(pattern for pattern in self.deck.graded if card.note in pattern.primary)
        self._find_in_list(right.name)
        self._press_show()

    def _mimic_by_keys(self, card: Card) -> None:
        self._tab_to("input[name=mimic]")
        self.page.keyboard.press("Space")
        self._press_show()

    def _find_in_list(self, words: str) -> None:
        """Narrow the list; Enter ticks what is left, when it is one."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")
        if not self.page.locator(".ask input:checked").count():
            self._tab_to("li input")
            self.page.keyboard.press("Space")

    def _press_show(self) -> None:
        self._tab_to("button.go")
        self.page.keyboard.press("Enter")

    def _tab_to(self, selector: str) -> None:
        for _ in range(60):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                return
        raise AssertionError(f"the Tab key does not lead to {selector}")

    # ---- Both ----

    def wait_for_answer(self) -> None:
        self.page.locator(".rate:visible").wait_for()

    def _visible_rating(self, rating: int) -> Locator:
        button = self.page.locator(f'.rate button[value="{rating}"]:visible')
        button.wait_for()
        return button

    def read_score(self) -> int | None:
        """The score in percent that the page shows."""
        text = self.page.locator("[data-yours]:visible").first.inner_text()
        percent = re.search(r"(\d+) %", text)
        return int(percent[1]) if percent else None


def find_middle(view: str, key: str) -> tuple[float, float]:
    """A place well inside a region, as fractions of the view."""
    columns, rows = atlas().views[view].columns, atlas().views[view].rows
    mask = atlas().views[view].shapes[key].mask
    cells = [cell for cell in range(mask.bit_length()) if mask >> cell & 1]
    x = sum(cell % columns for cell in cells) / len(cells)
    y = sum(cell // columns for cell in cells) / len(cells)
    return (x + 0.5) / columns, (y + 0.5) / rows
