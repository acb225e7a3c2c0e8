"""Numbers: what students type is understood, compared exactly, and told apart from a wrong unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.questions import kinds
from school.questions.numeric.answering import write_range
from school.questions.numeric.body import Numeric, NumericAnswer
from tests.questions.items import item, number

HOLD = number("20", "40", "30", "s")


def right(question, typed):
    return kinds.mark_response(question, kinds.accept_response(question, [typed], 0, False)).right


@pytest.mark.parametrize(
    "typed",
    [
        "30",
        "30 s",
        "30s",
        "30 S",
        "30 sec",
        "30 seconds",
        "30 secs.",
        "30.0",
        "30,5",
        "+30",
        "20",
        "40",
        "030",
        "30.",
        "30,",
        "３０",
    ],
)
def test_one_number_is_typed_in_many_ways(typed):
    assert right(HOLD, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "19.99",
        "40.001",
        "30 min",
        "-30",
        "30-40",
        "30 40",
        "1/2",
        "about 30",
        "~30",
        "thirty",
        "30 s s",
        "3e1",
        "",
        ".",
    ],
)
def test_what_is_out_of_range_or_no_single_number_is_not_right(typed):
    assert not right(HOLD, typed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1,500", "1500"),
        ("12,345.5", "12345.5"),
        ("1,234,567", "1234567"),
        ("1,5", "1.5"),
        ("0,500", "0.5"),
        ("1,50", "1.5"),
        ("1,5000", "1.5"),
        (".5", "0.5"),
        ("−7", "-7"),
        ("- 7", "-7"),
    ],
)
def test_commas_and_signs_have_one_meaning_each(typed, value):
    assert right(number(value, value, value, ""), typed)


def test_two_kinds_of_commas_at_once_are_not_guessed_at():
    assert not right(number("1", "99999999", "", ""), "1.500,5")
    assert not right(number("1", "99999999", "", ""), "1,5,0")


@pytest.mark.parametrize(
    ("unit", "typed"),
    [
        *(("%", typed) for typed in ("80 %", "80%", "80 percent", "80 per cent")),
        *(("kg/cm²", typed) for typed in ("80 kg/cm2", "80 kg/cm^2", "80 KG/CM²")),
        *(
            ("men", "80 Men"),
            ("athletes", "80 athlete"),
            ("days", "80 d"),
            ("in", "80 inches"),
            ("°", "80 degrees"),
        ),
        *(
            ("kg", "80 kilograms"),
            ("mmHg", "80 mm Hg"),
            ("min", "80 minutes"),
            ("", "80 vertebrae"),
        ),
    ],
)
def test_a_unit_has_many_spellings(unit, typed):
    assert right(number("80", "80", "80", unit), typed)


def test_a_different_unit_is_not_right_and_explain_says_so():
    explained = kinds.explain_question(HOLD, ("30 min",), 0, False)
    assert (explained.mark.right, explained.note) == (False, "The answer is in s; you typed min.")
    assert (explained.typed, explained.accepted) == ("30 min", ("30 ± 10 s",))


def test_what_cannot_be_read_is_said():
    assert (
        kinds.explain_question(HOLD, ("thirty",), 0, False).note
        == "This could not be read as a number."
    )
    assert kinds.explain_question(HOLD, ("50",), 0, False).note == ""
    assert kinds.explain_question(HOLD, (), 0, False).note == ""


def test_numbers_are_compared_as_decimals():
    assert right(number("0.3", "0.3", "0.3", ""), "0.3")
    assert not right(number("0.3", "0.3", "0.3", ""), "0.30000000000000001")


@given(
    st.decimals(-1000, 1000, places=2),
    st.decimals(0, 100, places=2),
    st.decimals(-2000, 2000, places=2),
)
def test_right_is_within_both_ends_included(value, tolerance, typed):
    low, high = value - tolerance, value + tolerance
    assert right(number(f"{low:f}", f"{high:f}"), f"{typed:f}") == (low <= typed <= high)


@given(st.text(max_size=30))
def test_any_typed_text_is_marked(typed):
    assert right(HOLD, typed) in (True, False)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (NumericAnswer("20", "40", "30", "s"), "30 ± 10 s"),
        (NumericAnswer("28.5", "31.5", "30", ""), "30 ± 1.5"),
        (NumericAnswer("20", "30", "", "s"), "20 to 30 s"),
        (NumericAnswer("7", "7", "7", ""), "7"),
        (NumericAnswer("0", "200", "100", "g"), "100 ± 100 g"),
    ],
)
def test_the_accepted_range_in_words(answer, words):
    assert write_range(answer) == words
    printed = kinds.print_question(item(Numeric(answer)))
    assert (printed.key, printed.unit, printed.options) == ((words,), answer.unit, ())


def test_the_unit_stands_beside_the_field():
    assert kinds.show_question(HOLD, 0, True).unit == "s"


def test_long_numbers_are_compared_to_the_last_digit():
    assert right(number("1", "2", "", ""), "1." + "9" * 150)
    assert Decimal("1." + "9" * 150) < 2
