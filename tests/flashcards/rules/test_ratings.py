"""The rating that an overlap proposes."""

from __future__ import annotations

from fractions import Fraction

import pytest

from school.flashcards.rules.ratings import Rating, propose


@pytest.mark.parametrize(
    ("score", "seconds", "proposed"),
    [
        (None, 3, Rating.AGAIN),
        (Fraction(0), 3, Rating.AGAIN),
        (Fraction(49, 100), 3, Rating.AGAIN),
        (Fraction(1, 2), 3, Rating.HARD),
        (Fraction(69, 100), 3, Rating.HARD),
        (Fraction(7, 10), 3, Rating.GOOD),
        (Fraction(94, 100), 3, Rating.GOOD),
        (Fraction(95, 100), 20, Rating.EASY),
        (Fraction(1), 21, Rating.GOOD),
        (Fraction(1), None, Rating.GOOD),
        (Fraction(1), -5, Rating.GOOD),
    ],
)
def test_the_overlap_proposes_a_rating_and_easy_needs_a_quick_answer(score, seconds, proposed):
    assert propose(score, seconds) is proposed
