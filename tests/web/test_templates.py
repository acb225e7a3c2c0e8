"""Every template compiles, every page has a title, and what templates name is there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, nodes

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "school" / "static"
SPRITE = STATIC / "vendor" / "lucide-static-1.62.0" / "sprite.svg"
FILTERS = ("counted", "hours", "day", "moment", "percent")
# What is included or extended rather than rendered: these are no pages.
PIECES = ("questions/", "flashcards/question/", "flashcards/shown/", "base.html")


@cache
def environment() -> Environment:
    jinja = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    jinja.filters.update(dict.fromkeys(FILTERS, str))
    return jinja


NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
PAGES = [name for name in NAMES if not name.startswith(PIECES) and not Path(name).name.startswith("_")]


def tree(name: str) -> nodes.Template:
    return environment().parse((TEMPLATES / name).read_text("utf-8"))


def test_there_are_pages() -> None:
    assert "errors/refusal.html" in PAGES


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(name: str) -> None:
    environment().get_template(name)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands_on_the_base_and_has_a_title(name: str) -> None:
    page = tree(name)
    above = [node.template.as_const() for node in page.find_all(nodes.Extends)]
    assert above, f"{name} extends nothing; a piece that is included begins its name with an underscore"
    titles = [block for block in page.find_all(nodes.Block) if block.name == "title"]
    if above == ["base.html"]:
        assert titles, f"{name} has no title block"
        assert titles[0].body, f"the title of {name} is empty"
    else:
        assert above[0] in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_what_a_template_includes_is_there(name: str) -> None:
    named = [
        node.template.value
        for node in tree(name).find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport))
        if isinstance(node.template, nodes.Const)
    ]
    assert [other for other in named if other not in NAMES] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_template_names_only_static_files_and_icons_that_exist(name: str) -> None:
    text = (TEMPLATES / name).read_text("utf-8")
    files = re.findall(r"""static\(["']([^"'~]+)["']\)""", text)
    assert [path for path in files if not (STATIC / path).is_file()] == []
    icons = re.findall(r"""\bicon\(["']([a-z0-9-]+)["']""", text)
    drawn = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text("utf-8")))
    assert [icon for icon in icons if icon not in drawn] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_template_holds_no_inline_style_or_script(name: str) -> None:
    text = re.sub(r"{#.*?#}", "", (TEMPLATES / name).read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=[\"']", text), (
        "the content policy refuses inline style and handlers"
    )
    assert not re.search(r"<script(?![^>]*\ssrc=)", text), "the content policy refuses inline scripts"


@pytest.mark.parametrize("name", NAMES)
def test_a_form_that_posts_carries_the_token(name: str) -> None:
    text = (TEMPLATES / name).read_text("utf-8")
    forms = re.findall(r"<form\b[^>]*method=[\"']post[\"'][^>]*>.*?</form>", text, flags=re.DOTALL | re.IGNORECASE)
    assert [form[:80] for form in forms if "csrf" not in form and "hidden_tag" not in form] == []


def test_the_base_links_every_sheet_of_the_school() -> None:
    text = (TEMPLATES / "base.html").read_text("utf-8")
    linked = re.search(r"for layer in \(([^)]*)\)", text)
    assert linked is not None
    assert sorted(re.findall(r'"(\w+)"', linked[1])) == sorted(path.stem for path in (STATIC / "css").glob("*.css"))
