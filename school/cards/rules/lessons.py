"""Which lessons go with a card: sections that name its muscle, and what it says it is about."""

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


def list_places_naming_muscle(pattern: Pattern, modules: Iterable[Module]) -> tuple[Place, ...]:
    """The sections whose text names the pattern's muscle, in teaching order, four at most."""
    places: list[Place] = []
    for module in modules:
        for section in module.sections:
            if len(places) < MOST_PLACES and names_muscle(section, pattern.muscle):
                link = _link_section(module, section)
                places.append(Place(link, module.title, section.title))
    return tuple(places)


def _link_section(module: Module, section: Section) -> Link:
    return Link("catalogue.module", slug=module.slug, anchor=section.id)


def list_lessons_about(about: Iterable[str], catalogue: Catalogue) -> tuple[tuple[Link, str], ...]:
    """Link and title of the modules and quizzes that a card goes with, once each."""
    titles: dict[Link, str] = {}
    for name in about:
        slug, _, item_id = name.partition("/")
        if item_id and slug in catalogue.of(Quiz):
            titles[Link("quizzes.quiz", slug=slug)] = catalogue.of(Quiz)[slug].title
        elif slug in catalogue.modules:
            titles[Link("catalogue.module", slug=slug)] = catalogue.modules[slug].title
    return tuple(titles.items())
