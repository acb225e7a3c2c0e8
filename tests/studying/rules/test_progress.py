"""What is due, what is new today, what comes in the next days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.cards.rules.cards import Card
from school.studying.rules.days import learning_day, starts_at
from school.studying.rules.plans import Examination, Plan
from school.studying.rules.progress import assess_progress, forecast_reviews
from school.studying.rules.records import DeckRecords, SetAside
from tests import make
from tests.cast import NOON
from tests.studying.memories import memory

PORTLAND = ZoneInfo("America/Los_Angeles")
ZONES = st.sampled_from(
    [PORTLAND, ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC")]
)
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
TODAY = date(2026, 11, 20)
TOMORROW = starts_at(TODAY + timedelta(days=1), PORTLAND)
PATTERNS = {
    name: make.pattern(name, about=("ischemia", f"ischemia/q-{name}"))
    for name in ("one", "two", "three")
}
KINDS = ("zone", "name")
CARDS = {
    card.id: card
    for kind in KINDS
    for name, pattern in PATTERNS.items()
    for card in [Card(f"deck/{name}/{kind}", "deck", kind, name, pattern=pattern)]
}


def assess(
    memories=None, now: datetime = NOON, new_per_day: int = 10, set_aside=None, missed=None, **plan
):
    known = DeckRecords(
        Plan(0.9, new_per_day, **plan),
        {f"deck/{name}": memories_by_id for name, memories_by_id in (memories or {}).items()},
        {f"deck/{name}": aside for name, aside in (set_aside or {}).items()},
        {f"ischemia/{item}": when for item, when in (missed or {}).items()},
    )
    return assess_progress(CARDS, known, PORTLAND, now)


def asked(progress) -> list[str]:
    return [step.card.id.removeprefix("deck/") for step in progress.queue]


def test_due_cards_come_first_the_oldest_due_first_of_all():
    progress = assess({"two/zone": memory(due_at=NOON - timedelta(days=1)), "one/zone": memory()})
    assert asked(progress) == ["two/zone", "one/zone", "three/zone"]
    assert (progress.due, progress.new, progress.total) == (2, 1, 6)


def test_a_step_of_minutes_comes_before_the_backlog_once_its_time_has_come():
    backlog = memory(due_at=NOON - timedelta(days=30))
    failed = memory(step=0, due_at=NOON, learned_on=TODAY, reviewed_at=NOON - timedelta(minutes=10))
    assert asked(assess({"two/zone": backlog, "one/zone": failed}))[:2] == ["one/zone", "two/zone"]
    a_minute_before = assess({"two/zone": backlog, "one/zone": failed}, NOON - timedelta(minutes=1))
    assert asked(a_minute_before) == ["two/zone", "three/zone"]


def test_cards_of_one_day_come_in_an_order_that_stays_and_is_not_the_alphabet_for_ever():
    cards = [f"{name}/zone" for name in PATTERNS]
    orders = set()
    for reviews in range(12):
        memories = {card: memory(reviews=reviews) for card in cards}
        orders.add(tuple(asked(assess(memories))))
    assert len(orders) > 1
    assert (
        assess({card: memory() for card in cards}).queue
        == assess({c: memory() for c in reversed(cards)}).queue
    )


def test_new_cards_end_with_the_allowance_of_the_day():
    assert assess(new_per_day=2).new == 2
    met_today = memory(due_at=NOON + timedelta(days=2), introduced_on=TODAY, learned_on=TODAY)
    assert assess({"one/zone": met_today}, new_per_day=2).new == 1
    assert assess({"one/zone": met_today}, new_per_day=1).next is None


def test_the_siblings_of_an_answered_card_wait_until_the_next_learning_day():
    answered = memory(due_at=NOON + timedelta(days=5), learned_on=TODAY)
    progress = assess({"one/zone": answered, "one/name": memory(due_at=NOON - timedelta(days=3))})
    assert asked(progress) == ["two/zone", "three/zone"]
    assert next((step.card.id, step.at) for step in progress.later) == ("deck/one/name", TOMORROW)
    assert "one/name" in asked(assess({"one/zone": answered, "one/name": memory()}, TOMORROW))


def test_of_two_siblings_that_are_due_one_comes_today():
    progress = assess({"one/zone": memory(), "one/name": memory(due_at=NOON - timedelta(days=3))})
    assert asked(progress) == ["one/name", "two/zone", "three/zone"]
    assert progress.due == 1


def test_a_card_on_a_step_of_minutes_does_not_hinder_itself():
    failed = memory(step=0, learned_on=TODAY, due_at=NOON)
    assert asked(assess({"one/zone": failed}))[0] == "one/zone"


@pytest.mark.parametrize("why", ["wish", "leech"])
def test_a_suspended_card_is_not_asked_and_a_suspended_new_one_takes_no_place(why):
    progress = assess(
        {"one/zone": memory()}, set_aside={f"{n}/zone": SetAside(NOON, why) for n in ("one", "two")}
    )
    assert asked(progress) == ["three/zone", "one/name", "two/name"]
    assert (progress.suspended, progress.due, progress.later) == (2, 0, ())


def test_a_buried_card_comes_again_on_the_next_learning_day():
    set_aside = {"one/zone": SetAside(buried_on=TODAY), "two/zone": SetAside(buried_on=TODAY)}
    progress = assess({"one/zone": memory()}, set_aside=set_aside)
    assert "one/zone" not in asked(progress)
    assert "two/zone" not in asked(progress)
    assert progress.later_at == (TOMORROW,)
    assert asked(assess({"one/zone": memory()}, TOMORROW, set_aside=set_aside))[:2] == [
        "one/zone",
        "two/zone",
    ]


def test_only_the_kinds_that_were_chosen_are_asked():
    progress = assess({"one/zone": memory()}, kinds=frozenset({"name"}))
    assert (asked(progress), progress.total, progress.due) == (
        ["one/name", "two/name", "three/name"],
        3,
        0,
    )


def test_what_a_quiz_has_shown_to_be_forgotten_is_due_today_and_comes_first():
    later, due = memory(due_at=NOON + timedelta(days=9)), memory()
    missed = {"q-one": NOON - timedelta(days=2), "q-three": NOON - timedelta(days=2)}
    progress = assess({"one/zone": later, "two/zone": due}, missed=missed, new_per_day=0)
    assert [(step.card.note, step.missed) for step in progress.queue] == [
        ("one", True),
        ("three", True),
        ("two", False),
    ]
    assert progress.missed == 2


def test_a_new_card_that_a_quiz_brings_takes_its_place_of_the_day():
    missed = {"q-three": NOON - timedelta(days=2)}
    assert asked(assess(missed=missed, new_per_day=1)) == ["three/zone"]
    assert asked(assess(missed=missed, new_per_day=2)) == ["three/zone", "one/zone"]


def test_a_card_that_was_asked_since_the_quiz_is_missed_no_more():
    asked_since = memory(due_at=NOON + timedelta(days=9), reviewed_at=NOON - timedelta(days=1))
    progress = assess(
        {"one/zone": asked_since, "one/name": asked_since},
        missed={"q-one": NOON - timedelta(days=2)},
    )
    assert progress.missed == 0


def test_a_retired_card_counts_for_nothing():
    progress = assess({"deleted_muscle/zone": memory(due_at=NOON - timedelta(days=3))})
    assert (progress.due, progress.learned, progress.unseen) == (0, 0, 6)


def test_what_is_on_a_step_of_minutes_is_not_learned_yet():
    later = NOON + timedelta(minutes=5)
    today = {"due_at": later, "learned_on": TODAY}
    progress = assess({"one/zone": memory(step=0, **today), "two/zone": memory(**today)})
    assert (progress.learned, progress.unseen, progress.later_at) == (1, 4, (later, later))


def test_with_an_examination_far_off_a_card_comes_later_than_its_day():
    far = Examination("deck", "deck", TODAY + timedelta(days=100))
    due = memory(learned_on=TODAY - timedelta(days=20))
    assert assess({"one/zone": due}).due == 1
    progress = assess({"one/zone": due}, examinations=(far,))
    assert progress.due == 0
    # 80 % are reached after 3.3 times as many days as 90 %.
    assert learning_day(progress.later_at[0], PORTLAND) == TODAY + timedelta(days=46)
    assert progress.examination == far.on


def test_on_the_eve_everything_that_is_not_known_well_is_asked_and_after_the_day_all_is_as_before():
    eve = Examination("deck", "deck", TODAY + timedelta(days=1))
    cards = {
        "one/zone": memory(due_at=NOON + timedelta(days=20)),
        "two/zone": memory(stability=900.0, due_at=NOON + timedelta(days=800)),
    }
    assert asked(assess(cards, examinations=(eve,), new_per_day=0))[:1] == ["one/zone"]
    assert (
        not assess(cards, examinations=(eve,), new_per_day=0, kinds=frozenset({"zone"}))
        .later[0]
        .missed
    )
    over = assess(cards, examinations=(Examination("deck", "deck", TODAY),), new_per_day=0)
    assert (over.due, over.examination) == (0, None)


def test_an_examination_ahead_brings_every_new_card_in_time():
    soon = Examination("deck", "deck", TODAY + timedelta(days=5))
    assert assess(new_per_day=1, examinations=(soon,)).new_per_day == 2


def test_an_examination_in_a_quiz_is_about_the_cards_that_go_with_it_alone():
    in_the_quiz = Examination("quiz", "ischemia", TODAY + timedelta(days=40), frozenset({"one"}))
    in_another = Examination("quiz", "headache", TODAY + timedelta(days=40))
    assert assess({"one/zone": memory()}, examinations=(in_the_quiz,)).due == 0
    assert assess({"one/zone": memory()}, examinations=(in_another,)).due == 1


def test_the_forecast_counts_overdue_cards_today_and_stops_after_two_weeks():
    due = [
        NOON - timedelta(days=9),
        NOON,
        NOON + timedelta(days=1),
        NOON + timedelta(days=13),
        NOON + timedelta(days=14),
    ]
    coming = forecast_reviews(due, PORTLAND, NOON)
    assert len(coming) == 14
    assert (coming[0], coming[1], coming[13]) == (
        (TODAY, 2),
        (date(2026, 11, 21), 1),
        (date(2026, 12, 3), 1),
    )
    assert sum(count for _, count in coming) == 4


@given(st.lists(INSTANTS), ZONES)
def test_a_forecast_counts_each_card_at_most_once(due, zone):
    assert sum(count for _, count in forecast_reviews(due, zone, NOON)) <= len(due)


def test_the_next_card_is_a_new_one_where_new_ones_come_before_those_that_are_known():
    far = {"one/zone": memory(due_at=NOON + timedelta(days=9))}
    assert assess(far).next_at == TOMORROW
    assert assess(far, new_per_day=0).next_at == NOON + timedelta(days=9)
    assert assess({}, new_per_day=0).next_at is None
    assert assess({}, new_per_day=2).next_at == TOMORROW, "nothing is known yet, and more is new"
