"""Where the lessons go with a card."""

from __future__ import annotations

import pytest

from school.cards.rules.lessons import (
    MOST_PLACES,
    Place,
    list_lessons_about,
    list_places_naming_muscle,
)
from school.catalogue.rules.documents import Check, Section
from school.catalogue.rules.naming import list_wordings
from school.core.links import Link
from tests import make


def make_lesson(*texts, slug="ischemia"):
    sections = tuple(Section(f"s-{n}", f"Part {n}", 9, (text,)) for n, text in enumerate(texts))
    return make.module(slug, sections=sections)


def test_a_section_that_names_the_muscle_is_found_in_any_case_and_number():
    lesson = make_lesson(
        "<p>The <b>Rhomboids</b> lie deep.</p>",
        "<p>Nothing here.</p>",
        "<p>rhomboid major and minor</p>",
    )
    places = list_places_naming_muscle(
        make.pattern("r", muscle="Rhomboid major and minor"), [lesson]
    )
    assert places == (
        Place(Link("catalogue.module", slug="ischemia", anchor="s-0"), "Ischemia", "Part 0"),
        Place(Link("catalogue.module", slug="ischemia", anchor="s-2"), "Ischemia", "Part 2"),
    )


@pytest.mark.parametrize(
    "text", ["<p>The infrascapular nerve.</p>", "<p>infraspinatusx</p>", "<p>supraspinatus</p>"]
)
def test_part_of_a_word_is_no_name(text):
    assert list_places_naming_muscle(make.pattern("infraspinatus"), [make_lesson(text)]) == ()


def test_a_self_check_is_no_text():
    section = Section("s", "S", 1, (Check(make.one_choice(stem="<p>infraspinatus</p>")),))
    assert (
        list_places_naming_muscle(make.pattern("infraspinatus"), [make.module(sections=(section,))])
        == ()
    )


def test_a_handful_of_places_is_enough():
    lessons = [make_lesson(*["<p>infraspinatus</p>"] * 9)]
    assert len(list_places_naming_muscle(make.pattern("infraspinatus"), lessons)) == MOST_PLACES


@pytest.mark.parametrize(
    ("muscle", "words"),
    [
        ("Sternocleidomastoid", ("sternocleidomastoid", "scm")),
        (
            "Obturator internus and gemelli",
            ("obturator internus and gemelli", "obturator internus"),
        ),
        (
            "Abductor digiti minimi (foot)",
            ("abductor digiti minimi (foot)", "abductor digiti minimi"),
        ),
        ("Peroneus (fibularis) tertius", ("peroneus (fibularis) tertius",)),
        ("Soleus", ("soleus",)),
    ],
)
def test_a_muscle_goes_by_several_wordings(muscle, words):
    assert list_wordings(muscle) == words


def test_what_a_card_is_about_links_modules_and_quizzes_once_and_drops_what_is_gone():
    catalogue = make.catalogue(make.module(), make.quiz())
    about = ("ischemia", "ischemia/q-ischemia-one", "ischemia/q-ischemia-two", "gone", "gone/q")
    assert list_lessons_about(about, catalogue) == (
        (Link("catalogue.module", slug="ischemia"), "Ischemia"),
        (Link("quizzes.quiz", slug="ischemia"), "Quiz: Ischemia"),
    )
