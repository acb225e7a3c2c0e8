"""What a person chooses: what it costs, what is crammed, when a card is a leech."""

from __future__ import annotations

from datetime import date

import pytest

from school.cards.rules.cards import Card
from school.cards.rules.decks import Region
from school.memory.rules.effort import estimate_reviews_a_day
from school.studying.rules.cramming import CramChoice, list_groups, select_cards_to_cram
from school.studying.rules.leeches import becomes_leech
from school.studying.rules.plans import (
    DeckChoice,
    Examination,
    Plan,
    count_cards_by_quiz,
    find_examination_day,
    make_plan,
)
from school.studying.rules.records import DeckRecords, SetAside
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
    assert make_plan(deck) == Plan(deck.retention, deck.new_per_day)
    mine = make_plan(deck, DeckChoice(new_per_day=0, retention=0.8, kinds=frozenset({"zone"})))
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
    ahead = make_plan(deck, None, (Examination(subject, slug, date(2026, 12, 1)),))
    assert (find_examination_day(CARDS[0], ahead, TODAY) is not None) == covered
    assert find_examination_day(CARDS[0], ahead, date(2026, 12, 1)) is None


def test_cards_are_counted_for_each_quiz_that_they_go_with():
    deck = make.deck(
        "deck", quizzes={"ischemia": ("one", "two"), "headache": ("two",), "other": ("three",)}
    )
    assert count_cards_by_quiz(CARDS, deck) == {"ischemia": 3, "headache": 2}


def test_more_recall_costs_more_reviews_and_fewer_new_cards_cost_fewer():
    known = [memory(stability=s) for s in (1.0, 5.0, 20.0, 90.0) * 20]
    costs = [estimate_reviews_a_day(known, 10, 300, retention) for retention in (0.8, 0.9, 0.95)]
    assert costs == sorted(set(costs))
    assert estimate_reviews_a_day(known, 2, 300, 0.9) < costs[1]
    assert estimate_reviews_a_day([], 10, 0, 0.9) == 0


def test_of_new_cards_alone_too_more_recall_costs_more():
    costs = [estimate_reviews_a_day([], 10, 300, retention) for retention in (0.8, 0.85, 0.9, 0.95)]
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
        (CramChoice(), 3),
        (CramChoice(kind="name"), 1),
        (CramChoice(group="head_neck"), 2),
        (CramChoice("met"), 1),
        (CramChoice("forgotten"), 1),
        (CramChoice("leeches"), 1),
        (CramChoice("missed"), 1),
        (CramChoice("missed", kind="name"), 0),
    ],
)
def test_one_crams_what_one_chooses(choice, there):
    known = DeckRecords(
        Plan(0.9, 10),
        {"deck/two/zone": memory(lapses=8)},
        {"deck/two/zone": SetAside(NOON, "leech"), "deck/one/zone": SetAside(NOON, "wish")},
        {"ischemia/q-one": NOON},
    )
    assert len(select_cards_to_cram(CARDS, known, choice, "seed")) == there


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
    nothing = DeckRecords(Plan(0.9, 10))
    in_it = [
        group
        for group in list_groups(cards)
        if region in select_cards_to_cram(cards, nothing, CramChoice(group=group), "seed")
    ]
    assert in_it == ["head_neck", "shoulder_arm"]


def test_cards_are_crammed_in_an_order_that_stays_for_a_day():
    many = [card(f"muscle_{n}") for n in range(20)]
    nothing = DeckRecords(Plan(0.9, 10))
    assert select_cards_to_cram(many, nothing, CramChoice(), "a") == select_cards_to_cram(
        reversed(many), nothing, CramChoice(), "a"
    )
    assert select_cards_to_cram(many, nothing, CramChoice(), "a") != select_cards_to_cram(
        many, nothing, CramChoice(), "b"
    )


def test_groups_come_in_the_order_of_the_deck():
    assert list_groups(CARDS) == ("shoulder_arm", "head_neck")
