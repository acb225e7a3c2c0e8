"""Reviewing a card once however often it is sent, and taking reviews back, last one first."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.body.atlas import atlas
from school.cards.rules.answers import Given
from school.cards.rules.cards import Card, cards_of
from school.cards.rules.decks import Deck
from school.cards.rules.marking import mark_answer
from school.cards.rules.ratings import Rating
from school.core.identity import Identity
from school.core.refusals import Conflict
from school.studying.rules.days import learning_day
from school.studying.rules.examination import on_the_button
from school.studying.rules.leeches import becomes_leech
from school.studying.rules.plans import Plan, examined_on
from school.studying.rules.scheduling import Memory, Outcome, kept, outcomes, put_back
from school.studying.service.known import read_memory
from school.studying.service.plans import read_plan
from school.studying.service.settled import lift_leech, suspend_leech
from school.studying.tables import CardMemory, CardSetting, Review

UNDO_REVIEWS = 30  # so far back the reviews of a deck can be taken back
LONGEST_AWAY = timedelta(days=60)  # a review from away from the school is taken so long
A_DAY = 86_400  # seconds; who takes longer had gone away

_SENT_BEFORE = select(Review.id).where(
    Review.person_id == bindparam("person"), Review.client_id == bindparam("client_id")
)
_TAKEN_BACK = select(Review.id).where(
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
# A reset is a new beginning: what came before it in the deck stays as it is.
_LAST_RESET = (
    select(func.coalesce(func.max(CardSetting.reset_after), 0))
    .where(CardSetting.person_id == bindparam("person"), CardSetting.deck_slug == bindparam("deck"))
    .scalar_subquery()
)
_LAST = (
    select(_IN_REACH.c.id, _IN_REACH.c.card_id, _IN_REACH.c.before, _IN_REACH.c.reviewed_at)
    .where(_IN_REACH.c.undone_at.is_(None), _IN_REACH.c.id > _LAST_RESET)
    .order_by(_IN_REACH.c.id.desc())
    .limit(1)
)


class NothingToUndo(Conflict):
    sentence = (
        "This is no longer your latest review, or it is too old to take back. Nothing was changed."
    )


class TooLongAway(Conflict):
    sentence = (
        "This review is more than sixty days old, or its date can't be right. It was not recorded."
    )


@dataclass(frozen=True)
class Answer:
    """What the student sends about one card."""

    rating: Rating
    given: Given  # empty: shown without trying
    seconds: int | None  # from the question to the answer; None: not known
    client_id: str  # the same review sent twice carries the same
    reviews: int  # how often the card had been reviewed when it was shown
    reviewed_at: datetime | None = None  # when it was rated away from the school; None: now
    asked_from: Deck | None = None  # the edition by whose key it is marked; None: today's


def outcomes_of(
    session: Session, who: Identity, deck: Deck, card: Card, zone: ZoneInfo, now: datetime
) -> dict[Rating, Outcome]:
    """What each rating of the card would lead to now, as its button says it. Three statements."""
    plan = read_plan(session, who.id, deck)
    return outcomes_by(plan, read_memory(session, who.id, card), card, zone, now)


def outcomes_by(
    plan: Plan, memory: Memory | None, card: Card, zone: ZoneInfo, now: datetime
) -> dict[Rating, Outcome]:
    """The same for a caller that has read the plan and the memory already."""
    results, today = _outcomes(plan, memory, card, zone, now), learning_day(now, zone)
    examination = examined_on(card, plan, today)
    if examination is None:
        return results
    return {
        rating: on_the_button(outcome, examination, today, plan.retention, plan.parameters)
        for rating, outcome in results.items()
    }


def review(
    session: Session,
    who: Identity,
    deck: Deck,
    card: Card,
    answer: Answer,
    zone: ZoneInfo,
    now: datetime,
) -> bool:
    """Record one review and schedule the card. True when it stands, also when an earlier sending recorded it.

    False, and nothing changed, when the card has been reviewed since it was shown (in another window):
    the first review counts. The proposed rating and the overlap are worked out here, not taken from the page.
    A review that was rated away from the school counts from `answer.reviewed_at`; a clock that goes wrong
    moves it no further than between the card's last review and now. Raises TooLongAway after sixty days.
    """
    if session.scalar(_SENT_BEFORE, {"person": who.id, "client_id": answer.client_id}) is not None:
        return True
    plan, before = read_plan(session, who.id, deck), read_memory(session, who.id, card)
    if (before.reviews if before else 0) != answer.reviews:
        return False
    at = _rated_at(answer, before, now)
    after = _outcomes(plan, before, card, zone, at)[answer.rating].memory
    if not _replace(session, who, card, before, after):
        return False
    session.execute(insert(Review), [_row(who, deck, card, answer, before, after)])
    if becomes_leech(before.lapses if before else 0, after.lapses):
        suspend_leech(session, who, card, at)
    return True


def last_review(session: Session, who: Identity, deck: Deck) -> int | None:
    """The id of the review that undo would take back; None where there is none. One statement."""
    last = _last(session, who, deck)
    return last.id if last else None


def undo_last(session: Session, who: Identity, deck: Deck, review_id: int, now: datetime) -> None:
    """Take back the reader's last review in the deck that still stands, and put back the memory from before it.

    `review_id` is the one that the reader saw as the last, so that a second press takes back nothing more.
    Then the one before it is the last: as far back as the last 30 reviews of the deck reach, and never
    beyond a reset. A leech that the review made is one no more. Raises NothingToUndo.
    """
    last = _last(session, who, deck)
    if last is None or last.id != review_id:
        if session.scalar(_TAKEN_BACK, {"person": who.id, "id": review_id}) is None:
            raise NothingToUndo
        return
    standing = update(Review).where(Review.id == last.id, Review.undone_at.is_(None))
    if session.scalar(standing.values(undone_at=now).returning(Review.id)) is None:
        return  # a second press was quicker
    if not _put_back(session, who, last.card_id, put_back(last.before) if last.before else None):
        raise NothingToUndo  # the card was reviewed again at this moment, in another window
    lift_leech(session, who, last.card_id, last.reviewed_at)


def _last(session: Session, who: Identity, deck: Deck) -> Row[*tuple[Any, ...]] | None:
    return session.execute(_LAST, {"person": who.id, "deck": deck.slug}).one_or_none()


def _outcomes(
    plan: Plan, memory: Memory | None, card: Card, zone: ZoneInfo, now: datetime
) -> dict[Rating, Outcome]:
    return outcomes(memory, card.id, plan.retention, zone, now, plan.parameters)


def _rated_at(answer: Answer, before: Memory | None, now: datetime) -> datetime:
    if answer.reviewed_at is None:
        return now
    if answer.reviewed_at < now - LONGEST_AWAY:
        raise TooLongAway
    at = min(answer.reviewed_at, now)
    return max(at, before.reviewed_at) if before else at


def _replace(
    session: Session, who: Identity, card: Card, before: Memory | None, after: Memory
) -> bool:
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
        (CardMemory.person_id == who.id)
        & (CardMemory.card_id == card.id)
        & (CardMemory.reviews == before.reviews)
    )
    written = session.scalar(
        update(CardMemory).where(unchanged).values(**values).returning(CardMemory.reviews)
    )
    return written is not None


def _put_back(session: Session, who: Identity, card_id: str, before: Memory | None) -> bool:
    """Write the memory from before a review over the one that it left; False where that is there no more."""
    mine = (CardMemory.person_id == who.id) & (CardMemory.card_id == card_id)
    left = mine & (CardMemory.reviews == (before.reviews if before else 0) + 1)
    write = (
        update(CardMemory).where(left).values(**asdict(before))
        if before
        else delete(CardMemory).where(left)
    )
    return session.scalar(write.returning(CardMemory.card_id)) is not None


def _row(
    who: Identity, deck: Deck, card: Card, answer: Answer, before: Memory | None, after: Memory
) -> dict[str, Any]:
    asked_from = answer.asked_from or deck
    asked = cards_of(asked_from)[card.id]
    marked = mark_answer(asked, answer.given, asked_from, atlas(), answer.seconds)
    proposed = marked.proposed or answer.rating  # in words, only the student can say
    return {
        "person_id": who.id,
        "card_id": card.id,
        "deck_slug": deck.slug,
        "client_id": answer.client_id,
        "rating": int(answer.rating),
        "proposed": int(proposed),
        "overlap": marked.mark.hundredths if marked.mark else None,
        "answer": answer.given.kept(),
        "seconds": None if answer.seconds is None else min(answer.seconds, A_DAY),
        "confused_with": marked.confused_with,
        "reviewed_at": after.reviewed_at,
        "learned_on": after.learned_on,
        "before": kept(before) if before else None,
    }
