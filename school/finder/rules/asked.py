"""Which regions a search is about, for someone who types “shoulder pain”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from school.body.rules.zones import name_body_area
from school.cards.rules.decks import Region

MOST_PICKED = 8  # regions; for larger areas the reader picks
HURTING = frozenset(
    (
        "pain",
        "pains",
        "painful",
        "hurt",
        "hurts",
        "hurting",
        "ache",
        "aches",
        "aching",
        "sore",
        "soreness",
    )
)
SIDES = frozenset(("left", "right", "both"))
FEWEST_LETTERS = 3  # of an incomplete word
# Words in a label that only say which part of a thing is meant. On their own, they would match half
# of the body.
WHICH_PART = re.compile(r"^.*\bof the ")
# What people say where the body map says something else: areas (before the dot) or single regions.
PEOPLE_SAY: Mapping[tuple[str, ...], tuple[str, ...]] = MappingProxyType(
    {
        ("lower", "back"): ("lumbar",),
        ("low", "back"): ("lumbar",),
        ("upper", "back"): ("thoracic.paraspinal_upper", "scapula.interscapular"),
        ("back",): ("thoracic", "lumbar"),
        ("belly",): ("abdomen",),
        ("stomach",): ("abdomen",),
        ("jaw",): ("head.tmj", "head.jaw_angle"),
        ("throat",): ("neck.anterior", "head.mouth_throat"),
        ("calf",): ("leg.posterior_upper", "leg.posterior_lower"),
        ("tooth",): ("head.teeth_upper", "head.teeth_lower"),
        ("shoulder", "blade"): ("scapula",),
    }
)


def find_regions_meant(
    words: tuple[str, ...], regions: Iterable[Region]
) -> tuple[Region, ...] | None:
    """Return the regions that these lowercase words are about.

    Return none at all (an empty tuple) if they ask where it hurts without naming a place, and None
    if they are not about the body or pain. `headache` means the head. The last word may be
    incomplete.
    """
    places = tuple(word.removesuffix("ache") for word in words if word not in HURTING | SIDES)
    if not places:
        return () if words else None
    known = tuple(regions)
    spoken = PEOPLE_SAY.get(places, ())
    tests: tuple[Callable[[Region], bool], ...] = (
        lambda region: region.id in spoken or _find_area(region) in spoken,
        lambda region: places == (_find_area(region),),
        lambda region: _label_matches(WHICH_PART.sub("", region.label), places),
        lambda region: len(places) > 1 and _label_matches(_write_full_label(region), places),
    )
    for is_meant in tests:
        if meant := tuple(region for region in known if is_meant(region)):
            return meant
    return None


def _find_area(region: Region) -> str:
    return region.id.split(".")[0]


def _write_full_label(region: Region) -> str:
    return f"{name_body_area(region.id)} {region.label}"


def _label_matches(label: str, places: tuple[str, ...]) -> bool:
    """Whether the label has all these words; the last one may be only the beginning of a word."""
    label_words = re.findall(r"[^\W_]+", label.casefold())
    *whole_words, last = places
    if not all(word in label_words for word in whole_words):
        return False
    if last in label_words:
        return True
    return len(last) >= FEWEST_LETTERS and any(word.startswith(last) for word in label_words)
