"""From where it hurts to the patterns that are charted there.

**Pain** is how much each region hurts, 0 … 1. A region picked from a list hurts fully. A painted
region hurts by its coverage, with the tolerance that marking has (`marking.credit_coverage`). But a
small spot may hurt too, so in each view the region with the most paint counts in full, and the
others count at least by how much paint they have compared to it, with the same tolerance. The two
sides of the body are treated as one, because patterns are charted once; if they differ, the side
that hurts more counts. Paint on skin outside every region has no effect.

**Score** of a pattern = C / (H + M), where

- H is the sum of all pain, and C the part of it that the pattern is charted to explain: main zones
  in full, less frequent zones by half;
- M is what the pattern is charted to do but does not do here: a main zone without pain adds ¼ if
  nothing was said about it, and 1 if the person marked it as "not here". Less frequent zones do not
  hurt in most people and add nothing.

So a pattern scores 1 if its main zone hurts and nothing else does, and 0 if nothing in its zones
hurts. Every further place that it explains raises the score. Every place that it does not explain
lowers it, and so does every main zone that was denied. A denial elsewhere changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from school.body.rules.atlas import Atlas, Painted, View
from school.body.rules.marking import UPTO, credit_coverage, measure_coverage
from school.body.rules.zones import Zone

LESS_OFTEN = Fraction(1, 2)  # what pain in a spillover region is worth; in a main region it is 1
SILENT = Fraction(1, 4)  # what a main zone costs if nothing was said about it
NOTHING, WHOLE = Fraction(0), Fraction(1)
HALF = Fraction(1, 2)  # from here on, a region is listed as painful or as denied


@dataclass(frozen=True)
class Complaint:
    """Where it hurts, and where the person said that it does not.

    Both map region ids without a side to a degree, 0 … 1. Regions with 0 are left out.
    """

    hurts: Mapping[str, Fraction] = field(default_factory=dict)
    denied: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def places(self) -> frozenset[str]:
        """The regions that hurt enough to be listed."""
        return frozenset(id for id, how in self.hurts.items() if how >= HALF)

    @property
    def denied_places(self) -> frozenset[str]:
        """The regions that were denied enough to be listed, without those that hurt enough."""
        return frozenset(id for id, how in self.denied.items() if how >= HALF) - self.places


@dataclass(frozen=True)
class Suggestion:
    """A pattern that is charted where it hurts, and why.

    The five sets are disjoint and hold region ids without a side.
    """

    pattern_id: str
    score: Fraction  # 0 … 1, used only to order the suggestions
    main: frozenset[str]  # hurts, and is charted as a main zone
    less_often: frozenset[str]  # hurts, and is charted as a less frequent zone
    elsewhere: frozenset[str]  # hurts, and is not charted
    denied: frozenset[str]  # charted as a main zone, and the person said it does not hurt
    silent: frozenset[str]  # charted as a main zone, and nothing was said about it


def describe_picked_regions(hurts: Iterable[str], not_here: Iterable[str]) -> Complaint:
    """Make a complaint from two lists of region ids. A region in both lists hurts."""
    aching = dict.fromkeys(hurts, WHOLE)
    return Complaint(aching, {id: WHOLE for id in not_here if id not in aching})


def describe_drawing(hurts: Painted, not_here: Painted, atlas: Atlas) -> Complaint:
    """Make a complaint from two layers of paint. A region painted in both hurts."""
    aching, quiet = _measure_pain(hurts, atlas), _measure_pain(not_here, atlas)
    left = {id: min(how, WHOLE - aching.get(id, NOTHING)) for id, how in quiet.items()}
    return Complaint(aching, {id: how for id, how in left.items() if how})


def rank_patterns(zones: Mapping[str, Zone], complaint: Complaint) -> tuple[Suggestion, ...]:
    """Return the patterns that explain any of the pain, best first; ties are as in `zones`."""
    suggestions = []
    for pattern_id, zone in zones.items():
        suggestion = _make_suggestion(pattern_id, zone, complaint)
        if suggestion.score:
            suggestions.append(suggestion)
    return tuple(sorted(suggestions, key=lambda suggestion: suggestion.score, reverse=True))


def _measure_pain(painted: Painted, atlas: Atlas) -> dict[str, Fraction]:
    """Return how much each region hurts according to a drawing, with both sides as one."""
    covered = measure_coverage(painted, atlas)
    pain: dict[str, Fraction] = {}
    for view_id, mask in painted.items():
        if view_id not in atlas.views:
            continue
        cells = _count_cells(atlas.views[view_id], mask)
        most = max(cells.values(), default=0)
        for key, count in cells.items():
            id = _strip_side(key)
            degree = credit_coverage(max(covered.get(key, NOTHING), UPTO * count / most))
            pain[id] = max(degree, pain.get(id, NOTHING))
    return {id: degree for id, degree in pain.items() if degree}


def _count_cells(view: View, mask: int) -> dict[str, int]:
    """Return how many cells of each region the mask covers, without regions it does not touch."""
    cells = {}
    for key, shape in view.shapes.items():
        if count := (shape.mask & mask).bit_count():
            cells[key] = count
    return cells


def _strip_side(key: str) -> str:
    return key.removesuffix(".R").removesuffix(".L")


def _make_suggestion(pattern_id: str, zone: Zone, complaint: Complaint) -> Suggestion:
    places, denied = complaint.places, complaint.denied_places
    return Suggestion(
        pattern_id=pattern_id,
        score=_score_pattern(zone, complaint),
        main=zone.essential & places,
        less_often=zone.spillover & places,
        elsewhere=places - zone.essential - zone.spillover,
        denied=zone.essential & denied,
        silent=zone.essential - places - denied,
    )


def _score_pattern(zone: Zone, complaint: Complaint) -> Fraction:
    main = _sum_over(zone.essential, complaint.hurts)
    explained = main + LESS_OFTEN * _sum_over(zone.spillover, complaint.hurts)
    if not explained:
        return NOTHING
    denied = _sum_over(zone.essential, complaint.denied)
    missing = denied + SILENT * (len(zone.essential) - main - denied)
    return explained / (sum(complaint.hurts.values(), NOTHING) + missing)


def _sum_over(ids: Iterable[str], degrees: Mapping[str, Fraction]) -> Fraction:
    return sum((degrees.get(id, NOTHING) for id in ids), NOTHING)
