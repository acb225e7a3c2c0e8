"""Pairs of patterns that are confused: which they are, what differs, and two questions."""

from __future__ import annotations

import pytest

from school.studying.rules.contrasts import (
    ChartedPlace,
    collect_confusions,
    find_pair,
    find_pairs,
    list_places,
    make_questions,
)
from tests import make

DECK = make.deck()
INFRA, SUPRA = "infraspinatus", "supraspinatus"
INFRA_ZONE = make.pattern(INFRA).primary
PAIR = find_pair(DECK, (SUPRA, INFRA))


def count_confusions(**times: int) -> dict[tuple[str, str], int]:
    """infraspinatus__zone__supraspinatus=2: it was answered twice with supraspinatus."""
    confusions = {}
    for name, count in times.items():
        asked, kind, given = name.split("__")
        confusions[f"referral-patterns/{asked}/{kind}", given] = count
    return confusions


def test_confusions_are_counted_by_pattern_most_frequent_first():
    times = count_confusions(
        infraspinatus__zone__supraspinatus=1,
        infraspinatus__name__supraspinatus=2,
        trapezius_upper__zone__infraspinatus=4,
    )
    confusions = [
        (c.expected.id, c.answered.id, c.painted, c.named, c.times)
        for c in collect_confusions(times, DECK)
    ]
    assert confusions == [("trapezius_upper", INFRA, 4, 0, 4), (INFRA, SUPRA, 1, 2, 3)]


def test_a_pattern_that_was_retired_or_is_of_another_deck_is_left_out():
    times = count_confusions(retired__zone__supraspinatus=3, infraspinatus__zone__retired=3) | {
        ("another-deck/infraspinatus/zone", SUPRA): 3
    }
    assert collect_confusions(times, DECK) == ()


def test_both_ways_make_one_pair_and_a_single_slip_makes_none():
    times = count_confusions(
        infraspinatus__zone__supraspinatus=1,
        supraspinatus__zone__infraspinatus=1,
        trapezius_upper__zone__infraspinatus=1,
    )
    (pair,) = find_pairs(collect_confusions(times, DECK))
    assert (pair.key, pair.times) == ((INFRA, SUPRA), 2)


def test_a_pair_is_the_same_whichever_comes_first_and_only_of_graded_patterns():
    assert find_pair(DECK, (INFRA, SUPRA)) == PAIR
    for ids in ((INFRA,), (INFRA, INFRA), (INFRA, "rhomboids"), (INFRA, "nobody"), ()):
        assert find_pair(DECK, ids) is None


def test_places_say_how_each_is_charted_there_from_head_to_foot():
    assert list_places(PAIR, DECK) == (
        ChartedPlace("shoulder.deltoid_anterior", "main", ""),
        ChartedPlace("shoulder.deltoid_middle", "", "main"),
        ChartedPlace("arm.anterior", "main", ""),
        ChartedPlace("arm.lateral", "", "less often"),
        ChartedPlace("forearm.radial", "less often", ""),
    )


def test_the_two_questions_are_of_different_kinds_and_have_one_right_answer_each():
    deck = make.deck(
        patterns=(
            make.pattern(INFRA),
            make.pattern(SUPRA, primary=("arm.lateral",), action="Starts abduction"),
        )
    )
    asked = make_questions(find_pair(deck, (INFRA, SUPRA)), deck)
    assert sorted(question.right for question in asked) == [INFRA, SUPRA]
    assert any("shoulder, deltoid anterior" in question.words for question in asked)
    assert any("Starts abduction" in question.words for question in asked)
    assert asked == make_questions(find_pair(deck, (SUPRA, INFRA)), deck)


def test_what_is_so_of_both_is_not_asked():
    words = " ".join(question.words for question in make_questions(PAIR, DECK))
    for shared in ("Externally rotates", "Suprascapular nerve", "Below the scapular spine"):
        assert shared not in words


def test_a_description_that_holds_the_muscles_name_is_not_asked():
    sentences = make.pattern(
        SUPRA, primary=INFRA_ZONE, trp_location="Supraspinous fossa", action="Starts abduction"
    )
    deck = make.deck(patterns=(make.pattern(INFRA, trp_location=""), sentences))
    words = " ".join(
        question.words for question in make_questions(find_pair(deck, (INFRA, SUPRA)), deck)
    )
    assert "fossa" not in words
    assert "Starts abduction" in words


def test_two_patterns_that_are_alike_in_everything_have_no_question():
    deck = make.deck(patterns=(make.pattern(INFRA), make.pattern(SUPRA)))
    assert make_questions(find_pair(deck, (INFRA, SUPRA)), deck) == ()


@pytest.mark.parametrize("at", range(3))
def test_every_pair_of_the_deck_can_be_asked_about(at):
    one, other = [(a, b) for a in range(3) for b in range(a)][at]
    pair = find_pair(DECK, (DECK.graded[one].id, DECK.graded[other].id))
    assert 1 <= len(make_questions(pair, DECK)) <= 2
