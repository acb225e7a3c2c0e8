"""Laws that every kind of question keeps, whatever the question."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.questions import kinds
from school.questions.items import BadResponse
from tests.questions.items import any_choosing, any_item, choosing, number, text

SEEDS = st.integers(0, 2**63)


def ids(item):
    return [choice.id for choice in item.body.choices]


def partial_of(item):
    return item.body.partial if item.kind == "several-choices" else "off"


def key(item):
    return tuple(choice.id for choice in item.body.choices if choice.right)


@given(any_choosing(), SEEDS, st.booleans(), st.data())
def test_posted_places_lead_to_the_choices_that_stood_there(item, seed, shuffle, data):
    shown = kinds.show_question(item, seed, shuffle)
    most = 1 if item.kind == "one-choice" else len(shown.options)
    ticked = data.draw(st.lists(st.sampled_from(shown.options), max_size=most, unique=True))
    response = kinds.accept_response(item, [option.value for option in ticked], seed, shuffle)
    words = {choice.html for choice in item.body.choices if choice.id in response}
    assert words == {option.html for option in ticked}
    assert kinds.find_chosen_values(item, response, seed, shuffle) == {
        option.value for option in ticked
    }


@given(any_choosing(), SEEDS, SEEDS, st.data())
def test_shuffling_never_changes_a_mark(item, first_seed, second_seed, data):
    most = 1 if item.kind == "one-choice" else None
    chosen = data.draw(st.sets(st.sampled_from(ids(item)), max_size=most))
    response = tuple(i for i in ids(item) if i in chosen)
    mark = kinds.mark_response(item, response)
    for seed in (first_seed, second_seed):
        posted = list(kinds.find_chosen_values(item, response, seed, True))
        accepted = kinds.accept_response(item, posted, seed, True)
        assert kinds.mark_response(item, accepted) == mark
        assert kinds.explain_question(item, response, seed, True).mark == mark


@given(any_choosing(), st.data())
def test_a_mark_is_a_share_and_is_whole_only_for_the_key(item, data):
    response = tuple(data.draw(st.lists(st.sampled_from(ids(item)), unique=True)))
    mark = kinds.mark_response(item, response)
    assert 0 <= mark.share <= 1
    assert mark.right == (frozenset(response) == frozenset(key(item)))
    assert mark.answered == bool(response)
    assert kinds.mark_response(item, key(item)).right


@given(any_choosing(), st.data())
def test_a_further_right_tick_never_costs_and_a_further_wrong_one_never_pays(item, data):
    ticked = data.draw(st.sets(st.sampled_from(ids(item))))
    more = data.draw(st.sampled_from(ids(item)))
    before = kinds.mark_response(item, tuple(ticked)).share
    after = kinds.mark_response(item, tuple(ticked | {more})).share
    if more in ticked:
        assert after == before
    elif partial_of(item) == "net-correct":
        assert after >= before if more in key(item) else after <= before
    elif more not in key(item):
        assert after == 0


@given(any_choosing(), st.data())
def test_the_order_of_ticks_does_not_matter(item, data):
    ticked = data.draw(st.lists(st.sampled_from(ids(item)), unique=True))
    mark = kinds.mark_response(item, tuple(ticked))
    assert mark == kinds.mark_response(item, tuple(reversed(ticked)))


@given(any_choosing(), SEEDS)
def test_every_choice_is_shown_once_and_fixed_ones_keep_their_place(item, seed):
    shown = [option.html for option in kinds.show_question(item, seed, True).options]
    assert sorted(shown) == sorted(choice.html for choice in item.body.choices)
    fixed = [place for place, choice in enumerate(item.body.choices) if choice.fixed]
    assert [shown[place] for place in fixed] == [item.body.choices[place].html for place in fixed]


@given(any_choosing(), SEEDS)
def test_the_same_seed_gives_the_same_order_and_no_shuffling_the_authors(item, seed):
    assert kinds.show_question(item, seed, True) == kinds.show_question(item, seed, True)
    assert [option.html for option in kinds.show_question(item, seed, False).options] == [
        c.html for c in item.body.choices
    ]


def test_the_order_for_a_seed_stays_for_ever():
    item = choosing("one-choice", "a", "bcdef", fixed="f")
    words = "".join(option.html[-1] for option in kinds.show_question(item, 7, True).options)
    assert words == "dcbeaf"


def test_every_order_of_choices_comes_up():
    item = choosing("one-choice", "a", "bc")
    orders = set()
    for seed in range(100):
        options = kinds.show_question(item, seed, True).options
        orders.add("".join(option.html for option in options))
    assert len(orders) == 6


@given(any_item(), SEEDS)
def test_what_is_asked_gives_nothing_away(item, seed):
    shown = kinds.show_question(item, seed, True)
    assert item.explanation not in repr(shown)
    assert "Why" not in repr(shown)
    assert "right" not in vars(shown).keys() | {
        field for option in shown.options for field in vars(option)
    }
    if item.kind == "numeric":
        assert item.body.number.low not in (shown.instruction, shown.unit)


@given(any_item(), SEEDS, st.lists(st.text(max_size=5), max_size=3))
def test_whatever_is_posted_is_taken_or_refused(item, seed, raw):
    try:
        response = kinds.accept_response(item, raw, seed, True)
    except BadResponse:
        return
    mark = kinds.mark_response(item, response)
    assert mark.share in (Fraction(0), Fraction(1)) or partial_of(item) == "net-correct"
    assert kinds.explain_question(item, response, seed, True).mark == mark
    if item.kind in ("numeric", "short-text"):
        assert tuple(kinds.find_chosen_values(item, response, seed, True)) == response


@given(any_item(), SEEDS)
def test_nothing_is_no_answer_and_earns_nothing(item, seed):
    assert kinds.accept_response(item, [], seed, True) == ()
    mark = kinds.mark_response(item, ())
    assert (mark.share, mark.answered, mark.right) == (0, False, False)
    assert kinds.find_chosen_values(item, (), seed, True) == frozenset()


@pytest.mark.parametrize("raw", [["4"], ["0"], ["a"], [""], ["1", "x"], ["01"], ["-1"]])
@pytest.mark.parametrize("kind", ["one-choice", "several-choices"])
def test_a_place_that_was_not_shown_is_refused(kind, raw):
    with pytest.raises(BadResponse):
        kinds.accept_response(choosing(kind, "a", "bc"), raw, 1, False)


def test_one_choice_takes_one():
    with pytest.raises(BadResponse):
        kinds.accept_response(choosing("one-choice", "a", "bc"), ["1", "2"], 1, False)


def test_a_choice_ticked_twice_counts_once():
    assert kinds.accept_response(
        choosing("several-choices", "a", "bc"), ["2", "1", "2"], 1, False
    ) == (
        "a",
        "b",
    )


def test_a_typed_answer_is_one_text_of_bounded_length_without_nul():
    assert kinds.accept_response(text("a"), ["  two \0 words  "], 1, False) == ("two  words",)
    assert kinds.accept_response(text("a"), ["   "], 1, False) == ()
    assert kinds.accept_response(number("1", "2"), ["x" * 500], 1, False) == ("x" * 200,)
    with pytest.raises(BadResponse):
        kinds.accept_response(text("a"), ["a", "b"], 1, False)


def test_a_choice_that_is_no_longer_there_is_a_wrong_tick():
    item = choosing("several-choices", "ab", "c", partial="net-correct")
    assert kinds.mark_response(item, ("a", "z")).share == 0
    assert kinds.mark_response(choosing("one-choice", "a", "b"), ("z",)).share == 0


def test_net_correct_takes_wrong_ticks_off():
    item = choosing("several-choices", "abc", "de", partial="net-correct")
    shares = {
        ticks: kinds.mark_response(item, tuple(ticks)).share
        for ticks in ("a", "ab", "abd", "abcde", "de", "abc")
    }
    third = Fraction(1, 3)
    assert shares == {"a": third, "ab": 2 * third, "abd": third, "abcde": third, "de": 0, "abc": 1}


def test_without_partial_credit_it_is_all_or_nothing():
    item = choosing("several-choices", "abc", "de")
    assert [kinds.mark_response(item, tuple(ticks)).share for ticks in ("ab", "abcd", "abc")] == [
        0,
        0,
        1,
    ]


def test_the_instruction_says_how_ticks_are_counted():
    assert (
        kinds.show_question(choosing("one-choice", "a", "b"), 1, True).instruction == "Choose one."
    )
    plain = kinds.show_question(choosing("several-choices", "a", "b"), 1, True)
    net = kinds.show_question(choosing("several-choices", "a", "b", partial="net-correct"), 1, True)
    assert plain.instruction == "Choose all that apply."
    assert net.instruction.endswith("each wrong tick takes one off.")


def test_an_explained_choice_says_what_it_turned_out_to_be():
    item = choosing("several-choices", "ab", "cd")
    explained = kinds.explain_question(item, ("a", "c"), 1, False)
    assert [option.verdict for option in explained.options] == [
        "Your answer: right",
        "Right, not chosen",
        "Your answer: not right",
        "",
    ]
    assert explained.options[3].feedback == "<p>Why d.</p>"
    assert explained.explanation == "<p>Stay at five.</p>"


def test_on_paper_choices_stand_in_the_authors_order_with_letters_as_key():
    printed = kinds.print_question(choosing("several-choices", "ac", "b"))
    assert [(option.letter, option.html) for option in printed.options] == [
        ("A", "Choice a"),
        ("B", "Choice b"),
        ("C", "Choice c"),
    ]
    assert printed.key == ("A", "C")
    assert kinds.print_question(choosing("one-choice", "b", "a")).key == ("B",)


def test_each_kind_names_its_two_templates():
    shown = kinds.show_question(number("1", "2"), 1, True)
    assert (shown.template, kinds.explain_question(number("1", "2"), (), 1, True).template) == (
        "questions/typed/ask.html",
        "questions/typed/explain.html",
    )
