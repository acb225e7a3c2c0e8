"""Searching the content that ships: the same answers from both databases, whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.catalogue.rules.query import read_query
from school.catalogue.service.search import (
    list_search_entries,
    search_content,
    store_search_entries,
)
from school.config import ROOT
from school.documents.service.folder import check_folder


@pytest.fixture(scope="module")
def content():
    return check_folder(ROOT / "content")


@pytest.fixture
def school(session, content):
    store_search_entries(session, list_search_entries(content))
    return session


FIRST = {
    "reactive hyperemia": "/glossary#reactive-hyperemia",
    "REACTIVE hyperem": "/glossary#reactive-hyperemia",
    "lactic acid": "/modules/ischemia#case",
    "acute compartment syndrome": "/modules/compartment-syndrome",
    "positional release": "/modules/positional-release",
    "confidence interval": "/glossary#confidence-interval",
    "where is the taut band?": "/glossary#taut-band",
    "supraspinatus": "/cards/referral-patterns/patterns/supraspinatus",
    "levator scapulae": "/cards/referral-patterns/patterns/levator_scapulae",
    "sternocleidomast": "/cards/referral-patterns/patterns/scm_sternal",
    "referral patterns": "/cards/referral-patterns",
}
NOTHING = ("", "   ", "the", "?!", "\0", "'", '"', "*", "(", "-", "a", "😀")
HOSTILE = (
    "' OR 1=1 --",
    '"unfinished',
    "NEAR(ischemia pain, 5)",
    "title:ischemia AND NOT pain*",
    "ischemia & | ! <-> :* \\",
    "ischemia\0pain",
    "%_%",
    "{ischemia} ^pain",
    "ischemia " * 2_000,
    "ﬁbers ² ½ ǆ",
)


def test_the_best_place_comes_first(school):
    for typed, url in FIRST.items():
        urls = [hit.url for hit in search_content(school, typed)]
        assert url in urls[:2], typed


def test_a_hit_says_where_it_is_and_marks_what_was_looked_for(school):
    hit = next(
        hit for hit in search_content(school, "lactic acid") if hit.url == "/modules/ischemia#case"
    )
    assert (hit.title, hit.place) == ("Case: the runner who wants the acid out", "Ischemia")
    assert {"lactic", "acid"} <= {words.lower() for words, found in hit.excerpt if found}
    assert not any("<" in words for words, _found in hit.excerpt)


def test_a_pattern_is_found_by_where_it_refers_and_by_what_it_can_be_mistaken_for(school):
    for typed in ("deltoid anterior C5 radiculopathy", "front shoulder C5 radiculopathy"):
        assert "/cards/referral-patterns/patterns/infraspinatus" in [
            hit.url for hit in search_content(school, typed)
        ], typed


def test_every_pattern_can_be_found_by_its_name(school, content):
    (deck,) = (
        written.document for written in content.documents if written.slug == "referral-patterns"
    )
    for pattern in deck.patterns:
        urls = [hit.url for hit in search_content(school, pattern.name)]
        assert f"/cards/referral-patterns/patterns/{pattern.id}" in urls, pattern.id


def test_a_deck_is_found_by_what_its_cards_ask_and_not_by_what_they_answer(school):
    (deck,) = (
        hit
        for hit in search_content(school, "held contraction stop flow")
        if hit.url == "/cards/safe-hands"
    )
    assert deck.place == "Cards"
    assert "/cards/safe-hands" not in [
        hit.url for hit in search_content(school, "five healthy men average maximal effort")
    ]


def test_the_last_word_may_be_only_begun(school):
    assert "trigger point" in search_content(school, "trigger poi")[0].title.lower()


def test_words_that_are_nowhere_together_are_found_apart(school):
    assert search_content(school, "ischemia xylophone")


def test_the_answer_of_a_self_check_is_not_in_any_excerpt(school):
    assert not any(
        "Yes. This fits the one-hour experiment" in str(hit)
        for hit in search_content(school, "one-hour experiment")
    )


def test_where_there_is_nothing_to_look_for_nothing_is_found(school):
    assert [search_content(school, typed) for typed in NOTHING] == [[]] * len(NOTHING)


@pytest.mark.parametrize("typed", ["don't", "don’t"])
def test_a_shortened_do_not_is_not_the_beginning_of_another_word(typed):
    assert read_query(typed) is None
    assert read_query(f"trigger points {typed} exist") == read_query("trigger points exist")


def test_operators_and_quotes_are_mere_words(school):
    assert all(isinstance(search_content(school, typed), list) for typed in HOSTILE)


def test_no_more_than_asked_for(school):
    assert len(search_content(school, "muscle", limit=3)) == 3


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.text(max_size=60))
def test_anything_may_be_typed(school, typed):
    search_content(school, typed)


@given(st.text())
def test_a_query_holds_nothing_but_letters_and_digits(typed):
    query = read_query(typed)
    assert query is None or all(word.isalnum() for word in query.words)


@pytest.mark.parametrize("typed", ["the client's number", "driver's buttock", '"lactic acid"'])
def test_straight_marks_and_those_of_print_find_the_same(school, typed):
    printed = typed.replace("'", "’").replace('"', "“", 1).replace('"', "”")
    assert search_content(school, typed) == search_content(school, printed) != []
