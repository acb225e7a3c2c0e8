"""Recall by month, group and region; the hardest cards; how long cards last."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from school.cards.rules.cards import Card, index_cards
from school.memory.rules.recall import (
    MetCard,
    Recall,
    count_stabilities,
    find_hardest_cards,
    recall_by_card,
    recall_by_month,
    recall_by_muscle_group,
    recall_by_region,
    sum_recalls,
)
from school.memory.rules.report import YearOfReviews, compile_report
from tests.cards.small import ATLAS, INFRA, deck
from tests.cast import NOON

DECK = deck()
CARDS = index_cards(DECK)
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
PORTLAND = ZoneInfo("America/Los_Angeles")


def card_id(note: str, kind: str = "zone") -> str:
    return f"referral-patterns/{note}/{kind}"


def remembered(note: str, kind: str = "zone", **given) -> MetCard:
    facts = {
        "card_id": card_id(note, kind), "due_at": NOON, "stability": 9.0, "difficulty": 5.0,
        "learning": False, "reviews": 4, "lapses": 0, "suspended_for": None,
    }  # fmt: skip
    return MetCard(**(facts | given))


@pytest.mark.parametrize(
    ("asked", "recalled", "share", "step"),
    [
        (0, 0, None, 0),
        (2, 2, None, 0),
        (3, 0, 0, 1),
        (100, 59, Fraction(59, 100), 1),
        (100, 60, Fraction(3, 5), 2),
        (100, 75, Fraction(3, 4), 3),
        (100, 85, Fraction(17, 20), 4),
        (100, 93, Fraction(93, 100), 5),
        (3, 3, 1, 5),
    ],
)
def test_a_share_of_recall_needs_three_reviews_and_has_one_of_five_steps(
    asked, recalled, share, step
):
    recall = Recall(asked, recalled)
    assert (recall.share, recall.step) == (share, step)


def test_recall_adds_up_by_month_and_by_card():
    recalls = {("a", JUNE): Recall(4, 3), ("a", MAY): Recall(2, 2), ("b", JUNE): Recall(1, 0)}
    assert list(recall_by_month(recalls).items()) == [(MAY, Recall(2, 2)), (JUNE, Recall(5, 3))]
    assert recall_by_card(recalls) == {"a": Recall(6, 5), "b": Recall(1, 0)}
    assert sum_recalls(recalls.values()) == Recall(7, 5)
    assert sum_recalls(()) == Recall()


def test_a_region_has_the_recall_of_the_cards_whose_main_zone_holds_it():
    recalls = {
        card_id("infraspinatus"): Recall(4, 4),
        card_id("infraspinatus", "name"): Recall(2, 1),
        card_id("latissimus"): Recall(5, 0),  # the blade is only its spillover
        card_id("scapula.body", "muscles"): Recall(3, 3),
    }
    recalls = recall_by_region(recalls, CARDS, DECK)
    assert recalls["arm.back"] == Recall(6, 5)
    assert recalls["scapula.body"] == Recall(9, 8)
    assert recalls["hip.side"] == Recall(5, 0)
    assert list(recalls) == [region.id for region in DECK.regions if region.id in recalls]


def test_what_is_no_question_of_a_place_or_was_retired_colours_no_region():
    mimic = Card(
        card_id("infraspinatus", "mimic"), DECK.slug, "mimic", "infraspinatus", pattern=INFRA
    )
    recalls = {mimic.id: Recall(9, 9), card_id("retired"): Recall(9, 9)}
    assert recall_by_region(recalls, {**CARDS, mimic.id: mimic}, DECK) == {}


def test_a_muscle_group_has_every_kind_of_card_about_its_patterns():
    recalls = {
        card_id("infraspinatus"): Recall(4, 4),
        card_id("teres", "name"): Recall(2, 1),
        card_id("multifidi"): Recall(3, 1),
        card_id("scapula.body", "muscles"): Recall(9, 0),  # of a place, of no group
        card_id("retired"): Recall(9, 0),
    }
    assert recall_by_muscle_group(recalls, CARDS, DECK) == {
        "Shoulder and arm": Recall(6, 5),
        "Trunk": Recall(3, 1),
    }


def test_the_hardest_cards_are_those_most_often_forgotten_then_least_recalled_then_most_difficult():
    memories = [
        remembered("infraspinatus", lapses=1, difficulty=9.0),
        remembered("teres", lapses=1, difficulty=9.9),
        remembered("latissimus", lapses=1),
        remembered("multifidi", lapses=8),
        remembered("multifidi", "name", difficulty=10.0),  # difficult, and never forgotten
        remembered("retired", lapses=20),
    ]
    recalls = find_hardest_cards(memories, {card_id("latissimus"): Recall(10, 4)}, CARDS)
    assert [hard.card.note for hard in recalls] == [
        "multifidi",
        "latissimus",
        "teres",
        "infraspinatus",
    ]
    assert recalls[1].recall == Recall(10, 4)


def test_cards_are_counted_by_how_long_they_last_and_those_on_their_first_steps_are_not():
    memories = [
        remembered("a", stability=days) for days in (0.2, 6.9, 7, 20, 21, 63, 182, 183, 4000)
    ]
    memories.append(remembered("a", stability=2, learning=True))
    assert [count for _name, count in count_stabilities(memories)] == [2, 2, 1, 2, 2]


def test_the_page_leaves_out_retired_cards_and_shows_both_sides_of_the_body():
    recalls = {
        (card_id("infraspinatus"), JUNE): Recall(4, 4),
        (card_id("multifidi"), JUNE): Recall(2, 2),
    }
    days = {NOON.date(): 5, NOON.date() - timedelta(days=40): 2}
    report = compile_report(
        {DECK.slug: DECK},
        [
            remembered("infraspinatus"),
            remembered("teres", suspended_for="leech"),
            remembered("retired"),
        ],
        YearOfReviews(days, dict.fromkeys(days, 90), recalls),
        ATLAS,
        PORTLAND,
        NOON,
    )
    assert [memory.card_id for memory in report.memories] == [
        card_id("infraspinatus"),
        card_id("teres"),
    ]
    assert (report.reviews, report.days_lately, report.minutes, report.minutes_lately) == (
        7,
        1,
        3,
        2,
    )
    (part,) = report.decks
    assert part.heat == {
        "heat-5": ("arm.back.R", "arm.back.L", "scapula.body.R", "scapula.body.L"),
        "heat-0": ("spine.middle",),
    }
    assert list(part.heat) == ["heat-0", "heat-5"]  # the weaker lie on top
    assert part.views == ("front", "back", "right")
    assert part.by_label["spine, middle"] == Recall(2, 2)
