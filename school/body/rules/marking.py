"""How near a painted answer comes to a charted referral zone.

**Coverage.** How much of a region an answer covers, 0 … 1: in each view the painted part of the region's cells
times the share of the region that the view shows, and of these the largest. So a region is covered by painting it
in the view that shows it best; a sliver at the edge of another view counts for no more than a sliver; and painting
it in two views counts once. Coverage is kept in ten-thousandths, rounded down.

**Credit.** Hands are not exact, and neither are charts: nothing up to FROM, one from UPTO, in proportion between.
The same holds for what should be painted and for what should not.

**Score** = (2·H + bonus) / (2·E + X + O), where

- E is the number of essential regions and H the sum of their credits;
- X is the sum of the credits of the regions that are not charted. Only their cells beyond the whole charted zone
  count, but in proportion to all their cells: where regions overlap, a cell of the zone is never wrong, and a region
  that lies mostly inside the zone can hardly be wrong. Beyond means farther than HAND from it: regions tile the skin,
  and a hand that paints a little over an edge would else be told of every narrow neighbour;
- O is skin painted beyond the zone and outside every region, in units of the view's average region, with the same
  tolerance in each view; more than one unit counts in full;
- the bonus is ½ · S · min(1, H, E - H), where S is the mean credit of the spillover regions. Spillover never costs; it
  makes up for a part of what was missed, at most a quarter of one essential region, and only where something was hit.

Edge cases: nothing painted is worth 0, and so is everything but the zone. Everything painted is worth little,
because every other region is in X. The other side of the body is made of other regions, so painting there is extra,
unless the pattern crosses the midline: then the same regions of the other side are part of the charted zone, where
paint neither gains nor costs. A view that does not show the zone can only cost. Neighbours share their edges: a
region picked from a list covers a part of those beside it, which the tolerance forgives.

**Dice** = 2·|A∩P| / (|A| + |A∩P| + |W|), in square millimetres on the person, plain, without tolerance. Every region is
looked at in one view, that in which the answer covers most of it (the one that shows it best, where it is not
touched). A are the cells of the essential regions there, A∩P the painted ones of them, W what is painted of
uncharted regions there, and on skin outside every region, without the charted zone. Spillover is in none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from school.body.rules.atlas import Atlas, Painted, View
from school.body.rules.raster import grown
from school.body.rules.zones import Zone

ESSENTIAL = 2  # weight of a region where the pattern is charted to lie, beside 1 for one that is not charted
SPILLOVER_IN_ALL = Fraction(1, 2)  # what all spillover regions together can add, in that weight
FROM, UPTO = (
    Fraction(35, 100),
    Fraction(75, 100),
)  # coverage that begins to count, and that counts in full
HAND = 0.006  # of a view's height, 11 mm on the whole figure: how far over the zone's edge paint is not yet wrong
HALF = Fraction(1, 2)  # the credit from which a region is listed as hit, spilled or extra
STEPS = 10_000  # coverage is kept in so many steps
NOTHING_TO, ALL_FROM = int(FROM * STEPS), int(UPTO * STEPS)


@dataclass(frozen=True)
class Overlap:
    """How an answer lies over a zone. Sets hold unsided region ids; hit, missed, spilled and extra are disjoint."""

    score: Fraction  # 0 … 1: what the rating is proposed from
    dice: Fraction  # 0 … 1: the plain figure
    hit: frozenset[str]  # essential and covered
    missed: frozenset[str]  # essential and not covered
    spilled: frozenset[str]  # spillover and covered
    extra: frozenset[str]  # covered and not charted, on the muscle's side or the midline
    other_side: frozenset[str]  # covered on the other side of the body, and not charted there
    coverage: Mapping[str, Fraction]  # by region key: those of the zone, and all that paint touched

    @property
    def hundredths(self) -> int:
        """The score in whole percent, to nearest."""
        return int(self.score * 100 + HALF)


@dataclass(frozen=True)
class _Charted:
    """A zone on the atlas."""

    essential: Mapping[str, str]  # region key → unsided id
    spillover: Mapping[str, str]
    keys: frozenset[str]  # of the whole zone, with the twins across the midline where it crosses
    masks: Painted  # the cells of all of it


class _Seen(NamedTuple):
    """What an answer covers of a region, and where it was looked at. The larger one is the one that counts."""

    steps: int  # coverage, of STEPS
    share: Fraction
    view: str
    mask: int  # the painted cells there

    @property
    def coverage(self) -> Fraction:
        return Fraction(self.steps, STEPS)

    @property
    def credit(self) -> Fraction:
        return (
            credit(self.coverage)
            if NOTHING_TO < self.steps < ALL_FROM
            else Fraction(self.steps >= ALL_FROM)
        )


def mark(zone: Zone, painted: Painted, atlas: Atlas) -> Overlap:
    """Lay painted cells over the zone; the module's head says how."""
    charted = _charted(zone, atlas)
    beyond = _beyond(charted, painted, atlas)
    within, outside = _within(charted, painted, atlas), _outside(charted, beyond, atlas)
    credits = {key: seen.credit for key, seen in (within | outside).items()}
    wrong = {key for key in outside if credits[key] >= HALF}
    hit = _ids(charted.essential, credits)
    return Overlap(
        score=_score(charted, credits, outside, _off(beyond, atlas)),
        dice=_dice(charted, within, painted, atlas),
        hit=hit,
        missed=zone.essential - hit,
        spilled=_ids(charted.spillover, credits),
        extra=frozenset(key.removesuffix(".R") for key in wrong if not key.endswith(".L")),
        other_side=frozenset(key.removesuffix(".L") for key in wrong if key.endswith(".L")),
        coverage={key: seen.coverage for key, seen in (within | outside).items()},
    )


def credit(coverage: Fraction) -> Fraction:
    """What a coverage is worth, with a hand's tolerance."""
    return min(max((coverage - FROM) / (UPTO - FROM), Fraction(0)), Fraction(1))


def coverage(painted: Painted, atlas: Atlas) -> dict[str, Fraction]:
    """How much of each region is covered, by region key; regions that are not touched are left out."""
    found = _seen(painted, atlas)
    return {key: found[key].coverage for key in sorted(found) if found[key].steps}


def _score(
    charted: _Charted, credits: Mapping[str, Fraction], outside: Iterable[str], off: Fraction
) -> Fraction:
    essential, hits = (
        len(charted.essential),
        sum((credits[key] for key in charted.essential), Fraction()),
    )
    bonus = Fraction()
    if charted.spillover:
        spilled = sum((credits[key] for key in charted.spillover), Fraction()) / len(
            charted.spillover
        )
        bonus = SPILLOVER_IN_ALL * spilled * min(Fraction(1), hits, essential - hits)
    extra = sum((credits[key] for key in outside if credits[key]), Fraction())
    return (ESSENTIAL * hits + bonus) / (ESSENTIAL * essential + extra + off)


def _dice(
    charted: _Charted, within: Mapping[str, _Seen], painted: Painted, atlas: Atlas
) -> Fraction:
    outside = _outside(
        charted, {id: mask & ~charted.masks.get(id, 0) for id, mask in painted.items()}, atlas
    )
    zone, right, wrong = Fraction(), Fraction(), Fraction()
    for view in atlas.views.values():
        essential, painted_here = 0, painted.get(view.id, 0)
        for key in charted.essential:
            essential |= view.shapes[key].mask if within[key].view == view.id else 0
        extra = painted_here & view.skin & ~view.charted
        for seen in outside.values():
            extra |= seen.mask if seen.view == view.id else 0
        zone += essential.bit_count() * view.cell_area
        right += (essential & painted_here).bit_count() * view.cell_area
        wrong += extra.bit_count() * view.cell_area
    return 2 * right / (zone + right + wrong) if zone else Fraction(0)


def _charted(zone: Zone, atlas: Atlas) -> _Charted:
    essential = {atlas.sided(id): id for id in sorted(zone.essential)}
    spillover = {atlas.sided(id): id for id in sorted(zone.spillover)}
    keys = {*essential, *spillover}
    if zone.crosses_midline:
        keys |= {f"{key.removesuffix('.R')}.L" for key in keys if key.endswith(".R")}
    masks = {view.id: _union(view, keys) for view in atlas.views.values()}
    return _Charted(essential, spillover, frozenset(keys), masks)


def _union(view: View, keys: Iterable[str]) -> int:
    mask = 0
    for key in keys:
        mask |= view.shapes[key].mask if key in view.shapes else 0
    return mask


def _within(charted: _Charted, painted: Painted, atlas: Atlas) -> dict[str, _Seen]:
    """What is covered of each region of the zone, on the side that is asked for."""
    found = _seen(painted, atlas)
    return {
        key: found.get(key) or _untouched(key, atlas)
        for key in (*charted.essential, *charted.spillover)
    }


def _beyond(charted: _Charted, painted: Painted, atlas: Atlas) -> dict[str, int]:
    """What is painted farther than a hand's inexactness from the whole charted zone."""
    found = {}
    for view_id, mask in painted.items():
        if view := atlas.views.get(view_id):
            found[view_id] = mask & ~grown(charted.masks[view_id], HAND * view.rows, view.columns)
    return found


def _outside(charted: _Charted, beyond: Painted, atlas: Atlas) -> dict[str, _Seen]:
    """What those cells cover of each region that is not charted."""
    return {key: seen for key, seen in _seen(beyond, atlas).items() if key not in charted.keys}


def _seen(painted: Painted, atlas: Atlas) -> dict[str, _Seen]:
    """Each region that paint touches, in the view in which most of it is covered."""
    found: dict[str, _Seen] = {}
    for view_id, mask in painted.items():
        for key, shape in atlas.views[view_id].shapes.items() if view_id in atlas.views else ():
            part = shape.mask & mask
            if part:
                share = shape.share
                steps = (
                    STEPS * share.numerator * part.bit_count() // (share.denominator * shape.cells)
                )
                seen, before = _Seen(steps, share, view_id, part), found.get(key)
                if before is None or seen > before:
                    found[key] = seen
    return found


def _untouched(key: str, atlas: Atlas) -> _Seen:
    """A region that no paint touches, in the view that shows it best."""
    shown = atlas.shapes_of(key)
    best = max(shown, key=lambda view_id: shown[view_id].share, default="")
    return _Seen(0, Fraction(0), best, 0)


def _off(beyond: Painted, atlas: Atlas) -> Fraction:
    """Skin painted outside every region, in average regions, with the tolerance of a credit in each view."""
    total = Fraction()
    for view_id, mask in beyond.items():
        view = atlas.views[view_id]
        units = Fraction((mask & view.skin & ~view.charted).bit_count()) / view.mean_cells
        total += units if units > 1 else credit(units)
    return total


def _ids(keys: Mapping[str, str], credits: Mapping[str, Fraction]) -> frozenset[str]:
    return frozenset(id for key, id in keys.items() if credits[key] >= HALF)
