"""Studying cards: what comes next, rating once, taking back."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS
from sqlalchemy import func, insert, select

from school.cards.kinds.zone.response import ZoneResponse
from school.cards.rules.cards import index_cards
from school.cards.rules.ratings import Rating
from school.catalogue.rules.documents import Catalogue
from school.documents.service.shelf import Shelf
from school.memory.rules.parameters import FEWEST_REVIEWS
from school.memory.service.fitting import TooFewReviews, fit_to_reviews, forget_weights
from school.quizzes.tables import Attempt
from school.studying.rules.plans import DeckChoice, Examination
from school.studying.service.desk import read_due_decks
from school.studying.service.progress import read_deck_progress
from school.studying.service.records import read_card_record, read_deck_records
from school.studying.service.reviews import (
    UNDO_REVIEWS,
    CardAnswer,
    NothingToUndo,
    TooLongAway,
    find_last_review,
    read_promised_outcomes,
    record_review,
    undo_review,
)
from school.studying.service.set_aside import bury_card, reset_card, resume_card, suspend_card
from school.studying.service.settings import forget_examination, save_choice, set_examination
from school.studying.tables import CardMemory, Review
from tests import make
from tests.cast import NOON, identity
from tests.quizzes.acts import add_marking

PORTLAND = ZoneInfo("America/Los_Angeles")
DECK = make.deck()
CARDS = index_cards(DECK)
INFRASPINATUS, SUPRASPINATUS, TRAPEZIUS = (card for card in CARDS.values() if card.kind == "zone")
NAME = CARDS["referral-patterns/infraspinatus/name"]
ANA, BEN = identity("ana"), identity("ben")


def rate(session, card, rating=Rating.GOOD, now=NOON, who=ANA, **given) -> bool:
    facts = {
        "rating": rating,
        "response": ZoneResponse(regions=card.pattern.primary),
        "seconds": 60,
        "client_id": f"{who.name}-{card.id}-{now.isoformat()}",
        "reviews": memory(session, card, who)[0] if memory(session, card, who) else 0,
    }
    return record_review(session, who, DECK, card, CardAnswer(**(facts | given)), PORTLAND, now)


def memory(session, card, who=ANA):
    of_card = (CardMemory.person_id == who.id) & (CardMemory.card_id == card.id)
    row = session.execute(
        select(CardMemory.__table__.c["reviews", "due_at", "stability", "lapses"]).where(of_card)
    )
    return row.one_or_none()


def aside(session, card, who=ANA):
    return read_deck_records(session, who.id, DECK).set_aside.get(card.id)


def forget(session, card, times: int, now=NOON) -> datetime:
    """Forget a known card so often, a day apart; the moment of the last time."""
    rate(session, card, now=now)
    for day in range(1, times + 1):
        moment = now + timedelta(days=3 * day)
        rate(
            session,
            card,
            Rating.AGAIN,
            moment,
            response=ZoneResponse(regions=TRAPEZIUS.pattern.primary),
        )
        rate(session, card, now=moment + timedelta(minutes=11))
    return moment


def progress_in(session, now=NOON, who=ANA, deck=DECK):
    return read_deck_progress(session, who.id, deck, PORTLAND, now)


def undo(session, now=NOON, who=ANA):
    undo_review(session, who, DECK, find_last_review(session, who, DECK) or 0, now)


def test_a_rating_schedules_the_card_and_keeps_the_review(session):
    assert rate(
        session,
        INFRASPINATUS,
        Rating.HARD,
        response=ZoneResponse(regions=("arm.anterior", "neck.posterior")),
    )
    recorded = session.scalars(select(Review)).one()
    assert (recorded.rating, recorded.proposed, recorded.overlap) == (2, 1, 40)
    assert recorded.answer == {"regions": ["arm.anterior", "neck.posterior"]}
    assert recorded.seconds == 60
    assert recorded.before is None
    assert memory(session, INFRASPINATUS).due_at > NOON
    assert progress_in(session).next.card == SUPRASPINATUS


def test_the_proposal_is_worked_out_here_and_easy_only_for_a_quick_answer(session):
    rate(session, INFRASPINATUS, seconds=5)
    rate(session, SUPRASPINATUS, seconds=60)
    rate(session, TRAPEZIUS, response=ZoneResponse())
    proposed = {row.card_id: (row.proposed, row.overlap) for row in session.scalars(select(Review))}
    assert proposed == {
        INFRASPINATUS.id: (4, 100),
        SUPRASPINATUS.id: (3, 100),
        TRAPEZIUS.id: (1, None),
    }


def test_the_buttons_promise_what_a_rating_does(session):
    rate(session, INFRASPINATUS, now=NOON - timedelta(days=9))
    promised = read_promised_outcomes(session, ANA, DECK, INFRASPINATUS, PORTLAND, NOON)[
        Rating.EASY
    ].memory
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
    """Both saw the card as it was. The second waits for the first, and then changes nothing."""
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


def test_undo_takes_back_three_reviews_one_by_one_however_old(session):
    rate(session, INFRASPINATUS, now=NOON - timedelta(days=300))
    before = memory(session, INFRASPINATUS)
    due = NOON + timedelta(days=9)
    rate(session, INFRASPINATUS, Rating.AGAIN, now=due)
    rate(session, SUPRASPINATUS, now=due + timedelta(minutes=1))
    rate(session, INFRASPINATUS, Rating.GOOD, now=due + timedelta(minutes=11))
    for _ in range(3):
        undo(session, now=due + timedelta(minutes=12))
    assert memory(session, INFRASPINATUS) == before
    assert memory(session, SUPRASPINATUS) is None
    assert (
        session.scalar(
            select(func.count()).select_from(Review).where(Review.undone_at.is_not(None))
        )
        == 3
    )
    undo(session, now=due + timedelta(minutes=12))
    assert memory(session, INFRASPINATUS) is None
    assert find_last_review(session, ANA, DECK) is None


def test_undo_reaches_back_thirty_reviews(session):
    for number in range(UNDO_REVIEWS + 2):
        rate(session, INFRASPINATUS, now=NOON + timedelta(days=number))
    for _ in range(UNDO_REVIEWS):
        undo(session)
    assert memory(session, INFRASPINATUS).reviews == 2
    with pytest.raises(NothingToUndo):
        undo(session)


def test_what_was_undone_comes_again_as_it_was(session):
    before = progress_in(session)
    rate(session, INFRASPINATUS)
    undo(session)
    assert progress_in(session) == before


def test_there_must_be_something_to_undo(session):
    with pytest.raises(NothingToUndo):
        undo(session)
    rate(session, INFRASPINATUS)
    with pytest.raises(NothingToUndo):
        undo(session, who=BEN)


def test_a_second_press_of_undo_takes_back_nothing_more(session):
    rate(session, INFRASPINATUS)
    rate(session, SUPRASPINATUS)
    last = find_last_review(session, ANA, DECK)
    for _ in range(2):
        undo_review(session, ANA, DECK, last, NOON)
    assert memory(session, INFRASPINATUS)
    assert memory(session, SUPRASPINATUS) is None


def test_only_the_last_review_can_be_taken_back(session):
    rate(session, INFRASPINATUS)
    first = find_last_review(session, ANA, DECK)
    rate(session, SUPRASPINATUS)
    with pytest.raises(NothingToUndo):
        undo_review(session, ANA, DECK, first, NOON)


def test_two_people_share_nothing(session):
    rate(session, INFRASPINATUS)
    assert progress_in(session, who=BEN).unseen == len(CARDS)
    assert rate(
        session,
        INFRASPINATUS,
        who=BEN,
        client_id=f"{ANA.name}-{INFRASPINATUS.id}-{NOON.isoformat()}",
    )
    bens = find_last_review(session, BEN, DECK)
    with pytest.raises(NothingToUndo):
        undo_review(session, ANA, DECK, bens, NOON)


def test_new_cards_come_again_at_four_in_the_morning(session):
    deck = make.deck(new_per_day=1)
    evening = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)  # eleven in the evening in Portland
    rate(session, INFRASPINATUS, now=evening)
    for hours, new in ((0, 0), (4, 0), (4.99, 0), (5, 1)):
        assert progress_in(session, evening + timedelta(hours=hours), deck=deck).new == new


def test_the_desk_says_what_waits_in_five_statements(app, count_statements):
    database = app.extensions["database"]
    with database.writing() as session:
        rate(session, INFRASPINATUS, now=NOON - timedelta(days=3))
        rate(session, SUPRASPINATUS)
    with database.reading() as session:
        catalogue = Catalogue(Shelf().find_release(session))
        with count_statements() as n:
            (deck,) = read_due_decks(session, catalogue, ANA.id, NOON)
        assert n() == 5
        assert (deck.slug, deck.title, deck.due, deck.new) == (
            "referral-patterns",
            "Referral patterns",
            1,
            1,
        )
        (bens,) = read_due_decks(session, catalogue, BEN.id, NOON)
        assert bens.due == 0


def test_after_an_answer_the_siblings_wait_until_tomorrow(session):
    rate(session, INFRASPINATUS, Rating.AGAIN)
    assert NAME.id not in {step.card.id for step in progress_in(session).queue}
    assert progress_in(session, NOON + timedelta(minutes=10)).next.card == INFRASPINATUS


def test_suspending_burying_and_resuming_are_safe_to_repeat(session):
    for _ in range(2):
        suspend_card(session, ANA, INFRASPINATUS, NOON)
        bury_card(session, ANA, SUPRASPINATUS, PORTLAND, NOON)
    assert progress_in(session).next.card == TRAPEZIUS
    assert progress_in(session, NOON + timedelta(days=1)).next.card == SUPRASPINATUS
    assert progress_in(session, who=BEN).next.card == INFRASPINATUS
    for _ in range(2):
        resume_card(session, ANA, INFRASPINATUS, NOON)
    assert progress_in(session).next.card == INFRASPINATUS


def test_the_eighth_lapse_makes_a_leech_in_the_same_act_and_undo_lifts_it(session):
    forget(session, INFRASPINATUS, 7)
    assert aside(session, INFRASPINATUS) is None
    moment = NOON + timedelta(days=30)
    rate(session, INFRASPINATUS, Rating.AGAIN, moment)
    assert aside(session, INFRASPINATUS).suspended_for == "leech"
    assert INFRASPINATUS.id not in {
        step.card.id for step in progress_in(session, moment + timedelta(hours=1)).queue
    }
    undo(session, now=moment)
    assert aside(session, INFRASPINATUS).suspended_for is None
    assert memory(session, INFRASPINATUS).lapses == 7


def test_undo_does_not_resume_what_was_suspended_by_hand(session):
    rate(session, INFRASPINATUS)
    suspend_card(session, ANA, INFRASPINATUS, NOON)
    undo(session)
    assert aside(session, INFRASPINATUS).suspended_for == "wish"


def test_a_reset_card_is_new_keeps_its_reviews_and_ends_what_undo_reaches(session):
    rate(session, SUPRASPINATUS, now=NOON - timedelta(days=1))
    rate(session, INFRASPINATUS, now=NOON - timedelta(days=1))
    suspend_card(session, ANA, INFRASPINATUS, NOON)
    for _ in range(2):
        reset_card(session, ANA, INFRASPINATUS, NOON)
    assert memory(session, INFRASPINATUS) is None
    assert progress_in(session).next.card == INFRASPINATUS
    assert session.scalar(select(func.count()).select_from(Review)) == 2
    assert find_last_review(session, ANA, DECK) is None
    rate(session, INFRASPINATUS)
    undo(session)
    assert memory(session, INFRASPINATUS) is None
    assert find_last_review(session, ANA, DECK) is None


def test_a_review_from_away_counts_from_its_own_moment(session):
    then = NOON - timedelta(days=3)
    assert rate(session, INFRASPINATUS, reviewed_at=then, client_id="from-away-1")
    recorded = session.scalars(select(Review)).one()
    assert (recorded.reviewed_at, recorded.learned_on) == (then, (then - timedelta(hours=8)).date())
    assert memory(session, INFRASPINATUS).due_at < NOON


def test_a_clock_that_goes_wrong_moves_a_review_no_further_than_it_can_be(session):
    rate(session, INFRASPINATUS, now=NOON - timedelta(days=9))
    rate(session, INFRASPINATUS, reviewed_at=NOON + timedelta(hours=5), client_id="ahead-of-us")
    rate(session, INFRASPINATUS, reviewed_at=NOON - timedelta(days=30), client_id="before-the-last")
    moments = session.scalars(select(Review.reviewed_at).order_by(Review.id)).all()
    assert moments == [NOON - timedelta(days=9), NOON, NOON]
    with pytest.raises(TooLongAway):
        rate(
            session, INFRASPINATUS, reviewed_at=NOON - timedelta(days=61), client_id="too-long-ago"
        )


def test_an_answer_that_fits_another_pattern_says_so_and_a_good_one_does_not(session):
    rate(
        session,
        INFRASPINATUS,
        Rating.AGAIN,
        response=ZoneResponse(regions=TRAPEZIUS.pattern.primary),
    )
    rate(session, SUPRASPINATUS)
    assert session.scalars(select(Review.confused_with).order_by(Review.id)).all() == [
        "trapezius_upper",
        None,
    ]


def test_what_a_person_chose_counts_for_them_alone(session):
    for new_per_day in (1, 2):
        save_choice(
            session,
            ANA,
            DECK,
            DeckChoice(new_per_day=new_per_day, retention=0.8, kinds=frozenset({"name"})),
        )
    progress = progress_in(session)
    assert (progress.new, progress.total) == (2, 3)
    assert read_deck_records(session, ANA.id, DECK).plan.retention == 0.8
    assert progress_in(session, who=BEN).total == len(CARDS)
    save_choice(session, ANA, DECK, DeckChoice())
    assert progress_in(session).total == len(CARDS)


def test_an_examination_is_moved_and_forgotten(session):
    for days in (10, 20):
        set_examination(
            session, ANA, Examination("deck", DECK.slug, (NOON + timedelta(days=days)).date())
        )
    assert progress_in(session).examination == (NOON + timedelta(days=20)).date()
    assert progress_in(session, who=BEN).examination is None
    forget_examination(session, ANA, "deck", DECK.slug)
    assert progress_in(session).examination is None


def test_with_an_examination_ahead_the_buttons_promise_what_will_be(session):
    rate(session, INFRASPINATUS, Rating.HARD, now=NOON - timedelta(days=1))
    before = read_promised_outcomes(session, ANA, DECK, INFRASPINATUS, PORTLAND, NOON)
    set_examination(session, ANA, Examination("deck", DECK.slug, (NOON + timedelta(days=9)).date()))
    after = read_promised_outcomes(session, ANA, DECK, INFRASPINATUS, PORTLAND, NOON)
    assert after[Rating.GOOD].wait == "≤ 8 d" != before[Rating.GOOD].wait
    assert after[Rating.GOOD].memory == before[Rating.GOOD].memory


def missed_in_a_quiz(session, number: int, earned: dict[str, int]) -> None:
    at = NOON - timedelta(hours=10 - number)
    attempt = Attempt(
        person_id=ANA.id,
        quiz_slug="ischemia",
        edition_id=1,
        course_slug="nmt-elective",
        number=number,
        seed=1,
        started_at=at,
        handed_in_at=at,
    )
    session.add(attempt)
    session.flush()
    add_marking(session, attempt.id, 100, 400, items=earned)


def test_what_was_missed_in_the_last_attempt_at_a_quiz_is_due_now(session):
    deck = make.deck(
        patterns=(
            make.pattern("infraspinatus"),
            make.pattern("teres", about=("ischemia/q-ischemia-one",)),
        )
    )
    assert progress_in(session, deck=deck).missed == 0
    missed_in_a_quiz(session, 1, {"q-ischemia-one": 50, "q-ischemia-text": 100})
    progress = progress_in(session, deck=deck)
    assert (progress.next.card.note, progress.next.missed) == ("teres", True)
    assert progress_in(session, who=BEN, deck=deck).missed == 0
    missed_in_a_quiz(session, 2, {"q-ischemia-one": 100})  # the next attempt has it right
    assert progress_in(session, deck=deck).missed == 0


def test_everything_recorded_of_a_deck_is_read_in_four_statements(app, count_statements):
    database = app.extensions["database"]
    with database.writing() as session:
        rate(session, INFRASPINATUS)
        suspend_card(session, ANA, SUPRASPINATUS, NOON)
        save_choice(session, ANA, DECK, DeckChoice(new_per_day=3))
        set_examination(
            session, ANA, Examination("quiz", "ischemia", NOON.date() + timedelta(days=9))
        )
        missed_in_a_quiz(session, 1, {"q-ischemia-one": 0})
    with database.reading() as session, count_statements() as n:
        known = read_deck_records(session, ANA.id, DECK)
        assert n() == 4
    assert list(known.memories) == [INFRASPINATUS.id]
    assert list(known.set_aside) == [SUPRASPINATUS.id]
    assert known.plan.new_per_day == 3
    assert [exam.slug for exam in known.plan.examinations] == ["ischemia"]
    assert list(known.missed_questions) == ["ischemia/q-ischemia-one"]


def test_scheduling_one_card_reads_two_rows_however_much_of_its_deck_is_known(
    app, count_statements
):
    database = app.extensions["database"]
    with database.writing() as session:
        for card in (INFRASPINATUS, SUPRASPINATUS, TRAPEZIUS):
            rate(session, card)
    with database.reading() as session, count_statements() as n:
        record = read_card_record(session, ANA.id, DECK, INFRASPINATUS)
        assert n() == 2
        asked_of_memories = [sql for sql in n.sql if "FROM card_memory" in sql]
    assert record.memory.reviews == 1
    assert len(asked_of_memories) == 1
    assert "card_memory.card_id =" in asked_of_memories[0]


def test_fitting_needs_enough_reviews(database):
    with pytest.raises(TooFewReviews):
        fit_to_reviews(database, ANA, DECK, NOON)


FORGETS_QUICKLY = (*(weight / 20 for weight in DEFAULT_PARAMETERS[:4]), *DEFAULT_PARAMETERS[4:])


@pytest.mark.parametrize(
    ("weights", "taken"), [(FORGETS_QUICKLY, True), (DEFAULT_PARAMETERS, False)]
)
def test_fitted_weights_are_taken_only_if_they_foretell_better(database, weights, taken):
    much_reviewed(database)
    fitted = fit_to_reviews(database, ANA, DECK, NOON, lambda _histories: weights)
    assert (fitted.taken, fitted.reviews) == (taken, FEWEST_REVIEWS)
    with database.writing() as session:
        assert read_deck_records(session, ANA.id, DECK).plan.parameters == (
            pytest.approx(weights) if taken else None
        )
        forget_weights(session, ANA, DECK)
        assert read_deck_records(session, ANA.id, DECK).plan.parameters is None


def test_others_write_while_somebodys_weights_are_fitted(database):
    """SQLite has one write lock. Holding it while fitting would stop the whole school."""
    much_reviewed(database)

    def fit(_histories):
        with database.writing() as session:
            suspend_card(session, BEN, INFRASPINATUS, NOON)
        return DEFAULT_PARAMETERS

    fit_to_reviews(database, ANA, DECK, NOON, fit)
    with database.reading() as session:
        assert read_deck_records(session, BEN.id, DECK).is_suspended(INFRASPINATUS.id)


def much_reviewed(database) -> None:
    rows = [
        reviewed(card, at, rating)
        for card in range(FEWEST_REVIEWS // 2)
        for at, rating in ((0, 3), (4, 1))
    ]
    with database.writing() as session:
        session.execute(insert(Review), sorted(rows, key=lambda row: row["reviewed_at"]))


def reviewed(card: int, day: int, rating: int) -> dict:
    """One review of somebody who has forgotten everything after four days."""
    at = NOON - timedelta(days=300 - card - day)
    return {
        "person_id": ANA.id,
        "card_id": f"a/{card}/zone",
        "deck_slug": DECK.slug,
        "client_id": f"c-{card}-{day}",
        "rating": rating,
        "proposed": rating,
        "overlap": None,
        "answer": {},
        "reviewed_at": at,
        "learned_on": at.date(),
        "before": None,
    }
