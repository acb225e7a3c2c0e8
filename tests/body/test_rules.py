"""Laying picked regions over a charted zone."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.body.rules import Zone, area, overlap

BODY = [f"area.region{n}" for n in range(24)]
REGIONS = st.sampled_from(BODY)


@st.composite
def zones(draw) -> Zone:
    essential = draw(st.frozensets(REGIONS, min_size=1, max_size=6))
    return Zone(essential, draw(st.frozensets(REGIONS, max_size=6)) - essential)


ANSWERS = st.frozensets(REGIONS)
SHOULDER = Zone(frozenset({"shoulder.front", "arm.front", "arm.side"}), frozenset({"forearm.radial", "hand.back"}))


@given(zones(), st.data())
def test_the_essential_zone_is_worth_one_with_or_without_spillover(zone, data):
    spillover = data.draw(st.frozensets(st.sampled_from(sorted(zone.spillover))) if zone.spillover else st.just([]))
    assert overlap(zone, zone.essential | set(spillover)).score == 1


@given(zones())
def test_nothing_and_everything_but_the_zone_are_worth_nothing(zone):
    assert overlap(zone, ()).score == 0
    assert overlap(zone, set(BODY) - zone.essential).score == 0
    assert overlap(zone, set(BODY) - zone.essential - zone.spillover).score == 0


@given(zones(), ANSWERS)
def test_a_score_is_a_share_and_only_the_whole_zone_alone_is_one(zone, answer):
    found = overlap(zone, answer)
    assert 0 <= found.score <= 1
    assert 0 <= found.dice <= 1
    assert (found.score == 1) == (zone.essential <= answer <= zone.essential | zone.spillover)


@given(zones(), ANSWERS, REGIONS)
def test_each_region_more_moves_the_score_the_right_way(zone, answer, region):
    before, after = overlap(zone, answer - {region}).score, overlap(zone, answer | {region}).score
    if region in zone.essential:
        assert after > before
    elif region in zone.spillover:
        assert after >= before
    elif before:
        assert after < before
    else:
        assert after == 0


@given(zones(), ANSWERS)
def test_the_sets_divide_the_answer_and_the_zone(zone, answer):
    found = overlap(zone, answer)
    assert found.hit | found.spilled | found.extra == answer
    assert found.hit | found.missed == zone.essential
    assert len(found.hit) + len(found.spilled) + len(found.extra) == len(answer)


@given(zones())
def test_spillover_makes_up_for_less_than_the_smallest_miss(zone):
    for left_out in zone.essential:
        found = overlap(zone, (zone.essential | zone.spillover) - {left_out})
        assert found.score < 1


def test_picking_the_whole_body_scores_low():
    body = {f"area.region{n}" for n in range(128)}
    zone = Zone(frozenset({"area.region1", "area.region2", "area.region3"}), frozenset({"area.region4"}))
    assert overlap(zone, body).score < Fraction(1, 20)


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ({"shoulder.front", "arm.front"}, Fraction(4, 6)),
        ({"shoulder.front", "arm.front", "hand.back"}, Fraction(17, 24)),  # half of the spillover: an eighth of 2
        ({"shoulder.front", "arm.front", "hand.back", "forearm.radial"}, Fraction(9, 12)),
        ({"shoulder.front", "arm.front", "arm.side", "neck.back"}, Fraction(6, 7)),
        ({"shoulder.front", "arm.front", "arm.side", "neck.back", "hand.back"}, Fraction(6, 7)),
        ({"hand.back"}, Fraction(0)),
    ],
)
def test_scores_as_a_teacher_would_work_them_out(answer, score):
    assert overlap(SHOULDER, answer).score == score


def test_the_dice_measure_leaves_spillover_out():
    assert overlap(SHOULDER, {"shoulder.front", "hand.back", "neck.back"}).dice == Fraction(2, 5)


def test_a_score_reads_as_whole_percent_to_nearest():
    assert overlap(SHOULDER, {"shoulder.front", "arm.front"}).hundredths == 67


def test_a_region_is_essential_or_spillover_and_not_both():
    with pytest.raises(ValueError, match="not both"):
        Zone(frozenset({"hand.back"}), frozenset({"hand.back"}))


def test_a_zone_needs_an_essential_region():
    with pytest.raises(ValueError, match="essential"):
        Zone(frozenset(), frozenset({"hand.back"}))


def test_a_region_names_its_area():
    assert area("low_back.left") == "Low back"
