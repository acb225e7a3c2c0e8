"""Which patterns somebody confuses, and which pairs of them they have looked at side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.cards.rules.decks import Deck
from school.core.identity import Identity
from school.studying.rules.contrasts import WITHIN_DAYS, Confusion, Pair, confusions, pair_of, pairs
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
_SEEN = select(Contrast.deck_slug, Contrast.one, Contrast.other, Contrast.seen_at).where(
    Contrast.person_id == bindparam("person")
)


@dataclass(frozen=True)
class Confused:
    """What somebody confused in the last 90 days, deck by deck, and what they have looked at since ever."""

    times: Mapping[
        tuple[str, str], int
    ]  # (card id, pattern id) → how often the pattern was given for the card's
    seen: Mapping[tuple[str, str, str], datetime]  # (deck, the lesser pattern id, the other) → when

    def confusions(self, deck: Deck) -> tuple[Confusion, ...]:
        """Every confusion in a deck, most frequent first."""
        return confusions(self.times, deck)

    def waiting(self, deck: Deck) -> tuple[Pair, ...]:
        """The pairs of a deck that are worth a look and have not had one."""
        return tuple(
            pair for pair in pairs(self.confusions(deck)) if (deck.slug, *pair.key) not in self.seen
        )

    def seen_pairs(self, deck: Deck) -> list[tuple[Pair, datetime]]:
        """The pairs of a deck that were looked at, the last one first; those of retired patterns are left out."""
        mine = (
            (pair_of(deck, key[1:]), at) for key, at in self.seen.items() if key[0] == deck.slug
        )
        return sorted(
            ((pair, at) for pair, at in mine if pair), key=lambda seen: seen[1], reverse=True
        )

    def seen_at(self, deck: Deck, pair: Pair) -> datetime | None:
        return self.seen.get((deck.slug, *pair.key))


def confused(session: Session, who: Identity, now: datetime) -> Confused:
    """What the reader confused lately. Two statements."""
    counted = session.execute(
        _CONFUSIONS, {"person": who.id, "since": now - timedelta(days=WITHIN_DAYS)}
    )
    times = {(card_id, str(given)): count for card_id, given, count in counted}
    seen = session.execute(_SEEN, {"person": who.id})
    return Confused(times, {(slug, one, other): at for slug, one, other, at in seen})


def see(session: Session, who: Identity, deck: Deck, pair: Pair, now: datetime) -> None:
    """Note that the reader has had the pair side by side. A second time changes nothing: the first one stands."""
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
        return  # another window was quicker
