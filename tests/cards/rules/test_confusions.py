"""Which other pattern an answer means: from the zone it covers, or from the muscle it names."""

from __future__ import annotations

from fractions import Fraction

import pytest

from school.body.rules.marking import mark_zone
from school.body.rules.strokes import Drawing, Stroke, paint_regions
from school.cards.rules.answers import Mark
from school.cards.rules.cards import Card, make_zone
from school.cards.rules.marking import Marked, mark_answer
from tests import make
from tests.cards.responses import make_response
from tests.cards.small import ATLAS, INFRA, LATS, REGIONS, TWIN, deck

DECK = deck()


def make_card(pattern=INFRA, kind="zone") -> Card:
    return Card(
        f"referral-patterns/{pattern.id}/{kind}",
        "referral-patterns",
        kind,
        pattern.id,
        pattern=pattern,
    )


def find_confusion(*regions: str, pattern=INFRA, of=DECK, kind="zone", **pieces) -> str | None:
    card = make_card(pattern, kind)
    response = make_response(card, regions=regions, **pieces)
    return mark_answer(card, response, of, ATLAS).confused_with


def test_the_zone_of_another_pattern_is_that_pattern():
    assert find_confusion("low_back.waist", "hip.side") == "latissimus"
    assert find_confusion("spine.middle") == "multifidi"


def test_half_of_another_zone_is_enough_and_less_is_not_knowing():
    assert find_confusion("low_back.waist") == "latissimus"
    assert find_confusion("low_back.waist", "chest.upper", "abdomen.upper") is None


@pytest.mark.parametrize("regions", [("arm.back", "scapula.body"), ("arm.back",)])
def test_an_answer_that_fits_what_was_asked_is_no_confusion(regions):
    assert find_confusion(*regions) is None


def test_it_must_fit_clearly_better():
    # Both halves: of its own zone, and of the other.
    both = ("arm.back", "scapula.body", "low_back.waist", "hip.side")
    paint = paint_regions(both, ATLAS)
    own_score = mark_zone(make_zone(INFRA), paint, ATLAS).score
    other_score = mark_zone(make_zone(LATS), paint, ATLAS).score
    assert Fraction(1, 2) <= other_score < own_score + Fraction(1, 5)
    assert find_confusion(*both) is None


def test_a_pattern_with_the_very_zone_is_never_a_confusion():
    assert find_confusion("arm.back", "scapula.body", pattern=LATS) in ("infraspinatus", "teres")
    assert find_confusion("arm.back", "scapula.body", pattern=TWIN) is None


def test_of_two_that_fit_alike_the_one_of_the_same_group_and_then_the_first_counts():
    near = make.pattern("near", primary=INFRA.primary, spillover=(), group="trunk")
    with_near = deck(patterns=(INFRA, TWIN, near, LATS))
    assert find_confusion("arm.back", "scapula.body", pattern=LATS, of=with_near) == "near"
    assert find_confusion("arm.back", "scapula.body", pattern=LATS) == "infraspinatus"


def test_only_graded_patterns_are_confused():
    assert find_confusion("chest.upper") is None


def test_a_drawing_is_read_as_the_regions_are():
    waist = ((0.6, 0.42), (0.7, 0.42), (0.7, 0.52), (0.6, 0.52), (0.6, 0.47), (0.7, 0.47))
    hip = ((0.6, 0.6), (0.77, 0.6), (0.77, 0.68), (0.6, 0.68), (0.6, 0.76), (0.77, 0.76))
    strokes = tuple(Stroke("back", points, 0.04) for points in (waist, hip))
    assert find_confusion(drawing=Drawing(strokes)) == "latissimus"


def test_the_other_side_of_the_body_is_no_other_pattern():
    waist = Stroke("back", ((0.3, 0.42), (0.4, 0.42), (0.4, 0.52), (0.3, 0.52)), 0.05)
    assert find_confusion(drawing=Drawing((waist,))) is None


def test_a_named_muscle_is_the_pattern_that_was_named():
    assert find_confusion(kind="name", muscles=("Latissimus",)) == "latissimus"
    assert find_confusion(kind="name", muscles=("back, deep",)) == "multifidi"
    for typed in ("infraspinatus", "teres", "sternalis", "no such muscle", ""):
        assert find_confusion(kind="name", muscles=(typed,)) is None


def test_nothing_tried_and_other_kinds_of_cards_confuse_nothing():
    assert find_confusion() is None
    assert find_confusion(kind="mimic", mimics=("C5 radiculopathy",)) is None
    region = Card(
        "referral-patterns/arm.back/muscles",
        "referral-patterns",
        "muscles",
        "arm.back",
        region=REGIONS[0],
    )
    ticked = make_response(region, muscles=("latissimus",))
    assert mark_answer(region, ticked, DECK, ATLAS).confused_with is None


@pytest.mark.parametrize(
    ("score", "confusion"), [(Fraction(69, 100), "latissimus"), (Fraction(7, 10), None)]
)
def test_nobody_has_confused_what_scores_well(score, confusion):
    paint = paint_regions(LATS.primary, ATLAS)
    mark = Mark(score, painted=paint)
    card = make_card()
    assert Marked(card, make_response(card), DECK, ATLAS, mark, None).confused_with == confusion
