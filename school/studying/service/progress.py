"""A person's progress in decks. The number of statements doesn't depend on decks or reviews."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from school.cards.rules.cards import index_cards
from school.cards.rules.decks import Deck
from school.studying.rules.progress import DeckProgress, assess_progress
from school.studying.rules.queue import WaitingCards, find_waiting_cards
from school.studying.service.records import read_records_by_deck, read_records_for_today


def read_progress_by_deck(
    session: Session, person_id: int, decks: Iterable[Deck], zone: ZoneInfo, now: datetime
) -> dict[str, DeckProgress]:
    """A person's progress in each deck, by slug. Four statements.

    `zone` is where the learning day turns.
    """
    decks = tuple(decks)
    records = read_records_by_deck(session, person_id, decks)
    return {
        deck.slug: assess_progress(index_cards(deck), records[deck.slug], zone, now)
        for deck in decks
    }


def read_deck_progress(
    session: Session, person_id: int, deck: Deck, zone: ZoneInfo, now: datetime
) -> DeckProgress:
    """A person's progress in one deck. Four statements."""
    return read_progress_by_deck(session, person_id, (deck,), zone, now)[deck.slug]


def read_waiting_by_deck(
    session: Session, person_id: int, decks: Iterable[Deck], zone: ZoneInfo, now: datetime
) -> dict[str, WaitingCards]:
    """The cards that wait for a person in each deck, by slug. Five statements.

    It costs less than the whole progress, because cards that rest are not read.
    """
    decks = tuple(decks)
    records = read_records_for_today(session, person_id, decks, zone, now)
    return {
        deck.slug: find_waiting_cards(index_cards(deck), records[deck.slug], zone, now)
        for deck in decks
    }


def read_waiting_cards(
    session: Session, person_id: int, deck: Deck, zone: ZoneInfo, now: datetime
) -> WaitingCards:
    """The cards that wait in one deck; `next` is the one to study. Five statements."""
    return read_waiting_by_deck(session, person_id, (deck,), zone, now)[deck.slug]
