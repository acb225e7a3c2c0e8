"""Builders for tests: what an author writes, and what the school answers."""

from __future__ import annotations

from functools import partial

from school.markup.html import render_blocks, render_markdown
from school.markup.page import Citations, Media, Page
from school.markup.problems import Problems
from school.markup.structure import Document, Part, read_document
from school.questions.choosing.writing import add_choice_ids
from school.questions.items import Item
from school.questions.reading import read_item

SETTINGS = "---\ntitle: Ischemia\n---\n"
PICTURE = Media("/media/abc.svg", 640, 300)


def read_body(body: str, front: str = SETTINGS) -> tuple[Document, list[str]]:
    """Return the document and its problems; the body begins on line 4."""
    problems = Problems("a.md")
    return read_document("a.md", front + body, problems), list_complaints(problems)


def list_complaints(problems: Problems) -> list[str]:
    """Return each problem as `line: what`."""
    return [f"{problem.line}: {problem.what}" for problem in problems.items]


def make_page() -> Page:
    """Make a page that knows two sources, the picture figures/loop.svg and a module ischemia."""
    return Page(
        links={"ischemia.md": "/modules/ischemia", "#here": "/modules/this#here"}.get,
        media={"figures/loop.svg": PICTURE}.get,
        citations=Citations({"sikdar-2009", "lu-2022"}.__contains__),
        problems=Problems("a.md"),
    )


def render_html(source: str) -> str:
    """Return the HTML of the source, which must have no problem."""
    page = make_page()
    rendered = render_markdown(page, source)
    assert list_complaints(page.problems) == []
    return rendered


def render_with_complaints(source: str) -> tuple[str, list[str]]:
    page = make_page()
    return render_markdown(page, source), list_complaints(page.problems)


def render_part(body: str) -> tuple[str, list[str]]:
    """Return the HTML of the first section, with every problem; the body begins on line 5."""
    parsed, problems = read_body(f"## Section {{#section}}\n{body}")
    page = make_page()
    rendered = "".join(render_blocks(page, part.blocks) for part in parsed.parts)
    return rendered, problems + list_complaints(page.problems)


def read_first_part(body: str) -> Part:
    return read_body(body)[0].parts[0]


def read_question(
    body: str,
    attributes: str = "",
    graded: bool = True,
    braces: str = "#q-one objective=isc-dose section=dose",
) -> tuple[Item | None, list[str]]:
    """Return the question and its problems; its heading is on line 4, its body begins on line 6.

    Choices without ids get theirs first, as `school content ids` writes them.
    """
    heading = f"## Pressure {{{braces} {attributes}}}\n\n"
    return read_question_as_it_is(add_choice_ids(SETTINGS + heading + body), graded)


def read_question_as_it_is(text: str, graded: bool = True) -> tuple[Item | None, list[str]]:
    """Return the first question of a file and its problems, with nothing added."""
    page = make_page()
    parsed = read_document("a.md", text, page.problems)
    item = read_item(parsed.parts[0], page.problems, partial(render_markdown, page), graded)
    return item, list_complaints(page.problems)
