"""The four ratings, and which of them an answer's score and time suggest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction


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


def propose_rating(
    score: Fraction | None, seconds: int | None, limits: Thresholds | None
) -> Rating | None:
    """The rating that a score (0 … 1) suggests; the student may choose another.

    Below Hard's threshold it is Again. Easy needs a quick answer, too, because a right answer after
    long thought was not easy. `score` None: shown without trying, so Again. `seconds` None: not
    known, so not quick. `limits` None: nothing can measure the card, so the result is None, and
    only the student can judge. A measured rating avoids what FSRS is known to suffer from:
    students who press Hard although they forgot.
    """
    if limits is None:
        return None
    if score is None or score < limits.hard:
        return Rating.AGAIN
    if score < limits.good:
        return Rating.HARD
    quick = seconds is not None and 0 <= seconds <= limits.quick
    return Rating.EASY if score >= limits.easy and quick else Rating.GOOD
