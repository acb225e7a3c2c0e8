"""The cards of a deck: the questions about its patterns, its regions and its texts."""

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
    """One question of a deck. Its id never changes, because memories and reviews depend on it.

    `note` is what the card is about. Cards of one deck with the same note are siblings: each gives
    the answers to the others away.
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
        """It asks what is charted, because a pattern promises nothing about a person."""
        return CARD_KINDS[self.kind].write_question(self)

    @property
    def about(self) -> tuple[str, ...]:
        """The lessons it goes with: `<module>`, or `<quiz>/<item>` if a question asks the same."""
        if self.pattern:
            return self.pattern.about
        return self.text.about if self.text else ()

    @property
    def zone(self) -> Zone:
        """The charted zone of its pattern. Only for cards about a pattern."""
        assert self.pattern, self.kind
        return make_zone(self.pattern)


Dealing = tuple[int, Card]  # the step in which a new card comes, counted from 0, and the card


def require_pattern(card: Card) -> Pattern:
    """The pattern of a card that is about one."""
    assert card.pattern, card.id
    return card.pattern


def make_zone(pattern: Pattern) -> Zone:
    """The pattern's zone, as answers are compared with it."""
    essential = frozenset(pattern.primary)
    return Zone(essential, frozenset(pattern.spillover) - essential, pattern.crosses_midline)


def index_cards(deck: Deck) -> Mapping[str, Card]:
    """Every card of the deck by id, in the order in which new ones are introduced.

    They come step by step, and a step is a group of muscles. Within a step, all cards of the first
    kind come first, then all of the next. This is worked out once for each edition.
    """
    return _deal_cards(deck, tuple(CARD_KINDS))


@lru_cache(maxsize=DECKS_KEPT)
def _deal_cards(deck: Deck, kinds: tuple[str, ...]) -> Mapping[str, Card]:
    dealings: list[Dealing] = []
    for name in kinds:
        dealings += CARD_KINDS[name].deal_cards(deck)
    dealings.sort(key=itemgetter(0))  # cards of one step stay in the order of the kinds
    return MappingProxyType({card.id: card for _step, card in dealings})


def count_cards_by_kind(deck: Deck) -> dict[str, int]:
    """How many cards of each kind a deck has, in the order in which new ones come."""
    kinds = [card.kind for card in index_cards(deck).values()]
    return {name: kinds.count(name) for name in CARD_KINDS if name in kinds}


def new_card(deck: Deck, kind: str, note: Pattern | Region | TextCard) -> Card:
    """A card of this kind about a pattern, a region or a text of the deck."""
    card = Card(f"{deck.slug}/{note.id}/{kind}", deck.slug, kind, note.id)
    if isinstance(note, Pattern):
        return replace(card, pattern=note)
    if isinstance(note, Region):
        return replace(card, region=note)
    return replace(card, text=note)


def list_graded_groups(deck: Deck) -> tuple[tuple[Pattern, ...], ...]:
    """The patterns that are asked, by group. The place of a group is the step of its cards."""
    groups: dict[str, list[Pattern]] = {}
    for pattern in deck.graded:
        groups.setdefault(pattern.group, []).append(pattern)
    return tuple(tuple(patterns) for patterns in groups.values())


def list_patterns_of_zone(deck: Deck, pattern: Pattern) -> tuple[Pattern, ...]:
    """The patterns with the same main zone as this one, itself included.

    If only the zone is shown, each of them is a right answer.
    """
    zone = frozenset(pattern.primary)
    return tuple(alike for alike in deck.patterns if frozenset(alike.primary) == zone)


def list_unasked_patterns(deck: Deck) -> tuple[Pattern, ...]:
    """The patterns that are only shown, because no source states all their main zones."""
    return tuple(pattern for pattern in deck.patterns if pattern.evidence != "found")


def keep_known_regions(deck: Deck, ids: Iterable[str]) -> tuple[str, ...]:
    """Those of `ids` that are regions of the deck, once each, in the deck's order."""
    wanted = frozenset(ids)
    return tuple(region.id for region in deck.regions if region.id in wanted)


def list_labels(deck: Deck, ids: Iterable[str]) -> tuple[str, ...]:
    """The regions' names in the order of the body map, from head to foot."""
    wanted = frozenset(ids)
    return tuple(region.label for region in deck.regions if region.id in wanted)


def group_by_area(regions: Iterable[Region]) -> dict[str, tuple[Region, ...]]:
    """The regions under the names of the body's areas, both in the order of the body map."""
    areas: dict[str, tuple[Region, ...]] = {}
    for region in regions:
        name = name_body_area(region.id)
        areas[name] = (*areas.get(name, ()), region)
    return areas


def group_by_muscle_group(patterns: Iterable[Pattern]) -> dict[str, tuple[Pattern, ...]]:
    """The patterns under the names of their groups: `trunk_low_back` → Trunk and low back."""
    groups: dict[str, tuple[Pattern, ...]] = {}
    for pattern in patterns:
        name = name_group(pattern.group)
        groups[name] = (*groups.get(name, ()), pattern)
    return groups


def name_group(group: str) -> str:
    """A group's name for readers: `pelvis_hip_thigh` → Pelvis, hip and thigh."""
    *first, last = group.replace("low_", "low ").split("_")  # an adjective keeps its noun
    name = ", ".join(first) + " and " + last if first else last
    return name.capitalize()


def write_in_sentence(name: str) -> str:
    """A name as it is written inside a sentence: with a small letter, unless it abbreviates."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
