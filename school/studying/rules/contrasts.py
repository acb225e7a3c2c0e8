"""Two patterns that somebody confuses, side by side: what they share, what differs, two questions about it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from school.body.rules.atlas import Atlas
from school.cards.rules.decks import Deck, Pattern
from school.cards.rules.registry import CARD_KINDS

OFTEN_ENOUGH = 2  # confusions that make two patterns a pair worth a look; once may be a slip
WITHIN_DAYS = 90
TABLE = 6  # rows and columns
STEM = 5  # letters that two words of one root share


@dataclass(frozen=True)
class Confusion:
    """How often one pattern was given for another."""

    asked: Pattern
    given: Pattern
    painted: int  # times the given one's zone was painted or picked for the asked one
    named: int  # times the given one was named where the asked one's zone was shown

    @property
    def times(self) -> int:
        return self.painted + self.named


@dataclass(frozen=True)
class Pair:
    """Two patterns to tell apart; `one` is the one whose id is the lesser."""

    one: Pattern
    other: Pattern
    times: int = 0  # confusions, both ways together

    @property
    def key(self) -> tuple[str, str]:
        return self.one.id, self.other.id


@dataclass(frozen=True)
class Place:
    """A region that at least one of the two is charted to refer to, and how: "main", "less often" or ""."""

    region: str
    one: str
    other: str


@dataclass(frozen=True)
class Question:
    """A sentence that is true of one of the two patterns."""

    words: str
    right: str  # pattern id


@dataclass(frozen=True)
class Compared:
    """A pair as its page shows it."""

    places: tuple[Place, ...]  # from head to foot
    views: tuple[str, ...]  # that show both zones
    questions: tuple[Question, ...]

    @property
    def shared(self) -> tuple[str, ...]:
        """The regions that both are charted to refer to, in whatever measure."""
        return tuple(place.region for place in self.places if place.one and place.other)


def compared(pair: Pair, deck: Deck, atlas: Atlas) -> Compared:
    rows = places(pair, deck)
    return Compared(
        rows, atlas.find_views_for(place.region for place in rows), questions(pair, deck)
    )


def pair_of(deck: Deck, ids: Iterable[str]) -> Pair | None:
    """The pair of two pattern ids; None unless they are two different graded patterns of the deck."""
    known = {pattern.id: pattern for pattern in deck.graded}
    found = [known[each] for each in sorted(frozenset(ids)) if each in known]
    return Pair(found[0], found[1]) if len(found) == 2 else None


def confusions(times: Mapping[tuple[str, str], int], deck: Deck) -> tuple[Confusion, ...]:
    """The confusions behind counts by (card id, pattern id), most frequent first; retired patterns are left out."""
    known = {pattern.id: pattern for pattern in deck.graded}
    counts: dict[tuple[str, str], list[int]] = {}
    for (card_id, given), count in times.items():
        slug, asked, kind = card_id.rsplit("/", 2)
        named = kind in CARD_KINDS and CARD_KINDS[kind].confuses == "named"
        if slug == deck.slug and asked in known and given in known:
            counts.setdefault((asked, given), [0, 0])[named] += count
    found = (
        Confusion(known[asked], known[given], *count) for (asked, given), count in counts.items()
    )
    return tuple(
        sorted(
            found, key=lambda confusion: (-confusion.times, confusion.asked.id, confusion.given.id)
        )
    )


def often(count: int) -> str:
    """A number of times in words: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def pairs(found: Iterable[Confusion]) -> tuple[Pair, ...]:
    """The pairs that were confused twice or more, both ways together, most frequent first."""
    times: dict[tuple[str, str], Pair] = {}
    for confusion in found:
        one, other = sorted((confusion.asked, confusion.given), key=lambda pattern: pattern.id)
        before = times.get((one.id, other.id))
        times[one.id, other.id] = Pair(
            one, other, confusion.times + (before.times if before else 0)
        )
    often = (pair for pair in times.values() if pair.times >= OFTEN_ENOUGH)
    return tuple(sorted(often, key=lambda pair: (-pair.times, pair.key)))


def most_confused(found: Iterable[Confusion]) -> tuple[Pattern, ...]:
    """The patterns of the most frequent confusions, so many as a small table holds, in the order of their names."""
    chosen: dict[str, Pattern] = {}
    for confusion in found:
        both = {confusion.asked.id: confusion.asked, confusion.given.id: confusion.given}
        if len(chosen | both) <= TABLE:
            chosen |= both
    return tuple(sorted(chosen.values(), key=lambda pattern: pattern.name))


def places(pair: Pair, deck: Deck) -> tuple[Place, ...]:
    """Every region that either is charted to refer to, from head to foot."""
    rows = (
        Place(region.id, _weight(pair.one, region.id), _weight(pair.other, region.id))
        for region in deck.regions
    )
    return tuple(row for row in rows if row.one or row.other)


def questions(pair: Pair, deck: Deck) -> tuple[Question, ...]:
    """Two questions of different kinds, one about each pattern where there is enough that differs.

    Always the same ones for the same pair. Which of the two comes first is as good as drawn by lot.
    """
    about_one = list(_true_of(pair.one, pair.other, deck))
    about_other = list(_true_of(pair.other, pair.one, deck))
    first, second = (
        about_one[:1],
        [asked for asked in about_other if asked[0] != about_one[0][0]][:1],
    )
    chosen = first + (second or about_other[:1]) if about_one else about_other[:2]
    if hashlib.sha256("/".join(pair.key).encode()).digest()[0] % 2:
        chosen.reverse()
    return tuple(question for _kind, question in chosen)


def _weight(pattern: Pattern, region: str) -> str:
    return (
        "main" if region in pattern.primary else "less often" if region in pattern.spillover else ""
    )


def _true_of(pattern: Pattern, not_of: Pattern, deck: Deck) -> Iterator[tuple[str, Question]]:
    """What is so of one pattern and not of the other, what tells most first."""
    label = {region.id: region.label for region in deck.regions}
    charted = {*not_of.primary, *not_of.spillover}
    for region in pattern.primary:
        if region not in charted:
            words = f"Whose main zone, as charted, takes in this place: {label[region]}?"
            yield "place", Question(words, pattern.id)
            break
    for kind, asked, mine, theirs in (
        (
            "point",
            "Whose trigger point is described so: {}?",
            pattern.trp_location,
            not_of.trp_location,
        ),
        ("action", "Which one does this: {}?", pattern.action, not_of.action),
        ("nerve", "Which one has this nerve supply: {}?", pattern.innervation, not_of.innervation),
    ):
        if mine and mine.casefold() != theirs.casefold() and not _names(mine, pattern):
            yield kind, Question(asked.format(mine.rstrip(".")), pattern.id)


def _names(words: str, pattern: Pattern) -> bool:
    """Whether a description gives the muscle away: supraspinous tells supraspinatus."""
    stems = {
        word[:STEM]
        for word in re.findall(r"\w+", f"{pattern.name} {pattern.muscle}".casefold())
        if len(word) >= STEM
    }
    return any(word[:STEM] in stems for word in re.findall(r"\w+", words.casefold()))
