"""The cards of a deck: their ids, questions, regions and groups."""

from __future__ import annotations

import pytest

from school.flashcards.rules.cards import by_area, by_group, cards_of, known_regions, labels, shown_only
from tests import make


def test_only_graded_patterns_become_cards():
    deck = make.deck()
    assert list(cards_of(deck)) == [
        "referral-patterns/infraspinatus/zone",
        "referral-patterns/supraspinatus/zone",
        "referral-patterns/trapezius_upper/zone",
    ]
    assert [pattern.id for pattern in shown_only(deck)] == ["rhomboids"]


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Infraspinatus", "Where does pain refer from infraspinatus?"),
        ("Trapezius, upper", "Where does pain refer from trapezius, upper?"),
        ("SCM, sternal", "Where does pain refer from SCM, sternal?"),
    ],
)
def test_a_card_asks_in_a_sentence(name, asked):
    deck = make.deck(patterns=(make.pattern("muscle", name=name),))
    assert cards_of(deck)["referral-patterns/muscle/zone"].question == asked


def test_an_answer_without_a_region_is_not_marked():
    card = cards_of(make.deck())["referral-patterns/infraspinatus/zone"]
    assert card.mark(()) is None
    assert card.mark(card.pattern.primary).score == 1


def test_regions_come_in_the_order_of_the_body_and_unknown_ones_are_dropped():
    deck = make.deck()
    assert known_regions(deck, ["arm.lateral", "head.temple", "arm.lateral", "wing.left"]) == (
        "head.temple",
        "arm.lateral",
    )
    assert labels(deck, ("arm.lateral", "head.temple")) == ("head, temple", "arm, lateral")


def test_regions_are_folded_by_area_and_patterns_by_group():
    deck = make.deck(patterns=(make.pattern("a", group="pelvis_hip_thigh"), make.pattern("b", group="trunk_low_back")))
    assert list(by_area(deck.regions)) == ["Head", "Neck", "Shoulder", "Arm", "Forearm", "Scapula"]
    assert list(by_group(deck.patterns)) == ["Pelvis, hip and thigh", "Trunk and low back"]
