"""Settings: plain values with lines, and nothing that YAML adds to them."""

import pytest

from school.markup import limits
from school.markup.front import read_settings, read_yaml
from school.markup.problems import Problems
from tests.markup.author import list_complaints, read_body


def read_text_as_yaml(text):
    problems = Problems("a.yaml")
    return read_yaml(text, problems), list_complaints(problems)


def test_values_are_what_they_seem():
    parsed, problems = read_text_as_yaml(
        'n: 3\nd: 0.90\nt: true\nf: false\nz: null\nempty:\nw: "7"\nneg: -2\ns: some words'
    )
    values = {key: located.value for key, located in parsed.items()}
    assert values == {
        "n": 3,
        "d": 0.9,
        "t": True,
        "f": False,
        "z": None,
        "empty": None,
        "w": "7",
        "neg": -2,
        "s": "some words",
    }
    assert problems == []


@pytest.mark.parametrize(
    "text", ["2026-11-20", "yes", "no", "1:30", "0x10", "1e5", "007", "80%", ".5", "9" * 30]
)
def test_yamls_further_guesses_are_not_made(text):
    assert read_text_as_yaml(f"key: {text}")[0]["key"].value == text


def test_every_key_has_its_line_inside_others_too():
    parsed, _ = read_text_as_yaml(
        "title: A\nobjectives:\n  isc-a: One\n  isc-b: Two\nparts:\n  - id: x\n    hours: 3\n"
    )
    assert parsed["title"].line == 1
    assert parsed["objectives"].line_at("isc-b") == 4
    assert parsed["parts"].line_at(0, "hours") == 7
    assert parsed["parts"].line_at(0) == 6


def test_a_path_that_is_not_there_has_the_line_of_what_is_around_it():
    parsed, _ = read_text_as_yaml("parts:\n  - id: x\n")
    assert parsed["parts"].line_at(0, "hours") == 2
    assert parsed["parts"].line_at(5) == 1


def test_front_matter_lines_are_lines_of_the_file():
    parsed, problems = read_body("", front="---\ntitle: A\nlist: [1, 2]\n---\n")
    assert parsed.front["list"].line == 3
    assert problems == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\na: 2", "2: “a” is set twice"),
        ("a: {b: 1, b: 2}", "1: “b” is set twice"),
        ("a: &x 1", "1: anchors and aliases are not accepted"),
        (
            "a: 1\nb: !!python/name:os.system",
            "2: the tag tag:yaml.org,2002:python/name:os.system is not accepted",
        ),
        ("a: 1\n[b, c]: 2", "2: a setting's name is not plain text"),
        ("- a\n- b", "1: the settings are not `key: value` lines"),
        ("words", "1: the settings are not `key: value` lines"),
        ("a: 1\n---\nb: 2", "2: a second YAML document begins here"),
        (
            "a: 1\nb: c: d",
            "2: the settings cannot be read: mapping values are not allowed in this context",
        ),
        ('a: "b\n', "2: the settings cannot be read: found unexpected end of stream"),
        ('a: "\\0"', "1: an escape sequence stands for an invisible character"),
        ("a: " + "[" * 30, "1: the settings nest deeper than 20 levels"),
    ],
)
def test_what_settings_may_not_be_is_named_with_its_line(text, problem):
    assert problem in read_text_as_yaml(text)[1]


def test_an_alias_is_refused_and_reading_goes_on():
    parsed, problems = read_text_as_yaml("a: &x [1]\nb: *x\nc: 3")
    assert problems == [
        "1: anchors and aliases are not accepted",
        "2: anchors and aliases are not accepted",
    ]
    assert parsed["c"].value == 3


def test_the_first_of_two_values_stands():
    assert read_text_as_yaml("a: 1\na: 2")[0]["a"].value == 1


def test_an_escaped_control_character_does_not_go_on():
    assert read_text_as_yaml('a: "x\\0y"')[0]["a"].value == "x\ufffdy"


def test_empty_settings_are_none():
    assert read_text_as_yaml("") == ({}, [])
    assert read_text_as_yaml("# only a remark\n") == ({}, [])


def test_a_character_that_yaml_does_not_take_is_a_problem():
    problems = Problems("a.yaml")
    assert read_settings("a: \x07", problems) == {}
    assert list_complaints(problems) == [
        "1: the settings cannot be read: a character that YAML does not allow"
    ]


def test_a_yaml_file_over_the_limit_is_not_read():
    assert read_text_as_yaml("a: " + "b" * limits.FILE_BYTES)[0] == {}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("## A {#a}\n", "1: the file does not begin with settings"),
        ("words\n---\na: 1\n---\n", "1: the file does not begin with settings"),
        ("---\na: 1\n", "1: the settings at the top have no end"),
        ("---\na: " + "b" * 64_000 + "\n---\n", "1: 64,003 bytes are too many (at most 64,000)"),
    ],
)
def test_a_file_without_proper_front_matter_is_a_problem(text, problem):
    parsed, problems = read_body("", front=text)
    assert problems[0] == problem
    assert parsed.front == {}


def test_empty_lines_before_the_settings_are_a_problem_and_the_settings_are_read():
    parsed, problems = read_body("", front="\n \n---\na: 1\n---\n")
    assert problems == ["1: there are empty lines before the settings"]
    assert parsed.front["a"].line == 4
