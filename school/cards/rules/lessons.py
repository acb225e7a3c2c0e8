"""Where the lessons go with a card: sections that name a pattern's muscle, and what a card says
it is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from school.cards.rules.decks import Pattern
from school.catalogue.rules.documents import Catalogue, Module, Section
from school.catalogue.rules.naming import names_muscle
from school.core.links import Link
from school.quizzes.rules.quiz import Quiz

MOST_PLACES = 4


@dataclass(frozen=True)
class Place:
    """A section of a module."""

    link: Link
    module: str
    section: str


def named_in(pattern: Pattern, modules: Iterable[Module]) -> tuple[Place, ...]:
    """The sections whose text names the pattern's muscle, in teaching order, a handful at most."""
    found = (
        Place(_to(module, section), module.title, section.title)
        for module in modules
        for section in module.sections
        if names_muscle(section, pattern.muscle)
    )
    return tuple(place for place, _ in zip(found, range(MOST_PLACES), strict=False))


def _to(module: Module, section: Section) -> Link:
    return Link("catalogue.module", slug=module.slug, anchor=section.id)


def lessons_about(about: Iterable[str], catalogue: Catalogue) -> tuple[tuple[Link, str], ...]:
    """Link and title of the modules and quizzes that a card goes with, once each."""
    found: dict[Link, str] = {}
    for each in about:
        slug, _, item = each.partition("/")
        if item and slug in catalogue.of(Quiz):
            found[Link("quizzes.quiz", slug=slug)] = catalogue.of(Quiz)[slug].title
        elif slug in catalogue.modules:
            found[Link("catalogue.module", slug=slug)] = catalogue.modules[slug].title
    return tuple(found.items())
