"""How near a set of picked body regions comes to a charted referral zone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

ESSENTIAL = 2  # weight of a region where the pattern is charted to lie
EXTRA = 1  # weight of a region that is not charted at all: a wrong one costs half of what a right one gains
# Every spillover region named, together, is worth a quarter of one essential region.
SPILLOVER_IN_ALL = Fraction(ESSENTIAL, 4)


@dataclass(frozen=True)
class Zone:
    """A charted pattern as sets of region ids. Picking by list and painting both end in such sets."""

    essential: frozenset[str]
    spillover: frozenset[str]

    def __post_init__(self) -> None:
        if not self.essential:
            raise ValueError("a zone without an essential region cannot be asked for")
        if self.essential & self.spillover:
            raise ValueError("a region is essential or spillover, not both")


@dataclass(frozen=True)
class Overlap:
    """How an answer lies over a zone. The four sets are disjoint."""

    score: Fraction  # 0 … 1: what the rating is proposed from
    dice: Fraction  # 0 … 1: 2|A∩B| / (|A| + |B|) of essential zone and answer, spillover left out of both
    hit: frozenset[str]  # essential and picked
    missed: frozenset[str]  # essential and not picked
    spilled: frozenset[str]  # spillover and picked
    extra: frozenset[str]  # picked and not charted

    @property
    def hundredths(self) -> int:
        """The score in whole percent, to nearest."""
        return int(self.score * 100 + Fraction(1, 2))


def overlap(zone: Zone, picked: Iterable[str]) -> Overlap:
    """Lay the picked region ids over the zone.

    score = (2·hit + bonus) / (2·essential + extra), a weighted share, our own:
    1 for the essential zone, with or without spillover; 0 for nothing, and for everything but the zone.
    Spillover is where pain is charted less often, so picking it never costs and leaving it out never
    costs. Where some but not all of the essential zone is hit, the bonus makes up for a part of what was
    missed: a quarter of one essential region when every spillover region was named, in proportion
    otherwise. It cannot fill a zone up, and it does not pay for extra regions. Each right region more
    raises the score, each extra one lowers it (once anything is hit).
    """
    answer = frozenset(picked)
    hit, spilled = zone.essential & answer, zone.spillover & answer
    extra = answer - zone.essential - zone.spillover
    bonus = Fraction(0)
    if spilled and 0 < len(hit) < len(zone.essential):
        bonus = SPILLOVER_IN_ALL * Fraction(len(spilled), len(zone.spillover))
    return Overlap(
        score=(ESSENTIAL * len(hit) + bonus) / (ESSENTIAL * len(zone.essential) + EXTRA * len(extra)),
        dice=Fraction(2 * len(hit), len(zone.essential) + len(hit) + len(extra)),
        hit=hit,
        missed=zone.essential - answer,
        spilled=spilled,
        extra=extra,
    )


def area(region_id: str) -> str:
    """The part of the body that a region belongs to: `head.temple` → Head."""
    return region_id.split(".", 1)[0].replace("_", " ").capitalize()
