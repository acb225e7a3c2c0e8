"""With a replica, whoever has just written reads from the primary for a moment: by a cookie."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from school import create_app
from school.cards.rules.cards import index_cards
from school.studying.service.offline import tag_of
from tests import make
from tests.cast import SECRET, browser_of, identity, token


@pytest.mark.databases("postgres")
@pytest.mark.parametrize(
    ("address", "name"),
    [("https://school.example", "__Host-wrote"), ("http://localhost:8000", "wrote")],
)
def test_the_cookie_belongs_to_this_host_alone_where_there_is_https(config, clock, address, name):
    with_replica = replace(config, base_url=address, database_read_url=config.database_url)
    app = create_app(with_replica, clock)
    answer = app.test_client().post("/sign-in", base_url=address)
    (cookie,) = [line for line in answer.headers.getlist("Set-Cookie") if "wrote" in line]
    assert cookie.startswith(f"{name}=1; ")
    assert ("Secure" in cookie) == address.startswith("https")
    assert "Path=/" in cookie
    app.extensions["database"].close()


NOBODY_LISTENS = "postgresql+psycopg://nobody@127.0.0.1:1/replica"
DECK = "/cards/referral-patterns"
CARD = next(iter(index_cards(make.deck())))
RATED = {"card": CARD, "reviews": "0", "rating": "3"}
QUEUED = [
    {
        "fields": [*map(list, RATED.items()), ["client_id", "from-away-1"], ["edition", "999999"]],
        "ago": 1,
    }
]
FORMS = [
    (f"{DECK}/replay", {"tag": tag_of(SECRET, identity("ana")), "queue": json.dumps(QUEUED)}, 200),
    (f"{DECK}/reviews", {**RATED, "client_id": "at-the-school-1"}, 303),
    (f"{DECK}/study", {"card": CARD}, 200),
    ("/account/name", {"name": "Ana Calder"}, 303),
]


@pytest.mark.databases("postgres")
@pytest.mark.parametrize(("address", "form", "status"), FORMS)
def test_what_a_form_rests_on_comes_from_the_primary(config, clock, address, form, status):
    """A replica may not have the edition yet that a review names, or the sign-in of its sender."""
    app = create_app(replace(config, database_read_url=NOBODY_LISTENS), clock)
    ana = browser_of(app, "ana")
    ana.set_cookie("wrote", "1")
    sent = {"csrf_token": token(ana, "/verify"), **form}
    ana.delete_cookie("wrote")
    assert ana.post(address, data=sent).status_code == status
    app.extensions["database"].close()
