"""Ids of choices: how they are made, written into files, and asked for."""

import os
import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from school.config import Config
from school.documents.rules.reading.tree import read_content
from school.questions.choosing.ids import is_choice_id, make_choice_ids
from school.questions.choosing.writing import add_choice_ids, find_missing_ids
from school.questions.commands import content
from tests.catalogue import tree
from tests.markup.author import SETTINGS, read_question_as_it_is

QUIZ = """\
---
title: Ischemia
---

Read this first. {not an id}

## Rising {#q-isc-rising objective=isc-dose section=in-the-room}

What do you do?

- (x) Ease off
  > Yes.
- ( ) Hold on,
  and press {fixed}
  > Guarding follows.

> [!explanation]
> Five or six of ten.

## Numb {#q-isc-numb objective=isc-dose section=in-the-room}

* [x] Tingling  \n  > A nerve.
* [ ] Warmth {#w4rm}\n  > Common.

> [!explanation]
> Stop.
"""
IDS = re.compile(r" ?\{#[a-z0-9]{4,}\}|#[a-z0-9]{4,} (?=fixed)")
LINE_ENDS = ("\n", "\r\n", "\r")


def ids_in(text):
    return re.findall(r"\{#([a-z0-9]{4,})(?: fixed)?\}", text)


# How they are made


def test_an_id_is_four_signs_without_a_vowel_and_always_the_same():
    ids = make_choice_ids("q-isc-rising", ["Ease off", "Hold on"], ())
    assert ids == ["dc6n", "x8gq"]
    assert make_choice_ids("q-isc-rising", ["Hold on", "Ease off"], ()) == ids[::-1]
    assert make_choice_ids("q-isc-other", ["Ease off"], ()) != ids[:1]


def test_where_two_begin_alike_both_are_longer_until_they_differ():
    taken = make_choice_ids("q", ["one"], ())
    again = make_choice_ids("q", ["one"], taken)
    assert len(again[0]) == 5
    assert again[0].startswith(taken[0])


def test_choices_that_say_the_same_get_none():
    assert make_choice_ids("q", ["one", "one ", "two"], ())[:2] == [None, None]


@given(
    st.lists(st.text("abcdef ", min_size=1), max_size=12, unique_by=lambda t: " ".join(t.split()))
)
def test_ids_of_a_question_differ_and_may_be_used(texts):
    ids = make_choice_ids("q", texts, ())
    assert len(set(ids)) == len(ids)
    assert all(
        is_choice_id(choice_id) and not set(choice_id) & set("aeiouyl01") for choice_id in ids
    )


# How they are written


@pytest.mark.parametrize("end", LINE_ENDS)
def test_ids_are_written_and_nothing_else_changes(end):
    text = QUIZ.replace("\n", end)
    written = add_choice_ids(text)
    assert IDS.sub("", written) == IDS.sub("", text)
    assert len(ids_in(written)) == 4
    assert find_missing_ids(written) == []
    assert add_choice_ids(written) == written


def test_an_id_stands_behind_the_last_line_of_the_words_and_before_blanks():
    written = add_choice_ids(QUIZ)
    assert re.search(r"\n- \(x\) Ease off \{#\w+\}\n  > Yes\.", written)
    assert re.search(r"\n- \( \) Hold on,\n  and press \{#\w+ fixed\}\n", written)
    assert re.search(r"\n\* \[x\] Tingling \{#\w+\}  \n", written)
    assert "* [ ] Warmth {#w4rm}\n" in written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "## No list {#q}\n\nWords.\n",
        "## No id\n\n- (x) a\n- ( ) b\n",
        "## Empty {#q}\n\n- (x)\n- ( )\n",
        "## Twins {#q}\n\n- (x) a\n- ( ) a\n",
        "## Slip {#q}\n\n- (x) a {Fixed}\n- ( ) b {\n  fix}\n",
        "- (x) before\n- ( ) any heading\n",
    ],
)
def test_text_without_a_choice_to_write_at_comes_back(text):
    assert add_choice_ids(text) == text


@given(
    st.lists(
        st.text("ab {}#`\\*_[]()!.,\t~<>&;|-\u00a0é", min_size=1, max_size=12),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(LINE_ENDS),
    st.sampled_from(["", " ", "  ", "\t"]),
    st.booleans(),
)
def test_whatever_choices_say_ids_are_all_that_is_added(words, end, blank, fixed):
    mark = " {fixed}" if fixed else ""
    lines = [f"- ( ) {text}{mark}{blank}" for text in words]
    text = end.join(["## A {#q-a}", "", *lines, "  > Feedback", ""])
    written = add_choice_ids(text)
    rest = iter(written)
    assert all(sign in rest for sign in text)  # what was there is there, in its order
    added = sum(len(choice.new) for choice in find_missing_ids(text))
    spaces_and_signs = len(written) - len(text) - added
    wrote = sum(bool(choice.new) for choice in find_missing_ids(text))
    assert 2 * wrote <= spaces_and_signs <= 4 * wrote


def test_what_the_tests_and_the_school_teach_has_its_ids():
    for body in tree.FILES.values():
        if body.startswith(b"---"):
            assert find_missing_ids(body.decode()) == []


# How they are asked for


@pytest.mark.parametrize("graded", [True, False])
def test_a_choice_without_an_id_is_a_problem_in_a_quiz_and_in_a_self_check(graded):
    heading = "## A {#q-a objective=isc-dose section=dose}" if graded else "## A {#q-a .check}"
    body = "\n\n- (x) a\n  > f\n- ( ) b {#4rbz}\n  > f\n\n> [!explanation]\n> x\n"
    assert read_question_as_it_is(SETTINGS + heading + body, graded)[1] == [
        "6: the choice has no id"
    ]


def test_the_cure_is_named():
    problems = read_content(tree.with_change("quizzes/ischemia.md", " {#k7qm}", "")).problems
    (problem,) = problems
    assert str(problem) == (
        "content/quizzes/ischemia.md:18: the choice has no id; "
        "run `school content ids`, which writes it"
    )


@pytest.mark.parametrize(
    ("ids", "problem"),
    [
        (("k7qm", "k7qm"), "8: line 6 has the id “k7qm”, too"),
        (("k7qm", "a"), "8: “a” is not an id of a choice"),
        (("k7qm", "K7QM"), "8: “K7QM” is not an id of a choice"),
        (("k7qm", "hold-on"), "8: “hold-on” is not an id of a choice"),
    ],
)
def test_an_id_that_is_used_twice_or_is_none_is_a_problem(ids, problem):
    first, second = ids
    text = f"## A {{#q-a .check}}\n\n- (x) a {{#{first}}}\n  > f\n- ( ) b {{#{second}}}\n  > f\n"
    assert read_question_as_it_is(SETTINGS + text, graded=False)[1] == [problem]


# The command


def run(folder, *more):
    return CliRunner().invoke(content, ["ids", str(folder), *more], obj=Config(secret_key=""))


@pytest.fixture
def folder(tmp_path):
    """A content folder with a quiz that lacks three ids."""
    top = tree.write(tmp_path)
    (top / "quizzes" / "more.md").write_bytes(QUIZ.replace("\n", "\r\n").encode())
    return top


def bodies_in(folder):
    return {path: path.read_bytes() for path in folder.rglob("*.md")}


def test_the_command_writes_what_is_missing_and_the_second_time_nothing(folder):
    quiz = folder / "quizzes" / "more.md"
    quiz.chmod(0o640)
    before = bodies_in(folder)
    done = run(folder)
    assert (done.exit_code, done.output) == (0, f"{quiz}: 3 ids written\n")
    after = bodies_in(folder)
    assert {path for path in before if before[path] != after[path]} == {quiz}
    assert IDS.sub("", after[quiz].decode()) == IDS.sub("", before[quiz].decode())
    assert quiz.stat().st_mode & 0o777 == 0o640
    done = run(folder)
    assert (done.exit_code, done.output) == (0, "")
    assert bodies_in(folder) == after
    assert not [name for name in os.listdir(quiz.parent) if name.startswith(".")]


def test_check_lists_what_is_missing_and_writes_nothing(folder):
    before = bodies_in(folder)
    done = run(folder, "--check")
    assert done.exit_code == 1
    quiz = folder / "quizzes" / "more.md"
    assert done.output.splitlines() == [
        f"{quiz}:11: a choice of “q-isc-rising” has no id",
        f"{quiz}:13: a choice of “q-isc-rising” has no id",
        f"{quiz}:22: a choice of “q-isc-numb” has no id",
    ]
    assert bodies_in(folder) == before
    run(folder)
    assert run(folder, "--check").exit_code == 0


def test_choices_that_say_the_same_are_named(tmp_path):
    quiz = tmp_path / "quiz.md"
    quiz.write_text("## A {#q-a}\n\n- (x) same\n- ( ) same\n")
    done = run(tmp_path)
    assert done.exit_code == 1
    assert "quiz.md:3: a choice of “q-a” has no id and says the same as another" in done.output


def test_a_file_that_is_not_utf8_is_left_alone_with_a_sentence(tmp_path):
    (tmp_path / "quiz.md").write_bytes(b"## A {#q-a}\n\n- (x) \xff\n")
    done = run(tmp_path)
    assert done.exit_code == 1
    assert "quiz.md is not UTF-8 text" in done.output


def test_hidden_files_and_links_are_left_alone(tmp_path):
    body = "## A {#q-a}\n\n- (x) a\n- ( ) b\n"
    top = tmp_path / "content"
    (top / ".draft").mkdir(parents=True)
    for path in (tmp_path / "outside.md", top / ".hidden.md", top / ".draft" / "quiz.md"):
        path.write_text(body)
    (top / "link.md").symlink_to(tmp_path / "outside.md")
    done = run(top)
    assert (done.exit_code, done.output) == (0, "")
    assert (tmp_path / "outside.md").read_text() == body
