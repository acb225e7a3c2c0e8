"""What an author writes, and what the school says of it."""

from __future__ import annotations

from functools import partial

from school.markup.html import render, render_blocks
from school.markup.page import Citations, Media, Page
from school.markup.problems import Problems
from school.markup.structure import Document, Part, read_document
from school.questions.choosing.writing import add_choice_ids
from school.questions.items import Item
from school.questions.reading import read_item

SETTINGS = "---\ntitle: Ischemia\n---\n"
PICTURE = Media("/media/abc.svg", 640, 300)


def document(body: str, front: str = SETTINGS) -> tuple[Document, list[str]]:
    """The document and its problems; the body begins on line 4."""
    problems = Problems("a.md")
    return read_document("a.md", front + body, problems), said(problems)


def said(problems: Problems) -> list[str]:
    """Each problem as `line: what`."""
    return [f"{problem.line}: {problem.what}" for problem in problems.items]


def page() -> Page:
    """A page that knows the source sikdar-2009, the picture figures/loop.svg and the module ischemia."""
    return Page(
        links={"ischemia.md": "/modules/ischemia", "#here": "/modules/this#here"}.get,
        media={"figures/loop.svg": PICTURE}.get,
        citations=Citations({"sikdar-2009", "lu-2022"}.__contains__),
        problems=Problems("a.md"),
    )


def html(source: str) -> str:
    """What the source becomes on a page; it must have no problem."""
    here = page()
    rendered = render(here, source)
    assert said(here.problems) == []
    return rendered


def html_and_complaints(source: str) -> tuple[str, list[str]]:
    here = page()
    return render(here, source), said(here.problems)


def part_html(body: str) -> tuple[str, list[str]]:
    """The HTML of the first section's text and callouts, with every problem; the body begins on line 5."""
    read, problems = document(f"## Section {{#section}}\n{body}")
    here = page()
    rendered = "".join(render_blocks(here, part.blocks) for part in read.parts)
    return rendered, problems + said(here.problems)


def first_part(body: str) -> Part:
    return document(body)[0].parts[0]


def question(
    body: str,
    attributes: str = "",
    graded: bool = True,
    braces: str = "#q-one objective=isc-dose section=dose",
) -> tuple[Item | None, list[str]]:
    """The question and its problems; its heading stands on line 4, its body begins on line 6.

    Choices without ids get theirs first, as `school content ids` writes them.
    """
    heading = f"## Pressure {{{braces} {attributes}}}\n\n"
    return question_as_it_is(add_choice_ids(SETTINGS + heading + body), graded)


def question_as_it_is(text: str, graded: bool = True) -> tuple[Item | None, list[str]]:
    """The first question of a file and its problems; nothing is added to it."""
    here = page()
    read = read_document("a.md", text, here.problems)
    item = read_item(read.parts[0], here.problems, partial(render, here), graded)
    return item, said(here.problems)
