"""A document's parts and blocks, each with its line, and what the school's Markdown leaves out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.markup.blocks import AnswerLine, ChoiceLine
from school.markup.problems import Problems
from school.markup.structure import Document, read_document
from tests.markup.author import read_body, read_first_part


def test_parts_run_from_heading_to_heading():
    parsed, problems = read_body(
        "Intro.\n\n## One {#one}\n\nText.\n\n### Two {#two .check}\n\n"
        "#### Within\n\n## Three {#three}\n"
    )
    assert problems == []
    assert [(part.level, part.title, part.attrs.id, part.line) for part in parsed.parts] == [
        (2, "One", "one", 6),
        (3, "Two", "two", 10),
        (2, "Three", "three", 14),
    ]
    assert parsed.intro[0].source == "Intro."
    assert parsed.parts[1].blocks[0].source == "#### Within"


def test_a_title_is_plain_words():
    assert read_first_part("## The *tender* `spot` & more {#a}").title == "The tender spot & more"


def test_text_keeps_its_lines_and_callouts_stand_apart():
    blocks = read_first_part(
        "## A {#a}\n\nOne\ntwo.\n\n- x\n\n> [!Safety] Stop *now*\n> Why.\n>\n> - b\n\nAfter."
    ).blocks
    assert [(block.kind, block.line, block.source) for block in blocks] == [
        ("text", 6, "One\ntwo.\n\n- x"),
        ("callout", 11, "Why.\n\n- b"),
        ("text", 16, "After."),
    ]
    assert (blocks[1].name, blocks[1].title, blocks[1].source_line) == ("safety", "Stop *now*", 12)


def test_a_plain_quote_is_text():
    assert [block.kind for block in read_first_part("## A {#a}\n\n> Words.\n").blocks] == ["text"]


def test_choices_carry_box_text_feedback_and_lines():
    body = (
        "## A {#a}\n\n- (x) Ease *off* {#k7qm}\n  > Yes,\n  > below.\n"
        "- ( ) None {#4rbz fixed}\n- ( ) All {fixed}\n\n* [X] Other list"
    )
    blocks = read_first_part(body).blocks
    assert blocks[0].choices == (
        ChoiceLine("(x)", "Ease *off*", False, 6, "Yes,\nbelow.", 7, "k7qm", 6),
        ChoiceLine("( )", "None", True, 9, id="4rbz", last_line=9),
        ChoiceLine("( )", "All", True, 10, last_line=10),
    )
    assert blocks[1].choices == (ChoiceLine("[x]", "Other list", False, 12, last_line=12),)


def test_a_choice_may_run_over_two_lines():
    choices = read_first_part("## A {#a}\n\n- ( ) one\n  two\n  > because").blocks[0].choices
    assert choices == (ChoiceLine("( )", "one\ntwo", False, 6, "because", 8, last_line=7),)


def test_an_ordinary_list_is_text_even_with_a_link_that_looks_like_a_box():
    assert [
        b.kind
        for b in read_first_part("## A {#a}\n\n- one\n- [x](ischemia.md)\n- (see below)\n").blocks
    ] == ["text"]


def test_answer_lines_are_read_with_and_without_an_empty_line_before_them():
    blocks = read_first_part(
        "## A {#a}\n\nHow long?\nAnswer: 30 s\nAnswer:  half a minute \n"
    ).blocks
    assert [(block.kind, block.source) for block in blocks] == [
        ("text", "How long?"),
        ("answers", ""),
    ]
    assert blocks[1].answers == (AnswerLine("30 s", 7), AnswerLine("half a minute", 8))
    assert read_first_part("## A {#a}\n\nAnswer: 30 s\n").blocks[0].line == 6


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("Text with <b>HTML</b>.", "4: raw HTML is not accepted"),
        ("One\ntwo <br> three", "5: raw HTML is not accepted"),
        ("One  \ntwo <br> three", "5: raw HTML is not accepted"),
        ("<div>\nx\n</div>", "4: raw HTML is not accepted"),
        ("| a |\n|---|\n| <i>x</i> |", "6: raw HTML is not accepted"),
        ("> <!-- note -->", "4: raw HTML is not accepted"),
        ("```\ncode\n```", "4: a block of code is not accepted"),
        ("a\n\n    code", "6: four spaces or a tab at the beginning make this a block of code"),
        ("[a]: https://example.org", "4: a link definition is not accepted"),
        ("[a]: b\n[a]: c", "5: a link definition is not accepted"),
        ("# Title", "4: a heading of level 1 is not used"),
        ("##### Deep", "4: a heading of level 5 is not used"),
        ("- ## A", "4: there is a heading inside a list or a quote"),
        ("> ## A", "4: there is a heading inside a list or a quote"),
        ("Title\n-----", "4: a row of - or = makes the line above it a heading"),
        ("> " * 21 + "a", "4: blocks nest deeper than 20 levels"),
        ("## {#a}", "4: a heading without words"),
        ("## A[^x] {#a}", "4: there is a citation in a heading"),
        ("> [!hint]\n> a\n> [!explanation]\n> b", "6: a second callout begins inside this one"),
        ("- (x) a\n- b", "5: this line of the choices has no box"),
        ("- () a\n- (x) b", "4: this line of the choices has no box"),
        ("- (x] a\n- (x) b", "4: this line of the choices has no box"),
        ("- (x) a {credit=50%}\n- ( ) b", "4: {credit=50%} after a choice is not known"),
        ("- (x) a {#k7qm #4rbz}\n- ( ) b", "4: {#k7qm #4rbz} after a choice is not known"),
        ("- (x) a {fixed #k7qm}\n- ( ) b", "4: {fixed #k7qm} after a choice is not known"),
        ("- (x) a {}\n- ( ) b", "4: {} after a choice is not known"),
        (
            "- (x) a\n  > f\n  > g\n\n  > h\n- ( ) b",
            "8: a choice holds more than one paragraph and one quote",
        ),
        ("- (x) a\n\n  b\n- ( ) c", "6: a choice holds more than one paragraph and one quote"),
        ("Answer: a\nmore", "5: there is text directly after an Answer line"),
    ],
)
def test_what_the_school_does_not_take_is_named_with_its_line(body, problem):
    assert problem in read_body(body)[1]


def test_problems_are_collected_to_the_end():
    assert len(read_body("<b>\n\n# A\n\n```\n\nx")[1]) == 3


def test_a_list_of_choices_under_a_paragraph_is_still_one():
    assert [b.kind for b in read_first_part("## A {#a}\n\nWhich?\n- (x) a\n- ( ) b\n").blocks] == [
        "text",
        "choices",
    ]


LINES = st.sampled_from(
    [
        *(
            "---",
            "## A {#a .b c=d}",
            "# B",
            "### C {#c",
            "- (x) a {fixed}",
            "- [ ] b",
            "  > why",
            "> [!hint] t",
        ),
        *(
            "> > [!x]",
            "Answer: 3",
            "a: &x [*x]",
            "<div>",
            "[^a]",
            '![a](figures/b.svg "c")',
            "[a](b)",
            "[a]: b",
        ),
        *(
            "",
            "   ",
            "1. x",
            "    code",
            "```",
            "| a | b |",
            "|-|-|",
            "**a *b `c",
            "\\",
            "***",
            "\x00",
        ),
    ]
)


@given(st.one_of(st.text(max_size=400), st.lists(LINES, max_size=30).map("\n".join)))
def test_any_text_gives_a_document(text):
    problems = Problems("a.md")
    assert isinstance(read_document("a.md", text, problems), Document)
    assert isinstance(read_document("a.md", f"---\na: 1\n---\n{text}", problems), Document)
    assert all(problem.line >= 1 for problem in problems.items)


@given(st.text(max_size=300))
def test_any_settings_give_a_document(text):
    assert isinstance(read_document("a.md", f"---\n{text}\n---\n", Problems("a.md")), Document)
