"""From where it hurts to the patterns that are charted there.

**What hurts** is how far each region hurts, 0 … 1. A region that was picked hurts fully. A region that was painted
hurts by its coverage, with the tolerance that marking has (`marking.credit`). But a small spot may hurt, too: so in
each view the region with the most paint counts in full, and the others at least by how much paint they have beside
it, with the same tolerance. The two sides of the body are one here, because patterns are charted once; where they
differ, what hurts counts. Skin outside every region says nothing.

**Score** of a pattern = C / (H + M), where

- H is all that hurts, and C what of it the pattern is charted to explain: main zones whole, less frequent ones half;
- M is what the pattern is charted to do and does not: a main zone that does not hurt adds ¼ where nothing was said
  of it, and 1 where the person said "not here". Less frequent zones are silent in most people and add nothing.

So a pattern scores 1 when its main zone hurts and nothing else does, and 0 when nothing that it is charted for hurts.
Each place more that it explains raises the score, each place more that it does not explain lowers it, and each main
zone that was denied lowers it. A denial elsewhere changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from school.body.rules.atlas import Atlas, Painted
from school.body.rules.marking import UPTO, coverage, credit
from school.body.rules.zones import Zone

LESS_OFTEN = Fraction(1, 2)  # what a spillover region that hurts is worth, beside 1 for a main one
SILENT = Fraction(1, 4)  # what a main zone that does not hurt costs where nothing was said of it
NOTHING, WHOLE = Fraction(0), Fraction(1)
HALF = Fraction(1, 2)  # from here a region is named as hurting, or as not


@dataclass(frozen=True)
class Complaint:
    """Where it hurts, and where it was said not to, by unsided region id: how far, 0 … 1; what is 0 is left out."""

    hurts: Mapping[str, Fraction] = field(default_factory=dict)
    denied: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def places(self) -> frozenset[str]:
        """The regions that hurt enough to be named."""
        return frozenset(id for id, how in self.hurts.items() if how >= HALF)

    @property
    def denied_places(self) -> frozenset[str]:
        """The regions that were denied enough to be named; never one that hurts enough."""
        return frozenset(id for id, how in self.denied.items() if how >= HALF) - self.places


@dataclass(frozen=True)
class Suggestion:
    """A pattern that is charted where it hurts, and why. The five sets are disjoint; they hold unsided region ids."""

    pattern_id: str
    score: Fraction  # 0 … 1, only to put the suggestions in order
    main: frozenset[str]  # hurts, and is charted as a main zone
    less_often: frozenset[str]  # hurts, and is charted as a less frequent zone
    elsewhere: frozenset[str]  # hurts, and is not charted
    denied: frozenset[str]  # is charted as a main zone, and was said not to hurt
    silent: frozenset[str]  # is charted as a main zone, and nothing was said of it


def picked(hurts: Iterable[str], not_here: Iterable[str]) -> Complaint:
    """The complaint of two lists of region ids. What stands in both hurts."""
    aching = dict.fromkeys(hurts, WHOLE)
    return Complaint(aching, {id: WHOLE for id in not_here if id not in aching})


def drawn(hurts: Painted, not_here: Painted, atlas: Atlas) -> Complaint:
    """The complaint of two layers of paint. What is painted in both hurts."""
    aching, quiet = _felt(hurts, atlas), _felt(not_here, atlas)
    left = {id: min(how, WHOLE - aching.get(id, NOTHING)) for id, how in quiet.items()}
    return Complaint(aching, {id: how for id, how in left.items() if how})


def rank(zones: Mapping[str, Zone], complaint: Complaint) -> tuple[Suggestion, ...]:
    """The patterns that explain anything of what hurts, best first; equal ones in the order of `zones`."""
    found = (_suggestion(pattern_id, zone, complaint) for pattern_id, zone in zones.items())
    return tuple(
        sorted((each for each in found if each.score), key=lambda each: each.score, reverse=True)
    )


def _felt(painted: Painted, atlas: Atlas) -> dict[str, Fraction]:
    """How far each region hurts by a drawing, both sides as one."""
    covered = coverage(painted, atlas)
    felt: dict[str, Fraction] = {}
    for view_id, mask in painted.items():
        shapes = atlas.views[view_id].shapes if view_id in atlas.views else {}
        cells = {
            key: count
            for key, shape in shapes.items()
            if (count := (shape.mask & mask).bit_count())
        }
        most = max(cells.values(), default=0)
        for key, count in cells.items():
            id, how = _unsided(key), credit(max(covered.get(key, NOTHING), UPTO * count / most))
            felt[id] = max(how, felt.get(id, NOTHING))
    return {id: how for id, how in felt.items() if how}


def _unsided(key: str) -> str:
    return key.removesuffix(".R").removesuffix(".L")


def _suggestion(pattern_id: str, zone: Zone, complaint: Complaint) -> Suggestion:
    places, denied = complaint.places, complaint.denied_places
    return Suggestion(
        pattern_id=pattern_id,
        score=_score(zone, complaint),
        main=zone.essential & places,
        less_often=zone.spillover & places,
        elsewhere=places - zone.essential - zone.spillover,
        denied=zone.essential & denied,
        silent=zone.essential - places - denied,
    )


def _score(zone: Zone, complaint: Complaint) -> Fraction:
    hurts, denied = complaint.hurts, complaint.denied
    main = sum((hurts.get(id, NOTHING) for id in zone.essential), NOTHING)
    explained = main + LESS_OFTEN * sum((hurts.get(id, NOTHING) for id in zone.spillover), NOTHING)
    said_not = sum((denied.get(id, NOTHING) for id in zone.essential), NOTHING)
    missing = said_not + SILENT * (len(zone.essential) - main - said_not)
    return explained / (sum(hurts.values(), NOTHING) + missing) if explained else NOTHING
