"""Studying cards: what comes next, rating once, taking back."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from school.catalogue.service.editions import Shelf
from school.flashcards.rules.answers import Given
from school.flashcards.rules.cards import cards_of
from school.flashcards.rules.ratings import Rating
from school.flashcards.service.desk import due_now
from school.flashcards.service.reviews import Answer, NothingToUndo, last_review, outcomes_of, review, undo_last
from school.flashcards.service.standings import standing_in
from school.flashcards.tables import CardMemory, Review
from tests import make
from tests.cast import NOON, identity

PORTLAND = ZoneInfo("America/Los_Angeles")
DECK = make.deck()
CARDS = cards_of(DECK)
INFRASPINATUS, SUPRASPINATUS, TRAPEZIUS = CARDS.values()
ANA, BEN = identity("ana"), identity("ben")


def rate(session, card, rating=Rating.GOOD, now=NOON, who=ANA, **given) -> bool:
    facts = {
        "rating": rating,
        "given": Given(regions=card.pattern.primary),
        "seconds": 60,
        "client_id": f"{who.name}-{card.pattern.id}-{now.isoformat()}",
        "reviews": memory(session, card, who)[0] if memory(session, card, who) else 0,
    }
    return review(session, who, DECK, card, Answer(**(facts | given)), PORTLAND, now)


def memory(session, card, who=ANA):
    mine = (CardMemory.person_id == who.id) & (CardMemory.card_id == card.id)
    row = session.execute(select(CardMemory.__table__.c["reviews", "due_at", "stability", "lapses"]).where(mine))
    return row.one_or_none()


def stand(session, now=NOON, who=ANA, deck=DECK):
    return standing_in(session, who.id, deck, PORTLAND, now)


def undo(session, now=NOON, who=ANA):
    undo_last(session, who, DECK, last_review(session, who, DECK) or 0, now)


def test_a_rating_schedules_the_card_and_keeps_the_review(session):
    assert rate(session, INFRASPINATUS, Rating.HARD, given=Given(regions=("arm.anterior", "neck.posterior")))
    kept = session.scalars(select(Review)).one()
    assert (kept.rating, kept.proposed, kept.overlap) == (2, 1, 40)
    assert kept.answer == {"regions": ["arm.anterior", "neck.posterior"]}
    assert kept.seconds == 60
    assert kept.before is None
    assert memory(session, INFRASPINATUS).due_at > NOON
    assert stand(session).next.card == SUPRASPINATUS


def test_the_proposal_is_worked_out_here_and_easy_only_for_a_quick_answer(session):
    rate(session, INFRASPINATUS, seconds=5)
    rate(session, SUPRASPINATUS, seconds=60)
    rate(session, TRAPEZIUS, given=Given())
    proposed = {row.card_id: (row.proposed, row.overlap) for row in session.scalars(select(Review))}
    assert proposed == {INFRASPINATUS.id: (4, 100), SUPRASPINATUS.id: (3, 100), TRAPEZIUS.id: (1, None)}


def test_the_buttons_promise_what_a_rating_does(session):
    rate(session, INFRASPINATUS, now=NOON - timedelta(days=9))
    promised = outcomes_of(session, ANA, DECK, INFRASPINATUS, PORTLAND, NOON)[Rating.EASY].memory
    rate(session, INFRASPINATUS, Rating.EASY)
    assert memory(session, INFRASPINATUS) == (
        promised.reviews,
        promised.due_at,
        promised.stability,
        promised.lapses,
    )


def test_the_same_review_sent_twice_is_one(session):
    assert rate(session, INFRASPINATUS, client_id="one-and-the-same")
    first = memory(session, INFRASPINATUS)
    assert rate(session, INFRASPINATUS, Rating.AGAIN, client_id="one-and-the-same")
    assert memory(session, INFRASPINATUS) == first
    assert session.scalar(select(func.count()).select_from(Review)) == 1


def test_the_first_of_two_windows_counts(session):
    assert rate(session, INFRASPINATUS, client_id="window-one", reviews=0)
    assert not rate(session, INFRASPINATUS, Rating.AGAIN, client_id="window-two", reviews=0)
    assert memory(session, INFRASPINATUS).reviews == 1


@pytest.mark.parametrize("met", [True, False])
def test_two_requests_at_once_record_one_review(database, met):
    """Both have seen the card as it was; the second waits for the first, and then changes nothing."""
    if met:
        with database.writing() as session:
            rate(session, INFRASPINATUS, now=NOON - timedelta(days=9))

    def slow() -> bool:
        with database.writing() as session:
            return rate(session, INFRASPINATUS, client_id="the-slow-one", reviews=int(met))

    with ThreadPoolExecutor() as pool:
        with database.writing() as session:
            assert rate(session, INFRASPINATUS, client_id="the-quick-one")
            waiting = pool.submit(slow)
            time.sleep(0.3)  # long enough for the slow one to have read what stands, and to wait
        assert not waiting.result()
    with database.reading() as session:
        assert memory(session, INFRASPINATUS).reviews == 1 + met


def test_undo_takes_back_three_reviews_one_by_one(session):
    rate(session, INFRASPINATUS, now=NOON - timedelta(hours=3))
    before = memory(session, INFRASPINATUS)
    due = NOON + timedelta(days=9)
    rate(session, INFRASPINATUS, Rating.AGAIN, now=due)
    rate(session, SUPRASPINATUS, now=due + timedelta(minutes=1))
    rate(session, INFRASPINATUS, Rating.GOOD, now=due + timedelta(minutes=11))
    for _ in range(3):
        undo(session, now=due + timedelta(minutes=12))
    assert memory(session, INFRASPINATUS) == before
    assert memory(session, SUPRASPINATUS) is None
    assert session.scalar(select(func.count()).select_from(Review).where(Review.undone_at.is_not(None))) == 3
    assert last_review(session, ANA, DECK) is None


def test_what_was_undone_comes_again_as_it_was(session):
    before = stand(session)
    rate(session, INFRASPINATUS)
    undo(session)
    assert stand(session) == before


def test_there_must_be_something_to_undo(session):
    with pytest.raises(NothingToUndo):
        undo(session)
    rate(session, INFRASPINATUS, now=NOON - timedelta(days=3))
    with pytest.raises(NothingToUndo):
        undo(session)


def test_a_second_press_of_undo_takes_back_nothing_more(session):
    rate(session, INFRASPINATUS)
    rate(session, SUPRASPINATUS)
    last = last_review(session, ANA, DECK)
    for _ in range(2):
        undo_last(session, ANA, DECK, last, NOON)
    assert memory(session, INFRASPINATUS)
    assert memory(session, SUPRASPINATUS) is None


def test_only_the_last_review_can_be_taken_back(session):
    rate(session, INFRASPINATUS)
    first = last_review(session, ANA, DECK)
    rate(session, SUPRASPINATUS)
    with pytest.raises(NothingToUndo):
        undo_last(session, ANA, DECK, first, NOON)


def test_two_people_share_nothing(session):
    rate(session, INFRASPINATUS)
    assert stand(session, who=BEN).unseen == 3
    assert rate(session, INFRASPINATUS, who=BEN, client_id=f"{ANA.name}-{INFRASPINATUS.pattern.id}-{NOON.isoformat()}")
    bens = last_review(session, BEN, DECK)
    with pytest.raises(NothingToUndo):
        undo_last(session, ANA, DECK, bens, NOON)


def test_new_cards_come_again_at_four_in_the_morning(session):
    deck = make.deck(new_per_day=1)
    evening = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)  # eleven in the evening in Portland
    rate(session, INFRASPINATUS, now=evening)
    for hours, new in ((0, 0), (4, 0), (4.99, 0), (5, 1)):
        assert stand(session, evening + timedelta(hours=hours), deck=deck).new == new


def test_the_desk_says_what_waits_in_one_statement(app, count_statements):
    database = app.extensions["database"]
    with database.writing() as session:
        rate(session, INFRASPINATUS, now=NOON - timedelta(days=3))
        rate(session, SUPRASPINATUS)
    with database.reading() as session:
        catalogue = Shelf().catalogue(session)
        with count_statements() as n:
            (deck,) = due_now(session, catalogue, ANA.id, NOON)
        assert n() == 1
        assert (deck.slug, deck.title, deck.due, deck.new) == ("referral-patterns", "Referral patterns", 1, 1)
        (bens,) = due_now(session, catalogue, BEN.id, NOON)
        assert (bens.due, bens.new) == (0, 3)
