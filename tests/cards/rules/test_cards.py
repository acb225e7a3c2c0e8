"""The cards of a deck: their ids, order, questions, regions and groups."""

from __future__ import annotations

from dataclasses import replace

import pytest

from school.cards.kinds.mimic.options import OPTIONS, options
from school.cards.rules.cards import (
    by_area,
    by_group,
    cards_of,
    known_regions,
    labels,
    same_zone,
    shown_only,
)
from school.cards.rules.decks import TextCard
from school.cards.rules.registry import CARD_KINDS
from tests import make

ILLS = ("gout", "shingles", "appendicitis", "kidney stone")


def deck_of_all_kinds():
    """Two groups; the second has the point and a second muscle for the temple, which is then asked for its muscles."""
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
    zones = [card_id for card_id in cards_of(deck) if card_id.endswith("/zone")]
    assert zones == [
        "referral-patterns/infraspinatus/zone",
        "referral-patterns/supraspinatus/zone",
        "referral-patterns/trapezius_upper/zone",
    ]
    assert [pattern.id for pattern in shown_only(deck)] == ["rhomboids"]
    assert not any("rhomboids" in card_id for card_id in cards_of(deck))


def test_new_cards_come_group_by_group_and_a_region_once_all_its_muscles_were_met():
    cards = cards_of(deck_of_all_kinds())
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
    cards = cards_of(deck_of_all_kinds())
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
    cards = cards_of(make.deck())
    assert not [card for card in cards.values() if card.kind in ("point", "mimic")]


def test_cards_are_made_once_an_edition():
    deck = make.deck()
    assert cards_of(deck) is cards_of(deck)
    assert cards_of(replace(deck, edition_id=7, patterns=deck.patterns[:1])) is not cards_of(deck)
    assert len(cards_of(replace(deck, patterns=deck.patterns[:1]))) < len(cards_of(deck))


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Infraspinatus", "Where is pain charted to refer from infraspinatus?"),
        ("Trapezius, upper", "Where is pain charted to refer from trapezius, upper?"),
        ("SCM, sternal", "Where is pain charted to refer from SCM, sternal?"),
    ],
)
def test_a_card_asks_in_a_sentence(name, asked):
    deck = make.deck(patterns=(make.pattern("muscle", name=name),))
    assert cards_of(deck)["referral-patterns/muscle/zone"].question == asked


def test_a_question_does_not_tell_its_answer():
    cards = cards_of(deck_of_all_kinds())
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
    cards = cards_of(make.deck(patterns=(make.pattern("a", about=("ischemia", "ischemia/q-one")),)))
    assert cards["referral-patterns/a/zone"].about == ("ischemia", "ischemia/q-one")
    assert cards_of(deck_of_all_kinds())["referral-patterns/dose/text"].about == ("ischemia",)
    assert cards_of(deck_of_all_kinds())["referral-patterns/head.temple/muscles"].about == ()


def test_patterns_with_the_same_main_zone_are_all_right():
    deck = make.deck(
        patterns=(
            make.pattern("a"),
            make.pattern("b", spillover=()),
            make.pattern("c", primary=("arm.anterior",)),
        )
    )
    assert [pattern.id for pattern in same_zone(deck, deck.patterns[0])] == ["a", "b"]


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
    assert set(options(own, deck)) == {
        "C5 radiculopathy",
        "angina",
        "gout",
        "shingles",
        "trigger thumb",
        "a cyst",
    }
    assert options(own, deck) == options(own, deck)
    assert len(options(own, deck)) <= OPTIONS


def test_regions_come_in_the_order_of_the_body_and_unknown_ones_are_dropped():
    deck = make.deck()
    assert known_regions(deck, ["arm.lateral", "head.temple", "arm.lateral", "wing.left"]) == (
        "head.temple",
        "arm.lateral",
    )
    assert labels(deck, ("arm.lateral", "head.temple")) == ("head, temple", "arm, lateral")


def test_regions_are_folded_by_area_and_patterns_by_group():
    deck = make.deck(
        patterns=(
            make.pattern("a", group="pelvis_hip_thigh"),
            make.pattern("b", group="trunk_low_back"),
        )
    )
    assert list(by_area(deck.regions)) == [
        "Head",
        "Neck",
        "Shoulder",
        "Arm",
        "Forearm",
        "Shoulder blade (scapula)",
    ]
    assert list(by_group(deck.patterns)) == ["Pelvis, hip and thigh", "Trunk and low back"]
