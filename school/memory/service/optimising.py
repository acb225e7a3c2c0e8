"""Fitting the memory model to one person's reviews, where the school is installed with what fits."""

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
    judge,
    lessons,
)
from school.studying.rules.plans import Chosen
from school.studying.rules.scheduling import Weights
from school.studying.service.known import known_in
from school.studying.service.settings import fit as keep
from school.studying.tables import Review

_MINE = (Review.person_id == bindparam("person")) & (Review.deck_slug == bindparam("deck"))
_STANDING = _MINE & Review.undone_at.is_(None)
_REVIEWS = (
    select(Review.card_id, Review.rating, Review.learned_on).where(_STANDING).order_by(Review.id)
)
# Counted as far as it matters, so that a long history does not slow the page.
_COUNT = select(func.count()).select_from(
    select(Review.id).where(_STANDING).limit(FEWEST_REVIEWS).subquery()
)


class NoOptimiser(Conflict):
    sentence = (
        "Fitting the memory model to a person isn't installed. Whoever runs this school can add "
        "it with pip install fsrs-rs-python."
    )


class TooFewReviews(Conflict):
    sentence = (
        "Fitting needs at least {fewest} reviews of a deck; with fewer, the result would be "
        "mostly chance."
    )


@dataclass(frozen=True)
class Fitted:
    """What fitting has brought."""

    reviews: int
    verdict: Verdict

    @property
    def taken(self) -> bool:
        return self.verdict.better


@cache
def is_installed() -> bool:
    return find_spec("fsrs_rs_python") is not None


def reviews_of(session: Session, who: Identity, deck: Deck) -> int:
    """How many reviews of the deck stand, counted no further than fitting needs. One statement."""
    return session.scalar(_COUNT, {"person": who.id, "deck": deck.slug}) or 0


def optimise(
    database: Database, who: Identity, deck: Deck, now: datetime, fit: Fit | None = None
) -> Fitted:
    """Fit the model to somebody's reviews of a deck, and schedule by it from now on if it foretells better.

    What is already scheduled keeps its day; the next review of each card goes by the new weights.
    It opens its transactions itself: fitting takes seconds, in which nobody must wait for the write lock.
    Raises TooFewReviews and NoOptimiser.
    """
    with database.reading() as session:
        rows = session.execute(_REVIEWS, {"person": who.id, "deck": deck.slug})
        reviews = [Reviewed(card_id, Rating(rating), day) for card_id, rating, day in rows]
        weights_now = known_in(session, who.id, deck).plan.parameters
    if len(reviews) < FEWEST_REVIEWS:
        raise TooFewReviews(fewest=FEWEST_REVIEWS)
    if fit is None and not is_installed():
        raise NoOptimiser
    weights, verdict = judge(reviews, weights_now, fit or _fit)
    if verdict.better:
        with database.writing() as session:
            keep(
                session,
                who,
                deck,
                Chosen(parameters=weights, optimised_at=now, optimised_from=len(reviews)),
            )
    return Fitted(len(reviews), verdict)


def forget_weights(session: Session, who: Identity, deck: Deck) -> None:
    """Schedule the deck by the model's own weights again."""
    keep(session, who, deck, Chosen())


def _fit(of: tuple[History, ...]) -> Weights:
    from fsrs_rs_python import DEFAULT_PARAMETERS, FSRS, FSRSItem, FSRSReview  # noqa: PLC0415 - an extra

    items = []
    for lesson in lessons(of):
        items.append(FSRSItem([FSRSReview(rating, wait) for rating, wait in lesson]))
    return tuple(FSRS(DEFAULT_PARAMETERS).compute_parameters(items))
