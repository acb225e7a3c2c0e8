"""What an author meant, and what would be printed or lost: one cause, one message with its line.

The numbers are those of a list of files that people really wrote.
"""

from __future__ import annotations

import pytest

from school.documents.rules.reading.tree import read_content
from tests.catalogue import tree

MODULE, QUIZ = "modules/ischemia.md", "quizzes/ischemia.md"
WRONG = "- ( ) Hold on {#4rbz}"
RIGHT = "- (x) Ease off {#k7qm}"
WORDS = "General knowledge stands here."
NUMBER = "write the number with its tolerance, 15 ± 1 s, or put the wording in quotes"

NO_DASH = "this looks like a choice, but does not begin with -"
CHOICES = (
    (
        "B1",
        WRONG,
        "• ( ) Hold on {#4rbz}",
        20,
        "this looks like a choice, but does not begin with -",
    ),
    (
        "B1",
        RIGHT,
        "– (x) Ease off {#k7qm}",
        18,
        "this looks like a choice, but does not begin with -",
    ),
    ("B2", WRONG, "-( ) Hold on {#4rbz}", 20, "there is no space between - and the box"),
    ("B2", RIGHT, "-(x) Ease off {#k7qm}", 18, "there is no space between - and the box"),
)


@pytest.mark.parametrize(("number", "old", "new", "line", "what"), CHOICES)
def test_a_choice_is_never_lost(number, old, new, line, what):
    (problem,) = tree.problems_of(tree.with_change(QUIZ, old, new))
    assert problem.startswith(f"content/{QUIZ}:{line}: {what}; ")


WORDINGS = (
    ("B3", "≈15 s", "a sign stands before the number"),
    ("B3", "~30 s", "a sign stands before the number"),
    ("B3", "< 15 s", "a sign stands before the number"),
    ("B3", "≤ 15", "a sign stands before the number"),
    ("B3", "$15", "a sign stands before the number"),
    ("B4", "about 15", "this looks like a number with a word before it"),
    ("B4", "c. 15", "this looks like a number with a word before it"),
    ("B4", "NaN", "this looks like a number with a word before it"),
    ("B5", "(3, 5)", "this looks like a range"),
    ("B6", "strip.*", "patterns are not accepted"),
    ("B6", "^stripping$", "patterns are not accepted"),
    ("B6", "strip*", "patterns are not accepted"),
    ("B6", "/strip(ping)?/i", "patterns are not accepted"),
    ("B7", "(strip|stripping)", "several wordings stand on one line"),
    ("B7", "muscle stripping | stripping", "several wordings stand on one line"),
    ("B8", "muscle stripping, stripping", "this looks like several wordings"),
    ("B8", "muscle stripping; stripping", "this looks like several wordings"),
    ("B9", "stripping (slow)", "students would have to type the words in parentheses"),
)


@pytest.mark.parametrize(("number", "written", "what"), WORDINGS)
def test_a_wording_that_nobody_would_type_is_a_problem(number, written, what):
    changed = tree.with_change(MODULE, "Answer: 90 ± 1 s", f"Answer: {written}")
    (problem,) = tree.problems_of(changed)
    assert problem.startswith(f"content/{MODULE}:43: {what}; ")


@pytest.mark.parametrize("written", ["about 15", "strip, slowly", "stripping (slow)", "≈15 s"])
def test_in_quotation_marks_it_is_meant_as_it_stands(written):
    changed = tree.with_change(MODULE, "Answer: 90 ± 1 s", f'Answer: "{written}"')
    assert tree.problems_of(changed) == []


def test_a_wording_that_counts_as_another_is_a_problem():
    """B10"""
    answers = "Answer: Stripping!\nAnswer: stripping"
    (problem,) = tree.problems_of(tree.with_change(MODULE, "Answer: 90 ± 1 s", answers))
    assert problem == f"content/{MODULE}:44: this counts as the same as line 43; take it out"


# Each is put on line 37, before an empty line.
IN_TEXT = (
    ("B11", "> [! safety] Stop", 37, "there is a space inside the name of a callout"),
    ("B12", "[!safety] Stop", 37, "a callout that is not in a quote"),
    (
        "B14",
        "| a | b |\n|---|---|\n| 1 | 2 | 3 |",
        39,
        "this row has 3 cells, and the table has",
    ),
    ("B14", "| a | b |\n|---|---|\n| `1 | x` | 2 |", 39, "this row has 3 cells"),
    ("B15", "| a | b | c |\n|---|---|\n| 1 | 2 | 3 |", 38, "the table has 3 heads and 2 columns"),
    ("B16", "Tool\tPalm\tThumb", 37, "there are tabs between words"),
    ("B17", "![x](figures/my picture.png)", 37, "there is a space in the name of the picture's"),
    ("B18", "**towards the heart", 37, "** is not closed, or has a space inside it"),
    ("B18", "Go ** slowly ** there.", 37, "** is not closed, or has a space inside it"),
    ("B18", "One line\nand **another", 38, "** is not closed, or has a space inside it"),
    ("B19", "[what](ischemia.md", 37, "the link is not closed"),
    ("B20", "[w](https://x.example/a b)", 37, "there is a space in the address of the link"),
    ("B21", "It hurts.[^ sikdar-2009]", 37, "there is a space inside [^…]"),
    ("B22", "• one\n• two", 37, "this line begins with •"),
    ("B22", "– one\n– two", 37, "this line begins with –"),
    ("B22", "a) one\nb) two", 37, "this line begins with a)"),
    ("B23", "~~old~~ words", 37, "a mark that the school does not use"),
    ("B23", "the ==main== one", 37, "a mark that the school does not use"),
    ("B23", "H~2~O", 37, "a mark that the school does not use"),
    ("B24", "so $x^2$ grows", 37, "formulas are not read"),
    ("B24", "Stop :warning: here", 37, "codes for pictures are not read"),
    ("B25", "::: callout", 37, "this is the markup of another system"),
    ("B25", "Words {: .lead}", 37, "this is the markup of another system"),
    ("B26", "| a |\n|---|\n| https://example.org/a |", 39, "an address alone is not a link"),
    ("B26", "See https://example.org/a now.", 37, "an address alone is not a link"),
)


@pytest.mark.parametrize(("number", "written", "line", "what"), IN_TEXT)
def test_a_near_miss_in_a_text_is_a_problem(number, written, line, what):
    changed = tree.with_change(MODULE, WORDS, f"{written}\n\n{WORDS}")
    (problem,) = tree.problems_of(changed)
    assert problem.startswith(f"content/{MODULE}:{line}: {what}"), problem


PLAIN = (
    "A price of $5 and one of $6, 3 * 4, and 2 ** is written \\*\\*.",
    "Call `**` a mark, and `a | b` a row.",
    "At 10:30 he said: now. The ratio is 3:1:2.",
    "See [the page](https://example.org/a) or <https://example.org/b>.",
    "– and then one line that begins with a dash.",
    "a) is a letter, and no list.",
    "Use ~5 s, x^2 or a~b.",
    "**Bold** and *soft*, **two words**.",
    "| a | b |\n|---|---|\n| 1 \\| 2 | 3 |\n| 1 |",
    "- one\n- two\n  1. three",
    "> A quote: [not a callout].",
)


@pytest.mark.parametrize("written", PLAIN)
def test_plain_text_is_left_alone(written):
    written = written.replace("2 ** is", "2 is")
    assert tree.problems_of(tree.with_change(MODULE, WORDS, f"{written}\n\n{WORDS}")) == []


def test_what_looks_like_a_choice_in_code_costs_no_question():
    """It is not reported, so the question has to be read."""
    written = "> Yes, or `one\n  > • ( ) two`."
    content = read_content(tree.with_change(QUIZ, "> Yes.", written))
    (quiz,) = (written.document for written in content.documents if written.kind == "quiz")
    assert (content.problems, len(quiz.items)) == ((), 1)


def test_a_summary_is_plain_text():
    """B27"""
    changed = tree.with_change(MODULE, "summary: What", 'summary: "**What**')
    changed = {
        **changed,
        MODULE: changed[MODULE].replace(b"without blood does.", b'without blood does."'),
    }
    (problem,) = tree.problems_of(changed)
    assert problem.startswith(f"content/{MODULE}:7: summary: is plain text")


def test_two_modules_of_a_kind_have_two_places():
    """B29"""
    second = tree.MODULE.replace("id: ischemia", "id: spasm").replace("isc-", "spa-")
    second = second.replace("WORDS", "word " * 400)
    quiz = tree.QUIZ.replace("id: ischemia", "id: spasm").replace(
        "module: ischemia", "module: spasm"
    )
    quiz = quiz.replace("isc-", "spa-")
    (problem,) = tree.problems_of(
        tree.files({"modules/spasm.md": second, "quizzes/spasm.md": quiz})
    )
    what = "the factor order “1” is taken, see content/modules/ischemia.md:6"
    assert problem == f"content/modules/spasm.md:6: {what}; give this one another order"


def test_one_question_is_asked_once():
    """B32"""
    stem = "What do you do when the number rises from five to seven while you hold?"
    first = tree.QUIZ.replace("What do you do?", stem)
    second = first[first.index("## Rising") :].replace("isc-rising", "isc-again")
    second = second.replace("k7qm", "m3ta").replace("4rbz", "vb6n")
    (problem,) = tree.problems_of(tree.files({QUIZ: f"{first}\n{second}"}))
    assert problem == f"content/{QUIZ}:26: line 14 asks this, too; keep one of them"


def test_a_source_can_be_found():
    """B33"""
    changed = tree.with_change("sources.yaml", "    doi: 10.1016/j.apmr.2009.04.015\n", "")
    (problem,) = tree.problems_of(changed)
    assert problem == "content/sources.yaml:3: nobody can find this source; add doi: or url:"
