"""Where a person stands in the decks: one statement, however many decks and reviews there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from school.cards.rules.cards import cards_of
from school.cards.rules.decks import Deck
from school.studying.rules.standing import Standing, Waiting, standing, waiting
from school.studying.service.known import known_of, waiting_of


def standings(
    session: Session, person_id: int, decks: Iterable[Deck], zone: ZoneInfo, now: datetime
) -> dict[str, Standing]:
    """Somebody's standing in each deck, by slug. `zone` is where the learning day turns. One statement."""
    decks = tuple(decks)
    known = known_of(session, person_id, decks)
    return {deck.slug: standing(cards_of(deck), known[deck.slug], zone, now) for deck in decks}


def standing_in(
    session: Session, person_id: int, deck: Deck, zone: ZoneInfo, now: datetime
) -> Standing:
    """Somebody's standing in one deck. One statement."""
    return standings(session, person_id, (deck,), zone, now)[deck.slug]


def waitings(
    session: Session, person_id: int, decks: Iterable[Deck], zone: ZoneInfo, now: datetime
) -> dict[str, Waiting]:
    """What waits for somebody in each deck, by slug, for less than the whole standing costs. One statement."""
    decks = tuple(decks)
    known = waiting_of(session, person_id, decks, zone, now)
    return {deck.slug: waiting(cards_of(deck), known[deck.slug], zone, now) for deck in decks}


def waiting_in(
    session: Session, person_id: int, deck: Deck, zone: ZoneInfo, now: datetime
) -> Waiting:
    """What waits in one deck; its `next` is the card to study, None when nothing waits. One statement."""
    return waitings(session, person_id, (deck,), zone, now)[deck.slug]
