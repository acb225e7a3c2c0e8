"""A part becomes a question, and everything an author can get wrong is named with its line."""

import pytest

from school.questions.choosing.choice import Choice
from school.questions.numeric.body import NumericAnswer
from tests.markup.author import read_question

EXPLAINED = "\n> [!explanation]\n> Because.\n"
TWO = "- (x) Ease off {#k7qm}\n  > Yes.\n- ( ) Hold on {#4rbz}\n  > No.\n"


def graded(body, attributes=""):
    return read_question(body + EXPLAINED, attributes)


def test_a_question_with_one_right_choice_is_read_whole():
    item, problems = read_question(
        "The client says **seven**.\n\nWhat do you do?\n\n"
        "- (x) Ease *off* {#k7qm}\n  > Yes: below it.\n- ( ) Hold on {#4rbz}\n  > Guarding.\n"
        "- ( ) None of these {#hold1 fixed}\n  > One is right.\n\n"
        "> [!hint]\n> Think.\n\n> [!explanation]\n> Work at five.\n",
        'points=2 tags="neck, dose ,"',
    )
    assert problems == []
    assert (item.id, item.title, item.kind, item.points) == (
        "q-one",
        "Pressure",
        "one-choice",
        2,
    )
    assert (item.objective, item.section, item.tags, item.line) == (
        "isc-dose",
        "dose",
        ("neck", "dose"),
        4,
    )
    assert item.stem == "<p>The client says <strong>seven</strong>.</p><p>What do you do?</p>"
    assert (item.hint, item.explanation) == ("<p>Think.</p>", "<p>Work at five.</p>")
    assert item.body.choices == (
        Choice("k7qm", "Ease <em>off</em>", "<p>Yes: below it.</p>", right=True, fixed=False),
        Choice("4rbz", "Hold on", "<p>Guarding.</p>", right=False, fixed=False),
        Choice("hold1", "None of these", "<p>One is right.</p>", right=False, fixed=True),
    )


def test_square_boxes_make_several_choices_with_partial_credit_where_wished():
    body = (
        "- [x] Tingling\n  > Nerve.\n- [x] Numbness\n  > Nerve.\n- [ ] A dull ache\n  > Common.\n"
    )
    item, problems = graded(body, "partial=net-correct")
    assert problems == []
    assert (item.kind, item.body.partial) == ("several-choices", "net-correct")
    assert [choice.right for choice in item.body.choices] == [True, True, False]
    assert item.stem == ""


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        ("30 ± 10 s", NumericAnswer("20", "40", "30", "s")),
        ("30 +- 10 s", NumericAnswer("20", "40", "30", "s")),
        ("30 +/- 10s", NumericAnswer("20", "40", "30", "s")),
        ("30 s ± 10 s", NumericAnswer("20", "40", "30", "s")),
        ("30 ± 5 % s", NumericAnswer("28.5", "31.5", "30", "s")),
        ("30 ± 5 %", NumericAnswer("28.5", "31.5", "30", "")),
        ("-20 ± 10 %", NumericAnswer("-22", "-18", "-20", "")),
        ("85 % ± 5 %", NumericAnswer("80", "90", "85", "%")),
        ("85 % ± 5", NumericAnswer("80", "90", "85", "%")),
        ("[20, 30] s", NumericAnswer("20", "30", "", "s")),
        ("[0.5,1.25]", NumericAnswer("0.5", "1.25", "", "")),
        ("7", NumericAnswer("7", "7", "7", "")),
        ("100 kg/cm²", NumericAnswer("100", "100", "100", "kg/cm²")),
        ("37.50 °C", NumericAnswer("37.5", "37.5", "37.5", "°C")),
        ("−5 ± 5", NumericAnswer("-10", "0", "-5", "")),
        ("30 ± 2 mmHg", NumericAnswer("28", "32", "30", "mmHg")),
    ],
)
def test_a_number_is_read_with_tolerance_and_unit(answer, read):
    item, problems = graded(f"How long?\n\nAnswer: {answer}\n")
    assert problems == []
    assert (item.kind, item.body.number) == ("numeric", read)


@pytest.mark.parametrize(
    ("answers", "wordings"),
    [
        (
            ["reactive hyperemia", "reactive hyperaemia"],
            ("reactive hyperemia", "reactive hyperaemia"),
        ),
        (["C5"], ("C5",)),
        (["11th cranial nerve"], ("11th cranial nerve",)),
        (['"2 fingers"'], ("2 fingers",)),
        (["strain/counterstrain"], ("strain/counterstrain",)),
        (['"'], ()),
    ],
)
def test_wordings_are_read_one_a_line(answers, wordings):
    item, _ = graded("\n".join(f"Answer: {answer}" for answer in answers) + "\n")
    assert (item.kind, item.body.wordings) == ("short-text", wordings)


def test_a_self_check_may_do_without_what_a_graded_question_needs():
    item, problems = read_question("- (x) Ease off\n- ( ) Hold on\n", ".check", graded=False)
    assert problems == []
    assert (item.explanation, item.body.choices[0].feedback) == ("", "")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (
            "- ( ) a\n  > f\n- ( ) b\n  > f\n",
            "4: a ( ) question needs exactly one (x), this one has none",
        ),
        ("- (x) a\n  > f\n- (x) b\n  > f\n", "8: a second (x)"),
        (
            "- [ ] a\n  > f\n- [ ] b\n  > f\n",
            "4: a [ ] question needs at least one [x], this one has none",
        ),
        (
            "- (x) a\n  > f\n- [ ] b\n  > f\n",
            "4: the question mixes kinds of answers: one choice and several choices",
        ),
        (TWO + "\nAnswer: 3\n", "4: the question mixes kinds of answers: one choice and numeric"),
        (
            "Answer: 3\nAnswer: three\n",
            "4: the question mixes kinds of answers: numeric and short text",
        ),
        ("- (x) a\n  > f\n", "4: a question needs at least two choices"),
        (TWO + "".join(f"- ( ) {n}\n  > f\n" for n in range(11)), "4: more than 12 choices"),
        (TWO + "- ( ) ease  OFF\n  > f\n", "10: the same choice as on line 6"),
        (TWO + "- ( )\n  > f\n", "10: an empty choice"),
        (TWO + "- ( ) third\n", "10: the choice has no feedback"),
        (TWO + "- ( ) ![A loop](figures/loop.svg)\n  > f\n", "10: a choice holds more than words"),
        (TWO + "\nMore.\n", "11: text comes after the answers"),
        (TWO + "\nMore.\n\n- [ ] x\n  > f\n", "13: a second list of choices"),
        ("Only words.\n", "4: the question has no choices and no Answer line"),
        ("1. Warm\n2. Press\n", "4: this kind of question is not known"),
        ("- Trapezius -> temple\n- -> heel\n", "4: this kind of question is not known"),
        ("It refers to {{temple | jaw}}.\n", "4: this kind of question is not known"),
        ("```hotspot\nmap: back\n```\n", "4: this kind of question is not known"),
        ("Answer: /^cn$/i\n", "6: patterns are not accepted"),
        ("Answer: …\n", "6: an answer without a letter or digit"),
        ("Answer:\n", "6: an answer without a letter or digit"),
        ("Answer: " + "long " * 50 + "\n", "6: an answer longer than 200 characters"),
        ("Answer: 30 to 40 s\n", "6: the number “30 to 40 s” cannot be read"),
        ("Answer: 1,500 ml\n", "6: the number “1,500 ml” cannot be read"),
        ("Answer: [20] s\n", "6: the number “[20] s” cannot be read"),
        ("Answer: 5 fingers wide\n", "6: the number “5 fingers wide” cannot be read"),
        ("Answer: 123456789\n", "6: the number “123456789” cannot be read"),
        ("Answer: 30 ± -10 s\n", "6: a tolerance below zero"),
        ("Answer: [30, 20] s\n", "6: the range ends before it begins"),
        ("Answer: 30 s ± 10 min\n", "6: two units, s and min"),
        ("Answer: 30 s\nAnswer: 40 s\n", "7: a second number"),
        (TWO + "\n> [!safety]\n> x\n", "11: the callout [!safety] is not known in a question"),
        (TWO + "\n> [!hint]\n> x\n\n> [!hint]\n> y\n", "14: a second [!hint]"),
        (TWO + "\n> [!hint] Think\n> harder\n", "11: words after [!hint] are not shown"),
        (TWO + "\n> [!hint]\n> [x](none.md)\n", "12: the link (none.md) leads nowhere"),
        ("See [x](none.md)\n\n" + TWO, "6: the link (none.md) leads nowhere"),
        ("- (x) a\n  > f[^nobody-1999]\n- ( ) b\n  > f\n", "7: there is no source “nobody-1999”"),
    ],
)
def test_what_is_wrong_in_a_question_is_named_with_its_line(body, problem):
    assert problem in graded(body)[1]


@pytest.mark.parametrize(
    ("attributes", "problem"),
    [
        ("points=0", "4: points=0 is not accepted"),
        ("points=101", "4: points=101 is not accepted"),
        ("points=1.5", "4: points=1.5 is not accepted"),
        ("points=two", "4: points=two is not accepted"),
        ("partial=coverage", "4: partial= is for questions with [ ] boxes"),
        ("partial=net-correct", "4: partial= is for questions with [ ] boxes"),
        ("weight=2", "4: weight= is not known in a question"),
        (".check", "4: .check is not known in a question"),
        (".big", "4: .big is not known in a question"),
    ],
)
def test_what_is_wrong_in_the_braces_is_named(attributes, problem):
    assert graded(TWO, attributes)[1] == [problem]


def test_partial_credit_that_is_not_known_is_named():
    body = TWO.replace("( )", "[ ]").replace("(x)", "[x]")
    assert graded(body, "partial=coverage")[1] == ["4: partial=coverage is not known"]


@pytest.mark.parametrize(
    ("braces", "problem"),
    [
        ("#q-one section=dose", "4: the question has no objective="),
        ("#q-one objective=isc-dose", "4: the question has no section="),
        ('#q-one objective="" section=dose', "4: the question has no objective="),
        ("objective=isc-dose section=dose", "4: the question has no id"),
    ],
)
def test_a_graded_question_names_itself_its_objective_and_its_section(braces, problem):
    assert read_question(TWO + EXPLAINED, braces=braces)[1] == [problem]


def test_a_graded_question_has_an_explanation():
    assert read_question(TWO)[1] == ["4: the question has no explanation"]


def test_a_question_that_is_too_broken_is_none():
    assert read_question("Only words.\n")[0] is None
    assert graded("Answer: 30 to 40\n")[0] is None
    assert graded("- () a\n- () b\n")[0] is None
    assert read_question(TWO + EXPLAINED, braces="objective=isc-dose section=dose")[0] is None


def test_every_problem_of_a_question_is_found_at_once():
    _, problems = read_question(
        "[x](none.md)\n\nAnswer: 30 to 40\n\nMore.\n\n> [!hint]\n> [y](none.md)\n", "points=0"
    )
    assert [problem.split(":")[0] for problem in problems] == ["4", "4", "6", "8", "10", "13"]


def test_points_that_cannot_be_read_count_as_one():
    assert graded(TWO, "points=0")[0].points == 1
    assert graded(TWO, "points=100")[0].points == 100
