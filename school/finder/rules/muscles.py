"""Suggestions with what a reader needs to judge them: the pattern, and where the modules speak of its muscle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from school.body.rules.finding import Complaint, Suggestion, rank
from school.cards.rules.cards import zone_of
from school.cards.rules.decks import Deck, Pattern
from school.cards.rules.lessons import Place, named_in
from school.catalogue.rules.documents import Catalogue
from school.core.links import Link
from school.finder.rules.flags import Flag

MOST_SHOWN = 12
# Of two patterns that fit as well, the one that is better supported comes first.
EVIDENCE = ("found", "partial", "general")


@dataclass(frozen=True)
class Muscle:
    """One suggestion, ready to be shown."""

    pattern: Pattern
    suggestion: Suggestion
    places: tuple[Place, ...]


def deck_of_patterns(catalogue: Catalogue) -> Deck | None:
    """The first deck that charts patterns on a body map."""
    return next((deck for deck in catalogue.of(Deck).values() if deck.patterns), None)


def muscles(
    complaint: Complaint, deck: Deck, catalogue: Catalogue
) -> tuple[tuple[Muscle, ...], int]:
    """The patterns that are charted where it hurts, best first, a dozen at most; and how many there are in all.

    All patterns of the deck take part, whatever their evidence: it is shown with each.
    """
    patterns = {
        p.id: p for p in sorted(deck.patterns, key=lambda pattern: EVIDENCE.index(pattern.evidence))
    }
    found = rank({id: zone_of(pattern) for id, pattern in patterns.items()}, complaint)
    shown = ((patterns[suggestion.pattern_id], suggestion) for suggestion in found[:MOST_SHOWN])
    modules = tuple(catalogue.modules.values())
    return tuple(Muscle(p, suggestion, named_in(p, modules)) for p, suggestion in shown), len(found)


def where_to_read(flags: Iterable[Flag], catalogue: Catalogue) -> dict[str, tuple[Link, str]]:
    """Link and title of sections that say more about flags, by `learn`; sections that are not there are left out."""
    places = {}
    for learn in dict.fromkeys(flag.learn for flag in flags if flag.learn):
        slug, _, anchor = learn.partition("#")
        module = catalogue.modules.get(slug)
        section = module.section(anchor) if module else None
        if module and section:
            link = Link("catalogue.module", slug=slug, anchor=anchor)
            places[learn] = (link, f"{module.title}: {section.title}")
    return places
