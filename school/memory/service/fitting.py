"""Fits the memory model to one person's reviews, if the library for it is installed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.util import find_spec

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from school.cards.rules.decks import Deck
from school.cards.rules.ratings import Rating
from school.core.identity import Identity
from school.core.refusals import Conflict
from school.db import Database
from school.memory.rules.parameters import (
    FEWEST_REVIEWS,
    Fit,
    History,
    Reviewed,
    Verdict,
    judge_weights,
    training_histories,
)
from school.studying.rules.plans import DeckChoice
from school.studying.rules.scheduling import Weights
from school.studying.service.records import read_deck_records
from school.studying.service.settings import save_weights
from school.studying.tables import Review

_OF_DECK = (Review.person_id == bindparam("person")) & (Review.deck_slug == bindparam("deck"))
_STANDING = _OF_DECK & Review.undone_at.is_(None)
_REVIEWS = (
    select(Review.card_id, Review.rating, Review.learned_on).where(_STANDING).order_by(Review.id)
)
# Counted only as far as it matters, so that a long history doesn't slow the page.
_COUNT = select(func.count()).select_from(
    select(Review.id).where(_STANDING).limit(FEWEST_REVIEWS).subquery()
)


class NoOptimiser(Conflict):
    sentence = (
        "The memory model can't be fitted here yet, because an optional package, "
        "fsrs-rs-python, is not installed."
    )


class TooFewReviews(Conflict):
    sentence = (
        "Fitting needs at least {fewest} reviews of a deck; with fewer, the result would be "
        "mostly chance."
    )


@dataclass(frozen=True)
class Fitted:
    """The result of fitting."""

    reviews: int
    verdict: Verdict

    @property
    def taken(self) -> bool:
        return self.verdict.better


@cache
def can_fit() -> bool:
    return find_spec("fsrs_rs_python") is not None


def count_reviews(session: Session, who: Identity, deck: Deck) -> int:
    """How many reviews of the deck stand, counted no further than fitting needs. One statement."""
    return session.scalar(_COUNT, {"person": who.id, "deck": deck.slug}) or 0


def fit_to_reviews(
    database: Database, who: Identity, deck: Deck, now: datetime, fit: Fit | None = None
) -> Fitted:
    """Fit the model to a person's reviews of a deck, and use the weights if they predict better.

    Cards already scheduled keep their day. The change applies from each card's next review.
    This opens its own transactions: fitting takes seconds, and nobody should wait that long for
    the write lock. Raises TooFewReviews and NoOptimiser.
    """
    with database.reading() as session:
        rows = session.execute(_REVIEWS, {"person": who.id, "deck": deck.slug})
        reviews = [Reviewed(card_id, Rating(rating), day) for card_id, rating, day in rows]
        weights_now = read_deck_records(session, who.id, deck).plan.parameters
    if len(reviews) < FEWEST_REVIEWS:
        raise TooFewReviews(fewest=FEWEST_REVIEWS)
    if fit is None and not can_fit():
        raise NoOptimiser
    weights, verdict = judge_weights(reviews, weights_now, fit or _fit_weights)
    if verdict.better:
        with database.writing() as session:
            save_weights(
                session,
                who,
                deck,
                DeckChoice(parameters=weights, optimised_at=now, optimised_from=len(reviews)),
            )
    return Fitted(len(reviews), verdict)


def forget_weights(session: Session, who: Identity, deck: Deck) -> None:
    """Schedule the deck by the model's own weights again."""
    save_weights(session, who, deck, DeckChoice())


def _fit_weights(histories: tuple[History, ...]) -> Weights:
    # An extra, so imported only where it is used.
    from fsrs_rs_python import (  # noqa: PLC0415
        DEFAULT_PARAMETERS,
        FSRS,
        FSRSItem,
        FSRSReview,
    )

    items = []
    for pairs in training_histories(histories):
        items.append(FSRSItem([FSRSReview(rating, wait) for rating, wait in pairs]))
    return tuple(FSRS(DEFAULT_PARAMETERS).compute_parameters(items))
