"""Records each review of a card once, however often it is sent, and undoes the latest ones."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Delete, Row, Update, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.body.atlas import atlas
from school.cards.rules.answers import CardResponse
from school.cards.rules.cards import Card, index_cards
from school.cards.rules.decks import Deck
from school.cards.rules.marking import Marked, mark_answer
from school.cards.rules.ratings import Rating
from school.core.clock import keep_order
from school.core.identity import Identity
from school.core.refusals import Conflict
from school.studying.rules.leeches import becomes_leech
from school.studying.rules.promises import promise_outcomes, schedule_card
from school.studying.rules.scheduling import Memory, Outcome, memory_from_json, memory_to_json
from school.studying.service.records import read_card_record
from school.studying.service.set_aside import lift_leech, suspend_leech
from school.studying.tables import CardMemory, CardSetting, Review

UNDO_REVIEWS = 30  # how many of a deck's latest reviews undo can reach
LONGEST_AWAY = timedelta(days=60)  # older reviews made offline are refused
A_DAY = 86_400  # seconds; anyone slower has walked away

_WITH_CLIENT_ID = select(Review.id).where(
    Review.person_id == bindparam("person"), Review.client_id == bindparam("client_id")
)
_ALREADY_UNDONE = select(Review.id).where(
    Review.person_id == bindparam("person"),
    Review.id == bindparam("id"),
    Review.undone_at.is_not(None),
)
_IN_REACH = (
    select(Review.id, Review.card_id, Review.before, Review.reviewed_at, Review.undone_at)
    .where(Review.person_id == bindparam("person"), Review.deck_slug == bindparam("deck"))
    .order_by(Review.id.desc())
    .limit(UNDO_REVIEWS)
    .subquery()
)
# Undo stops at a reset: earlier reviews of the deck stay as they are.
_LAST_RESET = (
    select(func.coalesce(func.max(CardSetting.reset_after), 0))
    .where(CardSetting.person_id == bindparam("person"), CardSetting.deck_slug == bindparam("deck"))
    .scalar_subquery()
)
_LAST_REVIEW = (
    select(_IN_REACH.c.id, _IN_REACH.c.card_id, _IN_REACH.c.before, _IN_REACH.c.reviewed_at)
    .where(_IN_REACH.c.undone_at.is_(None), _IN_REACH.c.id > _LAST_RESET)
    .order_by(_IN_REACH.c.id.desc())
    .limit(1)
)


class NothingToUndo(Conflict):
    sentence = (
        "This is no longer your latest review, or it is too old to undo. Nothing was changed."
    )


class TooLongAway(Conflict):
    sentence = (
        "This review is more than sixty days old, or its date can't be right. It was not recorded."
    )


@dataclass(frozen=True)
class CardAnswer:
    """What a student answers about one card, and how they rate it."""

    rating: Rating
    response: CardResponse  # empty: the student looked without trying
    seconds: int | None  # from the question to the answer; None: not known
    client_id: str  # the same in every sending of one review
    reviews: int  # how often the card had been reviewed when it was shown
    reviewed_at: datetime | None = None  # when it was rated offline; None: now
    asked_from: Deck | None = None  # the edition by whose key it is marked; None: today's
    marked: Marked | None = None  # None: it is marked when it is recorded


def read_promised_outcomes(
    session: Session, who: Identity, deck: Deck, card: Card, zone: ZoneInfo, now: datetime
) -> dict[Rating, Outcome]:
    """What each rating of the card promises now, as its button says it. Two statements."""
    record = read_card_record(session, who.id, deck, card)
    return promise_outcomes(card, record.memory, record.plan, zone, now)


def mark_before_writing(deck: Deck, card: Card, answer: CardAnswer) -> CardAnswer:
    """The answer with its mark, worked out while others can write.

    Marking a drawing takes up to 90 ms, which a transaction that writes should not.
    """
    marked = _mark(deck, card, answer)
    _ = marked.confused_with  # which is worked out once, and takes as long
    return replace(answer, marked=marked)


def _mark(deck: Deck, card: Card, answer: CardAnswer) -> Marked:
    asked_from = answer.asked_from or deck
    card_asked = index_cards(asked_from)[card.id]
    return mark_answer(card_asked, answer.response, asked_from, atlas(), answer.seconds)


def record_review(
    session: Session,
    who: Identity,
    deck: Deck,
    card: Card,
    answer: CardAnswer,
    zone: ZoneInfo,
    now: datetime,
) -> bool:
    """Record one review and schedule the card.

    Returns True if the review stands, even if an earlier sending recorded it. Returns False and
    changes nothing if the card has been reviewed since it was shown, say in another window: the
    first review counts. The proposed rating and the overlap are worked out here, and not taken
    from the page.

    A review made offline counts from `answer.reviewed_at`. A wrong clock can't move it before the
    card's last review, or past now. Raises TooLongAway after sixty days.
    """
    if (
        session.scalar(_WITH_CLIENT_ID, {"person": who.id, "client_id": answer.client_id})
        is not None
    ):
        return True
    record = read_card_record(session, who.id, deck, card)
    before = record.memory
    if (before.reviews if before else 0) != answer.reviews:
        return False
    at = _find_moment(answer, before, now)
    after = schedule_card(card, before, record.plan, zone, at)[answer.rating].memory
    if not _replace_memory(session, who, card, before, after):
        return False
    session.execute(insert(Review), [_make_row(who, deck, card, answer, before, after)])
    if becomes_leech(before.lapses if before else 0, after.lapses):
        suspend_leech(session, who, card, at)
    return True


def find_last_review(session: Session, who: Identity, deck: Deck) -> int | None:
    """The id of the review that undo would take back, or None. One statement."""
    last = _find_last(session, who, deck)
    return last.id if last else None


def undo_review(session: Session, who: Identity, deck: Deck, review_id: int, now: datetime) -> None:
    """Take back the reader's latest standing review in the deck, and restore the memory before it.

    `review_id` is the review that the page showed as the latest, so pressing twice takes back only
    one. The review before it is then the latest: undo reaches the deck's last 30 reviews, and
    never past a reset. If the review made the card a leech, that is undone as well.
    Raises NothingToUndo.
    """
    last = _find_last(session, who, deck)
    if last is None or last.id != review_id:
        if session.scalar(_ALREADY_UNDONE, {"person": who.id, "id": review_id}) is None:
            raise NothingToUndo
        return
    statement = update(Review).where(Review.id == last.id, Review.undone_at.is_(None))
    if session.scalar(statement.values(undone_at=now).returning(Review.id)) is None:
        return  # another press got there first
    before = memory_from_json(last.before) if last.before else None
    if not _restore_memory(session, who, last.card_id, before):
        raise NothingToUndo  # the card was just reviewed again in another window
    lift_leech(session, who, last.card_id, last.reviewed_at)


def _find_last(session: Session, who: Identity, deck: Deck) -> Row[*tuple[Any, ...]] | None:
    return session.execute(_LAST_REVIEW, {"person": who.id, "deck": deck.slug}).one_or_none()


def _find_moment(answer: CardAnswer, before: Memory | None, now: datetime) -> datetime:
    if answer.reviewed_at is None:
        return keep_order(before.reviewed_at, "review", now) if before else now
    if answer.reviewed_at < now - LONGEST_AWAY:
        raise TooLongAway
    at = min(answer.reviewed_at, now)
    return max(at, before.reviewed_at) if before else at


def _replace_memory(
    session: Session, who: Identity, card: Card, before: Memory | None, after: Memory
) -> bool:
    """Write the new memory over the old one. False if another request got there first."""
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
        (CardMemory.person_id == who.id)
        & (CardMemory.card_id == card.id)
        & (CardMemory.reviews == before.reviews)
    )
    written = session.scalar(
        update(CardMemory).where(unchanged).values(**values).returning(CardMemory.reviews)
    )
    return written is not None


def _restore_memory(session: Session, who: Identity, card_id: str, before: Memory | None) -> bool:
    """Write the memory from before a review over the one it left. False if that has changed."""
    reviews_before = before.reviews if before else 0
    unchanged = (
        (CardMemory.person_id == who.id)
        & (CardMemory.card_id == card_id)
        & (CardMemory.reviews == reviews_before + 1)
    )
    statement: Update | Delete
    if before:
        statement = update(CardMemory).where(unchanged).values(**asdict(before))
    else:
        statement = delete(CardMemory).where(unchanged)
    return session.scalar(statement.returning(CardMemory.card_id)) is not None


def _make_row(
    who: Identity, deck: Deck, card: Card, answer: CardAnswer, before: Memory | None, after: Memory
) -> dict[str, Any]:
    marked = answer.marked or _mark(deck, card, answer)
    proposed = marked.proposed or answer.rating  # in words, only the student can say
    return {
        "person_id": who.id,
        "card_id": card.id,
        "deck_slug": deck.slug,
        "client_id": answer.client_id,
        "rating": int(answer.rating),
        "proposed": int(proposed),
        "overlap": marked.mark.hundredths if marked.mark else None,
        "answer": answer.response.to_stored(),
        "seconds": None if answer.seconds is None else min(answer.seconds, A_DAY),
        "confused_with": marked.confused_with,
        "reviewed_at": after.reviewed_at,
        "learned_on": after.learned_on,
        "before": memory_to_json(before) if before else None,
    }
