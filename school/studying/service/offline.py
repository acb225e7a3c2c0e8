"""Studying while the school is away: the pack that a browser takes along, and the reviews that it
brings back.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, islice
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cards.rules.cards import Card, index_cards
from school.cards.rules.decks import Deck
from school.cards.rules.ratings import Rating
from school.core.identity import Identity
from school.core.refusals import Refusal
from school.documents.service.shelf import Shelf
from school.documents.tables import Edition
from school.people.tables import Person
from school.studying.rules.progress import assess_progress
from school.studying.rules.promises import promise_outcomes
from school.studying.rules.queue import NextCard
from school.studying.rules.scheduling import Outcome
from school.studying.service.records import read_deck_records
from school.studying.service.reviews import CardAnswer, mark_before_writing, record_review
from school.studying.service.set_aside import bury_card, suspend_card
from school.studying.tables import Review

REVIEWED_MEANWHILE = (
    "You reviewed this card somewhere else in the meantime, and that review counts."
)
NO_SUCH_CARD = "This card is no longer in the deck."
UNKNOWN_EDITION = "The saved cards it came from are not from this deck, so it was not recorded."


_EDITIONS = select(Edition.id).where(Edition.kind == "deck")


@dataclass(frozen=True)
class Aside:
    """That a card was set aside away from the school, and when."""

    how: Literal["bury", "suspend"]
    at: datetime


@dataclass(frozen=True)
class Queued:
    """What waited in a browser: the review of a card, or that it was set aside.

    None: what came could not be understood, and `problem` says why.
    """

    card_id: str
    act: CardAnswer | Aside | None
    problem: str = ""
    edition_id: int | None = None  # of the deck, from which the pack was made; None: not known

    @property
    def client_id(self) -> str | None:
        """Of a review. A card that is set aside twice is set aside, so that it needs none."""
        return self.act.client_id if isinstance(self.act, CardAnswer) else None


@dataclass(frozen=True)
class Said:
    """What became of it. `why`: it was refused, and sending it again will not help."""

    kept_before: bool = False
    why: str = ""


@dataclass(frozen=True)
class Packed:
    """A card to be asked while the school is away, and what each rating would lead to when it is
    asked in time.
    """

    step: NextCard
    outcomes: Mapping[Rating, Outcome]


def tag_of(secret_key: str, who: Identity) -> str:
    """A word that stands for a person in what their browser keeps: always the same, and nobody
    else's.
    """
    return hmac.new(secret_key.encode(), f"offline:{who.id}".encode(), hashlib.sha256).hexdigest()[
        :20
    ]


def pack(
    session: Session, who: Identity, deck: Deck, zone: ZoneInfo, now: datetime, how_many: int
) -> tuple[Packed, ...]:
    """The cards to take along: what waits now, then what comes, soonest first. Four statements."""
    known = read_deck_records(session, who.id, deck)
    found = assess_progress(index_cards(deck), known, zone, now)
    steps = islice(chain(found.queue, found.later), how_many)
    packed = []
    for step in steps:
        asked_at = max(now, step.at)
        outcomes = promise_outcomes(step.card, step.memory, known.plan, zone, asked_at)
        packed.append(Packed(step, outcomes))
    return tuple(packed)


def decks_asked(
    session: Session, shelf: Shelf, deck: Deck, queued: Iterable[Queued]
) -> dict[int, Deck]:
    """The deck as it was when the queued reviews were asked, by the edition they name.

    Today's is there always. An edition that is none of this deck is left out. No statement where
    all name today's; otherwise one, and one for each edition that the process has not read yet.
    """
    named = {one.edition_id for one in queued} - {None, deck.edition_id}
    of_deck = _EDITIONS.where(Edition.slug == deck.slug, Edition.id.in_(named))
    earlier = session.scalars(of_deck).all() if named else ()
    return {deck.edition_id: deck} | {id: shelf.find_document(session, Deck, id) for id in earlier}


def mark_queue(
    deck: Deck, queued: Iterable[Queued], editions: Mapping[int, Deck]
) -> tuple[Queued, ...]:
    """The same with the marks of the answers, worked out before a transaction that writes.

    What will be refused stays unmarked; `replay` says why.
    """
    return tuple(_mark_queued(deck, _as_asked(waiting, deck, editions)) for waiting in queued)


def _mark_queued(deck: Deck, waiting: Queued) -> Queued:
    card = index_cards(deck).get(waiting.card_id)
    if card is None or not isinstance(waiting.act, CardAnswer):
        return waiting
    return replace(waiting, act=mark_before_writing(deck, card, waiting.act))


def replay(
    session: Session,
    who: Identity,
    deck: Deck,
    queued: Sequence[Queued],
    zone: ZoneInfo,
    now: datetime,
    editions: Mapping[int, Deck] = MappingProxyType({}),
) -> tuple[Said, ...]:
    """Record what waited in the order in which it was done; each stands or falls alone.

    A review is scheduled by today's deck and marked by the key of the edition that it names,
    which is looked up in `editions` (by id); one that names none is marked by today's.

    A review that was recorded before stays as it is, however often it is sent; and so does a card
    that was suspended, resumed or reset after the moment at which it was set aside. Whoever reviews
    a card and then suspends it loses no review.
    """
    # Two devices may send the same cards in different orders. Unless they take turns here,
    # they could deadlock.
    session.execute(select(Person.id).where(Person.id == who.id).with_for_update(key_share=True))
    before = _sent_before(session, who, queued)
    said = []
    for one in queued:
        if one.client_id in before:
            said.append(Said(kept_before=True))
        else:
            said.append(_record(session, who, deck, _as_asked(one, deck, editions), zone, now))
            before |= {one.client_id} if one.client_id and not said[-1].why else set()
    return tuple(said)


def _as_asked(one: Queued, deck: Deck, editions: Mapping[int, Deck]) -> Queued:
    """The same with the deck by whose key it is marked; refused where that is not known."""
    if not isinstance(one.act, CardAnswer) or one.edition_id in (None, deck.edition_id):
        return one
    asked_from = editions.get(one.edition_id)
    if asked_from is None or one.card_id not in index_cards(asked_from):
        return replace(one, act=None, problem=UNKNOWN_EDITION)
    return replace(one, act=replace(one.act, asked_from=asked_from))


def _record(
    session: Session, who: Identity, deck: Deck, one: Queued, zone: ZoneInfo, now: datetime
) -> Said:
    card = index_cards(deck).get(one.card_id)
    if one.act is None or card is None:
        return Said(why=one.problem or NO_SUCH_CARD)
    if isinstance(one.act, Aside):
        _set_aside(session, who, card, one.act, zone, now)
        return Said()
    try:
        if record_review(session, who, deck, card, one.act, zone, now):
            return Said()
    except Refusal as refusal:  # it is refused before anything is written
        return Said(why=str(refusal.message))
    # The same review may have come at the same time through another request.
    if _sent_before(session, who, [one]):
        return Said(kept_before=True)
    return Said(why=REVIEWED_MEANWHILE)


def _set_aside(
    session: Session, who: Identity, card: Card, aside: Aside, zone: ZoneInfo, now: datetime
) -> None:
    at = min(aside.at, now)
    if aside.how == "suspend":
        suspend_card(session, who, card, at)
    else:
        bury_card(session, who, card, zone, at)


def _sent_before(session: Session, who: Identity, queued: Iterable[Queued]) -> set[str]:
    """The client ids among these that a review of this person carries."""
    sent = [one.client_id for one in queued if one.client_id]
    mine = select(Review.client_id).where(Review.person_id == who.id, Review.client_id.in_(sent))
    return set(session.scalars(mine)) if sent else set()
