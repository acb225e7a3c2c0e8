"""The four ratings, and which one an answer's overlap proposes."""

from __future__ import annotations

from enum import IntEnum
from fractions import Fraction

HARD_FROM = Fraction(1, 2)
GOOD_FROM = Fraction(7, 10)
EASY_FROM = Fraction(95, 100)
QUICK_SECONDS = 20  # from seeing the question to showing the answer, ticking included


class Rating(IntEnum):
    """What FSRS calls a rating; Hard, Good and Easy all mean that the card was recalled."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def word(self) -> str:
        return self.name.capitalize()


def propose(score: Fraction | None, seconds: int | None) -> Rating:
    """The rating that an overlap score (0 … 1) proposes; the student may choose another.

    Again below 0.5 ≤ Hard < 0.7 ≤ Good. Easy needs 0.95 and a quick answer, because a right answer
    that took long thought was not easy. `score` None: shown without trying, so Again. `seconds` None:
    not known, so not quick. Measuring keeps FSRS from its known failure, Hard pressed after forgetting.
    """
    if score is None or score < HARD_FROM:
        return Rating.AGAIN
    if score < GOOD_FROM:
        return Rating.HARD
    quick = seconds is not None and 0 <= seconds <= QUICK_SECONDS
    return Rating.EASY if score >= EASY_FROM and quick else Rating.GOOD
