"""The rating that a score and a time propose."""

from __future__ import annotations

from fractions import Fraction

import pytest

from school.cards.rules.ratings import Rating, propose_rating
from school.cards.rules.registry import CARD_KINDS


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
        (Fraction(95, 100), 30, Rating.EASY),
        (Fraction(1), 31, Rating.GOOD),
        (Fraction(1), None, Rating.GOOD),
        (Fraction(1), -5, Rating.GOOD),
    ],
)
def test_the_overlap_of_a_zone_proposes_a_rating_and_easy_needs_a_quick_answer(
    score, seconds, proposed
):
    assert propose_rating(score, seconds, CARD_KINDS["zone"].thresholds) is proposed


@pytest.mark.parametrize(
    ("kind", "score", "seconds", "proposed"),
    [
        ("name", Fraction(0), 3, Rating.AGAIN),
        ("name", Fraction(1, 2), 3, Rating.HARD),
        ("name", Fraction(1), 12, Rating.EASY),
        ("name", Fraction(1), 13, Rating.GOOD),
        ("point", Fraction(1, 2), 3, Rating.HARD),
        ("mimic", Fraction(2, 3), 3, Rating.HARD),
        ("mimic", Fraction(4, 5), 3, Rating.GOOD),
        ("muscles", Fraction(7, 10), 90, Rating.GOOD),
        ("muscles", Fraction(1), 40, Rating.EASY),
    ],
)
def test_each_kind_has_its_own_time_and_its_own_good(kind, score, seconds, proposed):
    assert propose_rating(score, seconds, CARD_KINDS[kind].thresholds) is proposed


def test_nothing_is_proposed_for_a_card_in_words():
    assert propose_rating(None, 3, CARD_KINDS["text"].thresholds) is None


def test_every_kind_but_words_has_thresholds_in_order():
    measured = {name for name, kind in CARD_KINDS.items() if kind.thresholds}
    assert measured == set(CARD_KINDS) - {"text"}
    for name in measured:
        limits = CARD_KINDS[name].thresholds
        assert 0 < limits.hard < limits.good <= limits.easy <= 1
