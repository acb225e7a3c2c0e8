"""Weights of the memory model fitted to one person: what goes in, and when they are taken."""

from __future__ import annotations

import math
from datetime import date, timedelta
from random import Random

import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS

from school.cards.rules.ratings import Rating
from school.memory.rules.parameters import (
    Reviewed,
    collect_histories,
    judge_weights,
    measure_loss,
    training_histories,
)
from school.studying.rules.scheduling import predict_recall

FIRST = date(2026, 1, 1)
FORGETS_QUICKLY = (*(weight / 20 for weight in DEFAULT_PARAMETERS[:4]), *DEFAULT_PARAMETERS[4:])


def reviewed(card: str, rating: Rating, day: int) -> Reviewed:
    return Reviewed(card, rating, FIRST + timedelta(days=day))


def two_cards() -> list[Reviewed]:
    return [
        reviewed("a", Rating.AGAIN, 0),
        reviewed("b", Rating.GOOD, 0),
        reviewed("a", Rating.GOOD, 0),
        reviewed("a", Rating.GOOD, 1),
        reviewed("b", Rating.HARD, 2),
        reviewed("a", Rating.AGAIN, 5),
    ]


def somebody(weights: tuple[float, ...], cards: int = 300) -> list[Reviewed]:
    """Two reviews a card, four days apart, by a person whose memory follows these weights."""
    random = Random(1)  # noqa: S311 - a simulated person, not a secret
    reviews = []
    for card in range(cards):
        reviews.append(reviewed(str(card), Rating.GOOD, card))
        knows = random.random() < predict_recall(weights[2], 4)
        reviews.append(reviewed(str(card), Rating.GOOD if knows else Rating.AGAIN, card + 4))
    return sorted(reviews, key=lambda each: each.on)


def test_reviews_are_told_card_by_card_in_their_order():
    first, second = collect_histories(two_cards())
    assert [rating for rating, _ in first] == [Rating.AGAIN, Rating.GOOD, Rating.GOOD, Rating.AGAIN]
    assert [(on - FIRST).days for _, on in second] == [0, 2]


def test_a_lesson_ends_with_a_review_on_a_later_day():
    assert training_histories(collect_histories(two_cards())) == (
        ((1, 0), (3, 0), (3, 1)),
        ((1, 0), (3, 0), (3, 1), (1, 4)),
        ((3, 0), (2, 2)),
    )


def test_the_loss_is_that_of_the_recall_that_was_foretold():
    card = collect_histories([reviewed("a", Rating.GOOD, 0), reviewed("a", Rating.AGAIN, 3)])
    foretold = predict_recall(DEFAULT_PARAMETERS[2], 3)
    assert measure_loss(card, None) == pytest.approx(-math.log(1 - foretold))
    assert math.isnan(measure_loss(card, None, FIRST + timedelta(days=4)))


def test_weights_that_foretell_better_are_taken():
    fitted, verdict = judge_weights(
        somebody(FORGETS_QUICKLY), None, lambda _histories: FORGETS_QUICKLY
    )
    assert fitted == FORGETS_QUICKLY
    assert verdict.better
    assert verdict.after < verdict.before


def test_weights_that_foretell_worse_are_not_taken():
    assert not judge_weights(
        somebody(DEFAULT_PARAMETERS), None, lambda _histories: FORGETS_QUICKLY
    )[1].better


def test_weights_that_only_fit_what_they_were_fitted_to_are_not_taken():
    """On all reviews better, on the newest ones, by what was fitted to the older, worse."""
    own = somebody(FORGETS_QUICKLY)
    whole = len(collect_histories(own))
    too_sure = (*(weight * 10 for weight in DEFAULT_PARAMETERS[:4]), *DEFAULT_PARAMETERS[4:])

    def fit(of):
        return FORGETS_QUICKLY if len(of) == whole else too_sure

    verdict = judge_weights(own, None, fit)[1]
    assert verdict.after < verdict.before
    assert not verdict.better


def test_the_newest_fifth_is_held_out_of_the_trial():
    fitted_to = []
    judge_weights(
        somebody(FORGETS_QUICKLY), None, lambda of: fitted_to.append(of) or FORGETS_QUICKLY
    )
    tried, everything = (sum(map(len, of)) for of in fitted_to)
    assert 0.75 * everything <= tried <= 0.8 * everything
