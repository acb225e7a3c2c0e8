"""Reviewing a card once however often it is sent, and taking reviews back, last one first."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.catalogue.rules.documents import Deck
from school.flashcards.rules.cards import Card, known_regions
from school.flashcards.rules.days import learning_day, starts_at
from school.flashcards.rules.ratings import Rating, propose
from school.flashcards.rules.scheduling import Memory, Outcome, kept, outcomes, put_back
from school.flashcards.tables import CardMemory, Review
from school.web.identity import Identity
from school.web.refusals import Refusal

DAYS_BACK = 1  # undo reaches back to yesterday's reviews

_MEMORY = select(
    CardMemory.due_at,
    CardMemory.stability,
    CardMemory.difficulty,
    CardMemory.step,
    CardMemory.introduced_on,
    CardMemory.learned_on,
    CardMemory.reviewed_at,
    CardMemory.reviews,
    CardMemory.lapses,
).where(CardMemory.person_id == bindparam("person"), CardMemory.card_id == bindparam("card"))
_SENT_BEFORE = select(Review.id).where(
    Review.person_id == bindparam("person"), Review.client_id == bindparam("client_id")
)
_TAKEN_BACK = select(Review.id).where(
    Review.person_id == bindparam("person"), Review.id == bindparam("id"), Review.undone_at.is_not(None)
)
_LAST = (
    select(Review.id, Review.card_id, Review.before)
    .where(
        Review.person_id == bindparam("person"),
        Review.reviewed_at >= bindparam("since"),
        Review.deck_slug == bindparam("deck"),
        Review.undone_at.is_(None),
    )
    .order_by(Review.id.desc())
    .limit(1)
)


class NothingToUndo(Refusal):
    """This review is not the last one any more, or it is too old to take back. Nothing was changed."""


@dataclass(frozen=True)
class Answer:
    """What the student sends about one card."""

    rating: Rating
    picked: tuple[str, ...]  # region ids; empty: shown without trying
    seconds: int | None  # from the question to the answer; None: not known
    client_id: str  # the same review sent twice carries the same
    reviews: int  # how often the card had been reviewed when it was shown


def outcomes_of(
    session: Session, who: Identity, deck: Deck, card: Card, zone: ZoneInfo, now: datetime
) -> dict[Rating, Outcome]:
    """What each rating of the card would lead to now. One statement."""
    return outcomes(_memory_of(session, who, card), card.id, deck.retention, zone, now)


def review(
    session: Session, who: Identity, deck: Deck, card: Card, answer: Answer, zone: ZoneInfo, now: datetime
) -> bool:
    """Record one review and schedule the card. True when it stands, also when an earlier sending recorded it.

    False, and nothing changed, when the card has been reviewed since it was shown (in another window):
    the first review counts. The proposed rating and the overlap are worked out here, not taken from the page.
    """
    if session.scalar(_SENT_BEFORE, {"person": who.id, "client_id": answer.client_id}) is not None:
        return True
    before = _memory_of(session, who, card)
    if (before.reviews if before else 0) != answer.reviews:
        return False
    after = outcomes(before, card.id, deck.retention, zone, now)[answer.rating].memory
    if not _replace(session, who, card, before, after):
        return False
    session.execute(insert(Review), [_row(who, deck, card, answer, before, after)])
    return True


def last_review(session: Session, who: Identity, deck: Deck, zone: ZoneInfo, now: datetime) -> int | None:
    """The id of the review that undo would take back; None where there is none. One statement."""
    last = _last(session, who, deck, zone, now)
    return last.id if last else None


def undo_last(session: Session, who: Identity, deck: Deck, review_id: int, zone: ZoneInfo, now: datetime) -> None:
    """Take back the reader's last review in the deck that still stands, and put back the memory from before it.

    `review_id` is the one that the reader saw as the last, so that a second press takes back nothing more.
    Then the one before it is the last, as far back as yesterday. Raises NothingToUndo.
    """
    last = _last(session, who, deck, zone, now)
    if last is None or last.id != review_id:
        if session.scalar(_TAKEN_BACK, {"person": who.id, "id": review_id}) is None:
            raise NothingToUndo
        return
    standing = update(Review).where(Review.id == last.id, Review.undone_at.is_(None))
    if session.scalar(standing.values(undone_at=now).returning(Review.id)) is None:
        return  # a second press was quicker
    mine = (CardMemory.person_id == who.id) & (CardMemory.card_id == last.card_id)
    if last.before is None:
        session.execute(delete(CardMemory).where(mine))
    else:
        session.execute(update(CardMemory).where(mine).values(**asdict(put_back(last.before))))


def _last(session: Session, who: Identity, deck: Deck, zone: ZoneInfo, now: datetime) -> Row[Any] | None:
    since = starts_at(learning_day(now, zone) - timedelta(days=DAYS_BACK), zone)
    return session.execute(_LAST, {"person": who.id, "deck": deck.slug, "since": since}).one_or_none()


def _memory_of(session: Session, who: Identity, card: Card) -> Memory | None:
    row = session.execute(_MEMORY, {"person": who.id, "card": card.id}).one_or_none()
    return Memory(*row) if row else None


def _replace(session: Session, who: Identity, card: Card, before: Memory | None, after: Memory) -> bool:
    """Write the new memory over the one it was worked out from; False where another request came first."""
    values = asdict(after)
    if before is None:
        row = {"person_id": who.id, "card_id": card.id, "deck_slug": card.deck_slug} | values
        try:
            with session.begin_nested():
                session.execute(insert(CardMemory), [row])
        except IntegrityError:
            return False
        return True
    unchanged = (
        (CardMemory.person_id == who.id) & (CardMemory.card_id == card.id) & (CardMemory.reviews == before.reviews)
    )
    written = session.scalar(update(CardMemory).where(unchanged).values(**values).returning(CardMemory.reviews))
    return written is not None


def _row(who: Identity, deck: Deck, card: Card, answer: Answer, before: Memory | None, after: Memory) -> dict[str, Any]:
    picked = known_regions(deck, answer.picked)  # a region that was retired meanwhile counts for nothing
    marked = card.mark(picked)
    return {
        "person_id": who.id,
        "card_id": card.id,
        "deck_slug": deck.slug,
        "client_id": answer.client_id,
        "rating": int(answer.rating),
        "proposed": int(propose(marked.score if marked else None, answer.seconds)),
        "overlap": marked.hundredths if marked else None,
        "answer": list(picked),
        "reviewed_at": after.reviewed_at,
        "learned_on": after.learned_on,
        "before": kept(before) if before else None,
    }
