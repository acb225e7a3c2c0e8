"""Where a person stands in the decks: one statement, however many decks and reviews there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Deck
from school.flashcards.rules.cards import cards_of
from school.flashcards.rules.days import learning_day
from school.flashcards.rules.standing import Known, Standing, standing
from school.flashcards.tables import CardMemory

_KNOWN = (
    select(
        CardMemory.deck_slug,
        CardMemory.card_id,
        CardMemory.due_at,
        CardMemory.reviews,
        CardMemory.step.is_not(None),
        CardMemory.introduced_on,
    )
    .where(CardMemory.person_id == bindparam("person"), CardMemory.deck_slug.in_(bindparam("decks", expanding=True)))
    .order_by(CardMemory.deck_slug, CardMemory.due_at)
)


def standings(
    session: Session, person_id: int, decks: Iterable[Deck], zone: ZoneInfo, now: datetime
) -> dict[str, Standing]:
    """Somebody's standing in each deck, by slug. `zone` is where the learning day turns.

    It reads one row for each card the person has met, so its work is bounded by the size of the decks
    and does not grow with the reviews.
    """
    decks = tuple(decks)
    known: dict[str, list[Known]] = {deck.slug: [] for deck in decks}
    for slug, card_id, due_at, reviews, learning, introduced_on in session.execute(
        _KNOWN, {"person": person_id, "decks": list(known)}
    ):
        known[slug].append(Known(card_id, due_at, reviews, learning, introduced_on))
    today = learning_day(now, zone)
    return {deck.slug: standing(cards_of(deck), known[deck.slug], deck.new_per_day, today, now) for deck in decks}


def standing_in(session: Session, person_id: int, deck: Deck, zone: ZoneInfo, now: datetime) -> Standing:
    """Somebody's standing in one deck; its `next` is the card to study, None when nothing waits. One statement."""
    return standings(session, person_id, (deck,), zone, now)[deck.slug]
