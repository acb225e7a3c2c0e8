"""Answers to cards of every kind: how they are stored, and how they are marked."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given as given_examples
from hypothesis import strategies as some

from school.body.rules.strokes import Drawing, Stroke, Tap
from school.cards.kinds.mimic.options import list_options
from school.cards.kinds.name.marking import find_named_pattern, index_wordings
from school.cards.kinds.zone.response import ZoneResponse
from school.cards.rules.answers import Mark
from school.cards.rules.cards import index_cards
from school.cards.rules.decks import Region, TextCard
from school.cards.rules.marking import mark_answer
from school.cards.rules.registry import CARD_KINDS
from tests import make
from tests.body import figures
from tests.cards.responses import make_response, read_stored_response

ATLAS = figures.atlas()
REGIONS = (
    "scapula.body",
    "arm.back",
    "low_back.waist",
    "hip.side",
    "spine.middle",
    "hand.palm",
    "hand.thumb",
)
ILLS = ("gout", "shingles", "appendicitis", "kidney stone", "a cyst")

DECK = make.deck(
    regions=tuple(Region(region, region, "", True) for region in REGIONS),
    patterns=(
        make.pattern(
            "infraspinatus",
            primary=("scapula.body", "arm.back"),
            spillover=("low_back.waist",),
            point=True,
            mimics=("angina",),
        ),
        make.pattern("teres_major", primary=("arm.back", "scapula.body"), spillover=(), mimics=()),
        make.pattern(
            "deltoid_front",
            name="Deltoid, front",
            muscle="Deltoid",
            primary=("arm.back",),
            spillover=(),
            mimics=(),
        ),
        make.pattern(
            "deltoid_back",
            name="Deltoid, back",
            muscle="Deltoid",
            primary=("hip.side",),
            spillover=("arm.back",),
            mimics=(),
        ),
        make.pattern("opponens", primary=("hand.palm",), spillover=(), mimics=ILLS),
        make.pattern(
            "rhomboids", primary=("arm.back",), spillover=(), mimics=(), evidence="partial"
        ),
    ),
    cards=(TextCard("dose", "How hard?", "<p>Five or six of ten.</p>"),),
)
CARDS = index_cards(DECK)


def find_card(name):
    return CARDS[f"referral-patterns/{name}"]


def mark_pieces(name, **answer):
    card = find_card(name)
    return mark_answer(card, make_response(card, **answer), DECK, ATLAS).mark


def draw_over(view, left, right, top, bottom):
    """A drawing that fills a box of the small figure with one broad brush."""
    rows = [(y + 0.5) / 32 for y in range(top, bottom)]
    points = tuple(((x + 0.5) / 32, y) for y in rows for x in (left, right - 1))
    return Drawing((Stroke(view, points, 0.0156),))


@pytest.mark.parametrize(
    ("score", "percent"),
    [(Fraction(2, 3), 67), (Fraction(1, 3), 33), (Fraction(1, 200), 1), (Fraction(1), 100)],
)
def test_a_score_is_rounded_to_the_nearest_percent_and_a_half_goes_up(score, percent):
    assert Mark(score).hundredths == percent


@pytest.mark.parametrize("name", list(CARDS))
def test_an_empty_answer_was_not_tried(name):
    nothing = make_response(CARDS[name])
    assert nothing.is_empty
    assert mark_answer(CARDS[name], nothing, DECK, ATLAS).mark is None


def test_the_charted_zone_is_right_picked_or_painted():
    picked = mark_pieces("infraspinatus/zone", regions=("arm.back", "scapula.body"))
    assert picked.score == picked.overlap.score == 1
    assert set(picked.right) == {"arm.back", "scapula.body"}
    strokes = (*draw_over("back", 25, 30, 4, 14).strokes, *draw_over("back", 18, 24, 4, 12).strokes)
    assert mark_pieces("infraspinatus/zone", drawing=Drawing(strokes)).score == 1


def test_half_a_zone_says_what_was_missed_and_what_was_too_much():
    half = mark_pieces("infraspinatus/zone", regions=("scapula.body", "hip.side", "low_back.waist"))
    assert half.right == ("scapula.body",)
    assert half.missed == ("arm.back",)
    assert half.wrong == ("hip.side",)
    assert half.neutral == ("low_back.waist",)
    assert 0 < half.score < 1


def test_a_drawing_counts_before_picked_regions_unless_it_paints_nothing():
    hip = draw_over("back", 18, 26, 18, 26)
    right = ("arm.back", "scapula.body")
    assert mark_pieces("infraspinatus/zone", drawing=hip, regions=right).score == 0
    erased = Drawing(tuple(Stroke(s.view, s.points, 0.1, erases=True) for s in hip.strokes))
    assert mark_pieces("infraspinatus/zone", drawing=erased, regions=right).score == 1
    assert mark_pieces("infraspinatus/zone", drawing=erased) is None
    assert ZoneResponse(drawing=erased).is_empty
    assert ZoneResponse(drawing=erased).to_stored() == {}


def test_a_region_that_the_deck_does_not_have_counts_for_nothing():
    assert mark_pieces("infraspinatus/zone", regions=("wing.left",)) is None
    with_it = mark_pieces("infraspinatus/zone", regions=("arm.back", "wing.left"))
    assert with_it == mark_pieces("infraspinatus/zone", regions=("arm.back",))


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        ("Infraspinatus", 1),
        ("  INFRASPINATUS ", 1),
        ("teres major", 1),  # the very same zone
        ("Deltoid, front", 0),
        ("wings", 0),
    ],
)
def test_a_muscle_is_named_without_regard_to_case_and_any_with_the_same_zone_is_right(typed, score):
    assert mark_pieces("infraspinatus/name", muscles=(typed,)).score == score


@pytest.mark.parametrize(
    ("typed", "score", "wrong"),
    [
        ("deltoid front", Fraction(1), ()),
        ("Deltoid", Fraction(1), ()),
        ("Deltoid (back)", Fraction(1, 2), ("deltoid_back",)),
        ("rhomboids", Fraction(1), ()),  # not graded, but charted to this very zone
        ("opponens", Fraction(0), ("opponens",)),
        ("quadriceps", Fraction(0), ("quadriceps",)),
    ],
)
def test_another_part_of_the_muscle_is_half_right(typed, score, wrong):
    answer = mark_pieces("deltoid_front/name", muscles=(typed,))
    assert answer.score == score
    assert answer.wrong == wrong


def test_a_muscle_with_several_patterns_names_none_of_them_alone():
    assert find_named_pattern("Deltoid", DECK) is None
    assert find_named_pattern("deltoid, BACK", DECK).id == "deltoid_back"


def test_the_wordings_of_a_deck_are_compared_once_an_edition():
    # A pack asks for some sixty names of 122 patterns: comparing each with all took it a second.
    assert index_wordings(DECK) is index_wordings(DECK)
    assert {pattern.id for pattern in index_wordings(DECK).values()} == {
        pattern.id for pattern in DECK.patterns
    }


@pytest.mark.parametrize(
    ("tap", "score"),
    [
        (Tap("back", 0.66, 0.25), 1),
        (Tap("back", 0.65, 0.30), Fraction(1, 2)),
        (Tap("back", 0.2, 0.25), 0),
        (Tap("front", 0.65, 0.25), 0),
    ],
)
def test_a_tap_is_marked_by_its_distance_from_the_point(tap, score):
    assert mark_pieces("infraspinatus/point", tap=tap).score == score


def test_a_point_may_be_picked_as_one_region_and_two_are_a_guess():
    assert mark_pieces("infraspinatus/point", regions=("scapula.body",)).score == 1
    assert mark_pieces("infraspinatus/point", regions=("hip.side",)).score == 0
    assert mark_pieces("infraspinatus/point", regions=("scapula.body", "hip.side")).score == 0


def test_ticked_muscles_are_scored_by_precision_and_recall():
    # Right at the arm: infraspinatus, teres major, deltoid front.
    all_right = ("infraspinatus", "teres_major", "deltoid_front")
    assert mark_pieces("arm.back/muscles", muscles=all_right).score == 1
    two = mark_pieces("arm.back/muscles", muscles=("infraspinatus", "teres_major", "opponens"))
    assert (two.precision, two.recall, two.score) == (
        Fraction(2, 3),
        Fraction(2, 3),
        Fraction(2, 3),
    )
    assert (two.missed, two.wrong) == (("deltoid_front",), ("opponens",))


def test_muscles_that_reach_a_region_less_often_or_are_not_graded_count_neither_way():
    ticked = ("infraspinatus", "teres_major", "deltoid_front", "deltoid_back", "rhomboids")
    answer = mark_pieces("arm.back/muscles", muscles=ticked)
    assert answer.score == 1
    assert answer.neutral == ("deltoid_back", "rhomboids")
    assert mark_pieces("arm.back/muscles", muscles=("rhomboids",)).score == 0


def test_ticking_every_diagnosis_costs_as_much_as_missing_some():
    own = ("angina",)
    offered = list_options(find_card("infraspinatus/mimic").pattern, DECK)
    assert mark_pieces("infraspinatus/mimic", mimics=own).score == 1
    assert mark_pieces("infraspinatus/mimic", mimics=offered).score == Fraction(
        2, 2 + len(offered) - 1
    )
    assert mark_pieces("infraspinatus/mimic", mimics=("what was never offered",)) is None


def test_only_the_student_can_say_how_a_card_in_words_went():
    assert mark_pieces("dose/text", muscles=("five",)) is None


@given_examples(
    regions=some.lists(some.sampled_from(REGIONS), unique=True),
    muscles=some.lists(some.sampled_from([p.id for p in DECK.patterns]), unique=True),
    mimics=some.lists(some.sampled_from(ILLS), unique=True),
    tap=some.none()
    | some.builds(
        Tap,
        some.just("back"),
        some.floats(0, 1),
        some.floats(0, 1),
        some.sampled_from(["left", "right"]),
    ),
    drawing=some.none() | some.just(draw_over("back", 18, 24, 4, 12)),
)
def test_an_answer_is_stored_as_json_and_read_again(regions, muscles, mimics, tap, drawing):
    pieces = {"drawing": drawing, "tap": tap} | {
        "regions": tuple(regions),
        "muscles": tuple(muscles),
        "mimics": tuple(mimics),
    }
    for card in CARDS.values():
        response = make_response(card, **pieces)
        stored = json.dumps(response.to_stored())
        assert read_stored_response(card.kind, json.loads(stored)) == response
        assert response.is_empty == (stored == "{}")
        mark = mark_answer(card, response, DECK, ATLAS).mark
        assert mark is None or 0 <= mark.score <= 1


def test_an_answer_is_sent_again_as_the_page_sent_it():
    drawing = draw_over("back", 18, 24, 4, 12)
    pieces = {"regions": ("arm.back",), "muscles": ("x", "y"), "mimics": ("gout",)}
    for card in CARDS.values():
        response = make_response(card, **pieces, drawing=drawing, tap=Tap("back", 0.5, 0.5))
        fields: dict[str, list[str]] = {}
        for name, value in response.list_form_fields():
            fields.setdefault(name, []).append(value)
        assert CARD_KINDS[card.kind].read_response(fields) == response
