"""Where the lessons go with a card: sections that name a pattern's muscle, and what a card says it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from school.catalogue.rules.decks import Pattern
from school.catalogue.rules.documents import Catalogue, Module

MOST_PLACES = 4
AND_MORE = re.compile(r" and .*| \([^)]*\)$")
PEOPLE_ALSO_SAY = {
    "sternocleidomastoid": "scm",
    "quadratus lumborum": "ql",
    "tensor fasciae latae": "tfl",
    "latissimus dorsi": "latissimus",
    "rhomboid major and minor": "rhomboid",
    "suboccipital muscles": "suboccipital",
    "intercostal muscles": "intercostal",
    "peroneus (fibularis) longus and brevis": "fibularis longus",
}


@dataclass(frozen=True)
class Place:
    """A section of a module."""

    url: str
    module: str
    section: str


def named_in(pattern: Pattern, modules: Iterable[Module]) -> tuple[Place, ...]:
    """The sections whose text names the pattern's muscle, in teaching order, a handful at most."""
    words = wordings(pattern.muscle)
    said = re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")s?\b")
    found = (
        Place(f"/modules/{module.slug}#{section.id}", module.title, section.title)
        for module in modules
        for section in module.sections
        if any(word in section.folded for word in words) and said.search(section.folded)
    )
    return tuple(place for place, _ in zip(found, range(MOST_PLACES), strict=False))


def wordings(muscle: str) -> tuple[str, ...]:
    """The words by which a text may name a muscle, lower case: its name, its name without what is lumped with it."""
    whole = muscle.casefold()
    short = AND_MORE.sub("", whole)
    return tuple(dict.fromkeys(word for word in (whole, short, PEOPLE_ALSO_SAY.get(whole, "")) if word))


def lessons_about(about: Iterable[str], catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Address and title of the modules and quizzes that a card goes with, once each."""
    found: dict[str, str] = {}
    for each in about:
        slug, _, item = each.partition("/")
        if item and slug in catalogue.quizzes:
            found[f"/quizzes/{slug}"] = catalogue.quizzes[slug].title
        elif slug in catalogue.modules:
            found[f"/modules/{slug}"] = catalogue.modules[slug].title
    return tuple(found.items())
