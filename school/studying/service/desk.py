"""What a student's desk says of cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from school.cards.rules.decks import Deck
from school.catalogue.rules.documents import Catalogue
from school.studying.service.standings import waitings


@dataclass(frozen=True)
class DueNow:
    """What waits in one deck."""

    slug: str
    title: str
    due: int
    new: int  # new cards that today still allows


def due_now(
    session: Session, catalogue: Catalogue, person_id: int, now: datetime
) -> tuple[DueNow, ...]:
    """What waits for somebody at this moment in each deck there is. One statement."""
    found = waitings(
        session, person_id, catalogue.of(Deck).values(), ZoneInfo(catalogue.school.zone), now
    )
    return tuple(
        DueNow(slug, catalogue.of(Deck)[slug].title, each.due, each.new)
        for slug, each in found.items()
    )
