"""The school goes away while somebody studies, and comes back.

Nothing is lost, and nothing counts twice.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from pathlib import Path
from threading import Thread
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from school.body.atlas import atlas
from school.body.rules.strokes import paint_drawing
from school.cards.rules.cards import index_cards
from school.cards.rules.decks import Deck
from school.cards.rules.marking import mark_answer
from school.cards.rules.ratings import Rating
from school.core.identity import Identity
from school.studying.rules.packs import regions_compared
from school.studying.service.reviews import CardAnswer, record_review
from school.studying.tables import CardSetting
from tests.browser.away import (
    DECK,
    QUEUE,
    SENDING,
    OwnSchool,
    Student,
    choose_cards,
    find_person,
    list_reviews,
    read_deck,
    read_memories,
    set_equal_memories,
)
from tests.browser.coinciding import percent_coinciding
from tests.browser.conftest import Reader
from tests.browser.waiting import wait_until_true
from tests.cards.responses import read_stored_response

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PORTLAND = ZoneInfo("America/Los_Angeles")
BY_KEYS: tuple[str, ...] = ("zone", "name", "mimic", "muscles", "point")
BY_HAND: tuple[str, ...] = ("zone", "point", "mimic", "muscles", "zone")
READY = "html[data-offline=ready]"
PACKS = "async () => (await import('/static/js/offline/queue.js')).packs()"
FORGET = "async () => (await import('/static/js/offline/queue.js')).forget()"
LEFT_BEHIND = """async () => {
  const { add } = await import('/static/js/offline/queue.js');
  const review = { deck: 'referral-patterns', card: 'x', fields: [], at: Date.now() };
  await add({ tag: 'somebody else', ...review });
}"""


@pytest.fixture(scope="module")
def own(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnSchool]:
    school = OwnSchool(shutil.copytree(demo_folder, tmp_path_factory.mktemp("away") / "school"))
    school.start()
    yield school
    school.kill()
    school.database.close()


@pytest.fixture(scope="module")
def deck_of_demo() -> Deck:
    return read_deck()


@pytest.fixture
def ana(chromium: Browser, own: OwnSchool, deck_of_demo: Deck) -> Iterator[Student]:
    if own.server is None:
        own.start()
    context = chromium.new_context(viewport={"width": 1280, "height": 1000}, color_scheme="light")
    yield Student(Reader(context.new_page(), own.address), deck_of_demo)
    context.close()


def open_deck(student: Student) -> None:
    """To the card that is next, with the pack kept."""
    student.page.goto(f"{student.reader.address}/cards/{DECK}/study")
    student.page.wait_for_selector(READY)


def go_away(own: OwnSchool, student: Student) -> None:
    """The school goes away, and its pages with it; those of the pack are there."""
    own.kill()
    student.page.reload()
    student.page.wait_for_selector("[data-run] .card-prompt")


def list_waiting(page: Page) -> list[dict[str, Any]]:
    """The reviews that wait in the browser."""
    return page.evaluate(f"() => {QUEUE}.waiting()")


def list_caches(page: Page) -> list[str]:
    return page.evaluate("caches.keys()")


def test_the_pack_holds_what_the_browser_has_cleared_away_elsewhere(ana: Student, own: OwnSchool):
    """A browser short of room empties its own cache first; the figure must be in the pack."""
    ana.reader.sign_in("ana")
    open_deck(ana)
    ana.page.context.new_cdp_session(ana.page).send("Network.clearBrowserCache")
    go_away(own, ana)


def test_ten_by_hand_and_ten_by_keys_with_the_school_away_half_way(
    ana: Student, own: OwnSchool, deck_of_demo: Deck
):
    cards = choose_cards(deck_of_demo, BY_KEYS + BY_HAND + BY_HAND + BY_KEYS)
    began = datetime.now(UTC)
    with own.database.writing() as session:
        set_equal_memories(session, ("ana", "ben"), cards, began)
        me, twin = find_person(session, "ana"), find_person(session, "ben")
    ana.reader.sign_in("ana")
    open_deck(ana)

    ratings = cycle((3, 2, 4, 1))
    scores: dict[str, int | None] = {}
    for number, card in enumerate(cards):
        by_hand = 5 <= number < 15
        if number == 12:
            ana.see(card.kind)
            ana.reader.look()
        (ana.answer_by_hand if by_hand else ana.answer_by_keys)(card)
        scores[card.id] = ana.read_score()
        if number == 9:
            own.kill()  # the answer is shown, and its rating will find nobody
        if number == 12:
            ana.reader.look()
        (ana.rate_by_hand if by_hand else ana.rate_by_keys)(next(ratings))
        if number == 14:
            # A reload in the middle loses nothing either.
            ana.page.locator("[data-waits]", has_text="6 reviews waiting").wait_for()
            ana.page.reload()
    ana.page.locator("[data-waits]", has_text="11 reviews waiting to be sent").wait_for()
    assert len(list_waiting(ana.page)) == 11
    with own.database.reading() as session:
        assert len(list_reviews(session, me)) == 9

    own.start()
    open_deck(ana)
    assert list_waiting(ana.page) == []

    with own.database.reading() as session:
        reviews, memories = list_reviews(session, me), read_memories(session, me)
    assert [row.card_id for row in reviews] == [card.id for card in cards]
    assert len({row.client_id for row in reviews}) == 20
    assert all(began < row.reviewed_at < datetime.now(UTC) for row in reviews)
    # At the school the page shows the mark. Away from it, it shows of a drawing how many cells
    # coincide.
    for number, (card, row) in enumerate(zip(cards, reviews, strict=True)):
        answer = read_stored_response(card.kind, row.answer)
        if number < 10:
            assert row.overlap == scores[card.id]
        elif row.answer.get("drawing"):
            regions = regions_compared(card, atlas())
            paint = paint_drawing(answer.drawing, atlas())
            assert scores[card.id] == percent_coinciding(regions, paint, atlas())
        else:
            assert scores[card.id] is None
        mark = mark_answer(card, answer, deck_of_demo, atlas()).mark
        assert row.overlap == mark.hundredths
    assert sum(bool(row.answer.get("drawing") or row.answer.get("tap")) for row in reviews) == 6

    # Ben answers the same at the same moments, and his school never goes away.
    ben = Identity(twin, "Ben Okafor", "ben@school.example", "student", "")
    with own.database.writing() as session:
        for row in reviews:
            card = index_cards(deck_of_demo)[row.card_id]
            given = read_stored_response(card.kind, row.answer)
            answer = CardAnswer(Rating(row.rating), given, row.seconds, row.client_id, 3)
            assert record_review(
                session, ben, deck_of_demo, card, answer, PORTLAND, row.reviewed_at
            )
        assert read_memories(session, twin) == memories
    faults = [fault for fault in ana.reader.faults if "net::ERR" not in fault]
    assert not faults, "\n".join(faults)


def test_a_last_rating_is_taken_back_while_the_school_is_away(
    ana: Student, own: OwnSchool, deck_of_demo: Deck
):
    cards = choose_cards(deck_of_demo, ("mimic", "mimic", "mimic"))
    with own.database.writing() as session:
        set_equal_memories(session, ("ana",), cards, datetime.now(UTC))
    ana.reader.sign_in("ana")
    open_deck(ana)
    go_away(own, ana)
    for rating, words in ((3, "1 review waiting"), (1, "2 reviews waiting")):
        ana.page.keyboard.press("Space")
        ana.rate_by_keys(rating)
        ana.page.locator("[data-waits]", has_text=words).wait_for()
    question = ana.page.locator("h1").inner_text()
    ana.page.keyboard.press("u")
    ana.page.locator("[data-waits]", has_text="1 review waiting").wait_for()
    assert ana.page.locator("h1").inner_text() == cards[1].question != question
    assert [entry["card"] for entry in list_waiting(ana.page)] == [cards[0].id]


def test_signing_out_asks_before_it_forgets_what_was_not_sent(
    ana: Student, own: OwnSchool, deck_of_demo: Deck
):
    with own.database.writing() as session:
        set_equal_memories(
            session, ("ana",), choose_cards(deck_of_demo, ("mimic", "mimic")), datetime.now(UTC)
        )
    ana.reader.sign_in("ana")
    open_deck(ana)
    assert len(list_caches(ana.page)) == 1
    go_away(own, ana)
    ana.page.keyboard.press("Space")
    ana.rate_by_keys(3)
    ana.page.locator("[data-waits]", has_text="1 review waiting").wait_for()

    sign_out = ana.page.get_by_role("button", name="Sign out", exact=True)
    ana.page.locator("summary.top-link").click()
    sign_out.click()
    dialog = ana.page.get_by_role("dialog")
    dialog.get_by_text("1 review has not reached the school yet").wait_for()
    ana.reader.look()
    dialog.get_by_role("button", name="Stay signed in").click()
    assert len(list_waiting(ana.page)) == 1

    # What is Ana's can be sent now. What somebody before her left here cannot: it goes if she says
    # so.
    own.start()
    ana.page.evaluate(LEFT_BEHIND)
    if not sign_out.is_visible():
        ana.page.locator("summary.top-link").click()
    sign_out.click()
    dialog.get_by_text("1 review has not reached the school yet").wait_for()
    with ana.page.expect_navigation():
        dialog.get_by_role("button", name="Sign out and lose them").click()
    ana.page.wait_for_url("**/")
    assert list_caches(ana.page) == []
    assert list_waiting(ana.page) == []
    with own.database.reading() as session:
        assert len(list_reviews(session, find_person(session, "ana"))) == 1


def test_forgetting_leaves_nothing(ana: Student, deck_of_demo: Deck):
    """Signing out clears the browser's storage by a header too, which not every browser knows."""
    ana.reader.sign_in("ana")
    open_deck(ana)
    ana.page.evaluate(LEFT_BEHIND)
    assert (len(list_caches(ana.page)), len(list_waiting(ana.page))) == (1, 1)
    ana.page.evaluate(FORGET)
    assert (list_caches(ana.page), list_waiting(ana.page)) == ([], [])
    assert ana.page.evaluate(PACKS) == []


def test_what_the_school_says_is_never_covered_by_a_pack(ana: Student, own: OwnSchool):
    """Signed out elsewhere, somebody gets the page to sign in, and the pack is gone."""
    ana.reader.sign_in("ana")
    open_deck(ana)
    ana.page.context.clear_cookies()
    ana.page.goto(f"{own.address}/cards/{DECK}/study")
    ana.page.wait_for_url("**/sign-in")
    wait_until_true(ana.page, "async () => (await caches.keys()).length === 0")


def test_the_next_person_sends_nothing_of_the_last(
    ana: Student, own: OwnSchool, deck_of_demo: Deck
):
    with own.database.writing() as session:
        set_equal_memories(
            session,
            ("ana", "ben"),
            choose_cards(deck_of_demo, ("mimic", "mimic")),
            datetime.now(UTC),
        )
    ana.reader.sign_in("ana")
    open_deck(ana)
    go_away(own, ana)
    ana.page.keyboard.press("Space")
    ana.rate_by_keys(3)
    ana.page.locator("[data-waits]", has_text="1 review waiting").wait_for()
    ana.page.context.clear_cookies()  # Ana's session ends without her
    own.start()
    ana.reader.sign_in("ben")
    open_deck(ana)
    (review,) = list_waiting(ana.page)
    pack = ana.page.evaluate(
        f"async () => (await import('/static/js/offline/queue.js')).packOf('{DECK}')"
    )
    assert pack["tag"] != review["tag"]
    with own.database.reading() as session:
        assert not list_reviews(session, find_person(session, "ben"))
    # Ana comes back, and so does what she did.
    ana.page.context.clear_cookies()
    ana.reader.sign_in("ana")
    open_deck(ana)
    assert list_waiting(ana.page) == []
    with own.database.reading() as session:
        assert len(list_reviews(session, find_person(session, "ana"))) == 1


# ---- Set aside ----


def test_cards_are_set_aside_while_the_school_is_away(
    ana: Student, own: OwnSchool, deck_of_demo: Deck
):
    """Suspended, put off, taken back: the school gets what stood at the end, and every review."""
    cards = choose_cards(deck_of_demo, ("mimic", "mimic", "mimic"))
    with own.database.writing() as session:
        set_equal_memories(session, ("ana",), cards, datetime.now(UTC))
        me = find_person(session, "ana")
    ana.reader.sign_in("ana")
    open_deck(ana)
    go_away(own, ana)
    ana.page.keyboard.press("Space")
    ana.rate_by_keys(3)
    ana.page.locator("[data-waits]", has_text="1 review waiting").wait_for()
    for key, words in (
        ("@", "1 card set aside wait"),
        ("-", "2 cards set aside wait"),
        ("u", "1 card set aside wait"),
    ):
        ana.page.keyboard.press(key)
        ana.page.locator("[data-waits]", has_text=f"1 review and {words}").wait_for()
    assert ana.page.locator("h1").inner_text() == cards[2].question
    ana.page.get_by_role("button", name="Not today").click()
    ana.page.locator("[data-waits]", has_text="2 cards set aside").wait_for()
    own.start()
    open_deck(ana)
    assert list_waiting(ana.page) == []
    with own.database.reading() as session:
        settings = session.scalars(select(CardSetting).where(CardSetting.person_id == me))
        by_card = {row.card_id: row for row in settings}
        assert [row.card_id for row in list_reviews(session, me)] == [cards[0].id]
        assert by_card[cards[1].id].suspended_for == "wish"
        assert by_card[cards[2].id].buried_on is not None
    assert len(by_card) == 2


# ---- Nothing is lost unsaid ----


def go_away_with_a_card(
    ana: Student, own: OwnSchool, deck_of_demo: Deck, kinds: tuple[str, ...]
) -> None:
    """Signed in, the pack kept, the school gone, the answer of the first card shown."""
    with own.database.writing() as session:
        set_equal_memories(session, ("ana",), choose_cards(deck_of_demo, kinds), datetime.now(UTC))
    ana.reader.sign_in("ana")
    open_deck(ana)
    go_away(own, ana)
    ana.page.keyboard.press("Space")
    ana.wait_for_answer()


def test_two_windows_ask_a_card_once_between_them(ana: Student, own: OwnSchool, deck_of_demo: Deck):
    go_away_with_a_card(ana, own, deck_of_demo, ("mimic", "mimic", "mimic"))
    second = Student(Reader(ana.page.context.new_page(), own.address), deck_of_demo)
    second.page.goto(f"{own.address}/cards/{DECK}/study")
    second.page.wait_for_selector("[data-run] .card-prompt")
    second.page.keyboard.press("Space")
    second.wait_for_answer()
    ana.rate_by_keys(3)
    ana.page.locator("[data-waits]", has_text="1 review waiting").wait_for()
    question = ana.page.locator("h1").inner_text()
    second.rate_by_keys(1)
    second.page.get_by_text(
        "You already rated this card in another window. That rating counts."
    ).wait_for()
    second.page.get_by_role("heading", name=question).wait_for()
    assert [dict(review["fields"])["rating"] for review in list_waiting(ana.page)] == ["3"]


NO_ROOM = """() => {
  const fail = () => { throw new DOMException('full', 'QuotaExceededError'); };
  IDBObjectStore.prototype.add = fail;
}"""


def test_a_browser_without_room_says_so_and_the_answer_stays(
    ana: Student, own: OwnSchool, deck_of_demo: Deck
):
    """On a page of the pack, and on a page of the school whose rating the worker cannot keep."""
    go_away_with_a_card(ana, own, deck_of_demo, ("mimic", "mimic"))
    ana.page.evaluate(NO_ROOM)
    question = ana.page.locator("h1").inner_text()
    ana.rate_by_keys(3)
    ana.page.get_by_role("alert").get_by_text("This browser has no room left").wait_for()
    ana.reader.look()
    assert (ana.page.locator("h1").inner_text(), list_waiting(ana.page)) == (question, [])
    assert ana.page.locator(".rate:visible").count() == 1

    own.start()
    open_deck(ana)
    ana.page.get_by_role("button", name="Show the answer").click()
    ana.wait_for_answer()
    ana.page.context.service_workers[0].evaluate(NO_ROOM)
    own.kill()
    for _ in range(2):
        ana.rate_by_keys(3)
        ana.page.get_by_text("has no room left to save what you sent").wait_for()
    assert "study" in ana.page.url
    ana.wait_for_answer()


CHANGE_REVIEW = """async ([number, change]) => {
  const database = await new Promise((done) => {
    const request = indexedDB.open('school-cards');
    request.onsuccess = () => done(request.result);
  });
  const rows = database.transaction('waiting', 'readwrite').objectStore('waiting');
  const there = rows.get(number);
  there.onsuccess = () => rows.put({ ...there.result, ...change });
  await new Promise((done) => (rows.transaction.oncomplete = done));
  database.close();
}"""


def test_a_session_that_ended_meanwhile_keeps_what_waits(
    ana: Student, own: OwnSchool, deck_of_demo: Deck
):
    """It says so, asks to sign in, and sends before the next card is chosen.

    The device's clock stood in 1970 when the first review was made. The card of the second is no
    longer in the deck, and the page says so, with the question.
    """
    go_away_with_a_card(ana, own, deck_of_demo, ("mimic", "mimic", "mimic"))
    ana.rate_by_keys(3)
    ana.page.locator("[data-waits]", has_text="1 review waiting").wait_for()
    ana.page.keyboard.press("Space")
    ana.rate_by_keys(3)
    ana.page.locator("[data-waits]", has_text="2 reviews waiting").wait_for()
    first, second = list_waiting(ana.page)
    retired = f"{DECK}/retired/mimic"
    fields = [[name, retired if name == "card" else value] for name, value in second["fields"]]
    ana.page.evaluate(CHANGE_REVIEW, [first["number"], {"at": 0}])
    ana.page.evaluate(CHANGE_REVIEW, [second["number"], {"card": retired, "fields": fields}])
    ana.page.context.clear_cookies()
    own.start()
    ana.page.evaluate("() => dispatchEvent(new Event('online'))")
    ana.page.get_by_text("you are no longer signed in").wait_for()
    ana.reader.look()
    ana.page.get_by_role("main").get_by_role("link", name="Sign in").click()
    ana.page.wait_for_url("**/sign-in")
    assert len(list_waiting(ana.page)) == 2
    ana.page.fill("input[name=email]", "ana@school.example")
    ana.page.fill("input[name=password]", "demo-school")
    ana.page.get_by_role("main").get_by_role("button", name="Sign in").click()
    ana.page.get_by_text("no longer in the deck").wait_for()
    refused = f"“{second['asked']}” couldn’t be saved. This card is no longer in the deck."
    assert ana.reader.sees(refused)
    assert ana.page.locator("h1").inner_text() != first["asked"]
    with own.database.reading() as session:
        (review,) = list_reviews(session, find_person(session, "ana"))
    assert datetime.now(UTC) - review.reviewed_at < timedelta(minutes=10)


class Portal(BaseHTTPRequestHandler):
    """A hotel's wireless network: it answers in place of the school, whatever is asked."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"Welcome. Please accept our terms.")

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_args: Any) -> None:
        pass


def test_somebody_elses_words_are_not_taken_for_the_schools(
    ana: Student, own: OwnSchool, deck_of_demo: Deck
):
    go_away_with_a_card(ana, own, deck_of_demo, ("mimic", "mimic"))
    ana.rate_by_keys(3)
    ana.page.locator("[data-waits]", has_text="1 review waiting").wait_for()
    with ThreadingHTTPServer(("127.0.0.1", own.port), Portal) as portal:
        Thread(target=portal.serve_forever, daemon=True).start()
        report = ana.page.evaluate(f"() => {SENDING}.flush()")
        ana.page.reload()
        ana.page.wait_for_selector("[data-run] .card-prompt")
        portal.shutdown()
    assert (report["reached"], report["left"], len(list_waiting(ana.page))) == (False, 1, 1)


# The pack as a browser keeps it that fetched it from an older school, whose scripts had no version
# in their addresses.
OLDER = """async () => {
  const name = (await caches.keys()).find((key) => key.startsWith('cards:'));
  const cache = await caches.open(name);
  const script = (await cache.keys()).find(({ url }) => url.includes('/static/js/pack.bundle.js'));
  const page = (await cache.keys()).find(({ url }) => url.endsWith('/pack'));
  const [kept, text] = [await cache.match(page), await (await cache.match(page)).text()];
  const address = new URL(script.url);
  const bare = address.origin + address.pathname;
  await cache.put(bare, await cache.match(script));
  await cache.delete(script);
  const old = text.replaceAll(address.pathname + address.search, address.pathname);
  await cache.put(page, new Response(old, { headers: kept.headers }));
  return old !== text;
}"""


class Newer(Portal):
    """A school that has just been updated and is not ready: it has its scripts, but no pages."""

    def do_GET(self) -> None:
        script = self.path.startswith("/static/js/")
        self.send_response(200 if script else 503)
        self.send_header("Content-Type", "text/javascript" if script else "text/plain")
        if script:
            self.send_header("X-Request-ID", "newer")
        self.end_headers()
        self.wfile.write(b"export {}; globalThis.newer = true;" if script else b"starting")


def test_a_page_of_a_pack_runs_the_scripts_of_that_pack(
    ana: Student, own: OwnSchool, deck_of_demo: Deck
):
    """An old page with new scripts would do neither what it did nor what they do."""
    go_away_with_a_card(ana, own, deck_of_demo, ("mimic", "mimic"))
    assert ana.page.evaluate(OLDER)
    with ThreadingHTTPServer(("127.0.0.1", own.port), Newer) as newer:
        Thread(target=newer.serve_forever, daemon=True).start()
        ana.page.reload()
        ana.page.wait_for_selector("[data-run] .card-prompt")
        ana.page.keyboard.press("Space")
        ana.wait_for_answer()
        newer.shutdown()
    assert ana.page.evaluate("globalThis.newer") is None


def test_signing_out_while_the_school_is_away_is_made_good(
    ana: Student, own: OwnSchool, deck_of_demo: Deck
):
    """What is kept goes at once, in other windows too.

    The sign-in ends with the first page that comes from the school again.
    """
    go_away_with_a_card(ana, own, deck_of_demo, ("mimic", "mimic"))
    other = ana.page.context.new_page()
    other.goto(f"{own.address}/cards/{DECK}/study")
    other.wait_for_selector("[data-run] .card-prompt")
    other.locator("summary.top-link").click()
    other.get_by_role("button", name="Sign out", exact=True).click()
    other.get_by_role("dialog").get_by_text("The school cannot be reached").wait_for()
    other.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    other.get_by_role("heading", name="Your data has been removed from this browser").wait_for()
    assert "Ana" not in other.locator("body").inner_text()
    ana.rate_by_keys(3)
    ana.page.get_by_role("alert").get_by_text("signed out in another window").wait_for()
    assert (list_caches(other), list_waiting(other)) == ([], [])
    own.start()
    other.goto(f"{own.address}/courses")
    other.get_by_text("You are signed out.").wait_for()


BUSY = """<!doctype html><title>Busy</title>
<script type="module" src="/static/js/forget.js"></script>"""


def test_a_sign_out_stays_owed_until_the_school_has_taken_it(ana: Student, own: OwnSchool):
    """A page about a fault doesn't know who is signed in, and a post may be lost on its way."""
    ana.reader.sign_in("ana")
    page, courses = ana.page, f"{own.address}/courses"
    page.evaluate("localStorage.setItem('sign-out-owed', 0)")
    answer = {"status": 503, "content_type": "text/html", "body": BUSY}
    page.route("**/courses", lambda route: route.fulfill(**answer))
    page.goto(courses)
    page.unroute("**/courses")
    page.route("**/sign-out", lambda route: route.abort("aborted"))
    with page.expect_event("requestfailed"):
        page.goto(courses, wait_until="commit")
    page.unroute("**/sign-out")
    assert float(page.evaluate("localStorage.getItem('sign-out-owed')")) > 0
    page.evaluate("localStorage.setItem('sign-out-owed', 0)")  # the last try is some while ago
    page.goto(courses)
    page.get_by_text("You are signed out.").wait_for()
    wait_until_true(page, "() => localStorage.getItem('sign-out-owed') === null")


LATE = """
const open = caches.open.bind(caches);
globalThis.late = new Promise((go) => (globalThis.go = go));
caches.open = async (name) => { globalThis.came = true; await globalThis.late; return open(name); };
"""


def test_a_pack_that_comes_after_its_owner_has_signed_out_is_not_kept(ana: Student, own: OwnSchool):
    ana.reader.sign_in("ana")
    late = ana.page.context.new_page()
    late.add_init_script(LATE)
    late.goto(f"{own.address}/cards/{DECK}/study")
    wait_until_true(late, "() => globalThis.came === true")
    ana.page.evaluate(FORGET)
    late.evaluate("globalThis.go()")
    late.wait_for_selector(READY)
    assert list_caches(late) == []
    assert late.evaluate(PACKS) == []


def test_an_answer_that_was_on_its_way_goes_with_the_pack_of_its_owner(ana: Student):
    ana.reader.sign_in("ana")
    open_deck(ana)
    ana.page.evaluate(f"""async () => {{
      const kept = await import('/static/js/offline/queue.js');
      await kept.keepBegun({{ deck: '{DECK}', fields: [['card', 'x']] }});
      await kept.dropPacks('somebody else');
    }}""")
    begun = ana.page.evaluate(f"""async () => {{
      const kept = await import('/static/js/offline/queue.js');
      return (await kept.takeBegun('{DECK}')) ?? 0;
    }}""")
    assert begun == 0


TELL = """async () => {
  const { refuse, takeRefusals } = await import('/static/js/offline/queue.js');
  await refuse({ number: 0, tag: 'hers', deck: 'x', card: 'x', asked: 'A question' }, 'Too late.');
  return [await takeRefusals('his'), await takeRefusals('hers'), await takeRefusals('hers')];
}"""


def test_what_was_not_taken_is_told_to_its_owner_alone_and_once(reader: Reader):
    reader.go("/sign-in")
    his, hers, again = reader.page.evaluate(TELL)
    assert (his, again) == ([], [])
    assert hers == ["What you did offline with “A question” couldn’t be saved. Too late."]


def test_the_school_can_be_installed(ana: Student):
    ana.reader.sign_in("ana")
    open_deck(ana)
    devtools = ana.page.context.new_cdp_session(ana.page)
    assert devtools.send("Page.getAppManifest")["errors"] == []
    faults = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {fault["errorId"] for fault in faults} <= {
        "in-incognito"
    }  # the tests' own windows keep nothing
