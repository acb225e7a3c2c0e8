"""A kind of card is added without a change in `school/`: it is asked, marked, rated, packed and
exported.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import insert, select

from school import create_app
from school.cards.rules.cards import index_cards
from school.cards.rules.registry import CARD_KINDS
from school.studying.tables import DeckSetting, Review
from school.web.app import School
from tests import make
from tests.cards.toy_kind import COUNT, TEMPLATES
from tests.cast import NOON, browser_of, identity, token

pytestmark = pytest.mark.databases("sqlite")

CARD = "referral-patterns/infraspinatus/count"
STUDY, REVIEWS = "/cards/referral-patterns/study", "/cards/referral-patterns/reviews"


@pytest.fixture
def app(config, clock) -> Iterator[School]:
    """A school with the toy kind in it, which leaves no trace afterward."""
    with CARD_KINDS.restored_afterward():
        CARD_KINDS.add(COUNT.name, COUNT)
        app = create_app(config, clock)
        app.jinja_loader = ChoiceLoader([app.jinja_loader, DictLoader(TEMPLATES)])
        yield app
        app.extensions["database"].close()


@pytest.fixture
def ana(app, database):
    """Ana, who wants to be asked the toy kind alone."""
    row = {"person_id": identity("ana").id, "deck_slug": "referral-patterns", "kinds": ["count"]}
    with database.writing() as session:
        session.execute(insert(DeckSetting), [row])
    return browser_of(app, "ana")


def fill_form(browser, **more: str) -> dict[str, str]:
    return {"card": CARD, "reviews": "0", "csrf_token": token(browser, STUDY)} | more


def test_it_is_asked(ana):
    page = ana.get(STUDY).text
    assert "How many regions has the zone of Infraspinatus?" in page
    assert '<input name="count">' in page


def test_it_is_marked_and_what_was_given_goes_with_the_rating(ana):
    page = ana.post(STUDY, data=fill_form(ana, count="2", shown=str(int(NOON.timestamp())))).text
    assert "You said 2: 100 percent." in page
    assert '<input type="hidden" name="count" value="2">' in page
    assert 'name="rating" value="4" data-key="4 Space Enter"' in page
    assert ana.post(STUDY, data=fill_form(ana, count="two")).status_code == 422


def test_it_is_rated_and_its_answer_is_kept(ana, database):
    fields = fill_form(ana, count="3", rating="2", client_id="a-review-1")
    assert ana.post(REVIEWS, data=fields).status_code == 303
    with database.reading() as session:
        review = session.scalars(select(Review)).one()
    assert (review.card_id, review.answer) == (CARD, {"count": 3})
    assert (review.overlap, review.proposed, review.rating) == (0, 1, 2)


def test_it_stands_wherever_kinds_are_listed(ana):
    assert "Count the regions" in ana.get("/cards/referral-patterns").text
    assert "Count the regions" in ana.get("/cards/referral-patterns/settings").text
    assert "Count the regions" in ana.get("/cards/referral-patterns/cram").text
    assert '<input name="count">' in ana.get("/cards/referral-patterns/cram?kind=count&at=0").text


def test_it_goes_along_when_the_school_is_away(ana):
    pack = ana.get("/cards/referral-patterns/pack").text
    assert f'data-card="{CARD}"' in pack
    assert '<input name="count">' in pack


def test_it_is_exported(ana):
    table = ana.get("/cards/referral-patterns/export.csv").text
    assert f'"{CARD}","Count the regions"' in table
    assert ana.get("/cards/referral-patterns/export.apkg").status_code == 200


def test_without_it_no_deck_has_such_a_card():
    assert CARD not in index_cards(make.deck())
