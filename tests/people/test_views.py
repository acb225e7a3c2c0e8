"""What a reader sees, and what is left in a browser.

Signing in and out, joining, the reader's account, administration.
"""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import func, select, update

from school import create_app
from school.people.service.joining import add_person
from school.people.service.people import find_person_by_email
from school.people.service.recovery import send_password_link
from school.people.tables import (
    AuditEntry,
    FailedSignIn,
    OutgoingMail,
    Person,
    PersonName,
    SignIn,
    Ticket,
)
from school.tables import METADATA
from tests.cast import NOON, token
from tests.people.conftest import PASSWORD, link_in

pytestmark = pytest.mark.databases("sqlite")

ANA = "ana@school.example"
NEW = "dora@school.example"
OTHER_PASSWORD = "orchard nap tibialis"


def send(client, url, **typed):
    """Post a form as a browser would, with the token of its page."""
    return client.post(url, data=typed | {"csrf_token": token(client)})


def enter(client, password=PASSWORD, email=ANA):
    return send(client, "/sign-in", email=email, password=password)


def is_in(client) -> bool:
    return client.get("/account").status_code == 200


def cookie(client) -> str:
    return client.get_cookie("sign-in").value


def text_of(response) -> str:
    text = unescape(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)))
    return re.sub(r"\s+", " ", text)


def replay(app, value: str):
    """Another browser that holds a copied cookie."""
    thief = app.test_client()
    thief.set_cookie("sign-in", value)
    return thief


def rows(database) -> dict[str, int]:
    with database.reading() as session:
        return {
            t.name: session.scalar(select(func.count()).select_from(t))
            for t in METADATA.sorted_tables
        }


# Signing in


def test_signing_in_leads_to_the_desk(client, passwords):
    response = enter(client)
    assert (response.status_code, response.location) == (303, "/")
    set_cookie = next(
        value for value in response.headers.getlist("Set-Cookie") if value.startswith("sign-in=")
    )
    assert {"HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=1209600"} <= set(set_cookie.split("; "))
    assert is_in(client)


def test_over_https_the_cookie_carries_the_host_prefix(config, clock, passwords):
    app = create_app(type(config)(**(vars(config) | {"base_url": "https://school.example"})), clock)
    client = app.test_client()
    page = client.get("/sign-in", base_url="https://school.example").get_data(as_text=True)
    token_ = page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    response = client.post(
        "/sign-in",
        data={"email": ANA, "password": PASSWORD, "csrf_token": token_},
        base_url="https://school.example",
        headers={"Referer": "https://school.example/sign-in"},
    )
    set_cookie = next(
        value for value in response.headers.getlist("Set-Cookie") if "sign-in=" in value
    )
    assert set_cookie.startswith("__Host-sign-in=")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(set_cookie.split("; "))
    assert "Domain" not in set_cookie
    app.extensions["database"].close()


def test_a_wrong_password_and_an_unknown_address_look_alike(client, passwords):
    wrong = enter(client, "a wrong password", "ana@school.example")
    unknown = enter(client, "a wrong password", "eva@school.example")
    assert wrong.status_code == unknown.status_code == 422

    def normal(response) -> str:
        page = response.get_data(as_text=True).replace("eva@", "ana@")
        return re.sub(r'name="csrf_token" value="[^"]+"', "", page)

    assert normal(wrong) == normal(unknown)
    assert {k for k, _ in wrong.headers} == {k for k, _ in unknown.headers}
    assert "That address and password don't match." in text_of(wrong)
    assert "a wrong password" not in wrong.get_data(as_text=True)


def test_each_sign_in_has_a_new_id_and_keeps_nothing_of_the_session_before(client, passwords):
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    before = token(client)
    enter(client)
    first = cookie(client)
    with client.session_transaction() as session:
        assert "planted" not in session
    assert token(client, "/account") != before
    enter(client)
    assert cookie(client) != first


def test_a_token_from_before_signing_in_is_refused_afterwards(client, passwords):
    before = token(client)
    enter(client)
    assert (
        client.post("/account/sign-out-everywhere", data={"csrf_token": before}).status_code == 400
    )
    assert is_in(client)


def test_signing_in_again_ends_the_sign_in_that_this_browser_had(client, app, passwords):
    enter(client)
    first = cookie(client)
    enter(client, email="ben@school.example")
    assert not is_in(replay(app, first))
    assert "ben@school.example" in text_of(client.get("/account"))


def test_after_signing_in_one_is_where_one_wanted_to_be(client, passwords):
    assert client.get("/account").location == "/sign-in"
    assert enter(client).location == "/account"
    assert enter(client).location == "/"


@pytest.mark.parametrize(
    "goal",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "///evil.example",
        "\t//evil.example",
        "javascript:alert(1)",
    ],
)
def test_no_address_that_somebody_typed_is_gone_to(client, passwords, goal):
    query = {"next": goal, "after_sign_in": goal, "return": goal}
    page = client.get("/sign-in", query_string=query).get_data(as_text=True)
    assert "evil" not in page
    typed = {"email": ANA, "password": PASSWORD, "csrf_token": token(client)} | query
    assert client.post("/sign-in", query_string=query, data=typed).location == "/"


def test_too_many_tries_are_told_so_and_counted_for_good(client, passwords, clock, database):
    statuses = [enter(client, "a wrong password").status_code for _ in range(12)]
    assert statuses == [422] * 10 + [429] * 2
    refused = enter(client)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "900"
    assert "Please try again in 15 minutes." in text_of(refused)
    assert 'href="/password/forgotten"' in refused.get_data(as_text=True)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(FailedSignIn)) == 10
    clock.forward(minutes=15, seconds=1)
    assert enter(client).status_code == 303


def device_cookie(response) -> str:
    cookies = response.headers.getlist("Set-Cookie")
    return next(value for value in cookies if value.startswith("device="))


def test_staff_who_do_nothing_are_signed_out_and_those_who_do_are_not(
    client, passwords, clock, database
):
    enter(client, email="olu@school.example")

    def read_seen_at():
        with database.reading() as session:
            return session.scalars(select(SignIn.last_seen_at)).one()

    clock.forward(minutes=4)
    assert is_in(client)
    assert read_seen_at() == NOON, "written at most once in five minutes"
    for _ in range(5):
        clock.forward(minutes=20)
        assert is_in(client)
    assert read_seen_at() == NOON + timedelta(minutes=104)
    clock.forward(minutes=30)
    assert not is_in(client)
    enter(client)
    clock.forward(days=13)
    assert is_in(client), "students stay signed in"


def test_a_busy_database_does_not_keep_staff_from_reading(client, passwords, clock, database):
    enter(client, email="olu@school.example")
    clock.forward(minutes=6)
    with database.writing():
        assert is_in(client)
    assert is_in(client)


def test_a_browser_that_has_signed_in_gets_in_whatever_a_classmate_types(app, client, passwords):
    cookie_set = device_cookie(enter(client))
    year = f"Max-Age={365 * 24 * 60 * 60}"
    assert {"HttpOnly", "Path=/", "SameSite=Lax", year} <= set(cookie_set.split("; "))
    send(client, "/sign-out")
    assert client.get_cookie("device"), "it stays when its owner signs out"
    classmate = app.test_client()
    for _ in range(12):
        enter(classmate, "a wrong password")
    assert enter(classmate).status_code == 429
    assert enter(client).status_code == 303


def test_whoever_resets_the_password_gets_in_whatever_strangers_type(
    app, client, passwords, letters
):
    stranger = app.test_client()
    for _ in range(12):
        enter(stranger, "a wrong password")
    assert enter(client).status_code == 429
    send(client, "/password/forgotten", email=ANA)
    response = send(client, link_in(letters()[-1]), password=OTHER_PASSWORD)
    assert device_cookie(response)
    for _ in range(12):
        enter(stranger, "a wrong password")
    assert enter(stranger, OTHER_PASSWORD).status_code == 429
    assert enter(client, OTHER_PASSWORD).status_code == 303


@pytest.mark.parametrize("value", ["", "x", "é", "%00", "a" * 3000])
def test_a_made_up_device_is_no_known_one(app, passwords, value):
    browser = app.test_client()
    browser.set_cookie("device", value)
    response = enter(browser)
    assert response.status_code == 303
    assert value == "" or value not in device_cookie(response).split(";", 1)[0].split("=")[1:]


def test_a_network_is_not_what_a_browser_claims_it_is(client, passwords):
    for n in range(10):
        client.post(
            "/sign-in",
            data={"email": ANA, "password": "wrong", "csrf_token": token(client)},
            headers={"X-Forwarded-For": f"203.0.113.{n}"},
        )
    assert enter(client).status_code == 429


@pytest.mark.parametrize("value", ["x", "", "é", "%00", "a" * 4000])
def test_a_made_up_cookie_is_nobody(app, value):
    assert replay(app, value).get("/account").status_code == 303


def test_a_remember_cookie_means_nothing(app, passwords):
    thief = app.test_client()
    thief.set_cookie("remember_token", "1|" + "0" * 128)
    assert thief.get("/account").status_code == 303
    with thief.session_transaction() as session:
        session["_user_id"] = "1"
    assert thief.get("/account").status_code == 303


def test_looking_at_a_page_never_writes(app, ana, database):
    before = rows(database)
    ana.get("/account")
    ana.get("/sign-in")
    assert rows(database) == before


def test_who_reads_costs_one_statement(ana, count_statements):
    ana.get("/account")
    with count_statements() as n:
        ana.get("/check-mail")
    assert n() <= 2  # the reader, the catalogue


# A copied cookie


def _sign_out(client, app, ada):
    send(client, "/sign-out")


def _sign_out_everywhere(client, app, ada):
    other_browser = app.test_client()
    enter(other_browser)
    send(other_browser, "/account/sign-out-everywhere")


def _change_password(client, app, ada):
    send(client, "/account/password", current=PASSWORD, chosen=OTHER_PASSWORD)


def _change_role(client, app, ada):
    send(ada, "/people/1/role", role="instructor")


def _disable(client, app, ada):
    send(ada, "/people/1/disable")


def _reset(client, app, ada):
    with app.extensions["database"].writing() as session:
        send_password_link(session, ANA, "192.0.2.7", "http://localhost", NOON)
        session.flush()
        link = link_in(session.scalars(select(OutgoingMail)).one())
    assert send(app.test_client(), link, password=OTHER_PASSWORD).status_code == 303


@pytest.mark.parametrize(
    "act", [_sign_out, _sign_out_everywhere, _change_password, _change_role, _disable, _reset]
)
def test_a_copied_cookie_is_worth_nothing_after(act, app, client, ada, passwords):
    enter(client)
    thief = replay(app, cookie(client))
    assert is_in(thief)
    act(client, app, ada)
    assert not is_in(thief)


def test_a_copied_cookie_ends_with_its_time(app, client, clock, passwords):
    enter(client)
    thief = replay(app, cookie(client))
    clock.forward(days=14)
    assert not is_in(thief)


def test_signing_out_leaves_nothing_behind(client, passwords):
    enter(client)
    response = send(client, "/sign-out")
    assert (response.status_code, response.location) == (303, "/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get_cookie("sign-in") is None
    assert not is_in(client)
    assert send(client, "/sign-out").status_code == 303  # twice is as good as once


# Joining and links


def test_joining_says_the_same_to_a_stranger_and_to_an_owner(app, database):
    pages = []
    for email in (ANA, "eva@school.example"):
        client = app.test_client()
        response = send(client, "/join", name="Somebody New", email=email)
        assert (response.status_code, response.location) == (303, "/check-mail")
        page = client.get("/check-mail").get_data(as_text=True).replace("eva@", "ana@")
        pages.append(re.sub(r'name="csrf_token" value="[^"]+"', "", page))
    assert pages[0] == pages[1]


def test_forgetting_says_the_same_to_a_stranger_and_to_an_owner(app):
    answers = []
    for email in (ANA, "eva@school.example"):
        client = app.test_client()
        response = send(client, "/password/forgotten", email=email)
        answers.append((response.status_code, response.location, response.get_data()))
    assert answers[0] == answers[1]


def test_somebody_joins_from_the_form_to_the_desk(app, client, letters, database):
    send(client, "/join", name="  Dora   Lind ", email=" Dora@School.example ")
    (letter,) = letters()
    link = link_in(letter)
    assert "Hello Dora Lind" in text_of(client.get(link))
    weak = send(client, link, password="dora lind 2026")
    assert weak.status_code == 422
    assert "mostly your name" in text_of(weak)
    assert send(client, link, password=PASSWORD).location == "/"
    assert "dora@school.example" in text_of(client.get("/account"))
    assert enter(app.test_client(), PASSWORD, NEW).status_code == 303


def test_a_link_is_not_used_up_by_looking_at_it(client, letters):
    send(client, "/join", name="Dora Lind", email=NEW)
    link = link_in(letters()[0])
    for _ in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    assert send(client, link, password=PASSWORD).status_code == 303
    assert client.get(link).status_code == 404


def test_links_that_open_nothing_look_alike(client, letters, clock):
    send(client, "/join", name="Dora Lind", email=NEW)
    old = link_in(letters()[0])
    clock.forward(days=1, seconds=1)
    pages = [
        client.get(url)
        for url in (old, "/join/made-up", "/password/made-up", "/invitation/" + "x" * 500)
    ]
    assert {page.status_code for page in pages} == {404}
    texts = {re.sub(r'value="[^"]+"', "", page.get_data(as_text=True)) for page in pages}
    assert len(texts) == 1


def test_on_ones_own_machine_the_page_says_where_the_letter_is(app, config, client):
    send(client, "/join", name="Dora Lind", email=NEW)
    assert config.outbox_dir in text_of(client.get("/check-mail"))
    far = client.get("/check-mail", environ_base={"REMOTE_ADDR": "203.0.113.9"})
    assert "outbox" not in text_of(far)


def test_a_mailbox_gets_two_letters_in_half_an_hour_and_the_page_says_the_same(client, letters):
    answers = {send(client, "/password/forgotten", email=ANA).location for _ in range(6)}
    assert answers == {"/check-mail"}
    assert len(letters()) == 2


def test_a_letter_leads_to_the_schools_own_address_whatever_host_was_asked_for(client, letters):
    client.post(
        "/password/forgotten",
        data={"email": ANA, "csrf_token": token(client)},
        headers={"X-Forwarded-Host": "evil.example"},
    )
    assert "http://localhost:8000/password/" in letters()[0].body


def test_the_log_does_not_hold_what_opens_a_link(client, letters, caplog):
    send(client, "/join", name="Dora Lind", email=NEW)
    link = link_in(letters()[0])
    with caplog.at_level("INFO", logger="school"):
        client.get(link)
    paths = [record.facts["path"] for record in caplog.records if record.message == "request"]
    assert paths == ["/join/…"]


# One's account


def test_a_new_name_is_shown_and_the_old_one_kept(ana):
    assert send(ana, "/account/name", name="Ana Calder").status_code == 303
    page = text_of(ana.get("/account"))
    assert "Your name is changed" in page
    assert "Ana Reyes, from" in page


def test_what_was_typed_stays_beside_its_complaint(ana):
    response = send(ana, "/account/email", email="not an address", password="x")
    assert response.status_code == 422
    html = response.get_data(as_text=True)
    assert 'value="not an address"' in html
    assert "look like an email address" in html
    assert 'value="Ana Reyes"' in html  # the form beside it is as it was


def test_changing_the_password_needs_the_present_one_and_keeps_this_browser_in(ana, passwords):
    wrong = send(ana, "/account/password", current="not this one", chosen=OTHER_PASSWORD)
    assert wrong.status_code == 422
    assert "This is not your present password." in text_of(wrong)
    right = send(ana, "/account/password", current=PASSWORD, chosen=OTHER_PASSWORD)
    assert (right.status_code, right.location) == (303, "/account")
    assert "Your password has been changed" in text_of(ana.get("/account"))


def test_guessing_the_present_password_is_slowed_down_too(ana, passwords):
    codes = [
        send(ana, "/account/password", current=f"guess {n}", chosen=OTHER_PASSWORD).status_code
        for n in range(11)
    ]
    assert codes == [422] * 10 + [429]


def test_a_new_address_is_confirmed_by_its_link(ana, passwords, letters):
    assert send(ana, "/account/email", email=NEW, password=PASSWORD).location == "/check-mail"
    link = link_in(letters()[0])
    assert NEW in text_of(ana.get(link))
    assert ANA in text_of(ana.get("/account"))
    assert send(ana, link).location == "/account"
    assert NEW in text_of(ana.get("/account"))


def test_the_account_names_the_browsers_that_are_signed_in(client, passwords):
    client.post(
        "/sign-in",
        data={"email": ANA, "password": PASSWORD, "csrf_token": token(client)},
        headers={
            "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
        },
    )
    page = text_of(client.get("/account"))
    assert "Firefox on Linux" in page
    assert "this browser" in page


def test_one_is_asked_for_few_statements(ana, count_statements):
    ana.get("/account")
    with count_statements() as n:
        assert ana.get("/account").status_code == 200
    assert n() <= 4


# Administration


def test_everybody_is_in_the_table_and_can_be_searched(ada, count_statements):
    page = text_of(ada.get("/people"))
    assert "Ana Reyes" in page
    assert "6 people" not in page
    with count_statements() as n:
        matches = text_of(ada.get("/people?q=okafor"))
    assert "Ben Okafor" in matches
    assert "Ana Reyes" not in matches
    assert n() <= 4
    assert "No one matches" in text_of(ada.get("/people?q=%25"))


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "99999999999999999999", "1e3", ""])
def test_a_page_number_that_means_nothing_is_no_error(ada, page):
    assert ada.get("/people", query_string={"page": page}).status_code == 200


def test_a_long_list_comes_in_pages_that_keep_the_search(ada, database):
    with database.writing() as session:
        for n in range(120):
            name = f"Many {n:03}"
            add_person(session, f"m{n}@school.example", name, "student", None, NOON)
    html = ada.get("/people?q=many&page=2").get_data(as_text=True)
    assert "Many 050" in html
    assert "Many 049" not in html
    assert "/people?q=many&amp;page=3" in html


def test_an_invitation_makes_an_officer(app, ada, letters):
    response = send(ada, "/people", name="Dora Lind", email=NEW, role="officer")
    assert response.status_code == 303
    assert "is invited" in text_of(ada.get(response.location))
    guest = app.test_client()
    assert send(guest, link_in(letters()[0]), password=PASSWORD).location == "/"
    assert NEW in text_of(guest.get("/account"))


def test_an_invitation_to_a_known_address_is_refused_beside_its_field(ada, letters):
    response = send(ada, "/people", name="Ana", email=ANA, role="officer")
    assert response.status_code == 422
    assert "already has an account" in text_of(response)
    assert letters() == []


def test_a_role_that_does_not_exist_cannot_be_given(ada, database):
    assert send(ada, "/people/1/role", role="owner").status_code == 422
    with database.reading() as session:
        assert session.get_one(Person, 1).role == "student"


def test_no_form_changes_more_than_its_fields(ana, database):
    """Every column of the table is sent along; only the name may change."""
    extra = {column.name: "admin" for column in Person.__table__.columns if column.name != "name"}
    send(ana, "/account/name", name="Ana Calder", **extra)
    with database.reading() as session:
        person = session.get_one(Person, 1)
        assert (person.email, person.role, person.disabled_at) == (ANA, "student", None)


def test_nobody_disables_themselves(ada):
    response = send(ada, "/people/5/disable")
    assert response.status_code == 403
    assert "change your own role" in text_of(response)


def test_what_an_administrator_did_can_be_read(ada):
    send(ada, "/people/1/disable")
    for url in ("/people/1", "/people/audit"):
        page = text_of(ada.get(url))
        assert "Disabled the account" in page
        assert "Ada Whitfield" in page
        assert '<a href="/people/1">Ana Reyes</a>' in ada.get(url).get_data(as_text=True)
    send(ada, "/people/1/enable")
    assert "Enabled the account" in text_of(ada.get("/people/1"))


@pytest.mark.parametrize("person", ["999999", "99999999999999999999999", "abc", "-1", "1.5", "0"])
def test_somebody_who_is_not_there_is_one_and_the_same_page(ada, person):
    response = ada.get(f"/people/{person}")
    assert response.status_code == 404
    assert "This page does not exist, or you do not have access to it." in text_of(response)


@pytest.mark.parametrize("name", ["ana", "ines", "olu"])
def test_only_administrators_come_in(sign_in, name):
    browser = sign_in(name)
    assert browser.get("/people").status_code == 403
    assert browser.get("/people/1").status_code == 403
    assert browser.get("/people/audit").status_code == 403


# Every form


POSTS = (
    ("/sign-in", {"email": ANA, "password": PASSWORD}),
    ("/sign-out", {}),
    ("/join", {"name": "Dora Lind", "email": NEW}),
    ("/password/forgotten", {"email": ANA}),
    ("/password/{password}", {"password": OTHER_PASSWORD}),
    ("/join/{join}", {"password": OTHER_PASSWORD}),
    ("/invitation/{invitation}", {"password": OTHER_PASSWORD}),
    ("/account/email/{email}", {}),
    ("/account/name", {"name": "Ana Calder"}),
    ("/account/email", {"email": NEW, "password": PASSWORD}),
    ("/account/password", {"current": PASSWORD, "chosen": OTHER_PASSWORD}),
    ("/account/sign-out-everywhere", {}),
    ("/account/second-factor", {"password": PASSWORD}),
    ("/account/second-factor/confirm", {"code": "123456"}),
    ("/account/second-factor/codes", {"code": "123456"}),
    ("/account/second-factor/off", {"code": "123456"}),
    ("/sign-in/code", {"code": "123456"}),
    ("/people", {"name": "Dora Lind", "email": NEW, "role": "officer"}),
    ("/people/2/role", {"role": "officer"}),
    ("/people/2/disable", {}),
    ("/people/2/enable", {}),
    ("/people/2/invite-again", {}),
)


def test_the_table_of_forms_is_whole(app):
    in_the_app = {
        re.sub(r"<[^>]+>", "*", rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("people.") and "POST" in (rule.methods or ())
    }
    assert {re.sub(r"\{[^}]+\}|\d+", "*", url) for url, _ in POSTS} == in_the_app


@pytest.fixture
def links(ada, ana, passwords, letters) -> dict[str, str]:
    """An open link of every kind."""
    send(ana, "/join", name="Eva", email="eva@school.example")
    send(ana, "/password/forgotten", email=ANA)
    send(ana, "/account/email", email="ana2@school.example", password=PASSWORD)
    send(ada, "/people", name="Finn", email="finn@school.example", role="officer")
    paths = [link_in(letter).split("/") for letter in letters()]
    return {parts[-2]: parts[-1] for parts in paths}


def _facts(database):
    with database.reading() as session:
        return (
            session.execute(
                select(
                    Person.email, Person.name, Person.role, Person.password_hash, Person.disabled_at
                )
            ).all(),
            session.execute(select(Ticket.secret_hash, Ticket.used_at)).all(),
            session.scalars(select(SignIn.id_hash)).all(),
            [
                session.scalar(select(func.count()).select_from(t))
                for t in (PersonName, AuditEntry, OutgoingMail)
            ],
        )


@pytest.mark.parametrize("forged", [None, "made-up", "somebody else's"])
def test_without_its_token_no_form_changes_anything(app, ada, links, database, forged):
    extra = {} if forged is None else {"csrf_token": forged}
    if forged == "somebody else's":
        extra["csrf_token"] = token(app.test_client())
    before = _facts(database)
    for url, typed in POSTS:
        status = ada.post(url.format(**links), data=typed | extra).status_code
        assert status in (400, 422), url
    assert _facts(database) == before


def test_hostile_text_in_every_field_is_neither_run_nor_an_error(sign_in, links):
    nasty = "<script>alert(1)</script>\x00\u202e'\"\\{{7*7}}%s" + "é" * 3000
    for url, typed in POSTS:
        # A new browser each time, because some of the forms sign out.
        response = send(sign_in("ada"), url.format(**links), **dict.fromkeys(typed, nasty))
        assert response.status_code < 500, url
        assert "<script>alert(1)" not in response.get_data(as_text=True), url
    ada = sign_in("ada")
    assert ada.get("/people", query_string={"q": nasty}).status_code == 200
    assert ada.get("/join/" + "%00").status_code == 404
    assert ada.get("/sign-in", headers={"User-Agent": "é\\x80" * 500}).status_code == 200


def test_a_disabled_person_is_told_nothing_new(client, database, passwords):
    with database.writing() as session:
        session.execute(update(Person).where(Person.email == ANA).values(disabled_at=NOON))
        assert find_person_by_email(session, ANA)
    assert "don't match" in text_of(enter(client))
