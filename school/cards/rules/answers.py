"""An answer to a card of any kind: what was given, and how it is marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from school.body.rules.atlas import Atlas
from school.body.rules.marking import Overlap, mark_zone
from school.body.rules.strokes import Drawing, Tap, paint_drawing, paint_regions
from school.body.rules.tapping import mark_point_region, mark_tap
from school.cards.rules.cards import DECKS_KEPT, Card, Kind, same_zone
from school.cards.rules.decks import Deck, Pattern
from school.cards.rules.mimics import options
from school.questions.short_text.wording import normalize_wording

SAME_MUSCLE = Fraction(1, 2)  # the right muscle, the wrong part of it


@dataclass(frozen=True)
class Given:
    """What somebody answered, whatever kind the card is. Nothing in it has been compared with the deck yet."""

    regions: tuple[str, ...] = ()  # picked from the list instead of painting or tapping
    drawing: Drawing | None = None
    muscles: tuple[
        str, ...
    ] = ()  # pattern ids that were ticked; for `name` the words that were typed
    mimics: tuple[str, ...] = ()
    tap: Tap | None = None

    @property
    def draws(self) -> bool:
        """Whether anything was painted: a drawing of erasing strokes alone says nothing."""
        return self.drawing is not None and any(
            not stroke.erases for stroke in self.drawing.strokes
        )

    @property
    def empty(self) -> bool:
        return not (
            self.regions
            or self.draws
            or any(m.strip() for m in self.muscles)
            or self.mimics
            or self.tap
        )

    def kept(self) -> dict[str, Any]:
        """As JSON, only what was given."""
        there: dict[str, Any] = {
            "regions": list(self.regions),
            "drawing": self.drawing.to_page_fields() if self.drawing and self.draws else None,
            "muscles": list(self.muscles),
            "mimics": list(self.mimics),
            "tap": self.tap.to_page_fields() if self.tap else None,
        }
        return {name: value for name, value in there.items() if value}


@dataclass(frozen=True)
class Marked:
    """How good an answer is. right, missed, wrong and neutral are region ids, pattern ids or diagnoses, by kind."""

    score: Fraction  # 0 … 1
    overlap: Overlap | None = None  # only where a zone was asked for
    right: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()  # neither gained nor lost

    @property
    def hundredths(self) -> int:
        """The score in whole percent, to nearest."""
        return int(self.score * 100 + Fraction(1, 2))

    @property
    def precision(self) -> Fraction:
        """How much of what was named is right, 0 … 1."""
        return Fraction(len(self.right), max(1, len(self.right) + len(self.wrong)))

    @property
    def recall(self) -> Fraction:
        """How much of what is right was named, 0 … 1."""
        return Fraction(len(self.right), max(1, len(self.right) + len(self.missed)))


def mark(card: Card, given: Given, deck: Deck, atlas: Atlas) -> Marked | None:
    """Mark an answer. None: nothing was tried, or only the student can say (cards in words).

    What a page cannot have offered (a region, a muscle or a diagnosis that was retired meanwhile) counts for nothing.
    """
    return _MARKS[card.kind](card, given, deck, atlas)


def _zone(card: Card, given: Given, deck: Deck, atlas: Atlas) -> Marked | None:
    """The drawing counts where it paints anything, else the picked regions: never both together, or a student
    who paints and picks would be marked on a union that neither of the two shows.
    """
    paint = paint_drawing(given.drawing, atlas) if given.drawing else {}
    paint = paint or paint_regions(
        _known(given.regions, {region.id for region in deck.regions}), atlas
    )
    if not paint:
        return None
    overlap = mark_zone(card.zone, paint, atlas)
    return Marked(
        overlap.score,
        overlap,
        right=tuple(sorted(overlap.hit)),
        missed=tuple(sorted(overlap.missed)),
        wrong=tuple(sorted(overlap.extra)),
        neutral=tuple(sorted(overlap.spilled)),
    )


def _name(card: Card, given: Given, deck: Deck, atlas: Atlas) -> Marked | None:
    """1 for any pattern with this very zone, by its name or its muscle's; 1/2 for another part of the muscle."""
    assert card.pattern
    typed = " ".join(given.muscles).strip()
    if not typed:
        return None
    right = same_zone(deck, card.pattern)
    if any(
        normalize_wording(typed)
        in (normalize_wording(pattern.name), normalize_wording(pattern.muscle))
        for pattern in right
    ):
        return Marked(Fraction(1), right=(card.pattern.id,))
    said = named(typed, deck)
    near = said is not None and any(said.muscle == pattern.muscle for pattern in right)
    wrong = (said.id if said else typed,)
    return Marked(SAME_MUSCLE if near else Fraction(0), missed=(card.pattern.id,), wrong=wrong)


def named(typed: str, deck: Deck) -> Pattern | None:
    """The pattern that somebody means: by its name, else by its muscle where only one pattern has that."""
    return wordings(deck).get(normalize_wording(typed))


@lru_cache(maxsize=DECKS_KEPT)
def wordings(deck: Deck) -> Mapping[str, Pattern]:
    """Every wording that means one pattern, as it is compared, and the pattern; made once an edition."""
    names, muscles = defaultdict(list), defaultdict(list)
    for pattern in deck.patterns:
        names[normalize_wording(pattern.name)].append(pattern)
        muscles[normalize_wording(pattern.muscle)].append(pattern)
    return MappingProxyType(
        {word: found[0] for word, found in (muscles | names).items() if len(found) == 1}
    )


def _point(card: Card, given: Given, deck: Deck, atlas: Atlas) -> Marked | None:
    """By the distance of the tap from the nearest trigger point; the first picked region where nothing was tapped."""
    if given.tap:
        return Marked(mark_tap(card.note, given.tap, atlas))
    regions = _known(given.regions, {region.id for region in deck.regions})
    if not regions:
        return None
    score = mark_point_region(card.note, regions[0], atlas) if len(regions) == 1 else Fraction(0)
    return Marked(score, right=regions) if score == 1 else Marked(score, wrong=regions)


def _muscles(card: Card, given: Given, deck: Deck, atlas: Atlas) -> Marked | None:
    """Right are graded patterns with the region in their main zone. Neutral are those charted to reach it less
    often, and those that are never graded.
    """
    right = [pattern.id for pattern in deck.graded if card.note in pattern.primary]
    fine = {p.id for p in deck.patterns if p.evidence != "found" or card.note in p.spillover}
    ticked = _known(given.muscles, {pattern.id for pattern in deck.patterns})
    return _share(ticked, right, fine)


def _mimic(card: Card, given: Given, deck: Deck, atlas: Atlas) -> Marked | None:
    assert card.pattern
    return _share(_known(given.mimics, set(options(card.pattern, deck))), card.pattern.mimics, ())


def _share(
    ticked: Collection[str], right: Collection[str], neutral: Collection[str]
) -> Marked | None:
    """F1, the harmonic mean of precision and recall: ticking everything and ticking one sure thing both cost."""
    if not ticked:
        return None
    hit = tuple(each for each in right if each in ticked)
    missed = tuple(each for each in right if each not in ticked)
    wrong = tuple(each for each in ticked if each not in right and each not in neutral)
    score = Fraction(2 * len(hit), 2 * len(hit) + len(missed) + len(wrong))
    return Marked(
        score,
        right=hit,
        missed=missed,
        wrong=wrong,
        neutral=tuple(e for e in ticked if e in neutral),
    )


def _text(card: Card, given: Given, deck: Deck, atlas: Atlas) -> None:
    return None


def _known(ids: Collection[str], there: Collection[str]) -> tuple[str, ...]:
    """Those that there are, once each, in the order in which they were given."""
    return tuple(dict.fromkeys(each for each in ids if each in there))


_MARKS: Mapping[Kind, Callable[[Card, Given, Deck, Atlas], Marked | None]] = {
    "zone": _zone,
    "name": _name,
    "point": _point,
    "muscles": _muscles,
    "mimic": _mimic,
    "text": _text,
}
