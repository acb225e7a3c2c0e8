"""The cards of a deck: for each graded pattern one that asks for its zone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from school.body.rules import Overlap, Zone, area, overlap
from school.catalogue.rules.documents import Deck, Pattern, Region


@dataclass(frozen=True)
class Card:
    """One question of a deck. Its id stays for ever: memories and reviews hang on it."""

    id: str  # <deck>/<pattern>/zone; a new kind of question about the same pattern gets another last word
    deck_slug: str
    pattern: Pattern

    @property
    def question(self) -> str:
        return f"Where does pain refer from {_in_a_sentence(self.pattern.name)}?"

    @property
    def zone(self) -> Zone:
        essential = frozenset(self.pattern.primary)
        return Zone(essential, frozenset(self.pattern.spillover) - essential)

    def mark(self, picked: Iterable[str]) -> Overlap | None:
        """The overlap of an answer with the zone; None where nothing was picked, so nothing was tried."""
        answer = frozenset(picked)
        return overlap(self.zone, answer) if answer else None


def cards_of(deck: Deck) -> dict[str, Card]:
    """Every card of the deck by id, in the order in which new ones are introduced. Only graded patterns are cards."""
    cards = (Card(f"{deck.slug}/{pattern.id}/zone", deck.slug, pattern) for pattern in deck.graded)
    return {card.id: card for card in cards}


def shown_only(deck: Deck) -> tuple[Pattern, ...]:
    """The patterns that are shown but never asked, because no source states all their main zones."""
    return tuple(pattern for pattern in deck.patterns if pattern.evidence != "found")


def known_regions(deck: Deck, ids: Iterable[str]) -> tuple[str, ...]:
    """Those of `ids` that the deck's body map has, once each, in its order."""
    wanted = frozenset(ids)
    return tuple(region.id for region in deck.regions if region.id in wanted)


def labels(deck: Deck, ids: Iterable[str]) -> tuple[str, ...]:
    """The regions' names in the order of the body map, from head to foot."""
    wanted = frozenset(ids)
    return tuple(region.label for region in deck.regions if region.id in wanted)


def by_area(regions: Iterable[Region]) -> dict[str, tuple[Region, ...]]:
    """The regions under the names of the body's areas, both in the order of the body map."""
    areas: dict[str, tuple[Region, ...]] = {}
    for region in regions:
        areas[area(region.id)] = (*areas.get(area(region.id), ()), region)
    return areas


def by_group(patterns: Iterable[Pattern]) -> dict[str, tuple[Pattern, ...]]:
    """The patterns under the names of their groups: `trunk_low_back` → Trunk and low back."""
    groups: dict[str, tuple[Pattern, ...]] = {}
    for pattern in patterns:
        *first, last = pattern.group.replace("low_", "low ").split("_")  # an adjective keeps its noun
        name = (", ".join(first) + " and " + last if first else last).capitalize()
        groups[name] = (*groups.get(name, ()), pattern)
    return groups


def _in_a_sentence(name: str) -> str:
    """A name inside a sentence: only its first letter changes, and never in an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
