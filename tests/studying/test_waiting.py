"""What waits now, read from the few rows that can matter, is what the whole progress says."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, insert

from school.cards.rules.cards import index_cards
from school.quizzes.tables import Attempt, ItemMark, Marking
from school.studying.rules.plans import DeckChoice, Examination
from school.studying.rules.promises import promise_outcomes
from school.studying.service.progress import (
    read_deck_progress,
    read_progress_by_deck,
    read_waiting_by_deck,
)
from school.studying.service.records import (
    CardRecord,
    read_card_record,
    read_records_by_deck,
    read_records_for_today,
)
from school.studying.service.reviews import read_promised_outcomes
from school.studying.service.settings import save_choice, set_examination
from school.studying.tables import CardMemory, CardSetting, DeckSetting
from school.studying.tables import Examination as ExaminationRow
from tests import make
from tests.cast import NOON, identity
from tests.quizzes.acts import add_marking
from tests.studying.memories import memory

PORTLAND = ZoneInfo("America/Los_Angeles")
TODAY = date(2026, 11, 20)
PATTERNS = tuple(
    make.pattern(f"muscle{n}", about=("ischemia", f"ischemia/q-{n % 3}")) for n in range(7)
)
DECKS = (make.deck(patterns=PATTERNS, new_per_day=3), make.deck_in_words())
ANA, BEN = identity("ana"), identity("ben")


def remember(session, card, who=ANA, **given) -> None:
    row = {"person_id": who.id, "card_id": card.id, "deck_slug": card.deck_slug} | asdict(
        memory(**given)
    )
    session.execute(insert(CardMemory), [row])


def set_aside(session, card, **given) -> None:
    nothing = {"suspended_at": None, "suspended_for": None, "buried_on": None}
    row = {"person_id": ANA.id, "card_id": card.id, "deck_slug": card.deck_slug}
    session.execute(insert(CardSetting), [row | nothing | given])


def miss(session, items, handed_in_at: datetime) -> None:
    attempt = Attempt(
        person_id=ANA.id,
        quiz_slug="ischemia",
        edition_id=1,
        course_slug="nmt-elective",
        number=1,
        seed=1,
        started_at=handed_in_at,
        handed_in_at=handed_in_at,
    )
    session.add(attempt)
    session.flush()
    add_marking(session, attempt.id, 0, 100, items=dict.fromkeys(items, 0))


def some_history(session, chance: Random) -> None:
    """By chance for every card: how well it is known, since when, whether it is set aside."""
    for deck in DECKS:
        for card in index_cards(deck).values():
            if chance.random() < 0.6:
                learned = TODAY - timedelta(days=chance.choice([0, 0, 1, 3, 9, 30]))
                remember(
                    session,
                    card,
                    due_at=NOON + timedelta(hours=chance.choice([-80, -2, 0, 1, 3, 30, 300])),
                    stability=chance.choice([0.5, 3.0, 20.0, 90.0]),
                    step=chance.choice([None, None, 0]),
                    introduced_on=min(learned, TODAY - timedelta(days=chance.choice([0, 40]))),
                    learned_on=learned,
                    reviewed_at=datetime.combine(learned, time(13), UTC),
                    reviews=chance.randint(1, 9),
                )
            if chance.random() < 0.15:
                put_off = {"buried_on": chance.choice([TODAY, TODAY - timedelta(days=1)])}
                suspended = {"suspended_at": NOON, "suspended_for": "wish"}
                set_aside(session, card, **chance.choice([put_off, suspended]))
    if chance.random() < 0.4:
        miss(session, ["q-0", "q-ischemia-one"], NOON - timedelta(days=chance.choice([0, 2, 20])))
    if chance.random() < 0.4:
        on = TODAY + timedelta(days=chance.choice([-1, 0, 1, 4, 30]))
        subject, slug = chance.choice([("deck", "referral-patterns"), ("quiz", "ischemia")])
        set_examination(session, ANA, Examination(subject, slug, on))
    if chance.random() < 0.3:
        save_choice(
            session,
            ANA,
            DECKS[0],
            DeckChoice(new_per_day=chance.choice([0, 20]), kinds=frozenset({"zone", "name"})),
        )


def forget_everything(session) -> None:
    for table in (CardMemory, CardSetting, DeckSetting, ExaminationRow, ItemMark, Marking, Attempt):
        session.execute(delete(table))


def test_what_waits_is_what_the_whole_progress_says_whatever_the_history(session):
    situations = set()
    for seed in range(40):
        some_history(session, Random(seed))  # noqa: S311 - no secret
        whole = read_progress_by_deck(session, ANA.id, DECKS, PORTLAND, NOON)
        for slug, waiting in read_waiting_by_deck(session, ANA.id, DECKS, PORTLAND, NOON).items():
            assert waiting.queue == whole[slug].queue, f"seed {seed}"
            assert (waiting.due, waiting.new, waiting.new_per_day) == (
                whole[slug].due, whole[slug].new, whole[slug].new_per_day
            )  # fmt: skip
            situations.add((waiting.due > 0, waiting.new > 0, waiting.missed > 0))
        forget_everything(session)
    assert {(True, True, True), (False, False, False)} <= situations, "the histories are all alike"


def test_of_cards_that_rest_no_memory_is_read(session):
    cards = list(index_cards(DECKS[0]).values())
    remember(session, cards[0])
    remember(session, cards[0], who=BEN, due_at=NOON + timedelta(days=9))
    for card in cards[1:6]:
        remember(session, card, due_at=NOON + timedelta(days=9))
    known = read_records_for_today(session, ANA.id, DECKS, PORTLAND, NOON)["referral-patterns"]
    assert list(known.memories) == [cards[0].id]
    assert known.resting == {card.id for card in cards[1:6]}


def test_one_card_is_scheduled_as_its_whole_deck_says_whatever_the_history(session):
    examined = 0
    for seed in range(25):
        some_history(session, Random(seed))  # noqa: S311 - no secret
        whole = read_records_by_deck(session, ANA.id, DECKS)
        for deck in DECKS:
            known = whole[deck.slug]
            examined += bool(known.plan.examinations)
            for card in index_cards(deck).values():
                memory = known.memories.get(card.id)
                assert read_card_record(session, ANA.id, deck, card) == CardRecord(
                    known.plan, memory
                ), f"seed {seed}"
                promised = promise_outcomes(card, memory, known.plan, PORTLAND, NOON)
                assert read_promised_outcomes(session, ANA, deck, card, PORTLAND, NOON) == promised
        forget_everything(session)
    assert examined > 5, "the histories are all alike"


@pytest.mark.parametrize("days", [0, 3])
def test_an_examination_ahead_and_a_question_missed_need_the_memories_again(session, days):
    cards = list(index_cards(DECKS[0]).values())
    for card in cards[:4]:
        remember(session, card, due_at=NOON + timedelta(days=9))
    if days:
        set_examination(
            session, ANA, Examination("deck", "referral-patterns", TODAY + timedelta(days=days))
        )
    else:
        miss(session, ["q-0"], NOON - timedelta(hours=1))
    known = read_records_for_today(session, ANA.id, DECKS, PORTLAND, NOON)["referral-patterns"]
    assert (len(known.memories), known.resting) == (4, frozenset())


def test_today_counts_what_the_study_page_counts(ana, database):
    with database.writing() as session:
        deck = make.deck()
        for number, card in enumerate(index_cards(deck).values()):
            if card.kind == "zone":
                remember(session, card, due_at=NOON + timedelta(days=number - 1))
        progress = read_deck_progress(session, ANA.id, deck, PORTLAND, NOON)
    assert (progress.due, progress.new) == (2, 1)
    counted = [
        int(number)
        for path in ("/", "/cards/referral-patterns/study")
        for number in re.search(
            r"(\d+) due.{0,40}?(\d+) new", ana.get(path).get_data(as_text=True), re.S
        ).groups()
    ]
    assert counted == [2, 1, 2, 1]
