"""The cards of a deck: their ids, order, questions, regions and groups."""

from __future__ import annotations

from dataclasses import replace

import pytest

from school.cards.kinds.mimic.options import OPTIONS, list_options
from school.cards.rules.cards import (
    group_by_area,
    group_by_muscle_group,
    index_cards,
    keep_known_regions,
    list_labels,
    list_patterns_of_zone,
    list_unasked_patterns,
)
from school.cards.rules.decks import TextCard
from school.cards.rules.registry import CARD_KINDS
from tests import make

ILLS = ("gout", "shingles", "appendicitis", "kidney stone")


def deck_of_all_kinds():
    """Two groups. The second has the point, and a second muscle that refers to the temple."""
    return make.deck(
        patterns=(
            make.pattern(
                "temporalis",
                group="head_neck",
                primary=("head.temple",),
                spillover=(),
                mimics=ILLS[:1],
            ),
            make.pattern(
                "brachialis", primary=("arm.anterior", "head.temple"), mimics=(), point=True
            ),
            make.pattern(
                "rhomboids", primary=("scapula.interscapular",), mimics=ILLS[1:], evidence="partial"
            ),
        ),
        cards=(TextCard("dose", "How hard?", "<p>Five or six of ten.</p>", ("ischemia",)),),
    )


def test_only_graded_patterns_become_cards():
    deck = make.deck()
    zones = [card_id for card_id in index_cards(deck) if card_id.endswith("/zone")]
    assert zones == [
        "referral-patterns/infraspinatus/zone",
        "referral-patterns/supraspinatus/zone",
        "referral-patterns/trapezius_upper/zone",
    ]
    assert [pattern.id for pattern in list_unasked_patterns(deck)] == ["rhomboids"]
    assert not any("rhomboids" in card_id for card_id in index_cards(deck))


def test_new_cards_come_group_by_group_and_a_region_once_all_its_muscles_were_met():
    cards = index_cards(deck_of_all_kinds())
    assert [card_id.removeprefix("referral-patterns/") for card_id in cards] == [
        "temporalis/zone",
        "temporalis/name",
        "temporalis/mimic",
        "brachialis/zone",
        "brachialis/name",
        "brachialis/point",
        "head.temple/muscles",
        "dose/text",
    ]


def test_every_kind_has_a_word_and_cards_of_one_pattern_are_siblings():
    cards = index_cards(deck_of_all_kinds())
    assert {card.kind for card in cards.values()} == set(CARD_KINDS)
    for card_id, card in cards.items():
        assert card_id == f"{card.deck_slug}/{card.note}/{card.kind}"
    assert {card.note for card in cards.values()} == {
        "temporalis",
        "brachialis",
        "head.temple",
        "dose",
    }


def test_a_pattern_without_a_point_on_the_figure_or_without_diagnoses_has_no_card_for_them():
    cards = index_cards(make.deck())
    assert not [card for card in cards.values() if card.kind in ("point", "mimic")]


def test_cards_are_made_once_an_edition():
    deck = make.deck()
    newer = replace(deck, edition_id=7, patterns=deck.patterns[:1])
    smaller = replace(deck, patterns=deck.patterns[:1])
    assert index_cards(deck) is index_cards(deck)
    assert index_cards(newer) is not index_cards(deck)
    assert len(index_cards(smaller)) < len(index_cards(deck))


def test_a_card_about_a_zone_asks_for_places_and_one_about_diagnoses_for_none():
    cards = index_cards(deck_of_all_kinds())
    places = {}
    for name in ("brachialis/zone", "brachialis/point", "head.temple/muscles", "temporalis/mimic"):
        card = cards[f"referral-patterns/{name}"]
        places[card.kind] = CARD_KINDS[card.kind].list_places(card)
    assert places == {
        "zone": ("arm.anterior", "head.temple"),
        "point": ("arm.anterior", "head.temple"),
        "muscles": ("head.temple",),
        "mimic": (),
    }


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("Infraspinatus", "Where is pain charted to refer from infraspinatus?"),
        ("Trapezius, upper", "Where is pain charted to refer from trapezius, upper?"),
        ("SCM, sternal", "Where is pain charted to refer from SCM, sternal?"),
    ],
)
def test_a_card_asks_in_a_sentence(name, question):
    deck = make.deck(patterns=(make.pattern("muscle", name=name),))
    assert index_cards(deck)["referral-patterns/muscle/zone"].question == question


def test_a_question_does_not_tell_its_answer():
    cards = index_cards(deck_of_all_kinds())
    for card in cards.values():
        question = card.question.casefold()
        if card.kind == "name":
            assert card.subject.casefold() not in question
        if card.kind == "muscles":
            assert "temporalis" not in question
            assert "brachialis" not in question
    assert all(
        "charted" in card.question.casefold() for card in cards.values() if card.kind != "text"
    )


def test_a_card_knows_which_lessons_it_goes_with():
    cards = index_cards(
        make.deck(patterns=(make.pattern("a", about=("ischemia", "ischemia/q-one")),))
    )
    assert cards["referral-patterns/a/zone"].about == ("ischemia", "ischemia/q-one")
    assert index_cards(deck_of_all_kinds())["referral-patterns/dose/text"].about == ("ischemia",)
    assert index_cards(deck_of_all_kinds())["referral-patterns/head.temple/muscles"].about == ()


def test_patterns_with_the_same_main_zone_are_all_right():
    deck = make.deck(
        patterns=(
            make.pattern("a"),
            make.pattern("b", spillover=()),
            make.pattern("c", primary=("arm.anterior",)),
        )
    )
    assert [pattern.id for pattern in list_patterns_of_zone(deck, deck.patterns[0])] == ["a", "b"]


def test_wrong_diagnoses_come_from_other_parts_of_the_body_and_say_nothing_alike():
    deck = make.deck(
        patterns=(
            make.pattern(
                "own", primary=("head.temple",), spillover=(), mimics=("C5 radiculopathy", "angina")
            ),
            make.pattern("akin", primary=("head.temple", "arm.lateral"), mimics=("a stye",)),
            make.pattern(
                "shares", primary=("arm.lateral",), spillover=(), mimics=("angina", "asthma")
            ),
            make.pattern(
                "far",
                primary=("forearm.radial",),
                spillover=(),
                mimics=("radicular pain of the arm", "gout", "shingles", "trigger thumb", "a cyst"),
            ),
        )
    )
    own = deck.patterns[0]
    assert set(list_options(own, deck)) == {
        "C5 radiculopathy",
        "angina",
        "gout",
        "shingles",
        "trigger thumb",
        "a cyst",
    }
    assert list_options(own, deck) == list_options(own, deck)
    assert len(list_options(own, deck)) <= OPTIONS


def test_regions_come_in_the_order_of_the_body_and_unknown_ones_are_dropped():
    deck = make.deck()
    assert keep_known_regions(deck, ["arm.lateral", "head.temple", "arm.lateral", "wing.left"]) == (
        "head.temple",
        "arm.lateral",
    )
    assert list_labels(deck, ("arm.lateral", "head.temple")) == ("head, temple", "arm, lateral")


def test_regions_are_folded_by_area_and_patterns_by_group():
    deck = make.deck(
        patterns=(
            make.pattern("a", group="pelvis_hip_thigh"),
            make.pattern("b", group="trunk_low_back"),
        )
    )
    assert list(group_by_area(deck.regions)) == [
        "Head",
        "Neck",
        "Shoulder",
        "Arm",
        "Forearm",
        "Shoulder blade (scapula)",
    ]
    assert list(group_by_muscle_group(deck.patterns)) == [
        "Pelvis, hip and thigh",
        "Trunk and low back",
    ]
