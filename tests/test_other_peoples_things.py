"""Ben at everything of Ana's: hers answers as what is not there; what she typed is text everywhere."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from school.web.app import School
from tests.cast import NOON, token
from tests.quizzes import acts

pytestmark = pytest.mark.databases("sqlite")

NOT_THERE = 99_999
HERS = [
    *[
        ("GET", f"/attempts/{{}}{page}", number)
        for page in ("", "/summary", "/review")
        for number in (1, 3)
    ],
    *[
        ("POST", f"/attempts/{{}}/{act}", number)
        for act in ("responses", "hand-in")
        for number in (1, 3)
    ],
    ("GET", "/hours/{}", 1),
    ("GET", "/certificates/{}", 1),
    ("GET", "/certificates/{}.pdf", 1),
]
MARKUP = "<img src=x onerror=alert(1)>"
TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]+')


@pytest.fixture
def anas_school(app) -> School:
    """Ana has two attempts handed in and one open, hours and a certificate."""
    with app.extensions["database"].writing() as session:
        acts.enrol(session, course="nmt-five-factors", now=NOON - timedelta(days=1))
        acts.take(session)
        acts.take(session, slug="trigger-points")
        acts.start(session)
    return app


def told(answer: TestResponse, address: str) -> tuple[int, list[tuple[str, str]], str]:
    """All that an answer tells, but for the request's own number, its token (which holds the second of the real
    clock in which it was made) and the address that was asked."""
    own = answer.headers["X-Request-ID"]
    headers = [
        (name, value)
        for name, value in answer.headers
        if name not in ("X-Request-ID", "Content-Length")
    ]
    return (
        answer.status_code,
        headers,
        TOKEN.sub("", answer.text).replace(own, "").replace(address, ""),
    )


def test_what_is_anas_answers_ben_as_what_is_not_there(anas_school, ben):
    form = {"csrf_token": token(ben, "/verify")}
    for method, address, number in HERS:
        hers, nobodys = address.format(number), address.format(NOT_THERE)
        data = form if method == "POST" else None
        answer = told(ben.open(hers, method=method, data=data), hers)
        assert answer[0] == 404, hers
        assert answer == told(ben.open(nobodys, method=method, data=data), nobodys), hers


def test_markup_in_a_name_is_text_on_every_page(anas_school, ana, ada):
    ana.post("/account/name", data={"csrf_token": token(ana, "/verify"), "name": f"Ana {MARKUP}"})
    for browser, address in ((ana, "/account"), (ada, "/people/1"), (ada, "/desk/people/1")):
        page = browser.get(address).text
        assert "&lt;img src=x" in page, address
        assert "<img src=x" not in page, address


def test_markup_in_a_search_is_text(ada):
    for address in ("/search?q=", "/people?q=", "/desk/people?q=", "/verify?code="):
        assert "<img src=x" not in ada.get(address + MARKUP).text, address
