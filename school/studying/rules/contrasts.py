"""Two confused patterns side by side: what they share, what differs, two questions about it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from school.body.rules.atlas import Atlas
from school.cards.rules.decks import Deck, Pattern
from school.cards.rules.registry import CARD_KINDS

OFTEN_ENOUGH = 2  # confusions that make a pair worth a look; one may be a slip
WITHIN_DAYS = 90
TABLE_PATTERNS = 6  # rows and columns of the table of confusions
STEM_LETTERS = 5  # two words that begin with the same letters share a root


@dataclass(frozen=True)
class Confusion:
    """How often one pattern was given for another."""

    expected: Pattern
    answered: Pattern
    painted: int  # how often the given zone was painted or picked for the one asked
    named: int  # how often the given one was named for the zone shown

    @property
    def times(self) -> int:
        return self.painted + self.named


@dataclass(frozen=True)
class Pair:
    """Two patterns to tell apart. `one` has the lesser id."""

    one: Pattern
    other: Pattern
    times: int = 0  # confusions in both directions

    @property
    def key(self) -> tuple[str, str]:
        return self.one.id, self.other.id


@dataclass(frozen=True)
class ChartedPlace:
    """A region that at least one of the two refers to, and how: "main", "less often" or ""."""

    region: str
    one: str
    other: str


@dataclass(frozen=True)
class ContrastQuestion:
    """A sentence that is true of one of the two patterns."""

    words: str
    right: str  # pattern id


@dataclass(frozen=True)
class Comparison:
    """A pair as its page shows it."""

    places: tuple[ChartedPlace, ...]  # from head to foot
    views: tuple[str, ...]  # that show both zones
    questions: tuple[ContrastQuestion, ...]

    @property
    def shared(self) -> tuple[str, ...]:
        """The regions that both refer to, mainly or less often."""
        return tuple(place.region for place in self.places if place.one and place.other)


def compare_pair(pair: Pair, deck: Deck, atlas: Atlas) -> Comparison:
    """Everything a page needs to put the two patterns side by side."""
    rows = list_places(pair, deck)
    return Comparison(
        rows, atlas.find_views_for(place.region for place in rows), make_questions(pair, deck)
    )


def find_pair(deck: Deck, ids: Iterable[str]) -> Pair | None:
    """The pair of two pattern ids. None unless they are two different graded patterns."""
    graded = {pattern.id: pattern for pattern in deck.graded}
    patterns = [graded[id] for id in sorted(frozenset(ids)) if id in graded]
    if len(patterns) != 2:
        return None
    return Pair(patterns[0], patterns[1])


def collect_confusions(times: Mapping[tuple[str, str], int], deck: Deck) -> tuple[Confusion, ...]:
    """The confusions behind counts by (card id, pattern id), the most frequent first.

    Retired patterns are left out.
    """
    graded = {pattern.id: pattern for pattern in deck.graded}
    counts: dict[tuple[str, str], list[int]] = {}
    for (card_id, answered), count in times.items():
        slug, expected, kind = card_id.rsplit("/", 2)
        named = kind in CARD_KINDS and CARD_KINDS[kind].confuses == "named"
        if slug == deck.slug and expected in graded and answered in graded:
            counts.setdefault((expected, answered), [0, 0])[named] += count
    confusions = [
        Confusion(graded[expected], graded[answered], *count)
        for (expected, answered), count in counts.items()
    ]
    confusions.sort(key=lambda c: (-c.times, c.expected.id, c.answered.id))
    return tuple(confusions)


def say_times(count: int) -> str:
    """A number of times in words: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def find_pairs(confusions: Iterable[Confusion]) -> tuple[Pair, ...]:
    """The pairs confused at least twice, in either direction, the most frequent first."""
    pairs: dict[tuple[str, str], Pair] = {}
    for confusion in confusions:
        one, other = sorted(
            (confusion.expected, confusion.answered), key=lambda pattern: pattern.id
        )
        before = pairs.get((one.id, other.id))
        times_before = before.times if before else 0
        pairs[one.id, other.id] = Pair(one, other, confusion.times + times_before)
    frequent = [pair for pair in pairs.values() if pair.times >= OFTEN_ENOUGH]
    return tuple(sorted(frequent, key=lambda pair: (-pair.times, pair.key)))


def select_most_confused(confusions: Iterable[Confusion]) -> tuple[Pattern, ...]:
    """The patterns of the most frequent confusions, as many as a small table holds, by name."""
    chosen: dict[str, Pattern] = {}
    for confusion in confusions:
        both = {
            confusion.expected.id: confusion.expected,
            confusion.answered.id: confusion.answered,
        }
        if len(chosen | both) <= TABLE_PATTERNS:
            chosen |= both
    return tuple(sorted(chosen.values(), key=lambda pattern: pattern.name))


def list_places(pair: Pair, deck: Deck) -> tuple[ChartedPlace, ...]:
    """Every region that either of the two refers to, from head to foot."""
    places = []
    for region in deck.regions:
        one, other = _weigh(pair.one, region.id), _weigh(pair.other, region.id)
        if one or other:
            places.append(ChartedPlace(region.id, one, other))
    return tuple(places)


def make_questions(pair: Pair, deck: Deck) -> tuple[ContrastQuestion, ...]:
    """Two questions of different kinds, one about each pattern if enough differs.

    The same pair always gets the same questions. Which one comes first depends on a hash.
    """
    about_one = list(_list_differences(pair.one, pair.other, deck))
    about_other = list(_list_differences(pair.other, pair.one, deck))
    if about_one:
        chosen = about_one[:1]
        first_kind = chosen[0][0]
        of_other_kinds = [row for row in about_other if row[0] != first_kind]
        chosen += (of_other_kinds or about_other)[:1]
    else:
        chosen = about_other[:2]
    if hashlib.sha256("/".join(pair.key).encode()).digest()[0] % 2:
        chosen.reverse()
    return tuple(question for _kind, question in chosen)


def _weigh(pattern: Pattern, region: str) -> str:
    if region in pattern.primary:
        return "main"
    if region in pattern.spillover:
        return "less often"
    return ""


def _list_differences(
    pattern: Pattern, not_of: Pattern, deck: Deck
) -> Iterator[tuple[str, ContrastQuestion]]:
    """Questions about what is true of one pattern but not the other, the most telling first.

    Each comes with its kind.
    """
    label = {region.id: region.label for region in deck.regions}
    charted = {*not_of.primary, *not_of.spillover}
    for region in pattern.primary:
        if region not in charted:
            words = f"Whose charted main zone includes this region: {label[region]}?"
            yield "place", ContrastQuestion(words, pattern.id)
            break
    for kind, sentence, fact, other_fact in (
        (
            "point",
            "Whose trigger point is described like this: {}?",
            pattern.trp_location,
            not_of.trp_location,
        ),
        ("action", "Which one has this action: {}?", pattern.action, not_of.action),
        ("nerve", "Which one has this nerve supply: {}?", pattern.innervation, not_of.innervation),
    ):
        if fact and fact.casefold() != other_fact.casefold() and not _gives_away(fact, pattern):
            yield kind, ContrastQuestion(sentence.format(fact.rstrip(".")), pattern.id)


def _gives_away(words: str, pattern: Pattern) -> bool:
    """Whether a description gives the muscle away, as "supraspinous" does "supraspinatus"."""
    stems = {
        word[:STEM_LETTERS]
        for word in re.findall(r"\w+", f"{pattern.name} {pattern.muscle}".casefold())
        if len(word) >= STEM_LETTERS
    }
    return any(word[:STEM_LETTERS] in stems for word in re.findall(r"\w+", words.casefold()))
