"""The limits on costly acts: each is asked for where it should be, and the guide lists it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import func, select

from school.people.tables import PersonName
from school.studying.service.offline import tag_of
from school.web import limits
from school.web.limits import A_MINUTE, LIMITS, Limit
from tests.cast import NOON, SECRET, identity, token

pytestmark = pytest.mark.databases("sqlite")

DECK = "/cards/referral-patterns"
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "operating.md"
NETWORK = "127.0.0.1"


@dataclass(frozen=True)
class Act:
    """A request that counts, and who sends it."""

    limit: Limit
    reader: str
    method: str
    address: str
    form: dict[str, str] = field(default_factory=dict)


TAG = tag_of(SECRET, identity("ana"))
ACTS = (
    Act(limits.DRAWINGS, "client", "POST", "/pain-finder"),
    Act(limits.DRAWINGS, "ana", "POST", "/pain-finder"),
    Act(limits.FITTINGS, "ana", "POST", f"{DECK}/optimise"),
    Act(limits.ANSWERS_SHOWN, "ana", "POST", f"{DECK}/study"),
    Act(limits.ANSWERS_SHOWN, "ana", "POST", f"{DECK}/cram"),
    Act(limits.ANSWERS_RATED, "ana", "POST", f"{DECK}/reviews"),
    Act(limits.QUEUES, "ana", "POST", f"{DECK}/replay", {"tag": TAG, "queue": "[]"}),
    Act(limits.PACKS, "ana", "GET", f"{DECK}/pack"),
    Act(limits.NAMES, "ana", "POST", "/account/name", {"name": "Ana Calder"}),
    Act(limits.CODES, "client", "GET", "/verify/ABCD"),
    Act(limits.CODES, "client", "GET", "/verify?code=ABCD"),
    Act(limits.EXPORTS, "ana", "GET", "/cards/reviews.json"),
    Act(limits.EXPORTS, "ana", "GET", f"{DECK}/export.apkg"),
    Act(limits.EXPORTS, "ana", "GET", f"{DECK}/export.csv"),
    Act(limits.TABLES, "olu", "GET", "/desk/people.csv"),
)


def use_up(app, limit: Limit, reader: str) -> None:
    """Let the reader do all that the limit allows."""
    counted_by = NETWORK if reader == "client" else f"person {identity(reader).id}"
    for _ in range(limit.most):
        app.extensions["acts"].note(limit.act, counted_by, limit.most, limit.within, NOON)


def send(browser, act: Act, accept: str = "text/html"):
    form = None
    if act.method == "POST":
        page_with_form = "/sign-in" if act.reader == "client" else "/verify"
        form = {"csrf_token": token(browser, page_with_form), **act.form}
    return browser.open(act.address, method=act.method, data=form, headers={"Accept": accept})


@pytest.mark.parametrize("act", ACTS, ids=lambda act: f"{act.reader} {act.address}")
def test_beyond_its_limit_an_act_waits_and_says_how_long(act, app, clock, request):
    browser = request.getfixturevalue(act.reader)
    assert send(browser, act).status_code != 429
    use_up(app, act.limit, act.reader)
    clock.forward(seconds=20)
    wait = int(act.limit.within.total_seconds()) - 20
    page, data = send(browser, act), send(browser, act, "application/json")
    assert (page.status_code, data.status_code) == (429, 429)
    assert page.headers["Retry-After"] == data.headers["Retry-After"] == str(wait)
    assert "Please try again in" in page.get_data(as_text=True)
    assert "Please try again in" in data.get_json()["error"]
    clock.forward(seconds=wait)
    assert send(browser, act).status_code != 429


def test_every_limit_is_tried_here():
    assert {act.limit for act in ACTS} == set(LIMITS)


def test_no_two_limits_share_a_count():
    assert len({limit.act for limit in LIMITS}) == len(LIMITS)


def test_a_refused_name_is_not_stored_and_a_classmate_may_change_theirs(ana, ben, database):
    act = Act(limits.NAMES, "ana", "POST", "/account/name")
    for number in range(limits.NAMES.most + 3):
        answer = send(ana, Act(act.limit, "ana", "POST", act.address, {"name": f"Ana {number}"}))
    assert answer.status_code == 429
    assert send(ben, Act(act.limit, "ben", "POST", act.address, {"name": "Ben"})).status_code == 303
    with database.reading() as session:
        names = select(func.count()).where(PersonName.person_id == identity("ana").id)
        assert session.scalar(names) == limits.NAMES.most + 1


def test_a_household_with_many_ipv6_addresses_has_one_count(client):
    def verify(address: str) -> int:
        at = {"REMOTE_ADDR": address}
        return client.get("/verify/ABCD", environ_base=at).status_code

    for number in range(limits.CODES.most):
        assert verify(f"2001:db8:1:2::{number:x}") == 404
    assert verify("2001:db8:1:2:ffff::1") == 429
    assert verify("2001:db8:1:3::1") == 404


def test_a_class_of_thirty_that_shares_an_address_can_work(ana, ben, app):
    use_up(app, limits.DRAWINGS, "client")
    use_up(app, limits.CODES, "client")
    act = Act(limits.ANSWERS_SHOWN, "ana", "POST", f"{DECK}/study")
    use_up(app, act.limit, "ana")
    assert send(ana, act).status_code == 429
    assert send(ben, act).status_code != 429


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.act)
def test_the_guide_lists_the_limit(limit):
    rows = {
        limits.DRAWINGS: "drawings for the pain finder",
        limits.FITTINGS: "fitting the memory model",
        limits.ANSWERS_SHOWN: "answers to cards, shown (study, cram)",
        limits.ANSWERS_RATED: "answers to cards, rated",
        limits.QUEUES: "sending saved reviews after studying offline",
        limits.PACKS: "cards to study offline",
        limits.NAMES: "changes of one's name",
        limits.CODES: "certificate codes tried",
        limits.EXPORTS: "files of decks and of one's reviews",
        limits.TABLES: "the table of people as a file",
    }
    period = "a minute" if limit.within == A_MINUTE else "an hour"
    row = re.escape(f"| {rows[limit]} | {limit.most} {period} per reader")
    assert re.search(row, GUIDE.read_text(encoding="utf-8"))
