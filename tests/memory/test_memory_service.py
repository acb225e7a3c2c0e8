"""Reading reviews: recall, days, confusions, pairs looked at, the student's own file."""

from __future__ import annotations

import json
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, insert, select

from school.exchange.service import export
from school.exchange.service.export import export_reviews, export_to_table
from school.memory.rules.recall import Recall
from school.memory.service.report import read_met_cards, read_year_of_reviews
from school.studying.rules.contrasts import find_pair
from school.studying.service.contrasts import read_confusions, record_contrast
from school.studying.tables import CardMemory, CardSetting, Contrast, Review
from tests import make
from tests.cast import NOON, identity

PORTLAND = ZoneInfo("America/Los_Angeles")
ANA, BEN = identity("ana"), identity("ben")
DECK = make.deck()
PAIR = find_pair(DECK, ("supraspinatus", "infraspinatus"))
ZONE = "referral-patterns/infraspinatus/zone"
IN_REVIEW, LEARNING = {"step": None, "stability": 9.0}, {"step": 0, "stability": 1.0}


def add(session, **given) -> None:
    """A review of Ana's; `days` ago, of a card that had left its first steps."""
    at = NOON - timedelta(days=given.pop("days", 0))
    facts = {
        "person_id": ANA.id,
        "card_id": ZONE,
        "deck_slug": "referral-patterns",
        "rating": 3,
        "proposed": 3,
        "overlap": 80,
        "answer": {"regions": ["arm.anterior"]},
        "seconds": 30,
        "confused_with": None,
        "reviewed_at": at,
        "learned_on": at.date(),
        "before": IN_REVIEW,
        "undone_at": None,
    }
    number = session.scalar(select(func.count()).select_from(Review))
    session.execute(insert(Review), [facts | {"client_id": f"review-{number}"} | given])


def test_recall_counts_reviews_of_cards_that_had_left_their_first_steps(session):
    add(session)
    add(session, rating=1)
    add(session, rating=2, days=30)
    add(session, before=None)
    add(session, before=LEARNING)
    found = read_year_of_reviews(session, ANA, PORTLAND, NOON)
    assert found.recalls == {
        (ZONE, date(2026, 11, 1)): Recall(2, 1),
        (ZONE, date(2026, 10, 1)): Recall(1, 1),
    }
    assert found.reviews == {NOON.date(): 4, date(2026, 10, 21): 1}


def test_what_was_undone_is_somebody_elses_or_too_long_ago_is_left_out(session):
    add(session, undone_at=NOON, confused_with="supraspinatus")
    add(session, person_id=BEN.id, confused_with="supraspinatus")
    add(session, days=400, confused_with="supraspinatus")
    assert read_year_of_reviews(session, ANA, PORTLAND, NOON).reviews == {}
    assert read_confusions(session, ANA, NOON).times == {}


def test_time_counts_at_most_five_minutes_a_card_and_what_is_not_known_not_at_all(session):
    for seconds in (30, 4000, None):
        add(session, seconds=seconds)
    assert read_year_of_reviews(session, ANA, PORTLAND, NOON).seconds == {NOON.date(): 330}


def test_memories_come_with_why_a_card_is_set_aside(session):
    memory = {
        "person_id": ANA.id,
        "deck_slug": "referral-patterns",
        "due_at": NOON,
        "stability": 9.0,
        "difficulty": 5.0,
        "step": None,
        "introduced_on": NOON.date(),
        "learned_on": NOON.date(),
        "reviewed_at": NOON,
        "reviews": 9,
        "lapses": 8,
    }
    session.execute(insert(CardMemory), [memory | {"card_id": card} for card in (ZONE, "b")])
    session.execute(
        insert(CardMemory), [memory | {"card_id": ZONE, "person_id": BEN.id, "step": 0}]
    )
    leech = {"deck_slug": "referral-patterns", "suspended_at": NOON, "suspended_for": "leech"}
    session.execute(insert(CardSetting), [leech | {"person_id": ANA.id, "card_id": ZONE}])
    found = {
        memory.card_id: (memory.suspended_for, memory.learning)
        for memory in read_met_cards(session, ANA)
    }
    assert found == {ZONE: ("leech", False), "b": (None, False)}
    assert [(memory.suspended_for, memory.learning) for memory in read_met_cards(session, BEN)] == [
        (None, True)
    ]


def test_a_pair_waits_once_it_was_confused_twice_within_ninety_days_until_it_is_seen(session):
    add(session, confused_with="supraspinatus")
    add(session, confused_with="supraspinatus", days=91)
    assert read_confusions(session, ANA, NOON).list_unseen_pairs(DECK) == ()
    add(
        session,
        confused_with="infraspinatus",
        card_id="referral-patterns/supraspinatus/name",
        days=89,
    )
    found = read_confusions(session, ANA, NOON)
    assert [(pair.key, pair.times) for pair in found.list_unseen_pairs(DECK)] == [(PAIR.key, 2)]
    record_contrast(session, ANA, DECK, PAIR, NOON)
    found = read_confusions(session, ANA, NOON)
    assert found.list_unseen_pairs(DECK) == ()
    assert found.find_seen_at(DECK, PAIR) == NOON
    assert [pair.key for pair, _at in found.list_seen_pairs(DECK)] == [PAIR.key]
    assert read_confusions(session, BEN, NOON).seen == {}


def test_a_pair_seen_twice_is_noted_once_and_the_first_time_stands(session):
    for hours in (0, 5):
        record_contrast(session, ANA, DECK, PAIR, NOON + timedelta(hours=hours))
    assert session.execute(select(Contrast.one, Contrast.other, Contrast.seen_at)).all() == [
        (*PAIR.key, NOON)
    ]


def test_two_windows_at_once_note_a_pair_once(database):
    def slow() -> None:
        with database.writing() as session:
            record_contrast(session, ANA, DECK, PAIR, NOON + timedelta(hours=1))

    with ThreadPoolExecutor() as pool:
        with database.writing() as session:
            record_contrast(session, ANA, DECK, PAIR, NOON)
            waiting = pool.submit(slow)
            time.sleep(0.3)  # long enough for the slow one to have looked, and to wait
        waiting.result()
    with database.reading() as session:
        assert session.scalars(select(Contrast.seen_at)).all() == [NOON]


def test_my_reviews_are_all_there_with_everything_that_was_kept(session):
    add(session, days=1, answer=["arm.anterior"], seconds=None)
    add(session, undone_at=NOON, confused_with="supraspinatus", rating=1)
    add(session, person_id=BEN.id)
    exported = json.loads(export_reviews(session, ANA, 0, str, NOON).content)
    assert (exported["format"], exported["go_on_after"], exported["next"]) == (
        "nmt-reviews/1",
        None,
        None,
    )
    first, second = exported["reviews"]
    assert first | {"id": 0} == {
        "id": 0,
        "deck": "referral-patterns",
        "card": ZONE,
        "kind": "zone",
        "rating": 3,
        "proposed": 3,
        "reviewed_at": (NOON - timedelta(days=1)).isoformat(),
        "learned_on": "2026-11-19",
        "overlap_percent": 80,
        "seconds": None,
        "answer": {"regions": ["arm.anterior"]},
        "confused_with": None,
        "undone_at": None,
    }
    assert (second["undone_at"], second["confused_with"], second["rating"]) == (
        NOON.isoformat(),
        "supraspinatus",
        1,
    )


@pytest.mark.parametrize("limit", ["MOST_REVIEWS", "MOST_CHARACTERS"])
def test_a_long_history_comes_in_files_that_follow_each_other(session, monkeypatch, limit):
    for _ in range(5):
        add(session)
    if limit == "MOST_CHARACTERS":
        monkeypatch.setattr(export, limit, 700)  # two reviews of some 330 letters
    else:
        monkeypatch.setattr(export, "_REVIEWS", export._REVIEWS.limit(2))
        monkeypatch.setattr(export, limit, 2)
    seen, after, files = [], 0, 0
    while after is not None:
        found = export_reviews(session, ANA, after, "/after/{}".format, NOON)
        exported = json.loads(found.content)
        seen += [review["id"] for review in exported["reviews"]]
        after, files = exported["go_on_after"], files + 1
        assert exported["next"] == found.next == (f"/after/{after}" if after else None)
    assert seen == sorted(set(seen))
    assert (len(seen), files) == (5, 3)


def test_a_file_of_long_drawings_takes_little_more_memory_than_itself(session, monkeypatch):
    monkeypatch.setattr(export, "MOST_CHARACTERS", 1_000_000)
    points = [
        [round(n / 3_000, 4), round(n / 7_000, 4)] for n in range(1_000)
    ]  # of 6,000 that a drawing may have
    for _ in range(80):
        add(session, answer={"drawing": {"strokes": [{"points": points}]}})
    session.flush()
    export_reviews(session, ANA, 0, str, NOON)
    tracemalloc.start()
    try:
        found = export_reviews(session, ANA, 0, str, NOON)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert 900_000 < len(found.content) < 1_010_000
    assert found.next
    assert peak < 3 * len(
        found.content
    )  # its pieces and the whole; a copy more of either is too many


def test_the_table_opens_as_utf_8_and_quotes_its_text():
    first, second = export_to_table(DECK).splitlines()[:2]
    assert first.startswith('\ufeff"card","kind","question"')
    assert second.startswith('"referral-patterns/infraspinatus/zone","Paint the zone"')
