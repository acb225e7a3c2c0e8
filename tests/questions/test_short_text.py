"""Short texts: compared without regard to what does not matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.questions import kinds
from school.questions.short_text.wording import normalize_wording
from tests.questions.items import text

FLUSH = text("reactive hyperemia", "reactive hyperaemia")


def right(question, typed):
    return kinds.mark_response(question, kinds.accept_response(question, [typed], 0, False)).right


@pytest.mark.parametrize(
    "typed",
    [
        "reactive hyperemia",
        "Reactive  Hyperaemia",
        "REACTIVE-HYPEREMIA.",
        " reactive hyperémia ",
        "reactive_hyperemia",
        "“reactive” hyperemia",
    ],
)
def test_case_accents_punctuation_and_spaces_do_not_matter(typed):
    assert right(FLUSH, typed)


@pytest.mark.parametrize(
    "typed", ["hyperemia", "reactive hyperemias", "reactivehyperemia", "…", ""]
)
def test_other_words_are_not_right(typed):
    assert not right(FLUSH, typed)


@pytest.mark.parametrize(
    "typed", ["Trendelenburg's sign", "trendelenburgs sign", "Trendelenburg’s Sign"]
)
def test_an_apostrophe_is_no_gap(typed):
    assert right(text("Trendelenburg's sign"), typed)


def test_an_answer_without_letters_is_never_right():
    assert not right(text("…"), "…")


def test_a_pattern_is_only_text():
    assert not right(text("a.c"), "abc")
    assert right(text("a.c"), "a-c")


def test_explained_and_printed_with_every_wording():
    explained = kinds.explain_question(FLUSH, ("flush",), 0, False)
    assert (explained.typed, explained.accepted) == (
        "flush",
        ("reactive hyperemia", "reactive hyperaemia"),
    )
    assert kinds.print_question(FLUSH).key == ("reactive hyperemia", "reactive hyperaemia")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=60))
def test_what_was_accepted_once_is_accepted_in_any_case_and_spacing(wording):
    if normalize_wording(wording):
        assert right(text(wording), f"  {wording} ")
        assert normalize_wording(normalize_wording(wording)) == normalize_wording(wording)
