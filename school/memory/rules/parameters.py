"""Weights of the memory model fitted to one person: what they learn from, and when they may be used.

Fitting itself is somebody else's work (school/memory/service/optimising.py); here is what goes into it and
whether what comes out is better. Better means: it foretells what the person recalled with a smaller loss, on
reviews that it was not fitted to and on all of them. Otherwise nothing changes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from school.cards.rules.ratings import Rating
from school.studying.rules.scheduling import Weights, foretold

FEWEST_REVIEWS = 400  # with fewer, chance speaks louder than the person
HELD_OUT = 0.2  # the newest reviews, which judge weights that were fitted to the others
SUREST = 1e-6  # no weights are so sure of a card that one surprise outweighs all the rest

History = tuple[tuple[Rating, date], ...]  # of one card: each rating and its learning day
Fit = Callable[[tuple[History, ...]], Weights]


@dataclass(frozen=True)
class Reviewed:
    """One review, as far as fitting goes."""

    card_id: str
    rating: Rating
    on: date  # learning day


@dataclass(frozen=True)
class Verdict:
    """How well weights foretell, before and after: mean log loss of a review; less is better."""

    before: float
    after: float
    held_out_before: float
    held_out_after: float

    @property
    def better(self) -> bool:
        return self.after < self.before and self.held_out_after < self.held_out_before


def histories(reviews: Iterable[Reviewed]) -> tuple[History, ...]:
    """The reviews card by card, each card's in the order in which they came."""
    found: dict[str, list[tuple[Rating, date]]] = {}
    for review in reviews:
        found.setdefault(review.card_id, []).append((review.rating, review.on))
    return tuple(map(tuple, found.values()))


def lessons(of: Iterable[History]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """What weights are fitted to, as FSRS wants it: each history up to each review that came on a later day than
    the one before it, as pairs of the rating and the learning days since the review before.
    """
    parts = []
    for history in of:
        pairs = tuple(zip((int(rating) for rating, _ in history), _waits(history), strict=False))
        for end in range(1, len(history)):
            if history[end][1] > history[end - 1][1]:
                parts.append(pairs[: end + 1])
    return tuple(parts)


def loss(of: Iterable[History], weights: Weights | None, since: date = date.min) -> float:
    """The mean log loss of the recall that these weights foretold, over reviews from `since` on.

    The first review of a card and a second one on the same day are not foretold. Not a number where nothing is.
    """
    losses = [
        -math.log(max(SUREST, chance if rating > Rating.AGAIN else 1 - chance))
        for history in of
        for (rating, on), chance in zip(history, foretold(history, weights), strict=True)
        if chance is not None and on >= since
    ]
    return sum(losses) / len(losses) if losses else math.nan


def judge(reviews: Sequence[Reviewed], now: Weights | None, fit: Fit) -> tuple[Weights, Verdict]:
    """Fit weights to these reviews, oldest first, and say whether they are better than those of now.

    Whether fitting helps this person at all is tried on the newest fifth of the days' reviews, with weights that
    were fitted to the older ones; what may be used afterwards is fitted to all.
    """
    everything = histories(reviews)
    since = reviews[round(len(reviews) * (1 - HELD_OUT))].on
    tried = fit(histories(review for review in reviews if review.on < since))
    fitted = fit(everything)
    return fitted, Verdict(
        before=loss(everything, now),
        after=loss(everything, fitted),
        held_out_before=loss(everything, now, since),
        held_out_after=loss(everything, tried, since),
    )


def _waits(history: History) -> list[int]:
    """Learning days since the review before, 0 for the first."""
    days = [on for _rating, on in history]
    return [0, *((day - before).days for before, day in pairwise(days))]
