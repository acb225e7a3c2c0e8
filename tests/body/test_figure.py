"""The generated geometry: every region of the deck lies on the body, where its definition says."""

from __future__ import annotations

import json
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from school.body.atlas import FIGURE, atlas
from school.studio.service.bodysheet import read_definitions

CONTENT = Path(__file__).parents[2] / "content"
REGIONS, POINTS = CONTENT / "body" / "regions.yaml", CONTENT / "body" / "points.yaml"
DECK = yaml.safe_load((CONTENT / "flashcards" / "referral-patterns.yaml").read_text("utf-8"))
IDS = [region["id"] for region in DECK["regions"]]
VIEWS = list(atlas().views)
SYMMETRIC = ("front", "back", "head_front")
MIRRORS = (("left", "right"), ("head_left", "head_right"))

MOST_OVERLAP = 0.35  # of the smaller one of two regions that are not related by nature
WELL_SHOWN = 0.5  # share from which a view can be asked to keep regions apart
NEAREST = 15  # millimeters from the skin that a mark may lie, in the plane of the view
LARGEST = 600  # square centimetres: more is no region of a body but a mistake
LARGEST_FILES = 1_500_000  # bytes, all views together
CRUMB = 0.05  # of a region's cells in a view: a piece with fewer, and fewer than …
CRUMB_CELLS = (
    10  # … so many, is no part of the region that a view shows but an accident of its shapes
)
BROAD = 60  # cells from which a region is no mere rim in a view …
SPIKE_CELLS = 3  # … so that a row of so many cells, one wide, is a spike


def mirror_mask(mask: int, view) -> int:
    """Return the mask with left and right exchanged."""
    line = (1 << view.columns) - 1
    rows = (mask >> row * view.columns & line for row in range(view.rows))
    turned = (int(f"{row:0{view.columns}b}"[::-1], 2) for row in rows)
    return sum(row << number * view.columns for number, row in enumerate(turned))


def cell_of(view, point) -> int:
    x, y = point
    return 1 << int(y * view.rows) * view.columns + int(x * view.columns)


def grow_mask(mask: int, view, times: int) -> int:
    """Return the mask with a rim of this many cells; at a side edge it wraps around."""
    for _ in range(times):
        mask |= mask << 1 | mask >> 1 | mask << view.columns | mask >> view.columns
    return mask


def list_pieces(mask: int, view) -> list[int]:
    """The parts of a mask that touch nowhere, not even at a corner."""
    pieces_found = []
    while mask:
        piece, before = mask & -mask, 0
        while piece != before:
            before, wider = piece, piece | piece << 1 | piece >> 1
            piece = mask & (wider | wider << view.columns | wider >> view.columns)
        pieces_found.append(piece)
        mask &= ~piece
    return pieces_found


def is_broad(mask: int, view) -> int:
    """The cells of the mask that lie in a square of four of them."""
    row = view.columns
    square = mask & mask >> 1 & mask >> row & mask >> row + 1
    return square | square << 1 | square << row | square << row + 1


def test_every_region_of_the_deck_is_defined_once_and_no_other():
    definition = yaml.safe_load(REGIONS.read_text("utf-8"))["regions"]
    assert sorted(definition) == sorted(IDS)
    assert len(IDS) == len(set(IDS)) == 128


def test_regions_in_the_midline_are_those_that_the_deck_does_not_pair():
    definition = yaml.safe_load(REGIONS.read_text("utf-8"))["regions"]
    midline = {region for region in definition if definition[region].get("midline")}
    assert midline == {region["id"] for region in DECK["regions"] if not region["paired"]}


@pytest.mark.parametrize("region", DECK["regions"], ids=lambda region: region["id"])
def test_a_region_is_shown_on_each_of_its_sides_and_best_by_one_view(region):
    keys = [f"{region['id']}.R", f"{region['id']}.L"] if region["paired"] else [region["id"]]
    if region["id"].startswith("foot."):
        keys = keys[
            :1
        ]  # the left foot has no view from below: who studies it sees the right one turned over
    for key in keys:
        shares = [shape.share for shape in atlas().find_shapes(key).values()]
        assert shares, f"{key} is in no view"
        assert max(shares) == 1 or key.endswith(".L"), (
            key
        )  # hands are shown closely on the right alone


@pytest.mark.parametrize("view", VIEWS)
def test_every_region_lies_inside_the_skin(view):
    view = atlas().views[view]
    outside = [key for key, shape in view.shapes.items() if shape.mask & ~view.skin]
    assert outside == []


@pytest.mark.parametrize("view", VIEWS)
def test_no_region_has_a_crumb(view):
    view = atlas().views[view]
    crumbs = [
        (key, piece.bit_count(), shape.cells)
        for key, shape in view.shapes.items()
        for piece in list_pieces(shape.mask, view)
        if piece.bit_count() < min(CRUMB * shape.cells, CRUMB_CELLS)
    ]
    assert crumbs == []


@pytest.mark.parametrize("view", VIEWS)
def test_no_region_has_a_hole(view):
    view = atlas().views[view]
    everything = (1 << view.columns * view.rows) - 1
    holes = [
        (key, hole.bit_count())
        for key, shape in view.shapes.items()
        for hole in list_pieces(everything & ~shape.mask, view)
        if hole.bit_count() < CRUMB_CELLS
    ]
    assert holes == []


@pytest.mark.parametrize("view", VIEWS)
def test_no_region_has_a_spike(view):
    view = atlas().views[view]
    spikes = [
        (key, spike.bit_count(), shape.cells)
        for key, shape in view.shapes.items()
        if shape.cells >= BROAD
        for spike in list_pieces(shape.mask & ~is_broad(shape.mask, view), view)
        if spike.bit_count() >= SPIKE_CELLS
    ]
    assert spikes == []


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_draws_a_key_that_the_deck_does_not_have(view):
    keys = {*IDS, *(f"{region}.{side}" for region in IDS for side in "RL")}
    assert atlas().views[view].shapes.keys() <= keys


@pytest.mark.parametrize("view", SYMMETRIC)
def test_left_is_the_exact_mirror_image_of_right(view):
    view = atlas().views[view]
    assert mirror_mask(view.skin, view) == view.skin
    for key, shape in view.shapes.items():
        opposite = view.shapes[swap_side(key)]
        assert mirror_mask(shape.mask, view) == opposite.mask, key
        assert shape.share == opposite.share, key


def swap_side(key: str) -> str:
    """The key on the other side; of a region on the midline, its own."""
    if key.endswith(".R"):
        return key.removesuffix(".R") + ".L"
    return key.removesuffix(".L") + ".R" if key.endswith(".L") else key


@pytest.mark.parametrize(("left", "right"), MIRRORS)
def test_the_left_views_are_the_mirror_images_of_the_right_ones(left, right):
    left, right = atlas().views[left], atlas().views[right]
    assert mirror_mask(right.skin, right) == left.skin
    swapped = {
        key[:-2] + ".L" if key.endswith(".R") else key: shape for key, shape in right.shapes.items()
    }
    assert swapped.keys() == left.shapes.keys()
    for key, shape in swapped.items():
        assert mirror_mask(shape.mask, right) == left.shapes[key].mask, key


@pytest.mark.parametrize("region", IDS)
def test_a_region_is_as_large_as_its_definition_expects(region):
    definition = read_definitions().regions[region]
    least, most = definition.bounds
    assert 0 < least < most <= LARGEST, "the definition states no sensible bounds"
    assert least <= definition.square_centimeters <= most
    shapes = atlas().find_shapes(atlas().find_studied_key(region))
    best_view = max(shapes, key=lambda view: (shapes[view].share, shapes[view].cells))
    flat = shapes[best_view].cells * float(atlas().views[best_view].cell_area) / 100
    assert 0.15 * definition.square_centimeters <= flat <= 1.3 * definition.square_centimeters, (
        "the cells tell another size"
    )


@pytest.mark.parametrize("view", VIEWS)
def test_regions_that_are_not_related_keep_apart(view):
    view, related = atlas().views[view], read_definitions().regions
    well_shown = [key for key, shape in view.shapes.items() if shape.share > WELL_SHOWN]
    too_close = []
    for first, second in combinations(well_shown, 2):
        if find_overlap(view.shapes[first], view.shapes[second]) <= MOST_OVERLAP:
            continue
        first_id, second_id = strip_side(first), strip_side(second)
        if (
            second_id not in related[first_id].related
            and first_id not in related[second_id].related
        ):
            too_close.append((first, second))
    assert too_close == []


def find_overlap(first, second) -> float:
    """The share of the smaller one's cells that both have."""
    return (first.mask & second.mask).bit_count() / min(first.cells, second.cells)


def strip_side(key: str) -> str:
    return key.removesuffix(".R").removesuffix(".L")


def test_related_regions_are_regions():
    definition = read_definitions().regions
    assert {other for region in definition.values() for other in region.related} <= set(IDS)


def test_every_pattern_has_its_trigger_points_marked_or_a_reason_why_not():
    definition = read_definitions().points
    assert sorted(definition) == sorted(pattern["id"] for pattern in DECK["patterns"])
    marked = {pattern for view in atlas().views.values() for pattern in view.points}
    for pattern, where in definition.items():
        assert len(where) <= 4 if isinstance(where, tuple) else len(where) > 10, pattern
        assert (pattern in marked) == isinstance(where, tuple), f"{pattern} is marked in no view"


def test_the_deck_knows_which_patterns_have_no_mark():
    unmarked = {
        pattern for pattern, where in read_definitions().points.items() if isinstance(where, str)
    }
    assert unmarked == {
        pattern["id"] for pattern in DECK["patterns"] if not pattern.get("point", True)
    }


@pytest.mark.parametrize("view", VIEWS)
def test_trigger_points_lie_on_the_skin(view):
    view = atlas().views[view]
    near = grow_mask(view.skin, view, round(NEAREST / view.millimeters * view.rows))
    away = [
        pattern
        for pattern, points in view.points.items()
        for point in points
        if not near & cell_of(view, point)
    ]
    assert away == []


@pytest.mark.parametrize(("pattern", "view", "region"), [
    ("temporalis", "head_right", "head.temple"),
    ("masseter", "head_right", "head.cheek"),
    ("splenius_capitis", "back", "neck.posterior"),
    ("trapezius_lower", "back", "scapula.medial_border"),
    ("infraspinatus", "back", "scapula.body"),
    ("supraspinatus", "back", "shoulder.suprascapular"),
    ("deltoid_anterior", "front", "shoulder.deltoid_anterior"),
    ("pec_major_sternal", "front", "chest.pectoral"),
    ("biceps_brachii", "front", "arm.anterior"),
    ("triceps_lateral", "back", "arm.posterior"),
    ("fcr", "front", "forearm.volar"),
    ("extensor_digitorum", "back", "forearm.dorsal"),
    ("opponens_pollicis", "hand_palmar", "hand.thenar"),
    ("first_dorsal_interosseous", "hand_dorsal", "hand.dorsum_radial"),
    ("longissimus_thoracis", "back", "thoracic.paraspinal_lower"),
    ("gluteus_maximus", "back", "buttock.mid"),
    ("tfl", "right", "hip.anterior"),
    ("rectus_femoris", "front", "hip.anterior"),
    ("vastus_lateralis", "right", "thigh.lateral_upper"),
    ("biceps_femoris", "back", "thigh.posterior_lower"),
    ("gastrocnemius", "back", "leg.posterior_upper"),
    ("tibialis_anterior", "front", "leg.anterior"),
    ("peroneus_longus_brevis", "right", "leg.lateral"),
    ("fdb", "foot_plantar", "foot.sole"),
])  # fmt: skip
def test_a_trigger_point_lies_where_its_words_say(pattern, view, region):
    view = atlas().views[view]
    room = round(20 / view.millimeters * view.rows)
    near = grow_mask(view.shapes[f"{region}.R"].mask, view, room)
    assert any(near & cell_of(view, point) for point in view.points[pattern])


def test_the_files_are_of_these_definitions():
    """Whoever changes a definition generates the figure anew: make body."""
    now = {path.name: sha256(path.read_bytes()).hexdigest() for path in (REGIONS, POINTS)}
    for view in VIEWS:
        assert json.loads((FIGURE / f"{view}.json").read_text("utf-8"))["sources"] == now, view


def test_the_files_stay_small():
    assert sum(path.stat().st_size for path in FIGURE.glob("*.json")) < LARGEST_FILES
