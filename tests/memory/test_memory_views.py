"""The memory page, pairs side by side, and files to take away, as students meet them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from school.cards.rules.cards import index_cards
from school.studying.rules.days import starts_at
from school.studying.tables import CardMemory, CardSetting, Contrast, DeckSetting, Review
from tests import make
from tests.cast import NOON, identity, token
from tests.memory.test_memory_service import IN_REVIEW, PORTLAND, add

pytestmark = pytest.mark.databases("sqlite")

MEMORY = "/cards/memory"
CONTRAST = "/cards/referral-patterns/contrast"
PAIR = f"{CONTRAST}?one=supraspinatus&other=infraspinatus"
ZONE = "referral-patterns/infraspinatus/zone"


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.get_data(as_text=True)


def remember(session, card_id: str = ZONE, **given) -> None:
    facts = {
        "person_id": identity("ana").id,
        "card_id": card_id,
        "deck_slug": "referral-patterns",
        "due_at": NOON + timedelta(days=2),
        "stability": 30.0,
        "difficulty": 6.25,
        "step": None,
        "introduced_on": NOON.date(),
        "learned_on": NOON.date(),
        "reviewed_at": NOON,
        "reviews": 9,
        "lapses": 3,
    }
    session.execute(insert(CardMemory), [facts | given])


@pytest.fixture
def history(database):
    """Ana has met one card, reviewed it four times, and confused it twice."""
    with database.writing() as session:
        remember(session)
        for days in range(3):
            add(session, days=days)
        add(session, rating=1, confused_with="supraspinatus", days=40)
        add(session, rating=1, confused_with="supraspinatus", before=None, days=41)


def section(page: str, name: str) -> str:
    return page.split(f'aria-labelledby="{name}"', 1)[1].split("</section>", 1)[0]


def test_only_who_is_signed_in_has_a_memory(client):
    for url in (MEMORY, CONTRAST, "/cards/reviews.json", "/cards/referral-patterns/export.apkg"):
        assert client.get(url).status_code == 303


def test_who_has_studied_nothing_is_told_what_to_do(ana):
    page = text(ana.get(MEMORY))
    assert "Nothing to remember yet" in page
    assert "Take it with you" not in page
    assert "Choose a deck" in page
    assert "<figure>" not in page


def test_the_page_says_what_comes_what_was_done_and_what_is_recalled(ana, history):
    page = text(ana.get(MEMORY))
    assert re.search(r"<th scope=\"row\">22 November 2026</th><td>1</td>", section(page, "coming"))
    assert "5 reviews in 3 min" in page
    assert re.search(r"Nov 16</th>.*?<td>3</td></tr>", section(page, "year"))
    assert re.search(
        r"November 2026</th>.*?100 %</td><td class=\"num\">3</td>", section(page, "recall"), re.S
    )
    assert re.search(
        r"Shoulder and arm</th>.*?75 %</td><td class=\"num\">4</td>", section(page, "recall"), re.S
    )


def test_what_comes_is_told_alike_on_every_page_and_leaves_out_what_is_not_asked(ana, database):
    """Not asked: a suspended card, a card of a kind left out, a card the deck no longer has."""
    away, name, gone = (
        f"referral-patterns/{end}"
        for end in ("supraspinatus/zone", "infraspinatus/name", "gone/zone")
    )
    with database.writing() as session:
        for card_id in (ZONE, away, name, gone):
            remember(session, card_id)
        aside = {"person_id": identity("ana").id, "deck_slug": "referral-patterns"}
        session.add(CardSetting(**aside, card_id=away, suspended_at=NOON, suspended_for="wish"))
        session.add(DeckSetting(**aside, kinds=["zone", "point"]))
    here, there = (section(text(ana.get(url)), "coming") for url in (MEMORY, "/cards"))
    assert "1 review<" in here
    assert here.split("</h2>")[1].split() == there.split("</h2>")[1].split()
    assert sum(int(count) for count in re.findall(r"</th><td>(\d+)</td>", here)) == 1


def test_recall_stands_on_the_body_and_in_a_table(ana, history):
    body = section(text(ana.get(MEMORY)), "body-referral-patterns")
    assert len(re.findall('<g class="zone heat-3">', body)) >= 2  # on the figure and in the legend
    assert "arm, anterior</th>" in body
    assert "75 %" in body


def test_the_hardest_cards_lead_to_their_patterns(ana, history):
    hard = section(text(ana.get(MEMORY)), "hardest")
    assert 'href="/cards/referral-patterns/patterns/infraspinatus"' in hard
    for figure in ("3 ×", "75 %", "6.2 of 10"):
        assert figure in hard


def test_confusions_are_told_in_words_and_open_the_two_side_by_side(ana, history):
    confused = section(text(ana.get(MEMORY)), "confused-referral-patterns")
    assert "You painted <b>Supraspinatus</b> for Infraspinatus twice." in re.sub(
        r"\s+", " ", confused
    )
    assert "one=infraspinatus&amp;other=supraspinatus" in confused
    assert "1 pair to tell apart" in confused


def test_two_patterns_stand_side_by_side_with_what_differs(ana):
    page = text(ana.get(PAIR))
    assert "<h1>Infraspinatus" in page
    differs = section(page, "differs")
    assert re.search(
        r"arm, anterior</th>\s*<td>.*?Main zone</span></td><td>.*?Not charted", differs, re.S
    )
    assert re.search(
        r"arm, lateral</th>\s*<td>.*?Not charted</span></td><td>.*?Less often", differs, re.S
    )
    figures = re.findall(r'data-figure="(\w+)"', page)
    assert figures[: len(figures) // 2] == figures[len(figures) // 2 :]  # the same views of both


def test_answering_the_two_questions_marks_the_pair_as_seen_however_often_it_is_sent(
    ana, history, database
):
    fields = {
        "one": "infraspinatus",
        "other": "supraspinatus",
        "first": "infraspinatus",
        "second": "infraspinatus",
    }
    fields["csrf_token"] = token(ana, PAIR)
    for _ in range(2):
        answer = ana.post(CONTRAST, data=fields)
        assert answer.status_code == 303
    page = text(ana.get(answer.location))
    assert page.count("</svg>Right.") + page.count("No: it is") == len(
        re.findall('<fieldset class="question"', page)
    )
    assert "Seen 20 November 2026" in page
    with database.reading() as session:
        assert session.execute(select(Contrast.one, Contrast.other)).all() == [
            ("infraspinatus", "supraspinatus")
        ]
    listed = text(ana.get(CONTRAST))
    assert "No pairs to look at" in listed
    assert "Look again" in listed
    assert "to tell apart" not in section(text(ana.get(MEMORY)), "confused-referral-patterns")


def test_a_pair_may_be_looked_at_by_hand_and_one_that_is_none_is_not_found(ana, database):
    assert ana.get(f"{CONTRAST}?one=infraspinatus&other=trapezius_upper").status_code == 200
    for one, other in (
        ("infraspinatus", "infraspinatus"),
        ("rhomboids", "infraspinatus"),
        ("x", "y"),
        ("x", ""),
    ):
        assert ana.get(f"{CONTRAST}?one={one}&other={other}").status_code == 404
    bad = {"one": "infraspinatus", "other": "nobody", "csrf_token": token(ana, PAIR)}
    assert ana.post(CONTRAST, data=bad).status_code == 404
    assert (
        ana.post(
            CONTRAST, data=bad | {"other": "supraspinatus", "csrf_token": "forged"}
        ).status_code
        == 400
    )
    with database.reading() as session:
        assert session.scalars(select(Contrast.seen_at)).all() == []


def test_the_deck_and_the_page_of_rest_offer_the_pair_that_waits(ana, history, database):
    assert "look at them side by side" in text(ana.get("/cards/referral-patterns"))
    tomorrow = starts_at(NOON.date() + timedelta(days=9), PORTLAND)
    with database.writing() as session:
        session.execute(CardMemory.__table__.delete())
        for card_id in index_cards(make.deck()):
            remember(session, card_id, due_at=tomorrow)
    page = text(ana.get("/cards/referral-patterns/study"))
    assert "Nothing is due" in page
    assert "1 pair to tell apart" in page


def test_the_package_for_anki_opens_and_the_table_has_its_cards(ana):
    answer = ana.get("/cards/referral-patterns/export.apkg")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="referral-patterns.apkg"'
    with zipfile.ZipFile(io.BytesIO(answer.get_data())) as zipped:
        assert zipped.testzip() is None
        assert any(name.startswith("nmt-") for name in json.loads(zipped.read("media")).values())
    lines = text(ana.get("/cards/referral-patterns/export.csv")).splitlines()
    assert lines[1].startswith('"referral-patterns/infraspinatus/zone"')


def test_my_reviews_are_mine_and_a_long_history_names_its_next_file(ana, ben, history, monkeypatch):
    exported = json.loads(text(ana.get("/cards/reviews.json")))
    assert [review["rating"] for review in exported["reviews"]] == [3, 3, 3, 1, 1]
    assert json.loads(text(ben.get("/cards/reviews.json")))["reviews"] == []
    last = exported["reviews"][-1]["id"]
    assert json.loads(text(ana.get(f"/cards/reviews.json?after={last}")))["reviews"] == []
    for nonsense in ("x", "-1", "9" * 30):
        assert ana.get(f"/cards/reviews.json?after={nonsense}").status_code == 200
    monkeypatch.setattr("school.exchange.service.export.MOST_CHARACTERS", 700)
    answer = ana.get("/cards/reviews.json")
    following = json.loads(text(answer))["next"]
    assert re.fullmatch(r"http://localhost:8000/cards/reviews\.json\?after=\d+", following)
    assert answer.headers["Link"] == f'<{following}>; rel="next"'


def test_the_page_costs_no_more_when_the_history_grows(ana, history, database, count_statements):
    ana.get(MEMORY)
    with count_statements() as few:
        ana.get(MEMORY)
    with database.writing() as session:
        rows = session.execute(select(Review.__table__).limit(1)).mappings().one()
        review = dict(rows) | {"before": IN_REVIEW}
        del review["id"]
        copies = [review | {"client_id": f"many-{number}"} for number in range(1000)]
        session.execute(insert(Review), copies)
    with count_statements() as many:
        ana.get(MEMORY)
    assert many() == few() <= 11


def test_the_page_leads_to_where_the_model_is_fitted_to_the_person(ana, history):
    lasting = section(text(ana.get("/cards/memory")), "lasting")
    assert 'href="/cards/referral-patterns/settings#weights"' in lasting
    assert 'id="weights"' in text(ana.get("/cards/referral-patterns/settings"))
