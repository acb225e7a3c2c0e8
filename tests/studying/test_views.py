"""Pages of cards as a student sees them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from school.studying.tables import CardMemory, Review
from tests.cast import NOON, identity, token

pytestmark = pytest.mark.databases("sqlite")

STUDY = "/cards/referral-patterns/study"
REVIEWS = "/cards/referral-patterns/reviews"
UNDO = "/cards/referral-patterns/undo"
INFRASPINATUS = "referral-patterns/infraspinatus/zone"
RIGHT = ["shoulder.deltoid_anterior", "arm.anterior"]


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.get_data(as_text=True)


def hidden(page: str) -> dict[str, str]:
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: value for name, value in fields if name != "region"}


def show(browser, picked=RIGHT, **given) -> str:
    asked = hidden(text(browser.get(STUDY)))
    return text(browser.post(STUDY, data=asked | {"region": picked} | given))


def rate(browser, rating=3, picked=RIGHT, **given):
    fields = hidden(show(browser, picked)) | {"region": picked, "rating": str(rating)} | given
    return browser.post(REVIEWS, data=fields)


def rows(database, table) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_nobody_sees_the_decks_and_is_asked_to_sign_in_for_studying(client):
    assert "Sign in to study" in text(client.get("/cards"))
    assert "A charted pattern is an aid to a hypothesis." in text(
        client.get("/cards/referral-patterns")
    )
    assert client.get(STUDY).status_code == 303


def test_the_front_asks_and_gives_no_key_away(ana):
    page = text(ana.get(STUDY))
    assert "Where is pain charted to refer from infraspinatus?" in page
    assert page.count('type="checkbox"') == 8
    for key in ("Below the scapular spine", "C5 radiculopathy", "checked", "Missed", "primary"):
        assert key not in page
    # The pattern's regions look like all the others in the list, so nothing gives them away.
    listed = re.findall(r'<li>(<label class="region">.*?</label>)</li>', page)
    shapes = {re.sub(r'value="[^"]+"|<span>[^<]+', "", row) for row in listed}
    assert len(shapes) == 1


def test_showing_marks_the_answer_and_changes_nothing(ana, database):
    page = show(ana, ["shoulder.deltoid_anterior", "forearm.radial", "neck.posterior"])
    score = int(re.search(r"Overlap (\d+) %", page)[1])
    assert (
        40 <= score <= 60
    )  # one of two, something charted less often, and one that is not charted
    assert re.search(r"unsteady hand, is \d+ %", page)
    for heading, region in (
        ("Right", "shoulder, deltoid anterior"),
        ("Missed", "arm, anterior"),
        ("Less often: fine to include", "forearm, radial"),
        ("Not charted", "neck, posterior"),
    ):
        assert region in page.split(f"<h3>{heading}</h3>", 1)[1].split("</ul>", 1)[0]
    for fact in (
        "Below the scapular spine",
        "C5 radiculopathy",
        "Gatterman",
        "This is a charted pattern, not a diagnosis",
    ):
        assert fact in page
    assert rows(database, Review) == rows(database, CardMemory) == 0


def test_the_buttons_say_when_the_card_comes_again_and_one_is_proposed(ana, clock):
    asked = hidden(text(ana.get(STUDY)))
    clock.forward(seconds=60)
    page = text(ana.post(STUDY, data=asked | {"region": RIGHT}))
    buttons = re.findall(
        r'<button class="btn( is-suggested)?" name="rating" value="(\d)" '
        r'data-key="([^"]+)">(.*?)</button>',
        page,
    )
    assert [(value, keys, bool(proposed)) for proposed, value, keys, _ in buttons] == [
        ("1", "1", False),
        ("2", "2", False),
        ("3", "3 Space Enter", True),
        ("4", "4", False),
    ]
    assert re.findall(r"<small>([^<]+)</small>", buttons[0][3]) == ["10 min"]
    assert "suggested" in buttons[2][3]


def test_a_quick_right_answer_is_proposed_as_easy(ana):
    assert re.search(r'is-suggested" name="rating" value="4"', show(ana))


def test_showing_without_trying_proposes_again(ana):
    page = show(ana, [])
    assert "nothing to score" in page
    assert re.search(r'is-suggested" name="rating" value="1"', page)


def test_a_rating_leads_to_the_next_card(ana, database):
    answer = rate(ana)
    assert (answer.status_code, answer.location) == (303, STUDY)
    assert "Where is pain charted to refer from supraspinatus?" in text(ana.get(STUDY))
    assert rows(database, Review) == 1


def test_a_double_click_rates_once(ana, database):
    fields = hidden(show(ana)) | {"region": RIGHT, "rating": "3"}
    assert [ana.post(REVIEWS, data=fields).status_code for _ in range(2)] == [303, 303]
    assert rows(database, Review) == 1


def test_two_windows_rate_once_and_the_second_is_told(ana, database):
    one, two = (hidden(show(ana)) | {"rating": rating} for rating in ("3", "1"))
    assert one["client_id"] != two["client_id"]
    ana.post(REVIEWS, data=one)
    assert "in another window" in text(ana.post(REVIEWS, data=two, follow_redirects=True))
    assert rows(database, Review) == 1


def test_undo_brings_the_card_back_and_goes_on_to_the_one_before(ana, database):
    rate(ana)
    rate(ana)
    for question in (
        "Where is pain charted to refer from supraspinatus?",
        "Where is pain charted to refer from infraspinatus?",
    ):
        page = text(ana.get(STUDY))
        review = re.search(r'name="review" value="(\d+)"', page)[1]
        fields = {"csrf_token": hidden(page)["csrf_token"], "review": review}
        assert question in text(ana.post(UNDO, data=fields, follow_redirects=True))
    assert 'data-key="u"' not in text(ana.get(STUDY))
    assert (
        ana.post(UNDO, data={"csrf_token": token(ana, STUDY), "review": "1000"}).status_code == 409
    )
    assert rows(database, CardMemory) == 0


def test_when_nothing_is_due_the_page_says_when_the_next_card_comes(ana):
    for _ in range(3):
        rate(ana)
    page = text(ana.get(STUDY))
    assert "Nothing is due" in page
    assert "Nov 21, 2026, 4:00 a.m." in page
    assert 'data-key="u"' in page
    assert "Nothing is due" in text(ana.get("/cards/referral-patterns"))


def test_the_decks_show_what_waits_and_what_comes(ana, clock):
    rate(ana)
    clock.forward(days=4)
    page = text(ana.get("/cards"))
    assert "1 due" in page
    assert '<tr><th scope="row">November 24, 2026</th><td>1</td></tr>' in page
    assert page.count('<th scope="row">') == 14


def test_the_deck_shows_what_is_not_asked_with_its_mark(ana):
    page = text(ana.get("/cards/referral-patterns"))
    assert "asked about 3 of 4 patterns" in page
    shown = page.split("Patterns that are only shown", 1)[1]
    assert "Rhomboids" in shown
    assert "Partial" in shown
    assert "Infraspinatus" not in shown
    # What is asked is named without its key.
    assert "shoulder, deltoid anterior" not in page.split("Patterns that are only shown", 1)[0]


@pytest.mark.parametrize(
    "card",
    [
        "",
        "infraspinatus",
        "referral-patterns/rhomboids/zone",
        "another-deck/infraspinatus/zone",
        "\x00",
        "../x",
    ],
)
def test_a_foreign_or_malformed_card_is_not_found(ana, card):
    known = hidden(show(ana))
    assert ana.post(STUDY, data=known | {"card": card}).status_code == 404
    assert ana.post(REVIEWS, data=known | {"card": card, "rating": "3"}).status_code == 404


@pytest.mark.parametrize("url", ["/cards/no-such-deck", "/cards/no-such-deck/study"])
def test_a_deck_that_is_not_there_is_not_found(ana, url):
    assert ana.get(url).status_code == 404


@pytest.mark.parametrize(
    "given",
    [{"rating": "5"}, {"rating": "good"}, {"rating": ""}, {"client_id": "x"}, {"reviews": "many"}],
)
def test_a_malformed_review_is_refused_and_changes_nothing(ana, database, given):
    assert rate(ana, **given).status_code == 422
    assert rows(database, Review) == 0


def test_a_post_without_its_token_changes_nothing(ana, database):
    fields = hidden(show(ana)) | {"rating": "3", "csrf_token": "forged"}
    for url in (STUDY, REVIEWS, UNDO):
        assert ana.post(url, data=fields).status_code == 400
    assert rows(database, Review) == 0


def test_two_people_do_not_share_their_cards(ana, ben):
    rate(ana)
    assert "Where is pain charted to refer from infraspinatus?" in text(ben.get(STUDY))


def test_the_next_card_costs_eight_statements_however_long_the_history(
    ana, database, count_statements
):
    rate(ana)
    ana.get(STUDY)
    with count_statements() as few:
        ana.get(STUDY)
    fill(database, reviews=2000, memories=500)
    with count_statements() as many:
        text(ana.get(STUDY))
    assert many() == few() <= 8
    for url in ("/cards", "/cards/referral-patterns"):
        with count_statements() as n:
            ana.get(url)
        assert n() <= 9


def test_showing_and_rating_cost_few_statements(ana, count_statements):
    asked = hidden(text(ana.get(STUDY)))
    with count_statements() as n:
        page = text(ana.post(STUDY, data=asked | {"region": RIGHT}))
    assert n() <= 4
    with count_statements() as n:
        ana.post(REVIEWS, data=hidden(page) | {"region": RIGHT, "rating": "3"})
    assert n() <= 9


def fill(database, reviews: int, memories: int) -> None:
    """A long history of Ana's, of cards that are mostly retired by now."""
    ana = identity("ana").id
    shared = {"person_id": ana, "deck_slug": "referral-patterns", "learned_on": NOON.date()}
    memory = shared | {
        "stability": 9.0,
        "difficulty": 5.0,
        "step": None,
        "introduced_on": NOON.date() - timedelta(days=90),
        "due_at": NOON - timedelta(days=1),
        "reviewed_at": NOON - timedelta(days=9),
        "reviews": 4,
        "lapses": 0,
    }
    review = shared | {
        "rating": 3,
        "proposed": 3,
        "overlap": 80,
        "answer": [],
        "undone_at": None,
        "before": {},
    }
    with database.writing() as session:
        session.execute(
            insert(CardMemory), [memory | {"card_id": f"retired/{n}/zone"} for n in range(memories)]
        )
        session.execute(
            insert(Review),
            [
                review
                | {
                    "card_id": INFRASPINATUS,
                    "client_id": f"old-{n}",
                    "reviewed_at": NOON - timedelta(minutes=n + 1),
                }
                for n in range(reviews)
            ],
        )
