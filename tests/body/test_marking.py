"""Laying a painted answer over a charted zone."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.body.rules.atlas import Atlas
from school.body.rules.marking import credit_coverage, mark_zone, measure_coverage
from school.body.rules.strokes import paint_regions
from school.body.rules.zones import Zone
from tests.body import figures
from tests.body.figures import box, mirror_mask

ATLAS = figures.atlas()
IDS = sorted({key.removesuffix(".R").removesuffix(".L") for key in ATLAS.keys})
REGIONS = st.sampled_from(IDS)


@st.composite
def draw_zones(draw) -> Zone:
    essential = draw(st.frozensets(REGIONS, min_size=1, max_size=4))
    return Zone(
        essential, draw(st.frozensets(REGIONS, max_size=4)) - essential, draw(st.booleans())
    )


@st.composite
def draw_paint(draw) -> dict[str, int]:
    """Cells anywhere on the skin of any view: a few boxes, so that whole regions are often hit."""
    masks = {}
    for view in ATLAS.views.values():
        mask = 0
        for _ in range(draw(st.integers(0, 3))):
            left, top = draw(st.integers(0, 30)), draw(st.integers(0, 30))
            mask |= box(left, draw(st.integers(left, 32)), top, draw(st.integers(top, 32)))
        if mask & view.skin:
            masks[view.id] = mask & view.skin
    return masks


def zone_cells(zone: Zone, ids=None) -> dict[str, int]:
    """The cells of the whole charted zone, with its twins where it crosses the midline."""
    masks = dict(paint_regions(ids or zone.essential | zone.spillover, ATLAS))
    if zone.crosses_midline:
        for name in ids or zone.essential | zone.spillover:
            for view_id, shape in ATLAS.find_shapes(f"{name}.L").items():
                masks[view_id] = masks.get(view_id, 0) | shape.mask
    return masks


def whole_skin() -> dict[str, int]:
    return {view.id: view.skin for view in ATLAS.views.values()}


def without_keys(paint: dict[str, int], gone: dict[str, int]) -> dict[str, int]:
    left = {view_id: mask & ~gone.get(view_id, 0) for view_id, mask in paint.items()}
    return {view_id: mask for view_id, mask in left.items() if mask}


def unite_paint(first: dict[str, int], second: dict[str, int]) -> dict[str, int]:
    return {view_id: first.get(view_id, 0) | second.get(view_id, 0) for view_id in first | second}


@given(draw_zones(), st.data())
def test_the_zone_itself_is_worth_one_with_or_without_spillover(zone, data):
    spillover = data.draw(
        st.frozensets(st.sampled_from(sorted(zone.spillover))) if zone.spillover else st.just([])
    )
    overlap = mark_zone(zone, paint_regions([*zone.essential, *spillover], ATLAS), ATLAS)
    assert overlap.score == 1
    assert overlap.dice == 1
    assert overlap.hit == zone.essential
    assert overlap.spilled == set(spillover)
    assert not overlap.missed | overlap.extra | overlap.other_side


@given(draw_zones())
def test_nothing_and_everything_but_the_zone_are_worth_nothing(zone):
    assert mark_zone(zone, {}, ATLAS).score == mark_zone(zone, {}, ATLAS).dice == 0
    assert (
        mark_zone(
            zone, without_keys(whole_skin(), paint_regions(zone.essential, ATLAS)), ATLAS
        ).score
        == 0
    )
    assert mark_zone(zone, paint_regions(set(IDS) - zone.essential, ATLAS), ATLAS).score == 0


@given(draw_zones(), draw_paint())
def test_score_and_dice_are_shares_and_the_lists_are_disjoint(zone, painted):
    overlap = mark_zone(zone, painted, ATLAS)
    assert 0 <= overlap.score <= 1
    assert 0 <= overlap.dice <= 1
    lists = [overlap.hit, overlap.missed, overlap.spilled, overlap.extra]
    assert sum(map(len, lists)) == len(frozenset().union(*lists))
    assert overlap.hit | overlap.missed == zone.essential


@given(draw_zones(), draw_paint(), draw_paint())
def test_painting_in_more_of_the_essential_zone_never_lowers_the_score(zone, painted, more):
    wanted = paint_regions(zone.essential, ATLAS)
    missing = without_keys(wanted, without_keys(wanted, more))
    assert (
        mark_zone(zone, unite_paint(painted, missing), ATLAS).score
        >= mark_zone(zone, painted, ATLAS).score
    )


@given(draw_zones(), draw_paint(), draw_paint())
def test_painting_in_spillover_never_lowers_the_score(zone, painted, more):
    spare = paint_regions(zone.spillover, ATLAS)
    spilled = without_keys(spare, without_keys(spare, more))
    assert (
        mark_zone(zone, unite_paint(painted, spilled), ATLAS).score
        >= mark_zone(zone, painted, ATLAS).score
    )


@given(draw_zones(), draw_paint(), draw_paint())
def test_painting_more_outside_the_charted_zone_never_raises_the_score(zone, painted, more):
    outside = without_keys(more, zone_cells(zone))
    assert (
        mark_zone(zone, unite_paint(painted, outside), ATLAS).score
        <= mark_zone(zone, painted, ATLAS).score
    )


@given(draw_zones(), draw_paint())
def test_the_score_is_one_for_nothing_but_the_whole_zone_within_a_hands_tolerance(zone, painted):
    overlap = mark_zone(zone, painted, ATLAS)
    whole = all(
        credit_coverage(overlap.coverage[ATLAS.find_studied_key(id)]) == 1 for id in zone.essential
    )
    if overlap.score == 1:
        assert whole
        assert not overlap.extra | overlap.other_side
    if whole:
        assert overlap.hit == zone.essential


@given(draw_zones(), draw_paint())
def test_a_body_seen_in_a_mirror_is_marked_alike(zone, painted):
    """The mirrored paint on the mirrored figure, where right is on the other side."""
    views = {}
    for view in ATLAS.views.values():
        shapes = {
            key: figures.shape(mirror_mask(shape.mask), str(shape.share))
            for key, shape in view.shapes.items()
        }
        views[view.id] = figures.view(view.id, shapes, millimeters=view.millimeters)
    mirror = {view_id: mirror_mask(mask) for view_id, mask in painted.items()}
    overlap, plain = mark_zone(zone, mirror, Atlas(views)), mark_zone(zone, painted, ATLAS)
    assert overlap == plain


BLADE = Zone(frozenset({"scapula.body", "arm.back"}), frozenset({"hip.side"}))


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ({"scapula.body"}, Fraction(1, 2)),
        (
            {"scapula.body", "hip.side"},
            Fraction(5, 8),
        ),  # the whole spillover: a quarter of one essential region
        ({"scapula.body", "arm.back", "spine.middle"}, Fraction(4, 5)),
        ({"scapula.body", "arm.back", "spine.middle", "chest.upper", "hip.side"}, Fraction(4, 6)),
        ({"hip.side"}, Fraction(0)),
    ],
)
def test_picked_regions_score_as_a_teacher_would_work_them_out(answer, score):
    assert mark_zone(BLADE, paint_regions(answer, ATLAS), ATLAS).score == score


@pytest.mark.parametrize(
    ("rows", "share"),
    [(0, "0"), (2, "0"), (3, "1/16"), (4, "3/8"), (5, "11/16"), (6, "1"), (8, "1")],
)
def test_credit_grows_between_a_third_and_three_quarters_of_a_region(rows, share):
    """Rows of eight of the shoulder blade."""
    alone = Zone(frozenset({"scapula.body"}), frozenset())
    assert mark_zone(alone, {"back": box(18, 24, 4, 4 + rows)}, ATLAS).score == Fraction(share)


def test_a_region_counts_from_half_its_credit_in_the_lists():
    assert mark_zone(BLADE, {"back": box(18, 24, 4, 9)}, ATLAS).hit == {"scapula.body"}
    assert mark_zone(BLADE, {"back": box(18, 24, 4, 8)}, ATLAS).hit == frozenset()


def test_the_other_side_of_the_body_is_extra():
    left = {"back": ATLAS.views["back"].shapes["scapula.body.L"].mask}
    overlap = mark_zone(BLADE, unite_paint(left, paint_regions(BLADE.essential, ATLAS)), ATLAS)
    assert overlap.score == Fraction(4, 5)
    assert overlap.other_side == {"scapula.body"}
    assert overlap.hit == BLADE.essential
    assert not overlap.extra
    assert mark_zone(BLADE, left, ATLAS).score == 0


def test_where_a_pattern_crosses_the_midline_its_other_side_neither_gains_nor_costs():
    both = Zone(BLADE.essential, BLADE.spillover, crosses_midline=True)
    left = {"back": ATLAS.views["back"].shapes["scapula.body.L"].mask}
    assert (
        mark_zone(both, unite_paint(left, paint_regions(both.essential, ATLAS)), ATLAS).score == 1
    )
    assert mark_zone(both, left, ATLAS).score == 0
    elsewhere = {"back": ATLAS.views["back"].shapes["low_back.waist.L"].mask}
    assert mark_zone(
        both, unite_paint(elsewhere, paint_regions(both.essential, ATLAS)), ATLAS
    ).score == Fraction(4, 5)


def test_a_view_that_hardly_shows_a_region_hardly_counts():
    arm = Zone(frozenset({"arm.back"}), frozenset())
    sliver = {"front": ATLAS.views["front"].shapes["arm.back.R"].mask}
    assert mark_zone(arm, sliver, ATLAS).score == 0
    assert mark_zone(arm, sliver, ATLAS).coverage["arm.back.R"] == Fraction(3, 10)
    assert mark_zone(
        BLADE, unite_paint(sliver, {"back": box(18, 24, 4, 12)}), ATLAS
    ).score == Fraction(1, 2)


def test_a_region_painted_in_two_views_counts_once():
    hip = Zone(frozenset({"hip.side", "scapula.body"}), frozenset())
    front = {"front": ATLAS.views["front"].shapes["hip.side.R"].mask}
    both = paint_regions(["hip.side"], ATLAS)
    assert mark_zone(hip, front, ATLAS).coverage["hip.side.R"] == Fraction(7, 10)
    assert mark_zone(hip, both, ATLAS).coverage["hip.side.R"] == 1
    assert mark_zone(hip, both, ATLAS).score == Fraction(1, 2)


def test_the_wrong_view_only_costs():
    overlap = mark_zone(BLADE, paint_regions(["chest.upper"], ATLAS), ATLAS)
    assert (overlap.score, overlap.extra) == (0, {"chest.upper"})


def test_painting_the_whole_body_scores_low():
    assert mark_zone(BLADE, whole_skin(), ATLAS).score < Fraction(1, 4)


def test_skin_outside_every_region_costs_by_its_size():
    wanted = paint_regions(BLADE.essential, ATLAS)
    a_little = unite_paint(wanted, {"back": box(8, 12, 27, 29)})
    a_lot = unite_paint(wanted, {"back": box(1, 31, 27, 31)})
    assert mark_zone(BLADE, a_little, ATLAS).score == 1
    assert mark_zone(BLADE, a_lot, ATLAS).score < Fraction(3, 4)
    assert mark_zone(BLADE, a_little, ATLAS).dice < 1


def test_cells_that_an_uncharted_region_shares_with_the_zone_are_not_wrong():
    """A region lies half over the zone and half beside it."""
    inside, beside = box(2, 10, 2, 10), box(2, 10, 6, 14)
    lone = Atlas(
        {
            "back": figures.view(
                "back", {"a.in.R": figures.shape(inside), "a.by.R": figures.shape(beside)}
            )
        }
    )
    zone = Zone(frozenset({"a.in"}), frozenset())
    assert mark_zone(zone, paint_regions(["a.in"], lone), lone).score == 1
    assert "a.by.R" not in mark_zone(zone, paint_regions(["a.in"], lone), lone).coverage
    overlap = mark_zone(zone, paint_regions(["a.in", "a.by"], lone), lone)
    assert overlap.coverage["a.by.R"] == Fraction(
        1, 2
    )  # of all its cells, half are beyond the zone
    assert overlap.score == 2 / (2 + credit_coverage(Fraction(1, 2)))


def test_a_hand_that_goes_a_little_over_the_edge_is_forgiven_in_the_score_and_not_in_dice():
    """On a grid of 256 rows a hand is a cell and a half wide; the neighbour is three cells wide."""
    shapes = {
        "a.zone.R": figures.shape(box(20, 40, 20, 60, 256)),
        "a.thin.R": figures.shape(box(40, 43, 20, 60, 256)),
    }
    fine = Atlas(
        {"back": figures.view("back", shapes, columns=256, rows=256, skin=box(2, 254, 2, 254, 256))}
    )
    zone = Zone(frozenset({"a.zone"}), frozenset())
    over = {
        width: mark_zone(zone, {"back": box(20, 40 + width, 20, 60, 256)}, fine)
        for width in (1, 2, 3)
    }
    assert [over[width].coverage.get("a.thin.R", 0) for width in (1, 2, 3)] == [
        0,
        Fraction(3333, 10000),
        Fraction(6666, 10000),
    ]
    assert over[1].score == over[2].score == 1 > over[3].score
    assert 1 > over[1].dice > over[2].dice > over[3].dice


def test_dice_is_the_plain_share_of_surface_in_both():
    """48 + 50 cells are charted; 24 of them are painted, and 12 beside them."""
    overlap = mark_zone(BLADE, {"back": box(18, 24, 4, 8) | box(18, 24, 12, 14)}, ATLAS)
    assert overlap.dice == Fraction(2 * 24, 98 + 24 + 12)


def test_dice_leaves_spillover_out():
    assert mark_zone(
        BLADE, paint_regions(["scapula.body", "hip.side"], ATLAS), ATLAS
    ).dice == Fraction(2 * 48, 98 + 48)


def test_a_score_reads_as_whole_percent_to_nearest():
    overlap = mark_zone(BLADE, paint_regions(["scapula.body", "hip.side"], ATLAS), ATLAS)
    assert (overlap.score, overlap.hundredths) == (Fraction(5, 8), 63)


def test_coverage_lists_what_paint_touches():
    assert measure_coverage({"back": box(18, 24, 4, 8)}, ATLAS) == {
        "scapula.body.R": Fraction(1, 2)
    }
    assert measure_coverage({}, ATLAS) == {}


def test_a_view_or_region_that_the_atlas_does_not_have_counts_for_nothing():
    assert mark_zone(BLADE, {"retired": 7}, ATLAS).score == 0
    assert paint_regions(["gone.away"], ATLAS) == {}
    gone = Zone(frozenset({"gone.away", "scapula.body"}), frozenset())
    assert mark_zone(gone, paint_regions(["scapula.body"], ATLAS), ATLAS).missed == {"gone.away"}


def test_a_region_counts_as_hit_from_half_a_credit_on():
    """Of a hundred cells 55 are painted: halfway between what begins to count and what is all."""
    one = Atlas({"back": figures.view("back", {"arm.back": figures.shape(box(2, 12, 2, 12))})})
    zone = Zone(frozenset({"arm.back"}), frozenset())
    half = box(2, 12, 2, 7) | box(2, 7, 7, 8)
    assert mark_zone(zone, {"back": half}, one).hit == {"arm.back"}
    assert mark_zone(zone, {"back": half & ~box(2, 3, 2, 3)}, one).missed == {"arm.back"}
