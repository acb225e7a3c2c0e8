"""From where it hurts to the patterns that are charted there."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from school.body.rules.finding import (
    Complaint,
    describe_drawing,
    describe_picked_regions,
    rank_patterns,
)
from school.body.rules.strokes import paint_regions
from school.body.rules.zones import Zone
from tests.body import figures
from tests.body.figures import box, mirror_mask

ATLAS = figures.atlas()
BODY = [f"area.region{n}" for n in range(12)]
REGIONS = st.sampled_from(BODY)
HOW = st.fractions(Fraction(1, 10), 1, max_denominator=10)


@st.composite
def draw_zones(draw) -> Zone:
    essential = draw(st.frozensets(REGIONS, min_size=1, max_size=4))
    return Zone(essential, draw(st.frozensets(REGIONS, max_size=4)) - essential)


@st.composite
def draw_complaints(draw) -> Complaint:
    hurts = draw(st.dictionaries(REGIONS, HOW, max_size=5))
    denied = draw(st.dictionaries(REGIONS, HOW, max_size=5))
    return Complaint(
        hurts,
        {id: min(how, 1 - hurts.get(id, 0)) for id, how in denied.items() if hurts.get(id) != 1},
    )


def score_zone(zone: Zone, complaint: Complaint) -> Fraction:
    suggestions = rank_patterns({"it": zone}, complaint)
    return suggestions[0].score if suggestions else Fraction(0)


@given(draw_zones())
def test_a_pattern_whose_main_zone_hurts_and_nothing_else_is_worth_one(zone):
    assert score_zone(zone, describe_picked_regions(zone.essential, ())) == 1


@given(draw_zones(), draw_complaints())
def test_a_pattern_is_suggested_only_where_something_of_it_hurts(zone, complaint):
    charted = any(complaint.hurts.get(id) for id in zone.essential | zone.spillover)
    assert bool(rank_patterns({"it": zone}, complaint)) == charted
    assert 0 <= score_zone(zone, complaint) <= 1
    if score_zone(zone, complaint) == 1:
        assert set(complaint.hurts) == zone.essential


@given(draw_zones(), draw_complaints(), REGIONS)
def test_one_place_more_that_hurts_moves_the_score_the_right_way(zone, complaint, region):
    more = Complaint(
        {**complaint.hurts, region: Fraction(1)},
        {k: v for k, v in complaint.denied.items() if k != region},
    )
    before, after = score_zone(zone, complaint), score_zone(zone, more)
    if region in zone.essential:
        assert after >= before
    elif region not in zone.spillover:
        assert after <= before


@given(draw_zones(), draw_complaints(), REGIONS)
def test_a_denied_main_zone_lowers_the_score_and_any_other_denial_changes_nothing(
    zone, complaint, region
):
    left = 1 - complaint.hurts.get(region, Fraction(0))
    before, after = (
        score_zone(zone, complaint),
        score_zone(zone, Complaint(complaint.hurts, {**complaint.denied, region: left})),
    )
    if region not in zone.essential:
        assert after == before
    elif before and left > complaint.denied.get(region, 0):
        assert after < before


@given(draw_zones(), draw_complaints())
@example(
    Zone(frozenset({"a"}), frozenset()), Complaint({"a": Fraction(1, 2)}, {"a": Fraction(1, 2)})
)
def test_the_reasons_divide_what_hurts_and_the_main_zone(zone, complaint):
    for result in rank_patterns({"it": zone}, complaint):
        assert result.main | result.less_often | result.elsewhere == complaint.places
        assert result.main | result.denied | result.silent == zone.essential
        reasons = [result.main, result.less_often, result.elsewhere, result.denied, result.silent]
        assert sum(map(len, reasons)) == len(frozenset().union(*reasons))


def test_the_order_that_a_teacher_would_give():
    """A headache at temple and brow: the main zones of temporalis, which others reach too."""
    charts = {
        "sternal": Zone(frozenset({"head.vertex", "head.occiput"}), frozenset({"head.temple"})),
        "splenius": Zone(frozenset({"head.vertex", "head.temple"}), frozenset()),
        "temporalis": Zone(
            frozenset({"head.temple", "head.eyebrow", "head.teeth"}), frozenset({"head.eye"})
        ),
        "heel": Zone(frozenset({"foot.heel"}), frozenset()),
    }
    result = rank_patterns(charts, describe_picked_regions(["head.temple", "head.eyebrow"], []))
    assert [suggestion.pattern_id for suggestion in result] == ["temporalis", "splenius", "sternal"]
    assert result[0].score == Fraction(2) / (2 + Fraction(1, 4))
    assert result[0].silent == {"head.teeth"}
    assert result[1].elsewhere == {"head.eyebrow"}
    denied = rank_patterns(charts, describe_picked_regions(["head.temple"], ["head.eyebrow"]))
    assert [suggestion.pattern_id for suggestion in denied] == ["splenius", "temporalis", "sternal"]
    assert denied[1].denied == {"head.eyebrow"}


def test_equal_patterns_keep_their_order():
    charts = {name: Zone(frozenset({"head.temple"}), frozenset()) for name in "cab"}
    assert [
        suggestion.pattern_id
        for suggestion in rank_patterns(charts, describe_picked_regions(["head.temple"], []))
    ] == [
        "c",
        "a",
        "b",
    ]


def test_what_is_said_to_hurt_and_not_to_hurt_hurts():
    assert describe_picked_regions(["head.temple"], ["head.temple", "head.eye"]).denied == {
        "head.eye": 1
    }
    blade = paint_regions(["scapula.body"], ATLAS)
    assert describe_drawing(blade, blade, ATLAS) == describe_drawing(blade, {}, ATLAS)


def test_a_painted_region_hurts_as_a_picked_one_does():
    wanted = ["scapula.body", "hip.side"]
    assert describe_drawing(paint_regions(wanted, ATLAS), {}, ATLAS) == describe_picked_regions(
        wanted, []
    )


def test_a_small_spot_hurts_where_most_of_it_lies():
    result = describe_drawing(
        {"back": box(18, 20, 9, 14)}, {}, ATLAS
    )  # six cells of the blade, four of the waist
    assert result.hurts == {"scapula.body": Fraction(1), "low_back.waist": Fraction(3, 8)}
    result = describe_drawing({"back": box(18, 21, 6, 13)}, {}, ATLAS)  # eighteen and three
    assert result.hurts == {"scapula.body": Fraction(1)}


def test_two_spots_of_one_size_hurt_alike_in_a_large_region_and_in_a_small_one():
    result = describe_drawing({"back": box(20, 22, 6, 8) | box(21, 23, 22, 24)}, {}, ATLAS)
    assert result.hurts == {"scapula.body": Fraction(1), "hip.side": Fraction(1)}


def test_a_spot_on_a_close_up_is_not_outweighed_by_one_on_the_whole_figure():
    result = describe_drawing({"back": box(18, 24, 4, 12), "hand": box(3, 4, 10, 11)}, {}, ATLAS)
    assert result.hurts == {"scapula.body": Fraction(1), "hand.thumb": Fraction(1)}


def test_both_sides_of_the_body_are_one():
    left = {"back": ATLAS.views["back"].shapes["scapula.body.L"].mask}
    assert describe_drawing(left, {}, ATLAS).places == {"scapula.body"}


def test_where_the_sides_differ_the_one_that_hurts_more_counts():
    blade, spot = ATLAS.views["back"].shapes["scapula.body.R"].mask, box(8, 9, 4, 5)
    assert describe_drawing({"back": blade | spot}, {}, ATLAS).hurts == {
        "scapula.body": Fraction(1)
    }
    swapped = mirror_mask(blade) | mirror_mask(spot)
    assert describe_drawing({"back": swapped}, {}, ATLAS).hurts == {"scapula.body": Fraction(1)}


def test_nothing_painted_or_only_skin_outside_every_region_says_nothing():
    assert describe_drawing({}, {}, ATLAS) == Complaint()
    assert describe_drawing({"back": box(8, 12, 27, 29)}, {}, ATLAS) == Complaint()
