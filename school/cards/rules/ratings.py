"""The four ratings, and which one an answer's score and time propose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from types import MappingProxyType

from school.cards.rules.cards import Kind


class Rating(IntEnum):
    """What FSRS calls a rating; Hard, Good and Easy all mean that the card was recalled."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def word(self) -> str:
        return self.name.capitalize()


@dataclass(frozen=True)
class Thresholds:
    """From which score each rating is proposed, and how quick an easy answer is.

    quick: seconds from seeing the question to showing the answer, the hand's work included.
    """

    hard: Fraction
    good: Fraction
    easy: Fraction
    quick: int


ALL = Fraction(1)
# Painting two views takes a sure hand about half a minute, ticking ten boxes of a hundred nearly as long; typing a
# name or tapping once takes seconds. A name is right or wrong, so Good asks for all of it; a tap beside the point (1/2)
# was near. A hand paints less exactly than a list ticks, so a zone need not be whole to be known.
THRESHOLDS: Mapping[Kind, Thresholds] = MappingProxyType(
    {
        "zone": Thresholds(Fraction(1, 2), Fraction(7, 10), Fraction(95, 100), 30),
        "name": Thresholds(Fraction(1, 2), ALL, ALL, 12),
        "point": Thresholds(Fraction(1, 2), ALL, ALL, 12),
        "mimic": Thresholds(Fraction(1, 2), Fraction(3, 4), ALL, 15),
        "muscles": Thresholds(Fraction(1, 2), Fraction(7, 10), Fraction(95, 100), 40),
    }
)


def propose(score: Fraction | None, seconds: int | None, kind: Kind = "zone") -> Rating | None:
    """The rating that a score (0 … 1) proposes; the student may choose another. None: only the student can say.

    Again below Hard's threshold. Easy needs a quick answer too, because a right answer that took long
    thought was not easy. `score` None: shown without trying, so Again; but nothing measures a card in
    words, so nothing is proposed for it. `seconds` None: not known, so not quick. Measuring keeps FSRS
    from its known failure, Hard pressed after forgetting.
    """
    limits = THRESHOLDS.get(kind)
    if limits is None:
        return None
    if score is None or score < limits.hard:
        return Rating.AGAIN
    if score < limits.good:
        return Rating.HARD
    quick = seconds is not None and 0 <= seconds <= limits.quick
    return Rating.EASY if score >= limits.easy and quick else Rating.GOOD
