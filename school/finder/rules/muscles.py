"""Suggestions with what a reader needs to judge them: the pattern, and where modules discuss it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from school.body.rules.finding import Complaint, Suggestion, rank_patterns
from school.cards.rules.cards import make_zone
from school.cards.rules.decks import Deck, Pattern
from school.cards.rules.lessons import Place, list_places_naming_muscle
from school.catalogue.rules.documents import Catalogue
from school.core.links import Link
from school.finder.rules.flags import Flag

MOST_SHOWN = 12
# Of two patterns that fit equally well, the better supported one comes first.
EVIDENCE = ("found", "partial", "general")


@dataclass(frozen=True)
class Muscle:
    """One suggestion, ready to be shown."""

    pattern: Pattern
    suggestion: Suggestion
    places: tuple[Place, ...]


def find_pattern_deck(catalogue: Catalogue) -> Deck | None:
    """The first deck that charts patterns on a body map."""
    return next((deck for deck in catalogue.of(Deck).values() if deck.patterns), None)


def suggest_muscles(
    complaint: Complaint, deck: Deck, catalogue: Catalogue
) -> tuple[tuple[Muscle, ...], int]:
    """Return the patterns that are charted where it hurts, and how many there are in all.

    The best comes first, and at most MOST_SHOWN are returned. All patterns of the deck take part,
    whatever their evidence, which is shown with each.
    """
    by_evidence = sorted(deck.patterns, key=lambda pattern: EVIDENCE.index(pattern.evidence))
    patterns = {pattern.id: pattern for pattern in by_evidence}
    zones = {id: make_zone(pattern) for id, pattern in patterns.items()}
    suggestions = rank_patterns(zones, complaint)
    modules = tuple(catalogue.modules.values())
    shown = []
    for suggestion in suggestions[:MOST_SHOWN]:
        pattern = patterns[suggestion.pattern_id]
        shown.append(Muscle(pattern, suggestion, list_places_naming_muscle(pattern, modules)))
    return tuple(shown), len(suggestions)


def find_sections_to_read(
    flags: Iterable[Flag], catalogue: Catalogue
) -> dict[str, tuple[Link, str]]:
    """Return link and title of the sections that say more about flags, by `learn`.

    Sections that do not exist are left out.
    """
    places = {}
    for learn in dict.fromkeys(flag.learn for flag in flags if flag.learn):
        slug, _, anchor = learn.partition("#")
        module = catalogue.modules.get(slug)
        section = module.find_section(anchor) if module else None
        if module and section:
            link = Link("catalogue.module", slug=slug, anchor=anchor)
            places[learn] = (link, f"{module.title}: {section.title}")
    return places
