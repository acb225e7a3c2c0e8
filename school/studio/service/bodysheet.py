"""The definitions of regions and trigger points, from the file the generator writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from school.body.atlas import FIGURE


@dataclass(frozen=True)
class Definition:
    """A region as content/body/regions.yaml defines it."""

    text: str  # the lines of the file
    square_centimeters: float  # of skin, in the view that shows most of it
    bounds: tuple[float, float]  # least and most for that area
    related: frozenset[str]  # regions that naturally overlap it


@dataclass(frozen=True)
class Definitions:
    """What content/body says, by region and by pattern."""

    regions: Mapping[str, Definition]
    points: Mapping[str, tuple[str, ...] | str]  # places in words, or why there are none


@cache
def read_definitions() -> Definitions:
    """Read the definitions file beside the figure, once."""
    facts = json.loads((FIGURE / "definitions.json").read_text("utf-8"))
    regions = {region: _read_definition(fields) for region, fields in facts["regions"].items()}
    points: dict[str, tuple[str, ...] | str] = {}
    for pattern, places in facts["points"].items():
        points[pattern] = places if isinstance(places, str) else tuple(places)
    return Definitions(regions, points)


def _read_definition(fields: Mapping[str, Any]) -> Definition:
    return Definition(
        text=fields["text"],
        square_centimeters=fields["area"],
        bounds=tuple(fields["bounds"]),
        related=frozenset(fields["related"]),
    )
