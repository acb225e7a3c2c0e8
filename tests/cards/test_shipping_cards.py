"""The decks that are shipped: what becomes a card, and whether the figure can show it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from school.body.atlas import atlas
from school.body.rules.strokes import Tap
from school.cards.kinds.mimic.options import OPTIONS, list_options
from school.cards.rules.asking import list_pattern_views
from school.cards.rules.cards import index_cards
from school.cards.rules.decks import Deck
from school.cards.rules.marking import mark_answer
from school.documents.service.folder import check_folder
from tests.cards.responses import make_response

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def decks() -> dict[str, Deck]:
    return {
        written.slug: written.document
        for written in check_folder(ROOT / "content").documents
        if written.kind == "deck"
    }


@pytest.fixture(scope="module")
def patterns(decks) -> Deck:
    return decks["referral-patterns"]


def test_all_95_found_patterns_have_their_cards_and_no_other_pattern_has_one(patterns):
    kinds = Counter(card.kind for card in index_cards(patterns).values())
    assert kinds == {"zone": 95, "name": 95, "point": 95, "mimic": 95, "muscles": 50}
    asked_ids = {card.pattern.id for card in index_cards(patterns).values() if card.pattern}
    assert asked_ids == {pattern.id for pattern in patterns.patterns if pattern.evidence == "found"}


def test_every_region_and_every_point_that_is_asked_is_on_the_figure(patterns):
    missing = [
        region.id
        for region in patterns.regions
        if atlas().find_studied_key(region.id) not in atlas().keys
    ]
    assert not missing
    pointed = {pattern_id for view in atlas().views.values() for pattern_id in view.points}
    assert not {pattern.id for pattern in patterns.patterns if pattern.point} - pointed


def mark_score(card, deck, **pieces):
    return mark_answer(card, make_response(card, **pieces), deck, atlas()).mark.score


def test_the_charted_zone_is_a_perfect_answer_to_every_zone_card(patterns):
    for card in index_cards(patterns).values():
        if card.kind == "zone":
            assert mark_score(card, patterns, regions=card.pattern.primary) == 1, card.id


def test_the_right_answer_to_every_other_card_is_perfect(patterns):
    for card in index_cards(patterns).values():
        if card.kind == "name":
            assert mark_score(card, patterns, muscles=(card.pattern.name,)) == 1, card.id
        elif card.kind == "mimic":
            assert mark_score(card, patterns, mimics=card.pattern.mimics) == 1, card.id
        elif card.kind == "muscles":
            right = tuple(p.id for p in patterns.graded if card.region.id in p.primary)
            assert mark_score(card, patterns, muscles=right) == 1, card.id


def test_a_tap_on_a_trigger_point_is_right(patterns):
    for view in atlas().views.values():
        for card in index_cards(patterns).values():
            if card.kind == "point" and card.note in view.points:
                x, y = view.points[card.note][0]
                assert mark_score(card, patterns, tap=Tap(view.id, x, y)) == 1, card.id


def test_diagnoses_are_offered_among_enough_wrong_ones_and_none_stands_twice(patterns):
    for card in index_cards(patterns).values():
        if card.kind == "mimic":
            offered = list_options(card.pattern, patterns)
            assert (
                len(offered) == len(set(offered)) == max(OPTIONS, len(card.pattern.mimics) + 3)
            ), card.id


def test_the_deck_in_words_has_its_sources_and_its_modules(decks):
    deck = decks["safe-hands"]
    assert len(deck.cards) >= 40
    assert all(card.about for card in deck.cards)
    assert len(deck.cited) >= 25
    modules = {name.partition("/")[0] for card in deck.cards for name in card.about}
    assert len(modules) == 9


def test_the_page_of_a_pattern_shows_as_many_of_its_trigger_points_as_any_view(patterns):
    def most(pattern, views) -> int:
        return max((atlas().count_points(pattern.id, view) for view in views), default=0)

    fewer = [
        p.id
        for p in patterns.patterns
        if most(p, list_pattern_views(p, atlas())) < most(p, atlas().views)
    ]
    assert not fewer


def test_the_point_is_shown_first_where_most_of_its_marks_are():
    assert atlas().list_views_with_points("temporalis") == (
        "right",
        "head_right",
        "front",
        "head_front",
    )
    assert atlas().list_views_with_points("no_such_muscle") == ()
