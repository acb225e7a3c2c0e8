"""What a student's desk says of cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Catalogue, Deck
from school.flashcards.service.standings import standings


@dataclass(frozen=True)
class DueNow:
    """A deck in which something waits."""

    deck: Deck
    due: int
    new: int  # new cards that today still allows


def due_now(session: Session, catalogue: Catalogue, person_id: int, now: datetime) -> tuple[DueNow, ...]:
    """The decks in which cards are due, or new ones allowed, for somebody at this moment. One statement."""
    zone = ZoneInfo(catalogue.school.zone)
    found = standings(session, person_id, catalogue.decks.values(), zone, now)
    waiting = (DueNow(catalogue.decks[slug], where.due, where.new) for slug, where in found.items())
    return tuple(deck for deck in waiting if deck.due or deck.new)
