"""How near a set of picked body regions comes to a charted referral zone, without the atlas."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from school.body.rules.marking import ESSENTIAL, SPILLOVER_IN_ALL, Overlap
from school.body.rules.zones import Zone

EXTRA = 1


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
        other_side=frozenset(),
        coverage={},
    )
