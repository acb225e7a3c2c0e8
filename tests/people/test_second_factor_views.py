"""The pages of the second factor, and what staff may do before they have one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pyotp
import pytest
from sqlalchemy import select

from school import create_app
from school.people.tables import FailedSignIn, RecoveryCode, SecondFactor
from tests.cast import NOON, browser_of, token
from tests.people.conftest import PASSWORD

pytestmark = pytest.mark.databases("sqlite")

OLU = "olu@school.example"


@pytest.fixture
def strict_app(config, clock):
    """A school that requires a second factor of its staff, as one in production does."""
    app = create_app(replace(config, staff_second_factor="required"), clock)
    yield app
    app.extensions["database"].close()


def send(client, url, **typed):
    """Post a form as a browser would, with the token of its page."""
    return client.post(url, data=typed | {"csrf_token": token(client, "/sign-in")})


def enter(client, email=OLU):
    return send(client, "/sign-in", email=email, password=PASSWORD)


def text_of(response) -> str:
    text = unescape(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)))
    return re.sub(r"\s+", " ", text)


def set_up(client, now=NOON - timedelta(minutes=1)):
    """Set it up as a reader does; return the app on the phone and the recovery codes."""
    assert send(client, "/account/second-factor", password=PASSWORD).status_code == 303
    page = client.get("/account/second-factor").get_data(as_text=True)
    key = re.search(r">([A-Z2-7]{4}(?:-[A-Z2-7]{4}){7})<", page)[1]
    phone = pyotp.TOTP(key.replace("-", ""))
    done = send(
        client, "/account/second-factor/confirm", code=phone.at(NOON - timedelta(seconds=30))
    )
    assert done.status_code == 200, text_of(done)
    codes = re.findall(r">([A-Z2-7]{4}(?:-[A-Z2-7]{4}){5})<", done.get_data(as_text=True))
    return phone, codes


def test_it_is_set_up_with_a_picture_or_a_key_and_shows_its_codes_once(client, passwords):
    enter(client, "ana@school.example")
    page = client.get("/account").get_data(as_text=True)
    assert "Set up a second factor" in page
    send(client, "/account/second-factor", password=PASSWORD)
    page = client.get("/account/second-factor").get_data(as_text=True)
    assert '<svg width="' in page
    assert 'aria-label="QR code' in page
    assert "style=" not in page, "the content policy allows no inline style"
    phone, codes = set_up(client)
    assert len(set(codes)) == 8
    later = client.get("/account/second-factor")
    assert "It is on since" in text_of(later)
    assert "8 recovery codes left" in text_of(later)
    assert not any(text in later.get_data(as_text=True) for text in (*codes, phone.secret))
    assert "Change the second factor" in client.get("/account").get_data(as_text=True)


def test_a_thief_in_an_open_browser_sets_none_up(client, passwords, database):
    enter(client, "ana@school.example")
    wrong = send(client, "/account/second-factor", password="not the password")
    assert wrong.status_code == 422
    assert "This is not your present password." in text_of(wrong)
    with database.reading() as session:
        assert session.scalars(select(SecondFactor)).all() == []


def test_a_wrong_code_sets_nothing_up_and_keeps_the_picture(client, passwords):
    enter(client, "ana@school.example")
    send(client, "/account/second-factor", password=PASSWORD)
    before = client.get("/account/second-factor").get_data(as_text=True)
    wrong = send(client, "/account/second-factor/confirm", code="000000")
    assert wrong.status_code == 422
    assert "That code isn't right." in text_of(wrong)
    key = re.search(r">([A-Z2-7]{4}(?:-[A-Z2-7]{4}){7})<", before)[1]
    assert key in wrong.get_data(as_text=True)
    assert enter(client, "ana@school.example").location == "/"


def test_signing_in_asks_for_the_code_and_each_code_counts_once(client, passwords, clock):
    enter(client)
    phone, codes = set_up(client)
    send(client, "/sign-out")
    asked = enter(client)
    assert (asked.status_code, asked.location) == (303, "/sign-in/code")
    assert client.get("/account").status_code == 303, "nobody is signed in yet"
    assert client.get_cookie("sign-in") is None or not client.get_cookie("sign-in").value
    page = client.get("/sign-in/code")
    assert "Enter your code" in text_of(page)
    wrong = send(client, "/sign-in/code", code="000000")
    assert wrong.status_code == 422
    assert "That code isn't right." in text_of(wrong)
    assert send(client, "/sign-in/code", code=phone.at(NOON)).location == "/account"
    assert client.get("/account").status_code == 200
    send(client, "/sign-out")
    enter(client)
    assert send(client, "/sign-in/code", code=phone.at(NOON)).status_code == 422, "used before"
    assert send(client, "/sign-in/code", code=codes[0]).location == "/"


def test_a_known_device_is_asked_for_the_code_at_each_sign_in(client, passwords, clock):
    enter(client)
    phone, _codes = set_up(client)
    for _ in range(2):
        send(client, "/sign-out")
        clock.forward(minutes=1)
        assert enter(client).location == "/sign-in/code"
        now = client.application.extensions["clock"]()
        assert send(client, "/sign-in/code", code=phone.at(now)).location == "/"


def test_wrong_codes_stay_counted_and_are_told_when_to_try_again(client, passwords, database):
    enter(client)
    _phone, codes = set_up(client)
    send(client, "/sign-out")
    enter(client)
    client.delete_cookie("device")
    statuses = [send(client, "/sign-in/code", code="000000").status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    with database.reading() as session:
        assert len(session.scalars(select(FailedSignIn)).all()) == 10
    refused = send(client, "/sign-in/code", code="000000")
    assert refused.headers["Retry-After"] == "900"
    assert "or use a recovery code" in text_of(refused)
    assert send(client, "/sign-in/code", code=codes[0]).location == "/"


def test_a_sign_in_that_took_too_long_begins_again(client, passwords, clock):
    enter(client)
    phone, _codes = set_up(client)
    send(client, "/sign-out")
    enter(client)
    clock.forward(minutes=11)
    late = send(client, "/sign-in/code", code=phone.at(NOON + timedelta(minutes=11)))
    assert (late.status_code, late.location) == (303, "/sign-in")
    assert "Please sign in again." in text_of(client.get("/sign-in"))
    assert client.get("/sign-in/code").location == "/sign-in"


def test_new_codes_and_turning_it_off_need_a_code(client, passwords, clock, database):
    enter(client)
    phone, codes = set_up(client)
    for path in ("codes", "off"):
        assert send(client, f"/account/second-factor/{path}", code="000000").status_code == 422
        assert send(client, f"/account/second-factor/{path}", code="").status_code == 422
    renewed = send(client, "/account/second-factor/codes", code=phone.at(NOON))
    assert "The earlier ones no longer work." in text_of(renewed)
    assert send(client, "/account/second-factor/off", code=codes[0]).status_code == 422
    clock.forward(minutes=1)
    code = phone.at(NOON + timedelta(minutes=1))
    assert send(client, "/account/second-factor/off", code=code).status_code == 303
    with database.reading() as session:
        assert session.scalars(select(RecoveryCode)).all() == []
    send(client, "/sign-out")
    assert enter(client).location == "/"


def test_a_reset_of_the_password_does_not_get_round_the_code(client, passwords, letters):
    enter(client)
    set_up(client)
    send(client, "/sign-out")
    send(client, "/password/forgotten", email=OLU)
    link = re.search(r"https?://[^/\s]+(/password/[^f]\S+)", letters()[-1].body)[1]
    assert send(client, link, password="orchard nap tibialis").status_code == 303
    asked = send(client, "/sign-in", email=OLU, password="orchard nap tibialis")
    assert asked.location == "/sign-in/code"


@pytest.mark.parametrize("name", ["ines", "olu", "ada"])
def test_staff_set_one_up_before_anything_else_where_it_is_required(strict_app, passwords, name):
    client = browser_of(strict_app, name)
    for path in ("/", "/account", "/cards", "/modules/ischemia"):
        response = client.get(path)
        assert (response.status_code, response.location) == (303, "/account/second-factor")
    assert send(client, "/account/name", name="Somebody Else").status_code == 403
    page = text_of(client.get("/account/second-factor"))
    assert "Everybody who works at this school needs" in page
    set_up(client)
    assert client.get("/account").status_code == 200


def test_staff_without_one_may_still_leave(strict_app, passwords):
    client = browser_of(strict_app, "olu")
    assert send(client, "/sign-out").status_code == 303
    assert client.get("/account").location == "/sign-in"


def test_scripts_of_staff_without_one_are_refused_in_their_own_words(strict_app, passwords):
    client = browser_of(strict_app, "olu")
    response = client.get("/", headers={"Accept": "application/json"})
    assert response.status_code == 403
    assert "second factor" in response.json["error"]


def test_students_and_strangers_are_never_asked(strict_app, passwords):
    assert browser_of(strict_app, "ana").get("/account").status_code == 200
    assert strict_app.test_client().get("/modules/ischemia").status_code == 200
    assert strict_app.test_client().get("/readyz").status_code in (200, 503)
