"""The four ratings, and which one an answer's score and time propose."""

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


def propose(
    score: Fraction | None, seconds: int | None, limits: Thresholds | None
) -> Rating | None:
    """The rating that a score (0 … 1) proposes; the student may choose another. None: only the
    student can say.

    Again below Hard's threshold. Easy needs a quick answer too, because a right answer that took
    long thought was not easy. `score` None: shown without trying, so Again. `limits` None:
    nothing measures such a card, so nothing is proposed for it. `seconds` None: not known, so not
    quick. Measuring keeps FSRS from its known failure, Hard pressed after forgetting.
    """
    if limits is None:
        return None
    if score is None or score < limits.hard:
        return Rating.AGAIN
    if score < limits.good:
        return Rating.HARD
    quick = seconds is not None and 0 <= seconds <= limits.quick
    return Rating.EASY if score >= limits.easy and quick else Rating.GOOD
