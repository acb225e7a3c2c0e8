"""What was written of the regions and trigger points, as the generator left it beside the figure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from school.body.atlas import FIGURE


@dataclass(frozen=True)
class Definition:
    """A region as content/body/regions.yaml defines it."""

    text: str  # the lines of the file
    square_centimetres: float  # of skin, in the view that shows most of it
    bounds: tuple[float, float]  # within which that must lie
    related: frozenset[str]  # regions that overlap it by their nature


@dataclass(frozen=True)
class Definitions:
    """What content/body says, by region and by pattern."""

    regions: Mapping[str, Definition]
    points: Mapping[str, tuple[str, ...] | str]  # places in words, or why there is none


@cache
def definitions() -> Definitions:
    facts = json.loads((FIGURE / "definitions.json").read_text("utf-8"))
    regions = {
        region: Definition(
            said["text"], said["area"], tuple(said["bounds"]), frozenset(said["related"])
        )
        for region, said in facts["regions"].items()
    }
    points = {
        pattern: said if isinstance(said, str) else tuple(said)
        for pattern, said in facts["points"].items()
    }
    return Definitions(regions, points)
