"""The cards of a deck: what is asked about its patterns, its regions and its texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter
from types import MappingProxyType

from school.body.rules.zones import Zone, name_body_area
from school.cards.rules.decks import Deck, Pattern, Region, TextCard
from school.cards.rules.registry import CARD_KINDS

DECKS_KEPT = 32


@dataclass(frozen=True)
class Card:
    """One question of a deck. Its id stays for ever: memories and reviews hang on it.

    `note` is what the card is about; cards of one deck with the same note are siblings, and one
    gives the other away.
    """

    id: str  # <deck>/<note>/<kind>
    deck_slug: str
    kind: str  # its name in CARD_KINDS
    note: str  # a pattern's id, a region's, a text card's own
    pattern: Pattern | None = None
    region: Region | None = None
    text: TextCard | None = None

    @property
    def subject(self) -> str:
        """What the card is about, as a list names it."""
        if self.pattern:
            return self.pattern.name
        return self.region.label if self.region else self.question

    @property
    def question(self) -> str:
        """It asks for what is charted, because a pattern is no promise about a person."""
        return CARD_KINDS[self.kind].question(self)

    @property
    def about(self) -> tuple[str, ...]:
        """What of the lessons it goes with: `<module>`, and `<quiz>/<item>` where a question asks
        for the same.
        """
        return self.pattern.about if self.pattern else self.text.about if self.text else ()

    @property
    def zone(self) -> Zone:
        """The charted zone of its pattern. Only for cards about a pattern."""
        assert self.pattern, self.kind
        return zone_of(self.pattern)


def pattern_of(card: Card) -> Pattern:
    """The pattern of a card that is about one."""
    assert card.pattern, card.id
    return card.pattern


def zone_of(pattern: Pattern) -> Zone:
    essential = frozenset(pattern.primary)
    return Zone(essential, frozenset(pattern.spillover) - essential, pattern.crosses_midline)


def cards_of(deck: Deck) -> Mapping[str, Card]:
    """Every card of the deck by id, in the order in which new ones are introduced; made once an
    edition.

    Step by step, a step being a group of muscles: first all cards of the first kind, then of the
    next.
    """
    return _deal(deck, tuple(CARD_KINDS))


@lru_cache(maxsize=DECKS_KEPT)
def _deal(deck: Deck, kinds: tuple[str, ...]) -> Mapping[str, Card]:
    dealt = [dealing for name in kinds for dealing in CARD_KINDS[name].deal(deck)]
    dealt.sort(key=itemgetter(0))  # cards of one step stay in the order of the kinds
    return MappingProxyType({card.id: card for _step, card in dealt})


def kinds_in(deck: Deck) -> dict[str, int]:
    """How many cards of each kind a deck has, in the order in which new ones come."""
    kinds = [card.kind for card in cards_of(deck).values()]
    return {name: kinds.count(name) for name in CARD_KINDS if name in kinds}


def new_card(deck: Deck, kind: str, note: Pattern | Region | TextCard) -> Card:
    """A card of this kind about a pattern, a region or a text of the deck."""
    card = Card(f"{deck.slug}/{note.id}/{kind}", deck.slug, kind, note.id)
    if isinstance(note, Pattern):
        return replace(card, pattern=note)
    if isinstance(note, Region):
        return replace(card, region=note)
    return replace(card, text=note)


def graded_groups(deck: Deck) -> tuple[tuple[Pattern, ...], ...]:
    """The patterns that are asked, by group. The place of a group is the step of its cards."""
    groups: dict[str, list[Pattern]] = {}
    for pattern in deck.graded:
        groups.setdefault(pattern.group, []).append(pattern)
    return tuple(tuple(patterns) for patterns in groups.values())


def same_zone(deck: Deck, pattern: Pattern) -> tuple[Pattern, ...]:
    """The patterns whose main zone is the same set of regions, itself among them: shown the zone,
    each is right.
    """
    zone = frozenset(pattern.primary)
    return tuple(other for other in deck.patterns if frozenset(other.primary) == zone)


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
        areas[name_body_area(region.id)] = (*areas.get(name_body_area(region.id), ()), region)
    return areas


def by_group(patterns: Iterable[Pattern]) -> dict[str, tuple[Pattern, ...]]:
    """The patterns under the names of their groups: `trunk_low_back` → Trunk and low back."""
    groups: dict[str, tuple[Pattern, ...]] = {}
    for pattern in patterns:
        name = group_name(pattern.group)
        groups[name] = (*groups.get(name, ()), pattern)
    return groups


def group_name(group: str) -> str:
    *first, last = group.replace("low_", "low ").split("_")  # an adjective keeps its noun
    return (", ".join(first) + " and " + last if first else last).capitalize()


def in_a_sentence(name: str) -> str:
    """A name inside a sentence: only its first letter changes, and never in an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
