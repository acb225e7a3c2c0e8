"""No byte of the key leaves the server before the hand-in: every page is searched for canaries."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from school.questions.numeric.body import Numeric, NumericAnswer
from school.questions.short_text.body import ShortText
from school.quizzes.rules.quiz import Quiz
from tests import make
from tests.addresses import NOT_THERE
from tests.cast import token
from tests.quizzes import acts

pytestmark = pytest.mark.databases("sqlite")

JSON = {"Accept": "application/json"}
CANARY = "zqxjkvwz"  # stands in no other text of the school, nor by chance in a token
ACCEPTED = "7481926"  # the number that is right, which no page would show by chance


def with_canaries() -> Quiz:
    """The quiz of the tests with a canary in all that must stay on the server."""
    quiz = make.quiz()
    return replace(quiz, items=tuple(_with_canaries(item) for item in quiz.items))


def _with_canaries(item):
    if item.kind == "short-text":
        body = ShortText((f"{CANARY} wording",))
    elif item.kind == "numeric":
        body = Numeric(NumericAnswer(ACCEPTED, ACCEPTED, ACCEPTED, item.body.number.unit))
    else:
        choices = tuple(
            replace(choice, feedback=f"{CANARY} feedback {choice.id}")
            for choice in item.body.choices
        )
        body = replace(item.body, choices=choices)
    return replace(item, explanation=f"<p>{CANARY} explanation</p>", body=body)


def secrets_in(answer) -> list[str]:
    received = answer.get_data() + str(answer.headers).encode()
    return [secret for secret in (CANARY, ACCEPTED) if secret.encode() in received]


@pytest.fixture
def sitting(app, ana):
    """An open attempt of Ana's at the quiz with canaries."""
    with app.extensions["database"].writing() as session:
        acts.republish(session, quiz=with_canaries())
    return acts.open_in_browser(app, ana)


def pages(app, attempt) -> list[str]:
    """Every address of a page, with the names of things that exist."""
    names = {"slug": "ischemia", "deck": "referral-patterns", "item_id": "q-ischemia-one"}
    adapter = app.url_map.bind("localhost")
    urls = [f"/search?q={word}" for word in ("ischemia", "explanation", "feedback", "wording")]
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            values = dict.fromkeys(rule.arguments, attempt.id) | NOT_THERE | names
            arguments = {name: values[name] for name in rule.arguments}
            urls.append(adapter.build(rule.endpoint, arguments))
    return urls


def test_no_page_gives_the_key_away_before_hand_in(app, ana, ben, client, sitting):
    urls = pages(app, sitting)
    assert f"/attempts/{sitting.id}" in urls
    leaks = []
    for browser, url, accept in product((ana, ben, client), urls, ({}, JSON)):
        secrets = secrets_in(browser.get(url, headers=accept))
        if secrets:
            leaks.append(f"{url}: {secrets}")
    assert not leaks, "\n".join(leaks)


def test_no_answer_to_a_save_or_a_mistake_gives_the_key_away(app, ana, sitting):
    csrf = token(ana, "/quizzes/ischemia")
    save = f"/attempts/{sitting.id}/responses"
    for item in with_canaries().items:
        name = f"answer-{item.id}"
        for values in ([], ["1"], ["2"], ["1", "2"], ["9"], ["x" * 300], ["nonsense"]):
            form = {"csrf_token": csrf, "question": name, name: values}
            for headers in ({}, JSON):
                answer = ana.post(save, data=form, headers=headers, follow_redirects=True)
                assert not secrets_in(answer), (item.id, values)
    for broken in ({}, {"csrf_token": "forged"}, {"csrf_token": csrf, "question": "q"}):
        assert not secrets_in(ana.post(save, data=broken))


def test_a_right_and_a_wrong_save_are_alike_byte_for_byte(app, ana, sitting):
    csrf = token(ana, "/quizzes/ischemia")
    right = {item.id: make.RIGHT[item.kind] for item in with_canaries().items} | {
        "q-ischemia-number": (ACCEPTED,),
        "q-ischemia-text": (f"{CANARY} wording",),
    }
    for item in with_canaries().items:
        answers = [
            ana.post(
                f"/attempts/{sitting.id}/responses",
                data=acts.saving(sitting, item, response, csrf),
                headers=JSON,
            )
            for response in (right[item.id], make.WRONG[item.kind])
        ]
        assert {answer.status_code for answer in answers} == {200}
        assert answers[0].data == answers[1].data
        assert headers_of(answers[0]) == headers_of(answers[1])


def headers_of(answer) -> list[tuple[str, str]]:
    """Its headers, except the one that differs in every answer."""
    return [(name, value) for name, value in answer.headers if name != "X-Request-ID"]


def test_what_was_kept_secret_is_explained_after_hand_in(app, ana, sitting):
    csrf = token(ana, "/quizzes/ischemia")
    ana.post(f"/attempts/{sitting.id}/hand-in", data={"csrf_token": csrf})
    page = ana.get(f"/attempts/{sitting.id}/review").text
    for secret in ("feedback a", "feedback d", "explanation", "wording"):
        assert f"{CANARY} {secret}" in page
    assert ACCEPTED in page


def test_the_page_does_not_tell_the_order_of_the_file(app, ana, sitting):
    """Posted values are places as shown. Ids and letters of the file appear nowhere."""
    page = ana.get(f"/attempts/{sitting.id}").text
    for item in with_canaries().items:
        for choice in item.body.list_choices():
            assert f'value="{choice.id}"' not in page
    assert str(sitting.seed) not in page
