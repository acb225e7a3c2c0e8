"""A deck on the small body of tests/body/figures.py.

It has three graded patterns, a twin of one of them, and one pattern that is only shown.
"""

from __future__ import annotations

from typing import Any

from school.cards.rules.decks import Deck, Region
from tests import make
from tests.body import figures

ATLAS = figures.atlas()
REGIONS = tuple(
    Region(
        key.removesuffix(".R"), key.removesuffix(".R").replace(".", ", "), "", key.endswith(".R")
    )
    for key in sorted(ATLAS.keys)
    if not key.endswith(".L")
)
INFRA = make.pattern("infraspinatus", primary=("arm.back", "scapula.body"), spillover=())
TWIN = make.pattern("teres", primary=("scapula.body", "arm.back"), spillover=())
LATS = make.pattern(
    "latissimus", primary=("low_back.waist", "hip.side"), spillover=("scapula.body",), group="trunk"
)
SPINE = make.pattern(
    "multifidi", primary=("spine.middle",), spillover=(), group="trunk", muscle="Back, deep"
)
CHEST = make.pattern("sternalis", primary=("chest.upper",), spillover=(), evidence="partial")


def deck(**fields: Any) -> Deck:
    patterns = (INFRA, TWIN, LATS, SPINE, CHEST)
    return make.deck(**({"regions": REGIONS, "patterns": patterns} | fields))
