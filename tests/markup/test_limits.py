"""What is refused before any parser sees it."""

import pytest

from school.markup import limits
from school.markup.problems import Problems
from tests.markup.author import list_complaints, read_body


def test_bytes_that_are_no_utf8_are_named_with_their_line():
    problems = Problems("a.md")
    assert limits.decode_text(b"one\ntwo \xff\n", problems) == "one\ntwo \ufffd\n"
    assert list_complaints(problems) == ["2: this line is not UTF-8 text"]


def test_utf8_is_read_without_complaint():
    problems = Problems("a.md")
    assert limits.decode_text("Größe 30 µm".encode(), problems) == "Größe 30 µm"
    assert problems.items == []


@pytest.mark.parametrize("strange", ["\0", "\x02", "\x0b", "\x85", "\u2028", "\ud800", "\ufffe"])
def test_an_invisible_character_is_a_problem_and_does_not_go_on(strange):
    problems = Problems("a.md")
    assert limits.tidy_text(f"one\ntw{strange}o", problems) == "one\ntw\ufffdo"
    assert list_complaints(problems) == [f"2: an invisible character (U+{ord(strange):04X})"]


def test_line_ends_tabs_and_a_byte_order_mark_are_made_plain():
    problems = Problems("a.md")
    assert limits.tidy_text("\ufeffone\r\ntwo\r-\tc", problems) == "one\ntwo\n-   c"
    assert problems.items == []
    limits.tidy_text("one\nab\tc", problems)
    assert list_complaints(problems) == [
        "2: there are tabs between words, as in a table that was pasted"
    ]


def test_a_file_over_the_limit_is_not_read():
    parsed, problems = read_body("a" * limits.FILE_BYTES)
    assert parsed.front == {}
    assert problems == ["1: 256,024 bytes are too many (at most 256,000)"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("a" * 10_001, "4: the line is longer than 10,000 characters"),
        ("a\n" + "`" * 201, "5: more than 200 “`” in a row"),
        ("*" * 201, "4: more than 200 “*” in a row"),
        (
            "\n" + "[a " * 81,
            "5: the paragraph is too long, or has too many Markdown characters, to be read",
        ),
        (
            "*a " * 1_001,
            "4: the paragraph is too long, or has too many Markdown characters, to be read",
        ),
        (
            ("a" * 9_000 + "\n") * 3,
            "4: the paragraph is too long, or has too many Markdown characters, to be read",
        ),
        ("a\n\n" * 5_001, "1: more than 10,000 lines or 3,000 Markdown characters are too many"),
        (
            ("*a " * 900 + "\n\n") * 12,
            "1: more than 10,000 lines or 3,000 Markdown characters are too many",
        ),
    ],
)
def test_what_would_take_parsers_too_long_is_refused_with_its_line(body, problem):
    parsed, problems = read_body(body)
    assert problems == [problem]
    assert parsed.intro == ()
    assert parsed.front["title"].value == "Ischemia"


def test_every_limit_that_is_passed_is_named():
    _, problems = read_body("a" * 10_001 + "\n\n" + "_" * 201)
    assert [problem.split(":")[0] for problem in problems] == ["4", "6"]


def test_text_just_within_the_limits_is_read():
    parsed, problems = read_body("a" * 10_000 + "\n\n" + "[" * 80 + "\n")
    assert problems == []
    assert parsed.intro
