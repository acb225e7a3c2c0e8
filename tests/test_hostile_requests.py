"""Every route is sent what nobody should send.

The school must never fail, and what it refuses must change nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from itertools import chain

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from school.people.service.tickets import issue_ticket_for_joining, issue_ticket_for_person
from school.people.tables import Person
from school.studying.service.offline import tag_of
from school.web.app import School
from tests.cast import NOON, SECRET, browser_of, identity
from tests.cast import token as read_token
from tests.quizzes import acts

pytestmark = pytest.mark.slow
# PostgreSQL refuses NUL, numbers that are too large and text that is no UTF-8, where SQLite takes
# nearly everything: what reaches a statement is tried there.
ON_THE_STRICTER_DATABASE = pytest.mark.databases("postgres")
ON_ONE_DATABASE = pytest.mark.databases("sqlite")

Text = str | list[str]  # what a field holds, or what two fields of one name hold
LONG = "x" * 10_000
NUMBERS_AND_DAYS: dict[str, Text] = {
    "a huge number": "9" * 4_000,
    "just past 64 bits": str(2**63),
    "just past 32 bits": str(2**31),
    "below zero": "-1",
    "a number elsewhere": "٣٠",
    "a superscript": "²",
    "no number": "NaN",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
}
TEXTS: dict[str, Text] = {
    "NUL": "a\0b",
    "only NUL": "\0",
    "control signs": "\x01\x1b[31m\r\n\t\x7f\x85\u2028",
    "what is left of a surrogate": "\ufffd\ufffe\U0010ffff",
    "right to left": "\u202ea\u200f\u2066",
    "ten thousand": LONG,
    "nine hundred thousand": "9" * 900_000,
    "a path, a format, SQL and markup": "../../%s%n{0}{{7*7}}%00' OR 1=1; DROP --<script>",
    "nothing": "",
    "one too many": ["a", "b"],
    **NUMBERS_AND_DAYS,
}
COUNTED = re.compile(r"\b(failed_sign_in|mail_request)\b")
PATHS = (
    "%00",
    "%ff%fe",
    "%ed%a0%80",
    "a%0d%0aSet-Cookie:x=1",
    "%2e%2e%2f",
    "x" * 3_000,
    "%F0%9F%A6%B4",
    "'--",
    "-1",
)
NUMBERS = ("0", "2147483647", "2147483648", "9223372036854775808", "9" * 400, "-1", "%d9%a3")
HEADERS = (
    {"Accept": "text/html;q=abc, */*;q=9, ,;;=,\x80"},
    {"Accept": "application/json;" * 500},
    {
        "Accept-Language": "\xff" * 1_000,
        "Accept-Encoding": "\xff",
        "If-None-Match": '"' * 999,
        "Range": "bytes=9-1",
    },
    {"X-HTTP-Method-Override": "DELETE", "X-Method": "POST", "X-Forwarded-For": "\xff, x" * 99},
    {"User-Agent": "\xff" * 8_000, "Referer": "javascript:\xff", "If-Modified-Since": "yesterday"},
    {"Cookie": "sign-in=\xff\\355\\240\\200; school=.eJ\xff; =; ;;; a"},
    {"Cookie": "school=" + "." * 60_000 + "; sign-in=" + "\x01" * 9_000},
    {"Content-Type": "application/json"},
    {"Content-Type": "multipart/form-data"},
    {"Content-Type": "multipart/form-data; boundary=" + "x" * 300},
    {"Content-Type": "application/x-www-form-urlencoded; charset=utf-7"},
    {"Host": "a b\xff"},
    {"Host": "evil.example:99999999"},
)
QUERIES = (
    "endpoint=x&values=y&_external=1&_anchor=z&_scheme=javascript&_method=POST&self=1&page=2",
    "filename=z&page=2&page=x",
    "q=%00&page=%00&sort=%00&code=%00&kind=%00&edition=%00&course=%00&state=%00&role=%00",
    "q=%ff%ed%a0%80&page=-1&sort=-%ff&code=%ff&edition=%ff&course=%ff",
    "q=%d9%a3%c2%b2&page=%d9%a3&edition=%c2%b2&code=%c2%b2",
    "q=a%22+NEAR+b*&q=c&page=1&page=2&page[]=3&sort[]=name",
    "page=" + "9" * 4_500 + "&edition=" + "9" * 4_500,
    "page=9223372036854775808&edition=9223372036854775808",
    "hurts=%00&hurts=%ff&not=%ed%a0%80&hurts[]=head.temple&not=" + "head.temple&not=" * 500,
    "q=" + "a+" * 5_000 + "&code=" + "9" * 10_000,
    "ischemia-check=%00&ischemia-check=%ff&ischemia-check=" + "9" * 4_500,
    "ischemia-check=%d9%a3",
    "q=" + "%25_" * 900 + "&sort=-&role=everyone",
    "&&&=&=x&%",
)


@pytest.fixture
def busy_school(app) -> School:
    """A school in which Ana has an open attempt, hours and a certificate.

    So an id of 1 leads to something.
    """
    with app.extensions["database"].writing() as session:
        acts.enrol(session, course="nmt-five-factors", now=NOON - timedelta(days=1))
        acts.take(session)
        acts.take(session, slug="trigger-points")
        acts.start(session)
    return app


# What each form carries; a new POST route is not tested, and says so, until it stands here.
FIELDS = {
    "people.change_name": ("name",),
    "people.ask_email": ("email", "password"),
    "people.change_password": ("current", "chosen"),
    "people.send_invitation": ("name", "email", "role"),
    "people.set_role": ("role",),
    "people.disable_person": ("csrf_token",),
    "people.enable_person": ("csrf_token",),
    "people.invite_again": ("csrf_token",),
    "people.ask_joining": ("name", "email"),
    "people.ask_password": ("email",),
    "people.finish_join": ("password",),
    "people.accept_invitation": ("password",),
    "people.set_password": ("password",),
    "people.confirm_email": ("csrf_token",),
    "people.submit_sign_in": ("email", "password"),
    "people.submit_code": ("code",),
    "people.begin_second_factor": ("password",),
    "people.confirm_second_factor": ("code",),
    "people.renew_recovery_codes": ("code",),
    "people.turn_off_second_factor": ("code",),
    "catalogue.enrol_in": ("csrf_token", "feed"),
    "catalogue.finish": ("csrf_token",),
    "credits.move": ("edition",),
    "certificates.claim": ("course",),
    "certificates.issue_again": ("reason",),
    "quizzes.start": ("csrf_token",),
    "quizzes.save": (
        "question",
        "answer-q-ischemia-text",
        "was-q-ischemia-text",
        "answer-q-ischemia-one",
        "answer-",
    ),
    "quizzes.hand_in": (
        "answer-q-ischemia-text",
        "answer-q-ischemia-number",
        "answer-q-ischemia-several",
        "was-x",
    ),
    "studying.show": ("card", "region", "drawing", "tap", "muscle", "mimic", "shown", "reviews"),
    "studying.rate": (
        "card",
        "region",
        "drawing",
        "tap",
        "muscle",
        "mimic",
        "seconds",
        "reviews",
        "client_id",
        "rating",
    ),
    "studying.undo": ("review",),
    "studying.tell_apart": ("one", "other", "first", "second"),
    "studying.suspend": ("card", "back"),
    "studying.bury": ("card", "back"),
    "studying.resume": ("card", "back"),
    "studying.reset": ("card", "back"),
    "memory.choose": ("new_per_day", "retention", "kinds"),
    "memory.set_examination": ("about", "on_date"),
    "memory.forget_examination": ("about",),
    "memory.optimise": ("forget",),
    "studying.cram_answer": ("card", "region", "drawing", "tap"),
    "studying.take_replay": ("tag", "queue"),
    "finder.show_finder_for_drawing": ("drawn_hurts", "drawn_not"),
    "admissions.record": ("where", "held_on", "minutes", "seen", "form_key", "step"),
    "admissions.take_back": ("reason",),
    "admissions.correct": ("minutes", "reason", "step"),
    "admissions.move": ("edition",),
    "admissions.move_entry": ("course", "reason", "step"),
}
# Routes that read a field with the same lines, and do the same with it: they take turns, so that
# each text is tried at one of them, and each of them is sent some texts. A route that stores what
# another only shows is not in its row.
PASSWORD_LINKS = ("people.finish_join", "people.accept_invitation", "people.set_password")
SETTING_ASIDE = ("studying.suspend", "studying.bury", "studying.resume", "studying.reset")
SHOWING_ANSWERS = ("studying.show", "studying.cram_answer")
READ_ALIKE = {
    "csrf_token": tuple(route for route, fields in FIELDS.items() if "csrf_token" in fields),
    "password": PASSWORD_LINKS,
    "card": (*SETTING_ASIDE, *SHOWING_ANSWERS, "studying.rate"),
    "back": SETTING_ASIDE,
    "region": SHOWING_ANSWERS,
    "drawing": SHOWING_ANSWERS,
    "tap": SHOWING_ANSWERS,
}
# What no route reads as a number or as a day: there, such a text is only one more word. A field
# that is missing here is sent everything.
WORDS = {
    "back",
    "card",
    "chosen",
    "client_id",
    "course",
    "csrf_token",
    "current",
    "email",
    "feed",
    "first",
    "form_key",
    "mimic",
    "muscle",
    "name",
    "one",
    "other",
    "password",
    "reason",
    "region",
    "role",
    "second",
    "seen",
    "step",
    "tag",
    "where",
}
OFFLINE_REVIEW = {
    "card": "referral-patterns/supraspinatus/zone",
    "reviews": "0",
    "client_id": "client-id-2",
    "rating": "3",
}
DRAWING = {
    "side": "right",
    "strokes": [{"view": "back", "radius": 0.02, "points": [[0.6, 0.2]]}],
}
# A form that a service would take, so that one damaged field gets as far as it can.
GOOD = {
    "name": "Ana Reyes-Silva",
    "email": "somebody@school.example",
    "password": "a long enough pass phrase",
    "current": "a long enough pass phrase",
    "chosen": "another long pass phrase",
    "role": "student",
    "reason": "Because it was recorded twice.",
    "seen": "Ana was in the room all day.",
    "minutes": "10",
    "where": "nmt-elective/classroom",
    "held_on": "2026-11-19",
    "form_key": "a-key-of-a-form-0123",
    "step": "record",
    "card": "referral-patterns/infraspinatus/zone",
    "reviews": "0",
    "client_id": "client-id-1",
    "rating": "3",
    "course": "nmt-five-factors",
    "shown": "1",
    "seconds": "9",
    "review": "1",
    "one": "infraspinatus",
    "other": "supraspinatus",
    "first": "infraspinatus",
    "second": "supraspinatus",
    "tag": tag_of(SECRET, identity("ana")),
    "queue": json.dumps([{"fields": list(OFFLINE_REVIEW.items()), "ago": 1}]),
    "drawn_hurts": json.dumps(DRAWING),
}
PARTS = {"deck": "referral-patterns", "section_id": "what-it-is", "item_id": "ischemia-check"}
# They would end the test's own sign-in. They take no field.
NOT_HERE = {"people.sign_out", "people.leave_everywhere"}
OPEN_ATTEMPT = 3
BEN = 2


def build_address(app: School, rule: Rule, **instead: str) -> str:
    """The address at which a route leads to something that exists."""
    values = {
        "slug": "ischemia",
        "secret": "no-such-secret",
        "kind": "module",
        "person_id": BEN,
    } | PARTS
    values |= {"attempt_id": OPEN_ATTEMPT} | instead
    if rule.rule.startswith("/courses"):
        values["slug"] = "nmt-elective"
    arguments = {name: values.get(name, 1) for name in rule.arguments}
    method = next(iter(rule.methods - {"OPTIONS"}))
    return app.url_map.bind("localhost").build(rule.endpoint, arguments, method=method)


def list_routes(app: School, method: str) -> list[Rule]:
    return [
        rule
        for rule in app.url_map.iter_rules()
        if method in rule.methods and rule.endpoint not in NOT_HERE
    ]


class Writes:
    """The writing statements that were committed.

    Counted tries are left out: they are meant to outlive a refusal.
    """

    def __init__(self, app: School) -> None:
        self.committed: list[str] = []
        self._pending: list[str] = []
        engine = app.extensions["database"].engine
        event.listen(engine, "before_cursor_execute", self._note)
        event.listen(engine, "commit", self._commit)
        event.listen(engine, "rollback", lambda _connection: self._pending.clear())

    def _note(self, _connection, _cursor, sql: str, *_rest: object) -> None:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not COUNTED.search(sql):
            self._pending.append(sql)

    def _commit(self, _connection) -> None:
        self.committed += self._pending
        self._pending.clear()


def find_fault(request: str, answer: TestResponse) -> list[str]:
    """One sentence if the school failed, nothing otherwise."""
    return [f"{request}: {answer.status_code}"] if answer.status_code >= 500 else []


@ON_THE_STRICTER_DATABASE
def test_no_address_is_too_strange(busy_school):
    faults = []
    for name in ("ana", "ada"):
        browser = browser_of(busy_school, name)
        for rule in list_routes(busy_school, "GET"):
            for part in [*PATHS, *NUMBERS] if rule.arguments else []:
                url = _fill_with(part, rule.rule)
                faults += find_fault(f"{name} GET {url[:80]}", browser.get(url))
    assert not faults, "\n" + "\n".join(faults)


def _fill_with(part: str, rule: str) -> str:
    """The address of a route with `part` in every place that takes a value."""
    first, *rest = rule.split("<")
    return first + "".join(part + piece.split(">", 1)[1] for piece in rest)


@ON_THE_STRICTER_DATABASE
def test_no_query_is_too_strange(busy_school):
    faults = []
    for name in ("ana", "ada"):
        browser = browser_of(busy_school, name)
        for rule in list_routes(busy_school, "GET"):
            for query in QUERIES:
                answer = browser.get(build_address(busy_school, rule) + "?" + query)
                faults += find_fault(f"{name} GET {rule} ?{query[:60]}", answer)
    assert not faults, "\n" + "\n".join(faults)


@ON_ONE_DATABASE
def test_no_header_is_too_strange(busy_school):
    faults = []
    # Without a jar: an empty one too would replace the header that a case sends.
    stranger = busy_school.test_client(use_cookies=False)
    for rule in busy_school.url_map.iter_rules():
        method = "GET" if "GET" in rule.methods else "POST"
        url = build_address(busy_school, rule)
        ana = browser_of(busy_school, "ana")
        for headers in HEADERS:
            for browser in (stranger, ana):
                answer = browser.open(url, method=method, headers=headers)
                faults += find_fault(f"{method} {rule} {str(headers)[:60]}", answer)
    assert not faults, "\n" + "\n".join(faults)


TYPED = "application/x-www-form-urlencoded"
IN_PARTS = "multipart/form-data; boundary=b"
PART = b'--b\r\nContent-Disposition: form-data; name="name"'
BODIES = {
    "too long": (b"a=" + b"x" * 1_500_000, TYPED),
    "too many fields": (b"a=1&" * 10_000, TYPED),
    "bad UTF-8": (b"name=%ff%fe&email=\xff\xfe&card=%ed%a0%80&csrf_token=\xff", TYPED),
    "cut off": (PART + b"\r\n\r\nAna", IN_PARTS),
    "too many parts": ((PART + b"\r\n\r\n1\r\n") * 1_100 + b"--b--\r\n", IN_PARTS),
    "a file": (PART + b'; filename="../x"\r\n\r\n1\r\n--b--\r\n', IN_PARTS),
    "deep JSON": (b"[" * 100_000, "application/json"),
}


@ON_ONE_DATABASE
def test_no_body_is_too_strange(busy_school):
    """Too long, too many fields, cut off, in no known encoding.

    They come from strangers too, and go to pages that refuse their sender.
    """
    faults = []
    for rule in list_routes(busy_school, "POST"):
        url = build_address(busy_school, rule)
        stranger = busy_school.test_client()
        for browser in (stranger, browser_of(busy_school, "ana"), browser_of(busy_school, "ada")):
            for name, (body, kind) in BODIES.items():
                answer = browser.post(url, data=body, content_type=kind)
                faults += find_fault(f"POST {rule}, {name}", answer)
    assert not faults, "\n" + "\n".join(faults)


def test_every_post_has_its_fields_tried(app):
    assert {rule.endpoint for rule in list_routes(app, "POST")} == set(FIELDS)


def test_every_text_is_tried_at_some_route_that_has_the_field():
    """A route that is renamed, or loses a field, must not keep its turn."""
    for field, routes in READ_ALIKE.items():
        assert [route for route in routes if field not in FIELDS.get(route, ())] == [], field
    assert set(chain.from_iterable(FIELDS.values())) >= WORDS


# Where the good form makes the school write.
TAKEN = {
    "people.change_name",
    "people.send_invitation",
    "people.set_role",
    "people.ask_joining",
    "catalogue.enrol_in",
    "catalogue.finish",
    "quizzes.start",
    "quizzes.save",
    "quizzes.hand_in",
    "studying.rate",
    "studying.take_replay",
    "admissions.record",
    "admissions.take_back",
}


@ON_ONE_DATABASE
def test_a_good_form_counts_only_with_its_token(busy_school):
    """A forged token writes nothing on any route.

    With the browser's own token, most of the same forms are taken.
    """
    browsers = Browsers(busy_school)
    routes = list_routes(busy_school, "POST")
    not_refused = {}
    for rule in routes:
        outcome = send_good_form(browsers, rule, csrf_token="forged")
        if outcome != (400, []):
            not_refused[rule.endpoint] = outcome
    assert not not_refused
    routes.sort(key=_closes_what_others_write_to)
    taken = {rule.endpoint for rule in routes if send_good_form(browsers, rule)[1]}
    assert taken >= TAKEN, f"not taken any more: {TAKEN - taken}"


def _closes_what_others_write_to(rule: Rule) -> bool:
    return rule.endpoint == "quizzes.hand_in"


# Where a good form has something to change: another attempt, the person who takes the course,
# another role.
FRUITFUL = {"quizzes.start": {"slug": "trigger-points"}, "admissions.record": {"person_id": "1"}}
CHANGING = {
    "role": "instructor",
    "question": "answer-q-ischemia-text",
    "answer-q-ischemia-text": "a flush",
}


def send_good_form(browsers: Browsers, rule: Rule, **instead: str) -> tuple[int, list[str]]:
    """Send the good form to a route: the status, and the writes that were committed."""
    values = {"secret": issue_secret(browsers.app, rule.endpoint)}
    values |= FRUITFUL.get(rule.endpoint, {})
    url = build_address(browsers.app, rule, **values)
    answer, written = browsers.post(rule, url, GOOD | CHANGING, instead)
    return answer.status_code, written


class Browsers:
    """Browsers of those who may, in one session for each reader: its token is asked for once."""

    def __init__(self, app: School) -> None:
        self.app = app
        self.writes = Writes(app)
        self._cookies: dict[str, dict[str, str]] = {}
        self._tokens: dict[str, str] = {}

    def post(
        self, rule: Rule, url: str, form: Mapping[str, Text], instead: Mapping[str, Text]
    ) -> tuple[TestResponse, list[str]]:
        """Send a form with a good token, and `instead` in it: the answer, and what it wrote.

        It comes from Ada where only the staff may, from Ana elsewhere.
        """
        staff = rule.rule.startswith(("/people", "/desk")) or "reissue" in rule.rule
        name = "ada" if staff else "ana"
        browser = self._open_fresh(name)
        before = len(self.writes.committed)
        fields = {**form, "csrf_token": self._tokens[name], **instead}
        answer = browser.post(url, data=fields)
        written = self.writes.committed[before:]
        if any("sign_in" in sql for sql in written):
            self._cookies.clear()  # what was written may have ended a sign-in
        return answer, written

    def _open_fresh(self, name: str) -> FlaskClient:
        """A browser that holds the sign-in and the session, and nothing of earlier answers."""
        if name not in self._cookies:
            self._sign_in(name)
        browser = self.app.test_client()
        for cookie, value in self._cookies[name].items():
            browser.set_cookie(cookie, value)
        return browser

    def _sign_in(self, name: str) -> None:
        browser = browser_of(self.app, name)
        self._tokens[name] = read_token(browser, "/verify")
        names = ("sign-in", "school")
        self._cookies[name] = {cookie: browser.get_cookie(cookie).value for cookie in names}


@ON_THE_STRICTER_DATABASE
@pytest.mark.parametrize("name_of_text", TEXTS)
def test_no_field_is_too_strange(busy_school, name_of_text):
    """One damaged field at a time in an otherwise good form; what is refused has changed no row."""
    faults: list[str] = []
    browsers = Browsers(busy_school)
    for rule in list_routes(busy_school, "POST"):
        for field in FIELDS[rule.endpoint]:
            if is_tried(rule.endpoint, field, name_of_text):
                faults += send_damaged_form(browsers, rule, field, TEXTS[name_of_text])
    assert not faults, "\n" + "\n".join(faults)
    assert browsers.writes.committed, "nothing was taken at all: this test has lost its way"


def is_tried(endpoint: str, field: str, name_of_text: str) -> bool:
    """Whether the text is sent in this field of this route, and not proved elsewhere."""
    if field in WORDS and name_of_text in NUMBERS_AND_DAYS:
        return False
    alike = READ_ALIKE.get(field, ())
    if endpoint not in alike:
        return True
    return endpoint == alike[list(TEXTS).index(name_of_text) % len(alike)]


def send_damaged_form(browsers: Browsers, rule: Rule, field: str, text: Text) -> list[str]:
    """What is wrong with the answer to a good form in which one field holds `text`."""
    url = build_address(browsers.app, rule, secret=issue_secret(browsers.app, rule.endpoint))
    answer, written = browsers.post(rule, url, GOOD, {field: text})
    request = f"POST {rule} {field}={text!r:.40}"
    if answer.status_code >= 400 and written:
        return [f"{request}: refused, and yet it wrote: {written}"]
    return find_fault(request, answer)


def issue_secret(app: School, endpoint: str) -> str:
    """The secret of a link that opens, where the route is one of a link."""
    kinds = {
        "people.accept_invitation": "invitation",
        "people.set_password": "password",
        "people.confirm_email": "email",
    }
    if endpoint != "people.finish_join" and endpoint not in kinds:
        return "no-such-secret"
    with app.extensions["database"].writing() as session:
        if endpoint == "people.finish_join":
            link = issue_ticket_for_joining(session, "new@school.example", "New Person", NOON)
        else:
            ben = session.get_one(Person, BEN)
            email = "ben2@school.example" if kinds[endpoint] == "email" else None
            link = issue_ticket_for_person(session, kinds[endpoint], ben, NOON, email)
    return link.rsplit("/", 1)[1]
