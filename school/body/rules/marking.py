"""How near a painted answer comes to a charted referral zone.

**Coverage.** How much of a region an answer covers, 0 … 1. In each view, it is the painted part of
the region's cells times the share of the region that the view shows; the largest of these counts.
So a region is covered by painting it in the view that shows it best, a sliver at the edge of
another view counts for no more than a sliver, and painting it in two views counts once. Coverage is
kept in ten-thousandths, rounded down.

**Credit.** Hands are not exact, and neither are charts. A coverage up to FROM earns 0, one of UPTO
or more earns 1, and the credit rises in proportion between them. The same holds for regions that
should be painted and for regions that should not.

**Score** = (2·H + bonus) / (2·E + X + O), where

- E is the number of essential regions, and H the sum of their credits;
- X is the sum of the credits of the regions that are not charted. Only their cells beyond the whole
  charted zone count, but in proportion to all their cells: if regions overlap, a cell of the zone
  is never wrong, and a region mostly inside the zone can hardly be wrong. "Beyond" means farther
  than HAND from the zone. Regions tile the skin, and without this margin, a hand that paints a
  little over an edge would be marked wrong for every narrow neighbor;
- O is the skin painted beyond the zone and outside every region, in units of the view's average
  region, with the same tolerance in each view; more than one unit counts in full;
- the bonus is ½ · S · min(1, H, E - H), where S is the mean credit of the spillover regions.
  Spillover never costs anything. It makes up for part of what was missed, at most a quarter of one
  essential region, and only if something was hit.

Edge cases: painting nothing scores 0, and so does painting everything except the zone. Painting
everything scores low, because every other region is in X. The other side of the body has regions of
its own, so paint there is extra, unless the pattern crosses the midline: then the same regions of
the other side belong to the charted zone, where paint neither gains nor costs anything. A view that
does not show the zone can only cost. Neighbors share their edges: a region picked from a list
covers part of the regions beside it, and the tolerance forgives that.

**Dice** = 2·|A∩P| / (|A| + |A∩P| + |W|), in square millimeters on the person, without tolerance.
Every region is judged in one view: the one in which the answer covers most of it, or the one that
shows it best if it is not touched. A is the cells of the essential regions there, and A∩P those of
them that are painted. W is the paint on uncharted regions there, and on skin outside every region,
without the charted zone. Spillover counts in none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from school.body.rules.atlas import Atlas, Painted, Shape, View
from school.body.rules.raster import grow_mask
from school.body.rules.zones import Zone

ESSENTIAL = 2  # weight of a region charted as a main zone; a region that is not charted weighs 1
SPILLOVER_IN_ALL = Fraction(1, 2)  # what all spillover regions together can add, in that weight
FROM = Fraction(35, 100)  # the coverage at which credit begins
UPTO = Fraction(75, 100)  # the coverage at which credit is full
# How far beyond the zone's edge paint is not wrong yet, as a fraction of the view's height: 11 mm
# on the whole figure.
HAND = 0.006
HALF = Fraction(1, 2)  # the credit from which a region is listed as hit, spilled or extra
STEPS = 10_000  # coverage is measured in this many steps
NOTHING_TO, ALL_FROM = int(FROM * STEPS), int(UPTO * STEPS)


@dataclass(frozen=True)
class Overlap:
    """How an answer lies over a zone.

    The sets hold region ids without a side; hit, missed, spilled and extra are disjoint.
    """

    score: Fraction  # 0 … 1: the suggested rating comes from it
    dice: Fraction  # 0 … 1: the share of cells that coincide, without tolerance
    hit: frozenset[str]  # essential and covered
    missed: frozenset[str]  # essential and not covered
    spilled: frozenset[str]  # spillover and covered
    extra: frozenset[str]  # covered but not charted, on the muscle's side or the midline
    other_side: frozenset[str]  # covered on the other side of the body, but not charted there
    coverage: Mapping[str, Fraction]  # by region key: the zone's regions and all that paint touched

    @property
    def hundredths(self) -> int:
        """The score in percent, rounded to the nearest whole number."""
        return int(self.score * 100 + HALF)


@dataclass(frozen=True)
class _Charted:
    """A zone on the atlas."""

    essential: Mapping[str, str]  # region key → unsided id
    spillover: Mapping[str, str]
    keys: frozenset[str]  # the whole zone; with the other side's regions if it crosses the midline
    masks: Painted  # all cells of the zone


class _CoveredRegion(NamedTuple):
    """What an answer covers of a region in one view. The largest one of a region counts."""

    steps: int  # coverage, of STEPS
    share: Fraction
    view: str
    mask: int  # the painted cells there

    @property
    def coverage(self) -> Fraction:
        return Fraction(self.steps, STEPS)

    @property
    def credit(self) -> Fraction:
        if NOTHING_TO < self.steps < ALL_FROM:
            return credit_coverage(self.coverage)
        return Fraction(self.steps >= ALL_FROM)


def mark_zone(zone: Zone, painted: Painted, atlas: Atlas) -> Overlap:
    """Mark painted cells against the zone, as the module's docstring explains."""
    charted = _place_zone(zone, atlas)
    beyond = _find_paint_beyond(charted, painted, atlas)
    within, outside = (
        _measure_zone(charted, painted, atlas),
        _measure_uncharted(charted, beyond, atlas),
    )
    judged = within | outside
    credits = {key: region.credit for key, region in judged.items()}
    wrong = {key for key in outside if credits[key] >= HALF}
    hit = _list_credited(charted.essential, credits)
    return Overlap(
        score=_compute_score(charted, credits, outside, _measure_bare_skin(beyond, atlas)),
        dice=_compute_dice(charted, within, painted, atlas),
        hit=hit,
        missed=zone.essential - hit,
        spilled=_list_credited(charted.spillover, credits),
        extra=frozenset(key.removesuffix(".R") for key in wrong if not key.endswith(".L")),
        other_side=frozenset(key.removesuffix(".L") for key in wrong if key.endswith(".L")),
        coverage={key: region.coverage for key, region in judged.items()},
    )


def credit_coverage(coverage: Fraction) -> Fraction:
    """Return the credit that a coverage earns, with tolerance for an inexact hand; both 0 … 1."""
    return min(max((coverage - FROM) / (UPTO - FROM), Fraction(0)), Fraction(1))


def measure_coverage(painted: Painted, atlas: Atlas) -> dict[str, Fraction]:
    """Return how much of each region is covered, 0 … 1, by region key.

    Regions that are not touched are left out.
    """
    regions = _find_covered(painted, atlas)
    return {key: regions[key].coverage for key in sorted(regions) if regions[key].steps}


def _compute_score(
    charted: _Charted, credits: Mapping[str, Fraction], outside: Iterable[str], off: Fraction
) -> Fraction:
    essential = len(charted.essential)
    hits = sum((credits[key] for key in charted.essential), Fraction())
    bonus = Fraction()
    if charted.spillover:
        spilled = sum((credits[key] for key in charted.spillover), Fraction())
        spilled /= len(charted.spillover)
        bonus = SPILLOVER_IN_ALL * spilled * min(Fraction(1), hits, essential - hits)
    extra = sum((credits[key] for key in outside if credits[key]), Fraction())
    return (ESSENTIAL * hits + bonus) / (ESSENTIAL * essential + extra + off)


def _compute_dice(
    charted: _Charted, within: Mapping[str, _CoveredRegion], painted: Painted, atlas: Atlas
) -> Fraction:
    off_zone = {id: mask & ~charted.masks.get(id, 0) for id, mask in painted.items()}
    outside = _measure_uncharted(charted, off_zone, atlas)
    zone, right, wrong = Fraction(), Fraction(), Fraction()
    for view in atlas.views.values():
        essential, painted_here = 0, painted.get(view.id, 0)
        for key in charted.essential:
            essential |= view.shapes[key].mask if within[key].view == view.id else 0
        extra = painted_here & view.skin & ~view.region_cells
        for region in outside.values():
            extra |= region.mask if region.view == view.id else 0
        zone += essential.bit_count() * view.cell_area
        right += (essential & painted_here).bit_count() * view.cell_area
        wrong += extra.bit_count() * view.cell_area
    return 2 * right / (zone + right + wrong) if zone else Fraction(0)


def _place_zone(zone: Zone, atlas: Atlas) -> _Charted:
    essential = {atlas.find_studied_key(id): id for id in sorted(zone.essential)}
    spillover = {atlas.find_studied_key(id): id for id in sorted(zone.spillover)}
    keys = {*essential, *spillover}
    if zone.crosses_midline:
        keys |= {f"{key.removesuffix('.R')}.L" for key in keys if key.endswith(".R")}
    masks = {view.id: _unite_shapes(view, keys) for view in atlas.views.values()}
    return _Charted(essential, spillover, frozenset(keys), masks)


def _unite_shapes(view: View, keys: Iterable[str]) -> int:
    mask = 0
    for key in keys:
        mask |= view.shapes[key].mask if key in view.shapes else 0
    return mask


def _measure_zone(charted: _Charted, painted: Painted, atlas: Atlas) -> dict[str, _CoveredRegion]:
    """Return what is covered of each region of the zone, on the side that is asked for."""
    regions = _find_covered(painted, atlas)
    zone_keys = (*charted.essential, *charted.spillover)
    return {key: regions.get(key) or _make_untouched(key, atlas) for key in zone_keys}


def _find_paint_beyond(charted: _Charted, painted: Painted, atlas: Atlas) -> dict[str, int]:
    """Return the paint that is farther than HAND from the whole charted zone."""
    beyond = {}
    for view_id, mask in painted.items():
        if view := atlas.views.get(view_id):
            zone = grow_mask(charted.masks[view_id], HAND * view.rows, view.columns)
            beyond[view_id] = mask & ~zone
    return beyond


def _measure_uncharted(
    charted: _Charted, beyond: Painted, atlas: Atlas
) -> dict[str, _CoveredRegion]:
    """Return what the paint beyond the zone covers of each region that is not charted."""
    regions = _find_covered(beyond, atlas)
    return {key: region for key, region in regions.items() if key not in charted.keys}


def _find_covered(painted: Painted, atlas: Atlas) -> dict[str, _CoveredRegion]:
    """Return each region that paint touches, in the view in which most of it is covered."""
    regions: dict[str, _CoveredRegion] = {}
    for view_id, mask in painted.items():
        if view_id not in atlas.views:
            continue
        for key, shape in atlas.views[view_id].shapes.items():
            part = shape.mask & mask
            if not part:
                continue
            region = _CoveredRegion(_count_steps(shape, part), shape.share, view_id, part)
            if key not in regions or region > regions[key]:
                regions[key] = region
    return regions


def _count_steps(shape: Shape, part: int) -> int:
    """Return the coverage, in STEPS, that a painted part of a shape is worth."""
    share = shape.share
    return STEPS * share.numerator * part.bit_count() // (share.denominator * shape.cells)


def _make_untouched(key: str, atlas: Atlas) -> _CoveredRegion:
    """Return a region that no paint touches, in the view that shows it best."""
    shown = atlas.find_shapes(key)
    best = max(shown, key=lambda view_id: shown[view_id].share, default="")
    return _CoveredRegion(0, Fraction(0), best, 0)


def _measure_bare_skin(beyond: Painted, atlas: Atlas) -> Fraction:
    """Return the paint on skin outside every region, in units of an average region.

    Each view has the tolerance of a credit.
    """
    total = Fraction()
    for view_id, mask in beyond.items():
        view = atlas.views[view_id]
        units = Fraction((mask & view.skin & ~view.region_cells).bit_count()) / view.mean_cells
        total += units if units > 1 else credit_coverage(units)
    return total


def _list_credited(keys: Mapping[str, str], credits: Mapping[str, Fraction]) -> frozenset[str]:
    return frozenset(id for key, id in keys.items() if credits[key] >= HALF)
