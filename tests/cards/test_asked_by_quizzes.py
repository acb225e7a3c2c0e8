"""Which quizzes go with what a deck asks."""

from __future__ import annotations

import pytest

from school.cards.rules.asked_by_quizzes import match_quizzes
from school.cards.rules.decks import Deck
from school.catalogue.rules.documents import Check, Module, Section
from school.catalogue.rules.naming import list_wordings
from school.config import ROOT
from school.documents.service.editions import store_release
from school.documents.service.folder import check_folder
from school.documents.service.shelf import Shelf
from school.quizzes.rules.quiz import Quiz
from tests import make


def make_lesson(*texts: str, slug: str = "ischemia") -> Module:
    return make.module(
        slug, sections=tuple(Section(f"s-{n}", "S", 9, (text,)) for n, text in enumerate(texts))
    )


@pytest.mark.parametrize(
    ("text", "muscles"),
    [
        ("<p>Press the Infraspinatus.</p>", ("infraspinatus",)),
        ("<p>Upper trapezius and supraspinatus</p>", ("supraspinatus",)),
        ("<p>The rhomboids are only shown, never asked.</p>", ()),
        ("<p>Nothing by name.</p>", ()),
    ],
)
def test_a_quiz_asks_for_the_patterns_whose_muscle_its_module_names(text, muscles):
    matched = match_quizzes(make.deck(), [(make.quiz(), make_lesson(text))])
    assert matched == ({"ischemia": muscles} if muscles else {})


@pytest.mark.parametrize("text", ["The rhomboid", "Both RHOMBOIDS", "rhomboids, left and right"])
def test_a_muscle_is_named_in_any_case_and_number(text):
    deck = make.deck(patterns=(make.pattern("rhomboid"),))
    matched = match_quizzes(deck, [(make.quiz(), make_lesson(f"<p>{text}</p>"))])
    assert matched == {"ischemia": ("rhomboid",)}


def test_a_self_check_names_nothing():
    checked = Section("s", "S", 1, (Check(make.one_choice(stem="<p>infraspinatus</p>")),))
    assert match_quizzes(make.deck(), [(make.quiz(), make.module(sections=(checked,)))]) == {}


@pytest.mark.parametrize("about", ["pressing", "quiz-on-pressing/q-one"])
def test_what_is_about_the_module_or_a_question_goes_with_the_quiz_whatever_its_name(about):
    deck = make.deck(
        patterns=(
            make.pattern("teres", about=(about,)),
            make.pattern("soleus", about=("pressings",)),
        )
    )
    quiz = make.quiz("quiz-on-pressing", module="pressing")
    assert match_quizzes(deck, [(quiz, make_lesson("<p></p>", slug="pressing"))]) == {
        "quiz-on-pressing": ("teres",)
    }


def test_cards_in_words_go_with_a_quiz_too():
    matched = match_quizzes(make.deck_in_words(), [(make.quiz(), make_lesson("<p></p>"))])
    assert matched == {"ischemia": ("first-press",)}


def test_a_muscle_goes_by_several_wordings_and_each_is_looked_for():
    assert "scm" in list_wordings("Sternocleidomastoid")
    deck = make.deck(patterns=(make.pattern("scm_sternal", muscle="Sternocleidomastoid"),))
    assert match_quizzes(deck, [(make.quiz(), make_lesson("<p>Lift the SCM off.</p>"))]) == {
        "ischemia": ("scm_sternal",)
    }


def test_every_quiz_that_ships_has_cards_to_be_ready_with():
    documents = {(w.kind, w.slug): w.document for w in check_folder(ROOT / "content").documents}
    quizzes = [quiz for quiz in documents.values() if isinstance(quiz, Quiz)]
    taught = [(quiz, documents["module", quiz.module]) for quiz in quizzes]
    for deck in documents.values():
        if isinstance(deck, Deck):
            assert match_quizzes(deck, taught).keys() == {quiz.slug for quiz in quizzes}, deck.slug


def test_a_deck_that_is_read_knows_its_quizzes_also_after_a_module_has_changed(session, noon):
    shelf = Shelf()
    assert shelf.find_release(session).of(Deck)["referral-patterns"].quizzes == {}
    store_release(
        session,
        "Ines Calder",
        make.drafts(module=make_lesson("<p>Press the infraspinatus.</p>")),
        noon,
    )
    assert shelf.find_release(session).of(Deck)["referral-patterns"].quizzes == {
        "ischemia": ("infraspinatus",)
    }
