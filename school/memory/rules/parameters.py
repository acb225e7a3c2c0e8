"""Weights of the memory model fitted to one person: what goes in, and when the result is used.

A library does the fitting (school/memory/service/fitting.py). This module prepares what it needs
and judges what it returns. Better weights predict what the person recalled with a smaller loss,
both on all reviews and on reviews they were not fitted to. Otherwise nothing changes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from school.cards.rules.ratings import Rating
from school.studying.rules.scheduling import Weights, predict_recalls

FEWEST_REVIEWS = 400  # with fewer, the result would be mostly chance
HELD_OUT = 0.2  # share of newest reviews that judge weights fitted to the others
LEAST_CHANCE = 1e-6  # so that one surprise can't outweigh everything else

History = tuple[tuple[Rating, date], ...]  # of one card: each rating and its learning day
Fit = Callable[[tuple[History, ...]], Weights]


@dataclass(frozen=True)
class Reviewed:
    """What fitting needs of one review."""

    card_id: str
    rating: Rating
    on: date  # learning day


@dataclass(frozen=True)
class Verdict:
    """How well weights predict, before and after: mean log loss of a review. Less is better."""

    before: float
    after: float
    held_out_before: float
    held_out_after: float

    @property
    def better(self) -> bool:
        return self.after < self.before and self.held_out_after < self.held_out_before


def collect_histories(reviews: Iterable[Reviewed]) -> tuple[History, ...]:
    """The reviews card by card, each card's in their order."""
    reviews_by_card: dict[str, list[tuple[Rating, date]]] = {}
    for review in reviews:
        reviews_by_card.setdefault(review.card_id, []).append((review.rating, review.on))
    return tuple(map(tuple, reviews_by_card.values()))


def training_histories(
    histories: Iterable[History],
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """What weights are fitted to, as FSRS wants it.

    Each history appears up to each review that came on a later day than the one before it, as
    pairs of a rating and the learning days since the review before.
    """
    training = []
    for history in histories:
        days = _count_days_between(history)
        pairs = [(int(rating), wait) for (rating, _on), wait in zip(history, days, strict=True)]
        for end in range(1, len(history)):
            if history[end][1] > history[end - 1][1]:
                training.append(tuple(pairs[: end + 1]))
    return tuple(training)


def measure_loss(
    histories: Iterable[History], weights: Weights | None, since: date = date.min
) -> float:
    """The mean log loss of the recall that these weights predict, over reviews from `since` on.

    The first review of a card, and a second one on the same day, are not predicted. The result is
    not a number (NaN) if no review is.
    """
    losses = []
    for history in histories:
        chances = predict_recalls(history, weights)
        for (rating, on), chance in zip(history, chances, strict=True):
            if chance is None or on < since:
                continue
            chance_of_this = chance if rating > Rating.AGAIN else 1 - chance
            losses.append(-math.log(max(LEAST_CHANCE, chance_of_this)))
    if not losses:
        return math.nan
    return sum(losses) / len(losses)


def judge_weights(
    reviews: Sequence[Reviewed], now: Weights | None, fit: Fit
) -> tuple[Weights, Verdict]:
    """Fit weights to these reviews, oldest first, and judge them against the weights in use now.

    Whether fitting helps this person at all is tested on the newest fifth of the reviews, with
    weights fitted to the older ones. The weights that may be used are fitted to all of them.
    """
    everything = collect_histories(reviews)
    since = reviews[round(len(reviews) * (1 - HELD_OUT))].on
    tested = fit(collect_histories(review for review in reviews if review.on < since))
    fitted = fit(everything)
    return fitted, Verdict(
        before=measure_loss(everything, now),
        after=measure_loss(everything, fitted),
        held_out_before=measure_loss(everything, now, since),
        held_out_after=measure_loss(everything, tested, since),
    )


def _count_days_between(history: History) -> list[int]:
    """Learning days since the review before; 0 for the first."""
    days = [on for _rating, on in history]
    return [0, *((day - before).days for before, day in pairwise(days))]
