"""Ben asks for everything of Ana's, and is answered as for what does not exist.

What somebody typed is text on every page.
"""

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
HANDED_IN, OPEN = 1, 3
# A method, an address, and the number in it of something of hers.
HERS = [
    ("GET", "/attempts/{}", HANDED_IN),
    ("GET", "/attempts/{}", OPEN),
    ("GET", "/attempts/{}/summary", HANDED_IN),
    ("GET", "/attempts/{}/summary", OPEN),
    ("GET", "/attempts/{}/review", HANDED_IN),
    ("GET", "/attempts/{}/review", OPEN),
    ("POST", "/attempts/{}/responses", HANDED_IN),
    ("POST", "/attempts/{}/responses", OPEN),
    ("POST", "/attempts/{}/hand-in", HANDED_IN),
    ("POST", "/attempts/{}/hand-in", OPEN),
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


def strip_answer(answer: TestResponse, address: str) -> tuple[int, list[tuple[str, str]], str]:
    """Status, headers and text of an answer, without what differs from request to request.

    That is the request's own number, the address that was asked, and the token, which holds the
    second in which it was made.
    """
    number = answer.headers["X-Request-ID"]
    changing = ("X-Request-ID", "Content-Length")
    headers = [(name, value) for name, value in answer.headers if name not in changing]
    text = TOKEN.sub("", answer.text).replace(number, "").replace(address, "")
    return answer.status_code, headers, text


def test_what_is_anas_answers_ben_as_what_is_not_there(anas_school, ben):
    form = {"csrf_token": token(ben, "/verify")}
    for method, address, number in HERS:
        hers, nobodys = address.format(number), address.format(NOT_THERE)
        data = form if method == "POST" else None
        answer = strip_answer(ben.open(hers, method=method, data=data), hers)
        not_there = strip_answer(ben.open(nobodys, method=method, data=data), nobodys)
        assert answer[0] == 404, hers
        assert answer == not_there, hers


def test_markup_in_a_name_is_text_on_every_page(anas_school, ana, ada):
    ana.post("/account/name", data={"csrf_token": token(ana, "/verify"), "name": f"Ana {MARKUP}"})
    for browser, address in ((ana, "/account"), (ada, "/people/1"), (ada, "/desk/people/1")):
        page = browser.get(address).text
        assert "&lt;img src=x" in page, address
        assert "<img src=x" not in page, address


def test_markup_in_a_search_is_text(ada):
    for address in ("/search?q=", "/people?q=", "/desk/people?q=", "/verify?code="):
        assert "<img src=x" not in ada.get(address + MARKUP).text, address
