"""What a person chooses: what it costs, what is crammed, when a card is a leech."""

from __future__ import annotations

from datetime import date

import pytest

from school.cards.rules.cards import Card
from school.cards.rules.decks import Region
from school.memory.rules.effort import reviews_a_day
from school.studying.rules.cramming import Choice, crammed, groups_of
from school.studying.rules.leeches import becomes_leech
from school.studying.rules.plans import (
    Chosen,
    Examination,
    Plan,
    cards_for_quizzes,
    examined_on,
    plan_of,
)
from school.studying.rules.standing import Known, Settled
from tests import make
from tests.cast import NOON
from tests.studying.memories import memory

TODAY = date(2026, 11, 20)


def card(note: str, kind="zone", **given) -> Card:
    return Card(f"deck/{note}/{kind}", "deck", kind, note, pattern=make.pattern(note, **given))


CARDS = (
    card("one", about=("ischemia/q-one",)),
    card("two", group="head_neck"),
    card("two", "name", group="head_neck"),
)


def test_what_was_not_chosen_is_as_the_deck_has_it():
    deck = make.deck()
    assert plan_of(deck) == Plan(deck.retention, deck.new_per_day)
    mine = plan_of(deck, Chosen(new_per_day=0, retention=0.8, kinds=frozenset({"zone"})))
    assert (mine.new_per_day, mine.retention, mine.kinds) == (0, 0.8, {"zone"})


@pytest.mark.parametrize(
    ("subject", "slug", "covered"),
    [
        ("deck", "deck", True),
        ("deck", "other", False),
        ("quiz", "ischemia", True),
        ("quiz", "other", False),
    ],
)
def test_an_examination_is_about_a_deck_or_about_what_goes_with_the_quiz(subject, slug, covered):
    deck = make.deck("deck", quizzes={"ischemia": ("one",), "other": ("two",)})
    ahead = plan_of(deck, None, (Examination(subject, slug, date(2026, 12, 1)),))
    assert (examined_on(CARDS[0], ahead, TODAY) is not None) == covered
    assert examined_on(CARDS[0], ahead, date(2026, 12, 1)) is None


def test_cards_are_counted_for_each_quiz_that_they_go_with():
    deck = make.deck(
        "deck", quizzes={"ischemia": ("one", "two"), "headache": ("two",), "other": ("three",)}
    )
    assert cards_for_quizzes(CARDS, deck) == {"ischemia": 3, "headache": 2}


def test_more_recall_costs_more_reviews_and_fewer_new_cards_cost_fewer():
    known = [memory(stability=s) for s in (1.0, 5.0, 20.0, 90.0) * 20]
    costs = [reviews_a_day(known, 10, 300, retention) for retention in (0.8, 0.9, 0.95)]
    assert costs == sorted(set(costs))
    assert reviews_a_day(known, 2, 300, 0.9) < costs[1]
    assert reviews_a_day([], 10, 0, 0.9) == 0


def test_of_new_cards_alone_too_more_recall_costs_more():
    costs = [reviews_a_day([], 10, 300, retention) for retention in (0.8, 0.85, 0.9, 0.95)]
    assert costs == sorted(set(costs))


@pytest.mark.parametrize(
    ("lapses", "leech"),
    [(7, False), (8, True), (9, False), (11, False), (12, True), (16, True), (17, False)],
)
def test_a_card_is_a_leech_after_eight_lapses_and_after_each_four_more(lapses, leech):
    assert becomes_leech(lapses - 1, lapses) == leech
    assert not becomes_leech(lapses, lapses)  # a review that was no lapse


@pytest.mark.parametrize(
    ("choice", "there"),
    [
        (Choice(), 3),
        (Choice(kind="name"), 1),
        (Choice(group="head_neck"), 2),
        (Choice("met"), 1),
        (Choice("forgotten"), 1),
        (Choice("leeches"), 1),
        (Choice("missed"), 1),
        (Choice("missed", kind="name"), 0),
    ],
)
def test_one_crams_what_one_chooses(choice, there):
    known = Known(
        Plan(0.9, 10),
        {"deck/two/zone": memory(lapses=8)},
        {"deck/two/zone": Settled(NOON, "leech"), "deck/one/zone": Settled(NOON, "wish")},
        {"ischemia/q-one": NOON},
    )
    assert len(crammed(CARDS, known, choice, "seed")) == there


def test_a_card_about_a_region_is_in_every_group_whose_muscles_refer_there():
    region = Card(
        "deck/neck.side/muscles",
        "deck",
        "muscles",
        "neck.side",
        region=Region("neck.side", "side of the neck", "", True),
    )
    cards = (
        card("one", group="head_neck", primary=("neck.side",)),
        card("two", group="shoulder_arm", primary=("neck.side", "shoulder.top")),
        card("three", group="leg_foot", spillover=("neck.side",)),
        region,
    )
    nothing = Known(Plan(0.9, 10))
    in_it = [
        group
        for group in groups_of(cards)
        if region in crammed(cards, nothing, Choice(group=group), "seed")
    ]
    assert in_it == ["head_neck", "shoulder_arm"]


def test_cards_are_crammed_in_an_order_that_stays_for_a_day():
    many = [card(f"muscle_{n}") for n in range(20)]
    nothing = Known(Plan(0.9, 10))
    assert crammed(many, nothing, Choice(), "a") == crammed(reversed(many), nothing, Choice(), "a")
    assert crammed(many, nothing, Choice(), "a") != crammed(many, nothing, Choice(), "b")


def test_groups_come_in_the_order_of_the_deck():
    assert groups_of(CARDS) == ("shoulder_arm", "head_neck")
