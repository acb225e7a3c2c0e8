"""Zones as charts name them: sets of regions without a side."""

from __future__ import annotations

from dataclasses import dataclass

AS_PEOPLE_SAY = {
    "scapula": "Shoulder blade (scapula)",
    "thoracic": "Upper and mid back (thoracic)",
    "lumbar": "Low back (lumbar)",
}


@dataclass(frozen=True)
class Zone:
    """A charted pattern as sets of region ids. Its side is the muscle's own, called right."""

    essential: frozenset[str]
    spillover: frozenset[str]
    crosses_midline: bool = False  # also charted to refer to the same regions of the other side

    def __post_init__(self) -> None:
        if not self.essential:
            raise ValueError("a zone without an essential region cannot be asked for")
        if self.essential & self.spillover:
            raise ValueError("a region is essential or spillover, not both")


def name_body_area(region_id: str) -> str:
    """Return the everyday name of the body part that a region is in: `head.temple` → Head."""
    part = region_id.split(".", 1)[0]
    return AS_PEOPLE_SAY.get(part) or part.replace("_", " ").capitalize()
