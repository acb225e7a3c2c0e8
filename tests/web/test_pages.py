"""What every answer carries, and how refusals and failures read."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from school import create_app
from school.web.context import allow
from school.web.headers import CONTENT_SECURITY_POLICY
from tests.cast import browser_of, token

pytestmark = pytest.mark.databases("sqlite")

ADDRESSES = (
    "/",
    "/courses",
    "/no-such-page",
    "/hours",
    "/healthz",
    "/readyz",
    "/static/css/base.css",
    "/verify/0000",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_headers(client, address):
    headers = client.get(address).headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert len(headers["X-Request-ID"]) == 16


def test_the_policy_allows_nothing_inline_and_nobody_else():
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("address", ["/", "/no-such-page"])
def test_a_page_says_in_which_language_it_is_written(client, address):
    assert '<html lang="en">' in client.get(address).text


def test_personal_pages_are_not_kept(ana):
    assert ana.get("/hours").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address",
    [
        "/attempts/999999",
        "/attempts/abc",
        "/attempts/-1",
        "/attempts/99999999999999999999",
        "/modules/no-such",
        "/hours/999999",
        "/certificates/999999",
    ],
)
def test_missing_and_malformed_look_alike(ana, address):
    answer = ana.get(address)
    assert answer.status_code == 404
    assert "There is no such page, or it is not yours to see." in answer.get_data(as_text=True)


def test_a_script_gets_its_refusal_as_json(ana):
    answer = ana.get("/attempts/999999", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.get_json() == {"error": "There is no such page, or it is not yours to see."}


def test_the_wrong_method_is_named(ana):
    answer = ana.delete("/courses")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_stranger_is_sent_to_sign_in_and_back_to_where_they_were_going(client):
    answer = client.get("/hours")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in"
    with client.session_transaction() as cookie:
        assert cookie["after_sign_in"] == "/hours"


def test_a_large_post_is_refused(ana):
    assert ana.post("/courses/nmt-elective/enrol", data={"x": "y" * 2_000_000}).status_code == 413


@pytest.fixture
def own_app(config, clock):
    """An application that a test may add a page to.

    The one that the tests share takes none once it has served a request.
    """
    app = create_app(config, clock)
    yield app
    app.extensions["database"].close()


@pytest.mark.parametrize(
    "failure", [WaitedTooLong("queue"), OperationalError("insert", {}, Exception("disk is full"))]
)
def test_a_full_or_busy_database_says_come_back(own_app, failure):
    @own_app.post("/break")
    @allow("hours:see-own")
    def breaks():
        raise failure

    ana = browser_of(own_app, "ana")
    typed = {
        "answer": "what I typed",
        "password": "never shown",
        "csrf_token": token(ana, "/verify"),
    }
    answer = ana.post("/break", data=typed)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "3"
    assert "what I typed" in html
    assert "never shown" not in html


def test_a_bug_is_a_page_with_an_id_and_no_trace(own_app):
    @own_app.get("/bug")
    @allow("hours:see-own")
    def bug():
        raise ZeroDivisionError("secret detail")

    answer = browser_of(own_app, "ana").get("/bug")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "secret detail" not in html
    assert answer.headers["X-Request-ID"] in html


def test_a_view_without_an_action_does_not_run(own_app):
    @own_app.get("/undeclared")
    def undeclared():
        return "ran"

    assert browser_of(own_app, "ana").get("/undeclared").status_code == 403


@pytest.mark.databases("sqlite", "postgres")
def test_alive_and_ready(client):
    assert client.get("/healthz").get_json() == {"alive": True}
    assert client.get("/readyz").get_json() == {"missing": [], "ready": True}
