"""Answers that are text leave compressed, and the tokens in them never look the same twice."""

from __future__ import annotations

import gzip
import re

import pytest
from flask import Response
from hypothesis import given
from hypothesis import strategies as st

from school import create_app
from school.web.context import allow
from school.web.masking import mask_token, unmask_token
from tests.cast import token

pytestmark = pytest.mark.databases("sqlite")

GZIP = {"Accept-Encoding": "gzip, br"}
TEXT = "How a muscle refers. " * 500


@pytest.fixture
def serve(config, clock):
    """A browser of an application whose only new page answers with what a test hands in."""
    app = create_app(config, clock)
    answers: list[Response] = []

    @app.get("/new")
    @allow("health:see", door="none")
    def new_view() -> Response:
        return answers.pop()

    def ask(answer: Response, **headers: str) -> Response:
        answers.append(answer)
        return app.test_client().get("/new", headers=headers)

    yield ask
    app.extensions["database"].close()


def test_a_page_leaves_compressed_and_says_the_same(client):
    plain = client.get("/glossary")
    packed = client.get("/glossary", headers=GZIP)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.content_length == len(packed.data) < len(plain.data) / 2
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_browser_that_takes_no_compression_gets_none(client):
    assert "Content-Encoding" not in client.get("/glossary").headers
    refused = client.get("/glossary", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


@pytest.mark.parametrize("kind", ["text/csv", "application/json", "image/svg+xml"])
def test_other_texts_leave_compressed_too(serve, kind):
    answer = serve(Response(TEXT, mimetype=kind), **GZIP)
    assert gzip.decompress(answer.data).decode() == TEXT


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/zip"])
def test_what_is_packed_by_its_kind_is_left_alone(serve, kind):
    answer = serve(Response(TEXT, mimetype=kind), **GZIP)
    assert "Content-Encoding" not in answer.headers
    assert answer.text == TEXT


def test_what_is_compressed_already_is_not_compressed_again(serve):
    packed = gzip.compress(TEXT.encode())
    answer = serve(
        Response(packed, mimetype="text/html", headers={"Content-Encoding": "gzip"}), **GZIP
    )
    assert answer.data == packed


def test_a_short_text_is_not_worth_it(serve):
    assert "Content-Encoding" not in serve(Response("yes", mimetype="text/plain"), **GZIP).headers


def test_a_tag_no_longer_promises_the_same_bytes(serve):
    answer = Response(TEXT, mimetype="application/json")
    answer.set_etag("edition-7")
    assert serve(answer, **GZIP).headers["ETag"] == 'W/"edition-7"'


def tokens_on(page: str) -> list[str]:
    return re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)


def test_the_token_of_a_form_looks_different_in_every_answer(client):
    first = token(client, "/sign-in")
    second = token(client, "/sign-in")
    assert first != second
    pieces = {first[start : start + 8] for start in range(len(first) - 8)}
    assert not any(piece in second for piece in pieces)
    assert unmask_token(first).split(".")[0] == unmask_token(second).split(".")[0]


def test_a_page_with_many_forms_has_one_token(ana):
    assert len(set(tokens_on(ana.get("/modules/ischemia").text))) == 1


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126)))
def test_what_is_masked_comes_back(text):
    assert unmask_token(mask_token(text)) == text


@given(st.text())
def test_whatever_is_sent_is_read_without_an_error(sent):
    assert isinstance(unmask_token(sent), str)
