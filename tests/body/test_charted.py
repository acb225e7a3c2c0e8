"""The charted patterns on the figure that ships: what the marking rule does with real zones."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from school.body.atlas import atlas
from school.body.rules.marking import mark_zone
from school.body.rules.raster import grow_mask
from school.body.rules.strokes import paint_regions
from school.body.rules.zones import Zone

DECK = Path(__file__).resolve().parents[2] / "content/flashcards/referral-patterns.yaml"


@cache
def deck() -> dict:
    return yaml.safe_load(DECK.read_text(encoding="utf-8"))


def draw_zones() -> dict[str, Zone]:
    return {
        entry["id"]: Zone(
            frozenset(entry["primary"]),
            frozenset(entry.get("spillover") or ()) - frozenset(entry["primary"]),
            entry.get("crosses_midline", False),
        )
        for entry in deck()["patterns"]
    }


def in_its_views(zone: Zone) -> dict[str, int]:
    """The essential zone in the views that one would paint it in."""
    views = atlas().find_views_for(sorted(zone.essential))
    return {id: mask for id, mask in paint_regions(zone.essential, atlas()).items() if id in views}


@pytest.mark.parametrize("name", sorted(draw_zones()))
def test_a_charted_zone_painted_in_the_views_it_asks_for_is_worth_one(name):
    overlap = mark_zone(draw_zones()[name], in_its_views(draw_zones()[name]), atlas())
    assert overlap.score == 1, overlap
    assert not overlap.missed | overlap.extra | overlap.other_side


def test_a_zone_picked_from_the_list_is_worth_one():
    for name, zone in draw_zones().items():
        overlap = mark_zone(zone, paint_regions(zone.essential, atlas()), atlas())
        assert (overlap.score, overlap.dice) == (1, 1), name


def test_few_views_show_a_zone():
    many = {
        name: views
        for name, zone in draw_zones().items()
        if len(views := atlas().find_views_for(zone.essential)) > 3
    }
    assert not many


def test_a_hand_that_paints_a_little_too_wide_is_forgiven():
    """Paint 18 mm over every edge (on the whole figure) costs a little, in a few zones."""
    scores = {}
    for name, zone in draw_zones().items():
        wide = {}
        for view_id, mask in in_its_views(zone).items():
            view = atlas().views[view_id]
            wide[view_id] = grow_mask(mask, view.rows / 100, view.columns) & view.skin
        scores[name] = float(mark_zone(zone, wide, atlas()).score)
    assert min(scores.values()) > 0.8, sorted(scores.items(), key=lambda entry: entry[1])[:8]
    assert sorted(scores.values())[len(scores) // 4] > 0.99


def test_a_wrong_neighbour_from_the_list_still_costs():
    """The tolerance is narrow: almost every region beside a zone costs something."""
    every = [region["id"] for region in deck()["regions"]]
    free, tried = [], 0
    for name, zone in list(draw_zones().items())[::4]:
        for region in set(every) - zone.essential - zone.spillover:
            tried += 1
            overlap = mark_zone(zone, paint_regions([*zone.essential, region], atlas()), atlas())
            free += [(name, region)] if overlap.score == 1 else []
    assert len(free) < tried / 500, free


def test_the_figure_leaves_room_for_a_hand_at_its_sides():
    """Growing a zone by a hand's width must not come round to the other side of the grid."""
    for view in atlas().views.values():
        for column in (0, 1, view.columns - 2, view.columns - 1):
            assert not any(
                view.skin >> row * view.columns + column & 1 for row in range(view.rows)
            ), view.id


def test_everything_else_from_the_list_is_worth_little():
    """Regions share edges, so all the others cover part of the zone, which must not pay."""
    every = [region["id"] for region in deck()["regions"]]
    for name, zone in draw_zones().items():
        others = set(every) - zone.essential - zone.spillover
        assert mark_zone(zone, paint_regions(others, atlas()), atlas()).hundredths <= 5, name
