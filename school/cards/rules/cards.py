"""The cards of a deck: what is asked about each graded pattern, about regions that several share, and text cards."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from school.body.rules.zones import Zone, name_body_area
from school.cards.rules.decks import Deck, Pattern, Region, TextCard
from school.cards.rules.mimics import enough_wrong

Kind = Literal["zone", "name", "point", "mimic", "muscles", "text"]
# The kinds in the order in which new ones come, with what the student does.
KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        "zone": "Paint the zone",
        "name": "Name the muscle",
        "point": "Find the trigger point",
        "mimic": "What it can be mistaken for",
        "muscles": "Every muscle that refers there",
        "text": "Questions in words",
    }
)
ABOUT_A_PATTERN: tuple[Kind, ...] = ("zone", "name", "point", "mimic")
FEWEST_MUSCLES = 2  # with one muscle only, “which muscles” would be the name card again
DECKS_KEPT = 32


@dataclass(frozen=True)
class Card:
    """One question of a deck. Its id stays for ever: memories and reviews hang on it.

    `note` is what the card is about; cards of one deck with the same note are siblings, and one gives the other away.
    """

    id: str  # <deck>/<note>/<kind>
    deck_slug: str
    kind: Kind
    note: str  # a pattern's id; a region's for `muscles`; a text card's own
    pattern: Pattern | None = None
    region: Region | None = None
    text: TextCard | None = None

    @property
    def subject(self) -> str:
        """What the card is about, as a list names it."""
        return (
            self.pattern.name
            if self.pattern
            else self.region.label
            if self.region
            else self.question
        )

    @property
    def question(self) -> str:
        """It asks for what is charted, because a pattern is no promise about a person."""
        match self.kind:
            case "zone":
                return f"Where is pain charted to refer from {in_a_sentence(self.subject)}?"
            case "name":
                return "Which muscle is charted to refer to this zone?"
            case "point":
                return f"Where is a trigger point charted in {in_a_sentence(self.subject)}?"
            case "mimic":
                return (
                    f"Charted pain of {in_a_sentence(self.subject)}: what can it be mistaken for?"
                )
            case "muscles":
                return f"Which muscles are charted to refer here: {in_a_sentence(self.subject)}?"
        return self.text.question if self.text else ""

    @property
    def about(self) -> tuple[str, ...]:
        """What of the lessons it goes with: `<module>`, and `<quiz>/<item>` where a question asks for the same."""
        return self.pattern.about if self.pattern else self.text.about if self.text else ()

    @property
    def zone(self) -> Zone:
        """The charted zone of its pattern. Only for cards about a pattern."""
        assert self.pattern, self.kind
        return zone_of(self.pattern)


def zone_of(pattern: Pattern) -> Zone:
    essential = frozenset(pattern.primary)
    return Zone(essential, frozenset(pattern.spillover) - essential, pattern.crosses_midline)


@lru_cache(maxsize=DECKS_KEPT)
def cards_of(deck: Deck) -> Mapping[str, Card]:
    """Every card of the deck by id, in the order in which new ones are introduced; made once an edition.

    Only graded patterns are asked. Group by group: first all zones, then the names, the points, what the
    patterns are mistaken for; then the regions whose muscles have all been met by then. Text cards come last.
    """
    return MappingProxyType({card.id: card for card in _cards(deck)})


def _cards(deck: Deck) -> Iterator[Card]:
    groups: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in deck.graded:
        groups[pattern.group].append(pattern)
    met: Counter[str] = Counter()
    main = Counter(region for pattern in deck.graded for region in pattern.primary)
    for patterns in groups.values():
        for kind in ABOUT_A_PATTERN:
            for pattern in patterns:
                if _has(kind, pattern, deck):
                    yield Card(
                        f"{deck.slug}/{pattern.id}/{kind}",
                        deck.slug,
                        kind,
                        pattern.id,
                        pattern=pattern,
                    )
        here = Counter(region for pattern in patterns for region in pattern.primary)
        met += here
        for region in deck.regions:
            if region.id in here and met[region.id] == main[region.id] >= FEWEST_MUSCLES:
                yield Card(
                    f"{deck.slug}/{region.id}/muscles",
                    deck.slug,
                    "muscles",
                    region.id,
                    region=region,
                )
    for text in deck.cards:
        yield Card(f"{deck.slug}/{text.id}/text", deck.slug, "text", text.id, text=text)


def _has(kind: Kind, pattern: Pattern, deck: Deck) -> bool:
    """Whether a pattern has what a kind asks for: a point that shows on the figure, diagnoses to tell from others."""
    if kind == "point":
        return pattern.point
    return kind != "mimic" or enough_wrong(pattern, deck)


def same_zone(deck: Deck, pattern: Pattern) -> tuple[Pattern, ...]:
    """The patterns whose main zone is the same set of regions, itself among them: shown the zone, each is right."""
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
