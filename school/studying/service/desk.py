"""What a student's desk says about cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from school.cards.rules.decks import Deck
from school.catalogue.rules.documents import Catalogue
from school.studying.service.progress import read_waiting_by_deck


@dataclass(frozen=True)
class DueDeck:
    """How much waits in one deck."""

    slug: str
    title: str
    due: int
    new: int  # new cards that today still allows


def read_due_decks(
    session: Session, catalogue: Catalogue, person_id: int, now: datetime
) -> tuple[DueDeck, ...]:
    """How much waits for a person right now in each deck of the school. Five statements."""
    decks = catalogue.of(Deck)
    zone = ZoneInfo(catalogue.school.zone)
    due_decks = []
    for slug, cards in read_waiting_by_deck(session, person_id, decks.values(), zone, now).items():
        due_decks.append(DueDeck(slug, decks[slug].title, cards.due, cards.new))
    return tuple(due_decks)
