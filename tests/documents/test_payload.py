"""Documents as JSON and back."""

from __future__ import annotations

import json

import pytest

from school.cards.rules.decks import Deck
from school.catalogue.rules.documents import Module, SchoolFacts, Section
from school.catalogue.rules.sources import Source
from school.documents.rules.payload import from_payload, to_payload
from school.quizzes.rules.quiz import Quiz
from tests import make


@pytest.mark.parametrize(
    "document",
    [
        make.module(),
        make.quiz(),
        make.course(),
        make.deck(),
        make.deck_in_words(),
        make.term(),
        make.school_facts(),
        make.source(),
    ],
)
def test_every_document_survives_json(document):
    payload = json.loads(json.dumps(to_payload(document)))
    assert from_payload(type(document), payload) == document


def test_a_field_that_an_old_edition_lacks_takes_its_default():
    payload = to_payload(make.deck())
    for pattern in payload["patterns"]:
        del pattern["refer_first"]
    assert from_payload(Deck, payload) == make.deck()


def test_a_deck_from_before_the_figure_stays_readable_and_asks_for_no_points():
    payload = to_payload(make.deck())
    del payload["cards"]
    for pattern in payload["patterns"]:
        del pattern["point"], pattern["about"]
    old = from_payload(Deck, payload)
    assert old == make.deck()
    assert not any(pattern.point for pattern in old.patterns)


def test_a_field_without_a_default_is_missed_by_name():
    with pytest.raises(KeyError, match="Source lacks year"):
        from_payload(
            Source,
            {key: value for key, value in to_payload(make.source()).items() if key != "year"},
        )


def test_only_json_can_be_kept():
    with pytest.raises(TypeError, match="cannot hold a set"):
        to_payload({"a": {1}})


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (99, 1), (290, 1), (310, 2), (2000, 10)])
def test_a_section_takes_at_least_a_minute_to_read(words, minutes):
    assert Section("s", "S", words, ()).minutes == minutes


def test_documents_know_their_parts():
    module: Module = make.module()
    quiz: Quiz = make.quiz()
    facts: SchoolFacts = make.school_facts()
    assert module.find_section("none") is None
    assert module.find_check("none") is None
    assert quiz.find_item("q-ischemia-one").title == "Question q-ischemia-one"
    assert quiz.find_item("none") is None
    assert facts.signatories[0].role == "Administrator"
