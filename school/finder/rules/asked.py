"""What somebody who types “shoulder pain” into the search wants of the finder: the regions they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from school.body.rules.zones import area
from school.cards.rules.decks import Region

MOST_PICKED = 8  # regions; of what is larger one picks oneself
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
FEWEST_LETTERS = 3  # of a word that is only begun
# What is in a label only to say which part of a thing is meant, and would find half the body on its own.
WHICH_PART = re.compile(r"^.*\bof the ")
# How people say it where the body map says it otherwise: areas (before the dot), or single regions.
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


def regions_meant(words: tuple[str, ...], regions: Iterable[Region]) -> tuple[Region, ...] | None:
    """The regions that these words, in lower case, are about. None where they do not ask about the body or pain.

    Empty where they ask where it hurts, and name no place. `headache` is the head; the last word may be only begun.
    """
    places = tuple(word.removesuffix("ache") for word in words if word not in HURTING | SIDES)
    if not places:
        return () if words else None
    known = tuple(regions)
    meant = PEOPLE_SAY.get(places, ())
    return (
        tuple(r for r in known if r.id in meant or r.id.split(".")[0] in meant)
        or tuple(r for r in known if places == (r.id.split(".")[0],))
        or tuple(r for r in known if _names(WHICH_PART.sub("", r.label), places))
        or tuple(r for r in known if len(places) > 1 and _names(f"{area(r.id)} {r.label}", places))
        or None
    )


def _names(label: str, places: tuple[str, ...]) -> bool:
    there = re.findall(r"[^\W_]+", label.casefold())
    *whole, last = places
    return all(word in there for word in whole) and any(
        word == last or (len(last) >= FEWEST_LETTERS and word.startswith(last)) for word in there
    )
