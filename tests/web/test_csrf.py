"""Forged requests: what a request without a good token gets, and what it cannot do."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from school import create_app
from school.web.context import allow
from tests.cast import browser_of, token
from tests.quizzes import acts

EXPIRED = "This form has expired. Nothing was changed. Please send it again."
AS_DATA = {"Accept": "application/json"}
METHODS = ("POST", "PUT", "PATCH", "DELETE")


@pytest.fixture
def own_app(config, clock):
    """An application that a test may add a page to.

    The one that the tests share takes none once it has served a request.
    """
    app = create_app(config, clock)
    yield app
    app.extensions["database"].close()


@pytest.fixture
def runs(own_app):
    """A list with one entry for each run of a view that does not mention tokens."""
    runs = []

    @own_app.route("/new", methods=METHODS)
    @allow("hours:see-own")
    def new_view():
        runs.append("ran")
        return "done"

    return runs


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("fields", [{}, {"csrf_token": "forged"}])
def test_a_new_view_does_not_run_without_a_good_token(own_app, runs, method, fields):
    browser = browser_of(own_app, "ana")
    answer = browser.open("/new", method=method, data=fields | {"answer": "what I typed"})
    assert answer.status_code == 400
    assert EXPIRED in answer.text
    assert "what I typed" in answer.text
    assert not runs


@pytest.mark.parametrize("method", METHODS)
def test_with_its_token_in_the_form_or_in_a_header_it_runs(own_app, runs, method):
    browser = browser_of(own_app, "ana")
    good = token(browser, "/verify")
    assert browser.open("/new", method=method, data={"csrf_token": good}).text == "done"
    assert browser.open("/new", method=method, headers={"X-CSRFToken": good}).text == "done"
    assert len(runs) == 2


def test_the_token_of_another_browser_is_not_good(own_app, runs):
    foreign = token(browser_of(own_app, "ben"), "/verify")
    ana = browser_of(own_app, "ana")
    token(ana, "/verify")
    assert ana.post("/new", data={"csrf_token": foreign}).status_code == 400
    assert not runs


def test_a_token_lives_as_long_as_the_session_of_the_browser(own_app, runs):
    assert own_app.config["WTF_CSRF_TIME_LIMIT"] is None
    browser = browser_of(own_app, "ana")
    good = token(browser, "/verify")
    for _ in range(2):
        assert browser.post("/new", data={"csrf_token": good}).text == "done"


def test_a_script_gets_the_refusal_as_json(own_app, runs):
    answer = browser_of(own_app, "ana").post("/new", headers=AS_DATA)
    assert (answer.status_code, answer.get_json()) == (400, {"error": EXPIRED})


def test_a_browser_that_sends_no_referer_over_https_may_send_its_forms(own_app, runs):
    browser = browser_of(own_app, "ana")
    good = token(browser, "/verify")
    answer = browser.post("/new", data={"csrf_token": good}, base_url="https://localhost")
    assert answer.text == "done"


def test_a_forged_post_does_not_wait_for_the_write_lock(own_app, runs):
    browser = browser_of(own_app, "ana")
    good = token(browser, "/verify")
    with own_app.extensions["database"].writing() as session:
        session.execute(text("SELECT 1"))  # the lock is taken with the first statement
        assert browser.post("/new", data={"csrf_token": "forged"}).status_code == 400
        if own_app.extensions["database"].on_sqlite:  # where there is one writer, a good one waits
            assert browser.post("/new", data={"csrf_token": good}).status_code == 503
    assert not runs


def test_whoever_may_not_do_it_is_told_so_and_not_asked_to_send_it_again(app, client, ana):
    """Their sign-in ended while a page was open: loading it again would not help."""
    assert client.post("/certificates").status_code == 401
    assert ana.post("/people").status_code == 403


# A form of each feature that has one, what is typed into it, and where its page is read.
FORMS = [
    ("nobody", "/sign-in", {"email": "ana@school.example"}),
    ("nobody", "/join", {"name": "Nora New", "email": "nora@school.example"}),
    ("nobody", "/password/forgotten", {"email": "ana@school.example"}),
    ("ana", "/account/name", {"name": "Ana Reyes-Silva"}),
    ("ana", "/account/email", {"email": "new@school.example"}),
    ("ana", "/cards/referral-patterns/settings", {"new_per_day": "17"}),
    ("ana", "/cards/referral-patterns/examination", {"on_date": "2026-12-24"}),
    ("ada", "/people", {"name": "Nora New", "email": "nora@school.example"}),
    ("ada", "/desk/people/1/classroom", {"minutes": "45", "seen": "Ana was in the room."}),
]


@pytest.mark.parametrize(("name", "address", "fields"), FORMS)
def test_an_expired_form_comes_back_with_what_was_typed(
    client, sign_in, database, name, address, fields
):
    with database.writing() as session:
        acts.enrol(session)  # Ana, so that there is class time to record
    browser = client if name == "nobody" else sign_in(name)
    answer = browser.post(address, data=fields | {"csrf_token": "too old"})
    assert answer.status_code == 400
    assert "This form was open too long" in answer.text
    assert "Nothing is lost" in answer.text
    for typed in fields.values():
        assert f'value="{typed}"' in answer.text or f"\n{typed}</textarea>" in answer.text


def test_an_expired_form_never_shows_a_password(client):
    form = {"email": "ana@school.example", "password": "a secret of mine", "csrf_token": "too old"}
    assert "a secret of mine" not in client.post("/sign-in", data=form).text


def test_the_page_that_comes_back_cannot_write(own_app):
    """It stands in for a view, so it has the reading transaction of a GET, whatever it does."""

    def write_all_the_same() -> str:
        from school.people.tables import Person
        from school.web.context import session

        session().get_one(Person, 1).name = "Written by a forged post"
        session().flush()
        return "written"

    @own_app.post("/careless")
    @allow("hours:see-own", expired_page=write_all_the_same)
    def careless():
        return "done"

    answer = browser_of(own_app, "ana").post("/careless")
    assert answer.status_code >= 500
    assert "written" not in answer.text


def test_an_expired_form_of_a_spent_link_says_that_the_link_is_spent(client):
    answer = client.post("/join/no-such-secret", data={"password": "x"})
    assert answer.status_code == 404
    assert "This link no longer works" in answer.text
