"""Which patterns a person confuses, and which pairs of them they have seen side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.cards.rules.decks import Deck
from school.core.identity import Identity
from school.studying.rules.contrasts import (
    WITHIN_DAYS,
    Confusion,
    Pair,
    collect_confusions,
    find_pair,
    find_pairs,
)
from school.studying.tables import Contrast, Review

_CONFUSIONS = (
    select(Review.card_id, Review.confused_with, func.count())
    .where(
        Review.person_id == bindparam("person"),
        Review.reviewed_at >= bindparam("since"),
        Review.undone_at.is_(None),
        Review.confused_with.is_not(None),
    )
    .group_by(Review.card_id, Review.confused_with)
)
_SEEN_PAIRS = select(Contrast.deck_slug, Contrast.one, Contrast.other, Contrast.seen_at).where(
    Contrast.person_id == bindparam("person")
)


@dataclass(frozen=True)
class ConfusionHistory:
    """What a person confused in the last 90 days, and the pairs they have ever looked at."""

    # (card id, pattern id) → how often the pattern was given for the card's own
    times: Mapping[tuple[str, str], int]
    # (deck, the lesser pattern id, the other) → when the pair was first looked at
    seen: Mapping[tuple[str, str, str], datetime]

    def list_confusions(self, deck: Deck) -> tuple[Confusion, ...]:
        """Every confusion in a deck, the most frequent first."""
        return collect_confusions(self.times, deck)

    def list_unseen_pairs(self, deck: Deck) -> tuple[Pair, ...]:
        """The pairs of a deck that are worth a look and haven't had one."""
        pairs = find_pairs(self.list_confusions(deck))
        return tuple(pair for pair in pairs if (deck.slug, *pair.key) not in self.seen)

    def list_seen_pairs(self, deck: Deck) -> list[tuple[Pair, datetime]]:
        """The pairs of a deck that were looked at, and when; the latest first.

        Pairs with a retired pattern are left out.
        """
        seen_pairs = []
        for (deck_slug, *pattern_ids), seen_at in self.seen.items():
            pair = find_pair(deck, pattern_ids) if deck_slug == deck.slug else None
            if pair is not None:
                seen_pairs.append((pair, seen_at))
        return sorted(seen_pairs, key=lambda row: row[1], reverse=True)

    def find_seen_at(self, deck: Deck, pair: Pair) -> datetime | None:
        """When the pair was first looked at, or None."""
        return self.seen.get((deck.slug, *pair.key))


def read_confusions(session: Session, who: Identity, now: datetime) -> ConfusionHistory:
    """What the reader has confused lately. Two statements."""
    since = now - timedelta(days=WITHIN_DAYS)
    times = {}
    for card_id, pattern_id, count in session.execute(
        _CONFUSIONS, {"person": who.id, "since": since}
    ):
        times[card_id, str(pattern_id)] = count
    seen = {}
    for row in session.execute(_SEEN_PAIRS, {"person": who.id}):
        seen[row.deck_slug, row.one, row.other] = row.seen_at
    return ConfusionHistory(times, seen)


def record_contrast(session: Session, who: Identity, deck: Deck, pair: Pair, now: datetime) -> None:
    """Note that the reader has seen the pair side by side. The first time counts."""
    row = {
        "person_id": who.id,
        "deck_slug": deck.slug,
        "one": pair.one.id,
        "other": pair.other.id,
        "seen_at": now,
    }
    if session.get(Contrast, (who.id, deck.slug, *pair.key)) is not None:
        return
    try:
        with session.begin_nested():
            session.execute(insert(Contrast), [row])
    except IntegrityError:
        return  # another window already saved it
