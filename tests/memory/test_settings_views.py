"""Pages on which a student chooses how to study, and goes through cards outside the schedule."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from school.cards.rules.decks import Deck
from school.catalogue.rules.documents import Section
from school.documents.service.editions import store_release
from school.documents.service.shelf import Shelf
from school.memory.commands import cards
from school.studying.service.records import read_deck_records
from school.studying.tables import CardMemory, CardSetting, DeckSetting, Examination, Review
from school.web.limits import FITTINGS
from tests import make
from tests.cast import NOON, identity, token

pytestmark = pytest.mark.databases("sqlite")

DECK = "/cards/referral-patterns"
SETTINGS, STUDY, CRAM = f"{DECK}/settings", f"{DECK}/study", f"{DECK}/cram"
INFRASPINATUS = "referral-patterns/infraspinatus/zone"
PACE = {"new_per_day": "5", "retention": "85", "kinds": ["zone", "name"]}


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.get_data(as_text=True)


def send(browser, path: str, fields: dict | None = None):
    return browser.post(path, data={"csrf_token": token(browser, SETTINGS)} | (fields or {}))


def rows(database, table) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def known(database):
    with database.reading() as session:
        return read_deck_records(session, identity("ana").id, make.deck())


def test_the_page_says_what_it_would_cost_to_recall_more(ana):
    page = text(ana.get(SETTINGS))
    assert re.search(r"about <strong class=\"num\">\d+</strong> cards a day", page)
    assert [f"{n} %" in page for n in (80, 85, 90, 95)] == [True] * 4
    assert "No" not in re.findall(r'name="kinds" value="\w+"( checked)?', page)


def test_what_is_chosen_counts_from_now_on(ana, database):
    answer = send(ana, f"{DECK}/settings", PACE)
    assert (answer.status_code, answer.location) == (303, SETTINGS)
    plan = known(database).plan
    assert (plan.new_per_day, plan.retention) == (5, 0.85)
    page = text(ana.get(SETTINGS))
    assert 'value="5"' in page
    assert 'value="85"' in page
    assert "up to 5 new cards a day" in text(ana.get(DECK))


def test_what_is_as_the_deck_has_it_is_not_kept_as_a_choice(ana, database):
    there = re.findall(r'name="kinds" value="(\w+)"', text(ana.get(SETTINGS)))
    send(ana, SETTINGS, {"new_per_day": "10", "retention": "90", "kinds": there})
    chosen = known(database).plan.choice
    assert (chosen.new_per_day, chosen.retention, chosen.kinds) == (None, None, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"new_per_day": "-1"},
        {"new_per_day": "many"},
        {"retention": "99"},
        {"kinds": []},
        {"kinds": ["dance"]},
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_what_was_typed(ana, database, wrong):
    answer = send(ana, SETTINGS, PACE | wrong)
    assert answer.status_code == 422
    assert 'class="error"' in answer.get_data(as_text=True)
    assert rows(database, DeckSetting) == 0


def test_a_day_is_set_shown_moved_and_forgotten(ana, database):
    for days in (20, 40):
        day = (NOON + timedelta(days=days)).date().isoformat()
        assert (
            send(
                ana, f"{DECK}/examination", {"about": "deck:referral-patterns", "on_date": day}
            ).status_code
            == 303
        )
    page = text(ana.get(SETTINGS))
    assert "December 30, 2026" in page
    assert "The final review begins on" in page
    assert rows(database, Examination) == 1
    send(ana, f"{DECK}/examination/forget", {"about": "deck:referral-patterns"})
    assert rows(database, Examination) == 0


def a_lesson_names_the_infraspinatus(database, **instead):
    section = Section("press", "Press", 9, ("<p>Press the infraspinatus.</p>",))
    with database.writing() as session:
        store_release(
            session, "Ines", make.drafts(module=make.module(sections=(section,)), **instead), NOON
        )


def test_a_quiz_can_be_studied_for_by_the_cards_of_the_muscles_that_its_module_names(ana, database):
    a_lesson_names_the_infraspinatus(database)
    page = text(ana.get(SETTINGS))
    (cards,) = re.findall(r'<option value="quiz:ischemia">Quiz: Ischemia \((\d+) cards\)', page)
    assert "This deck has no cards for Quiz: Trigger points." in page
    day = {"about": "quiz:ischemia", "on_date": (NOON + timedelta(days=20)).date().isoformat()}
    send(ana, f"{DECK}/examination", day)
    page = text(ana.get(SETTINGS))
    assert f"Quiz: Ischemia: {cards} cards will be ready for December 10, 2026." in page
    assert f"{cards} cards will be ready for this day." in page
    assert re.search(r"<h3>Quiz: Ischemia on .*December 10, 2026", page)
    examined = re.findall(rf'href="{DECK}/patterns/(\w+)"', page)
    assert examined == ["infraspinatus"]
    with database.reading() as session:
        plan = read_deck_records(
            session, identity("ana").id, Shelf().find_release(session).of(Deck)["referral-patterns"]
        ).plan
    assert [set(exam.notes) for exam in plan.examinations] == [{"infraspinatus"}]


def test_a_day_for_cards_of_kinds_that_are_not_asked_says_that_it_changes_nothing(ana, database):
    patterns = (make.pattern("infraspinatus"), make.pattern("soleus", point=True))
    a_lesson_names_the_infraspinatus(database, deck=make.deck(patterns=patterns))
    send(ana, f"{DECK}/settings", PACE | {"kinds": ["point"]})
    day = {"about": "quiz:ischemia", "on_date": (NOON + timedelta(days=20)).date().isoformat()}
    send(ana, f"{DECK}/examination", day)
    assert "You have turned off every kind of card that it covers" in text(ana.get(SETTINGS))


def test_a_quiz_that_no_card_goes_with_cannot_be_studied_for_and_the_page_says_so(ana, database):
    assert "This deck has no cards for Quiz: Ischemia; Quiz: Trigger points." in text(
        ana.get(SETTINGS)
    )
    day = {"about": "quiz:ischemia", "on_date": (NOON + timedelta(days=20)).date().isoformat()}
    assert send(ana, f"{DECK}/examination", day).status_code == 422
    assert rows(database, Examination) == 0


def test_when_the_day_is_near_the_page_says_how_many_new_cards_come(ana):
    send(ana, SETTINGS, PACE | {"new_per_day": "1"})
    day = (NOON + timedelta(days=3)).date().isoformat()
    send(ana, f"{DECK}/examination", {"about": "deck:referral-patterns", "on_date": day})
    said = re.search(r"you now get (\d+) new cards a day instead of 1", text(ana.get(SETTINGS)))
    assert int(said[1]) > 1


def test_what_will_be_ready_leaves_out_the_cards_that_are_suspended(ana):
    day = (NOON + timedelta(days=20)).date().isoformat()
    send(ana, f"{DECK}/examination", {"about": "deck:referral-patterns", "on_date": day})
    before = re.search(r"(\d+) cards will be ready", text(ana.get(SETTINGS)))
    send(ana, f"{DECK}/suspend", {"card": INFRASPINATUS})
    after = re.search(r"(\d+) cards will be ready", text(ana.get(SETTINGS)))
    assert int(after[1]) == int(before[1]) - 1


@pytest.mark.parametrize(
    ("about", "days"),
    [
        ("deck:referral-patterns", 0),
        ("deck:referral-patterns", 900),
        ("deck:another", 9),
        ("quiz:no-such", 9),
    ],
)
def test_a_day_that_is_not_ahead_or_is_about_nothing_is_refused(ana, database, about, days):
    day = (NOON + timedelta(days=days)).date().isoformat()
    assert send(ana, f"{DECK}/examination", {"about": about, "on_date": day}).status_code == 422
    assert rows(database, Examination) == 0


def test_a_suspended_card_is_listed_and_resumed_where_it_stands(ana, database):
    answer = send(ana, f"{DECK}/suspend", {"card": INFRASPINATUS})
    assert answer.location == STUDY
    page = text(ana.get(SETTINGS))
    assert "Suspended by you" in page
    assert f'value="{INFRASPINATUS}"' in page
    answer = send(ana, f"{DECK}/resume", {"card": INFRASPINATUS, "back": "settings"})
    assert answer.location == SETTINGS
    assert "Suspended by you" not in text(ana.get(SETTINGS))


def test_leeches_are_listed_with_advice(ana, database):
    with database.writing() as session:
        session.add(
            CardSetting(
                person_id=identity("ana").id, card_id=INFRASPINATUS, deck_slug="referral-patterns",
                suspended_at=NOON, suspended_for="leech",
            )
        )  # fmt: skip
    page = text(ana.get(SETTINGS))
    for advice in ("Leeches", "side by side", "memory aid", "split it", "/patterns/infraspinatus"):
        assert advice in page


@pytest.mark.parametrize("act", ["suspend", "resume", "bury", "reset"])
def test_a_foreign_card_is_not_found_and_a_forged_token_changes_nothing(ana, database, act):
    assert send(ana, f"{DECK}/{act}", {"card": "referral-patterns/no-such/zone"}).status_code == 404
    assert (
        ana.post(f"{DECK}/{act}", data={"card": INFRASPINATUS, "csrf_token": "forged"}).status_code
        == 400
    )
    assert rows(database, CardSetting) == 0


def test_a_card_that_is_put_off_is_followed_by_another(ana):
    assert "infraspinatus" in text(ana.get(STUDY)).split("</h1>")[0]
    send(ana, f"{DECK}/bury", {"card": INFRASPINATUS})
    assert "infraspinatus" not in text(ana.get(STUDY)).split("</h1>")[0]


def test_fitting_says_what_is_missing(ana):
    answer = send(ana, f"{DECK}/optimise")
    assert answer.status_code == 422
    assert "at least 400 reviews" in answer.get_data(as_text=True)


def test_fitting_again_and_again_waits_and_going_back_does_not(ana, ben, clock):
    for _ in range(FITTINGS.most):
        assert send(ana, f"{DECK}/optimise").status_code == 422
        clock.forward(minutes=2)
    refused = send(ana, f"{DECK}/optimise")
    assert refused.status_code == 429
    assert "Please try again in 50 minutes." in refused.get_data(as_text=True)
    assert refused.headers["Retry-After"] == "3000"
    assert send(ana, f"{DECK}/optimise", {"forget": "1"}).status_code == 303
    assert send(ben, f"{DECK}/optimise").status_code == 422
    clock.forward(minutes=50)
    assert send(ana, f"{DECK}/optimise").status_code == 422


def test_fitting_from_a_shell_says_what_is_missing(config, database):
    def run(*arguments: str):
        return CliRunner().invoke(cards, ["optimise", *arguments], obj=config)

    for arguments, said in (
        (("nobody@school.example", "referral-patterns"), "no one here"),
        (("ana@school.example", "no-such-deck"), "no deck"),
        (("ana@school.example", "referral-patterns"), "at least 400 reviews"),
    ):
        result = run(*arguments)
        assert result.exit_code == 1
        assert said in result.output


def test_cramming_asks_each_chosen_card_once_and_records_nothing(ana, database):
    asked, at = set(), 0
    while "That was the last card" not in (
        page := text(ana.get(CRAM, query_string={"kind": "name", "at": at}))
    ):
        card = re.search(r'name="card" value="([^"]+)"', page)[1]
        form = {
            "card": card,
            "muscle": "Infraspinatus",
            "csrf_token": token(ana, CRAM + "?kind=name&at=0"),
        }
        answer = text(ana.post(CRAM, query_string={"kind": "name", "at": at}, data=form))
        assert "Nothing is recorded here." in answer
        assert f"at={at + 1}" in answer
        asked.add(card)
        at += 1
    assert asked == {
        f"referral-patterns/{muscle}/name"
        for muscle in ("infraspinatus", "supraspinatus", "trapezius_upper")
    }
    assert rows(database, Review) == rows(database, CardMemory) == 0


def test_cramming_what_there_is_not_offers_another_choice(ana):
    page = text(ana.get(CRAM, query_string={"which": "leeches", "at": 0}))
    assert "No cards match" in page
    assert "Start" in page


def test_a_damaged_choice_is_the_plain_one(ana):
    assert "Show the answer" in text(
        ana.get(CRAM, query_string={"which": "\x00", "kind": "dance", "at": "0"})
    )
    assert "That was the last card" in text(ana.get(CRAM, query_string={"at": "-5"}))
