"""Input made to keep a parser busy costs no more than a few ordinary pages."""

import time
from collections.abc import Callable

import pytest

from school.markup.html import render_blocks, render_markdown
from school.markup.problems import Problems
from school.markup.structure import read_document
from school.markup.words import count_block_words
from tests.markup.author import SETTINGS, make_page

SECONDS = 1.5  # of processor time; the slowest takes 0.7, or five ordinary pages, at rest
PAGES = 12  # slower input may take as long as this many ordinary pages, measured right then

# About as many marks as the limits let through.
ORDINARY = "A **taut band** in a *muscle* may refer pain; a reader looks `here` for it.\n\n" * 300


def measure_seconds(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def read_and_render(body: str) -> bool:
    """Do everything with a body that publishing does; return whether anything came of it."""
    page = make_page()
    parsed = read_document("a.md", f"{SETTINGS}## A {{#a}}\n\n{body}", page.problems)
    rendered = "".join(render_blocks(page, part.blocks) for part in parsed.parts)
    words = sum(count_block_words(part.blocks) for part in parsed.parts)
    return bool(page.problems.items or rendered or words or parsed.parts)


def is_quick(act: Callable[[], object]) -> bool:
    """Whether this is fast, compared with ordinary pages if the machine is busy."""
    seconds = measure_seconds(act)
    return seconds < SECONDS or seconds < PAGES * measure_seconds(lambda: read_and_render(ORDINARY))


def repeat_unit(unit, times, paragraphs):
    return "\n\n".join([unit * times] * paragraphs)


HOSTILE = {
    "200 kB of [": "[" * 200_000,
    "200 kB of *": "*" * 200_000,
    "200 kB of `": "`" * 200_000,
    "brackets in lines": "\n".join(["[" * 190] * 1_000),
    "open brackets": repeat_unit("a[", 500, 200),
    "open brackets within the limits": repeat_unit("a[", 80, 36),
    "open links": repeat_unit("[a](", 480, 100),
    "long open links within the limits": repeat_unit("[abcdefghijklmno", 80, 36),
    "open citations": repeat_unit("[^ab", 80, 36),
    "emphasis never closed": repeat_unit("*a _b ", 480, 80),
    "emphasis within the limits": repeat_unit("*a _b ", 480, 3),
    "emphasis in emphasis": repeat_unit("*(**(", 160, 10) + repeat_unit(")**)*", 160, 10),
    "runs of backticks": "\n\n".join([" ".join("`" * i for i in range(1, 43))] * 200),
    "tags never closed": repeat_unit("<a ", 900, 80),
    "comments never closed": repeat_unit("x<!--", 400, 100),
    "quotes in quotes": ("> " * 4_900 + "a\n\n") * 20,
    "lists in lists": "\n".join("  " * i + "- a" for i in range(2_000)),
    "one wide table": "|"
    + "a|" * 4_000
    + "\n|"
    + "-|" * 4_000
    + "\n"
    + ("|" + "a|" * 4_000 + "\n") * 20,
    "one long table": "|a|b|\n|-|-|\n" + "|x|y|\n" * 30_000,
    "many tables": repeat_unit("|a|b|\n|-|-|\n|x|y|", 1, 14_000),
    "many items": "- a\n\n" * 45_000,
    "many headings": "## A {#a}\n\n" * 20_000,
    "many callouts within the limits": "> [!safety] x\n> y\n\n" * 900,
    "many definitions": "[a]: b\n\n" * 30_000,
    "many tags within the limits": "<b>x</b>\n\n" * 1_400,
    "braces": "## " + " {a" * 3_000 + "\n",
    "quoted braces": "## A {" + '"a ' * 3_000 + "}\n",
    "one endless line": "word " * 50_000,
    "spaces": ("a" + " " * 9_000 + "b\n\n") * 25,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_done_with_quickly(name):
    outcomes = []
    assert is_quick(lambda: outcomes.append(read_and_render(HOSTILE[name][:250_000])))
    assert outcomes == [True]


def test_an_ordinary_page_is_within_the_limits():
    problems = make_page().problems
    read_document("a.md", f"{SETTINGS}## A {{#a}}\n\n{ORDINARY}", problems)
    assert not problems.items


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_rendered_or_refused_quickly_wherever_it_comes_from(name):
    assert is_quick(lambda: render_markdown(make_page(), HOSTILE[name]))


@pytest.mark.parametrize(
    "settings",
    [
        "[" * 60_000,
        "{" * 60_000,
        "- " * 30_000,
        "? " * 30_000,
        "a: &a [*a,*a]\n" * 4_000,
        "!" * 60_000,
        "a: 1\n" * 12_000,
    ],
)
def test_hostile_settings_are_done_with_quickly(settings):
    problems = Problems("a.md")
    assert is_quick(lambda: read_document("a.md", f"---\n{settings}\n---\n", problems))
    assert problems.items
