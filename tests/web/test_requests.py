"""Reading requests: a form with too many fields costs the school next to nothing."""

from __future__ import annotations

import pytest
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.test import EnvironBuilder

from school.web.requests import MOST_FIELDS, URLENCODED, SchoolRequest
from tests.cast import token

pytestmark = pytest.mark.databases("sqlite")


def make_body(fields: int) -> str:
    return "&".join(f"field-{number}=" for number in range(fields))


def read_form(body: str) -> dict[str, str]:
    builder = EnvironBuilder(method="POST", data=body, content_type=URLENCODED)
    return SchoolRequest(builder.get_environ()).form.to_dict()


def test_as_many_fields_as_are_allowed_are_read():
    assert len(read_form(make_body(MOST_FIELDS))) == MOST_FIELDS


@pytest.mark.parametrize("body", [make_body(MOST_FIELDS + 1), "&" * 500_000, "a=&" * 300_000])
def test_a_form_with_more_fields_is_refused(body):
    with pytest.raises(RequestEntityTooLarge):
        read_form(body)


def test_the_refusal_is_a_page_and_for_a_script_data(client):
    body = f"csrf_token={token(client)}&{make_body(50_000)}"
    for accept, kind in (("text/html", "text/html"), ("application/json", "application/json")):
        refused = client.post(
            "/pain-finder", data=body, content_type=URLENCODED, headers={"Accept": accept}
        )
        assert refused.status_code == 413
        assert refused.mimetype == kind
        assert "What you sent is too large." in refused.get_data(as_text=True)
