"""Questions in stored editions: today's form, and the flat one from before bodies."""

import hashlib
import json
import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given

from school.catalogue.rules.documents import Module
from school.documents.rules.payload import from_payload, to_payload
from school.questions.choosing.choice import Choice
from school.questions.items import Item
from school.questions.kinds import give_right_answer, list_wrong_answers, mark_response
from school.questions.numeric.body import Numeric, NumericAnswer
from school.questions.one_choice.body import OneChoice
from school.questions.several_choices.body import SeveralChoices
from school.questions.short_text.body import ShortText
from school.questions.stored import flatten_items, upgrade_item
from school.quizzes.rules.quiz import Quiz
from tests.questions.items import any_item
from tests.witness import opened


@pytest.fixture(scope="module")
def witness(tmp_path_factory):
    """Kind, hash and payload of each edition with questions in a school from before bodies."""
    path = tmp_path_factory.mktemp("witness") / "witness.db"
    opened.unpack_sqlite(path)
    rows = sqlite3.connect(path).execute(
        "SELECT kind, sha256, payload FROM edition WHERE kind IN ('module', 'quiz') ORDER BY id"
    )
    return [(kind, sha256, json.loads(payload)) for kind, sha256, payload in rows]


@pytest.fixture(scope="module")
def old_items(witness):
    quizzes = [payload for kind, _sha256, payload in witness if kind == "quiz"]
    return [item for quiz in quizzes for item in quiz["items"]]


@given(any_item())
def test_the_body_is_stored_with_the_name_of_its_kind(item):
    stored = json.loads(json.dumps(to_payload(item)))
    assert stored["body"]["kind"] == item.kind
    assert from_payload(Item, stored) == item


def test_an_old_question_with_one_right_choice_is_read(old_items):
    assert old_items[0] == {
        "id": "q-ischemia-one",
        "title": "Question q-ischemia-one",
        "kind": "one-choice",
        "points": 1,
        "partial": "off",
        "objective": "isc-dose",
        "section": "in-the-room",
        "tags": [],
        "stem": "<p>What do you do?</p>",
        "hint": "",
        "explanation": "<p>Stay at five or six of ten.</p>",
        "line": 1,
        "choices": old_items[0]["choices"],
        "number": None,
        "wordings": [],
    }
    assert from_payload(Item, old_items[0]) == Item(
        id="q-ischemia-one",
        title="Question q-ischemia-one",
        points=1,
        objective="isc-dose",
        section="in-the-room",
        tags=(),
        stem="<p>What do you do?</p>",
        hint="",
        explanation="<p>Stay at five or six of ten.</p>",
        line=1,
        body=OneChoice(
            (
                Choice("a", "Hold on", "Guarding would follow.", False, False),
                Choice("b", "Ease off", "Yes: below the level of guarding.", True, False),
                Choice("c", "None of these", "One of them is right.", False, True),
            )
        ),
    )


def test_old_questions_of_the_other_kinds_are_read(old_items):
    bodies = {item["kind"]: from_payload(Item, item).body for item in old_items}
    several = bodies["several-choices"]
    assert isinstance(several, SeveralChoices)
    assert (several.partial, [choice.id for choice in several.choices]) == (
        "net-correct",
        ["a", "b", "c", "d"],
    )
    assert bodies["numeric"] == Numeric(NumericAnswer("20", "40", "30", "s"))
    assert bodies["short-text"] == ShortText(("reactive hyperemia", "reactive hyperaemia"))


def test_an_old_question_without_the_fields_of_its_kind_takes_what_they_stood_for():
    """Payloads from before `partial` was stored."""
    body = upgrade_item({"id": "q", "kind": "several-choices"})["body"]
    assert body == {"kind": "several-choices", "choices": [], "partial": "off"}


def test_old_documents_have_the_hash_that_they_had(witness):
    classes = {"module": Module, "quiz": Quiz}
    for kind, sha256, payload in witness:
        read = to_payload(replace(from_payload(classes[kind], payload), edition_id=0))
        text = json.dumps(flatten_items(read), sort_keys=True)
        assert hashlib.sha256(text.encode()).hexdigest() == sha256


@given(any_item())
def test_a_kinds_own_answers_are_right_and_wrong(item):
    if item.kind != "short-text":  # of arbitrary characters, perhaps without a letter
        assert mark_response(item, give_right_answer(item)).right
    for answer in list_wrong_answers(item):
        assert not mark_response(item, answer).right
