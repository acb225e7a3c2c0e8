"""What stands in braces behind a heading."""

import pytest

from school.markup.attributes import Attrs, cut_attributes
from school.markup.problems import Problems
from tests.markup.author import list_complaints


def cut_heading(heading):
    problems = Problems("a.md")
    return *cut_attributes(heading, 7, problems), list_complaints(problems)


def test_id_classes_and_values_are_read():
    title, attrs, problems = cut_heading(
        'Pain {#q-one .check points=2 objective=PSI-2.1 tags="neck, head" empty=""}'
    )
    assert title == "Pain"
    values = {"points": "2", "objective": "PSI-2.1", "tags": "neck, head", "empty": ""}
    assert attrs == Attrs("q-one", ("check",), values)
    assert problems == []


def test_a_heading_may_have_none():
    assert cut_heading("  Pain  ") == ("Pain", Attrs(), [])


@pytest.mark.parametrize(
    ("heading", "problem"),
    [
        ("A {#a", "7: the braces after the heading are not closed, or are not at its end"),
        ("A {#a} b", "7: the braces after the heading are not closed, or are not at its end"),
        ("A {#a #b}", "7: a second id, #b"),
        ("A {#Abc}", "7: “Abc” is not an id"),
        ("A {#1a}", "7: “1a” is not an id"),
        ("A {#a_b}", "7: “a_b” is not an id"),
        ("A {#a points=1 points=2}", "7: points= appears twice in the braces"),
        ("A {#a words}", "7: “words” in the braces cannot be read"),
        ('A {#a tags="x}', '7: “tags="x” in the braces cannot be read'),
        ("A {#a Points=1}", "7: “Points=1” in the braces cannot be read"),
    ],
)
def test_what_cannot_be_read_is_named(heading, problem):
    assert cut_heading(heading)[2] == [problem]


def test_the_first_of_two_ids_stands():
    assert cut_heading("A {#a #b}")[1].id == "a"
