"""From where it hurts to the patterns that are charted there."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from school.body.rules.finding import Complaint, drawn, picked, rank
from school.body.rules.strokes import painted_regions
from school.body.rules.zones import Zone
from tests.body import figures
from tests.body.figures import box, mirrored

ATLAS = figures.atlas()
BODY = [f"area.region{n}" for n in range(12)]
REGIONS = st.sampled_from(BODY)
HOW = st.fractions(Fraction(1, 10), 1, max_denominator=10)


@st.composite
def zones(draw) -> Zone:
    essential = draw(st.frozensets(REGIONS, min_size=1, max_size=4))
    return Zone(essential, draw(st.frozensets(REGIONS, max_size=4)) - essential)


@st.composite
def complaints(draw) -> Complaint:
    hurts = draw(st.dictionaries(REGIONS, HOW, max_size=5))
    denied = draw(st.dictionaries(REGIONS, HOW, max_size=5))
    return Complaint(
        hurts,
        {id: min(how, 1 - hurts.get(id, 0)) for id, how in denied.items() if hurts.get(id) != 1},
    )


def score(zone: Zone, complaint: Complaint) -> Fraction:
    found = rank({"it": zone}, complaint)
    return found[0].score if found else Fraction(0)


@given(zones())
def test_a_pattern_whose_main_zone_hurts_and_nothing_else_is_worth_one(zone):
    assert score(zone, picked(zone.essential, ())) == 1


@given(zones(), complaints())
def test_a_pattern_is_suggested_only_where_something_of_it_hurts(zone, complaint):
    charted = any(complaint.hurts.get(id) for id in zone.essential | zone.spillover)
    assert bool(rank({"it": zone}, complaint)) == charted
    assert 0 <= score(zone, complaint) <= 1
    if score(zone, complaint) == 1:
        assert set(complaint.hurts) == zone.essential


@given(zones(), complaints(), REGIONS)
def test_one_place_more_that_hurts_moves_the_score_the_right_way(zone, complaint, region):
    more = Complaint(
        {**complaint.hurts, region: Fraction(1)},
        {k: v for k, v in complaint.denied.items() if k != region},
    )
    before, after = score(zone, complaint), score(zone, more)
    if region in zone.essential:
        assert after >= before
    elif region not in zone.spillover:
        assert after <= before


@given(zones(), complaints(), REGIONS)
def test_a_denied_main_zone_lowers_the_score_and_any_other_denial_changes_nothing(
    zone, complaint, region
):
    left = 1 - complaint.hurts.get(region, Fraction(0))
    before, after = (
        score(zone, complaint),
        score(zone, Complaint(complaint.hurts, {**complaint.denied, region: left})),
    )
    if region not in zone.essential:
        assert after == before
    elif before and left > complaint.denied.get(region, 0):
        assert after < before


@given(zones(), complaints())
@example(
    Zone(frozenset({"a"}), frozenset()), Complaint({"a": Fraction(1, 2)}, {"a": Fraction(1, 2)})
)
def test_the_reasons_divide_what_hurts_and_the_main_zone(zone, complaint):
    for found in rank({"it": zone}, complaint):
        assert found.main | found.less_often | found.elsewhere == complaint.places
        assert found.main | found.denied | found.silent == zone.essential
        reasons = [found.main, found.less_often, found.elsewhere, found.denied, found.silent]
        assert sum(map(len, reasons)) == len(frozenset().union(*reasons))


def test_the_order_that_a_teacher_would_give():
    """A headache at temple and brow: temporalis' main zones; a neck muscle reaches the temple, a jaw muscle seldom."""
    charts = {
        "sternal": Zone(frozenset({"head.vertex", "head.occiput"}), frozenset({"head.temple"})),
        "splenius": Zone(frozenset({"head.vertex", "head.temple"}), frozenset()),
        "temporalis": Zone(
            frozenset({"head.temple", "head.eyebrow", "head.teeth"}), frozenset({"head.eye"})
        ),
        "heel": Zone(frozenset({"foot.heel"}), frozenset()),
    }
    found = rank(charts, picked(["head.temple", "head.eyebrow"], []))
    assert [each.pattern_id for each in found] == ["temporalis", "splenius", "sternal"]
    assert found[0].score == Fraction(2) / (2 + Fraction(1, 4))
    assert found[0].silent == {"head.teeth"}
    assert found[1].elsewhere == {"head.eyebrow"}
    denied = rank(charts, picked(["head.temple"], ["head.eyebrow"]))
    assert [each.pattern_id for each in denied] == ["splenius", "temporalis", "sternal"]
    assert denied[1].denied == {"head.eyebrow"}


def test_equal_patterns_keep_their_order():
    charts = {name: Zone(frozenset({"head.temple"}), frozenset()) for name in "cab"}
    assert [each.pattern_id for each in rank(charts, picked(["head.temple"], []))] == [
        "c",
        "a",
        "b",
    ]


def test_what_is_said_to_hurt_and_not_to_hurt_hurts():
    assert picked(["head.temple"], ["head.temple", "head.eye"]).denied == {"head.eye": 1}
    blade = painted_regions(["scapula.body"], ATLAS)
    assert drawn(blade, blade, ATLAS) == drawn(blade, {}, ATLAS)


def test_a_painted_region_hurts_as_a_picked_one_does():
    wanted = ["scapula.body", "hip.side"]
    assert drawn(painted_regions(wanted, ATLAS), {}, ATLAS) == picked(wanted, [])


def test_a_small_spot_hurts_where_most_of_it_lies():
    found = drawn(
        {"back": box(18, 20, 9, 14)}, {}, ATLAS
    )  # six cells of the blade, four of the waist
    assert found.hurts == {"scapula.body": Fraction(1), "low_back.waist": Fraction(3, 8)}
    found = drawn({"back": box(18, 21, 6, 13)}, {}, ATLAS)  # eighteen and three
    assert found.hurts == {"scapula.body": Fraction(1)}


def test_two_spots_of_one_size_hurt_alike_in_a_large_region_and_in_a_small_one():
    found = drawn({"back": box(20, 22, 6, 8) | box(21, 23, 22, 24)}, {}, ATLAS)
    assert found.hurts == {"scapula.body": Fraction(1), "hip.side": Fraction(1)}


def test_a_spot_on_a_close_up_is_not_outweighed_by_one_on_the_whole_figure():
    found = drawn({"back": box(18, 24, 4, 12), "hand": box(3, 4, 10, 11)}, {}, ATLAS)
    assert found.hurts == {"scapula.body": Fraction(1), "hand.thumb": Fraction(1)}


def test_both_sides_of_the_body_are_one():
    left = {"back": ATLAS.views["back"].shapes["scapula.body.L"].mask}
    assert drawn(left, {}, ATLAS).places == {"scapula.body"}


def test_where_the_sides_differ_the_one_that_hurts_more_counts():
    blade, spot = ATLAS.views["back"].shapes["scapula.body.R"].mask, box(8, 9, 4, 5)
    assert drawn({"back": blade | spot}, {}, ATLAS).hurts == {"scapula.body": Fraction(1)}
    swapped = mirrored(blade) | mirrored(spot)
    assert drawn({"back": swapped}, {}, ATLAS).hurts == {"scapula.body": Fraction(1)}


def test_nothing_painted_or_only_skin_outside_every_region_says_nothing():
    assert drawn({}, {}, ATLAS) == Complaint()
    assert drawn({"back": box(8, 12, 27, 29)}, {}, ATLAS) == Complaint()
