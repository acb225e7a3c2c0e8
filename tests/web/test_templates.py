"""Every template compiles, every page has a title, and what templates name exists."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateError, nodes

from school.web import assets

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "school" / "static"
SPRITE = STATIC / "vendor" / "lucide-static-1.62.0" / "sprite.svg"
FILTERS = ("counted", "hours", "day", "moment", "percent", "address")
# What is included or extended rather than rendered: these are no pages.
PIECES = ("questions/", "cards/kinds/", "base.html")


@cache
def build_environment() -> Environment:
    jinja = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    jinja.filters.update(dict.fromkeys(FILTERS, str))
    return jinja


NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
PAGES = [
    name for name in NAMES if not name.startswith(PIECES) and not Path(name).name.startswith("_")
]


def read_template(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")


def parse_template(name: str) -> nodes.Template:
    return build_environment().parse(read_template(name))


def test_there_are_pages() -> None:
    assert "errors/refusal.html" in PAGES


def list_faults(names: list[str], judge: Callable[[str], str]) -> str:
    """One line for each template with which `judge` finds something wrong."""
    sentences = ((name, judge(name)) for name in names)
    return "\n".join(f"{name}: {sentence}" for name, sentence in sentences if sentence)


def test_every_template_compiles() -> None:
    def judge(name: str) -> str:
        try:
            build_environment().get_template(name)
        except TemplateError as error:
            return str(error)
        return ""

    faults = list_faults(NAMES, judge)
    assert not faults, faults


def test_every_page_extends_the_base_and_has_a_title() -> None:
    def judge(name: str) -> str:
        page = parse_template(name)
        above = [node.template.as_const() for node in page.find_all(nodes.Extends)]
        if not above:
            return "extends nothing; a piece that is included begins its name with an underscore"
        if above != ["base.html"]:
            return "" if above[0] in NAMES else f"extends {above[0]}, which does not exist"
        titles = [block for block in page.find_all(nodes.Block) if block.name == "title"]
        return "" if titles and titles[0].body else "has no title block, or an empty one"

    faults = list_faults(PAGES, judge)
    assert not faults, faults


def test_what_a_template_includes_exists() -> None:
    ways = (nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)

    def judge(name: str) -> str:
        templates = (node.template for node in parse_template(name).find_all(ways))
        names = [template.value for template in templates if isinstance(template, nodes.Const)]
        return ", ".join(name for name in names if name not in NAMES)

    faults = list_faults(NAMES, judge)
    assert not faults, faults


def test_a_template_names_only_static_files_and_icons_that_exist() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text("utf-8")))
    served = assets.read(STATIC)

    def judge(name: str) -> str:
        text = read_template(name)
        files = re.findall(r"""static\(["']([^"'~]+)["']\)""", text)
        icons = re.findall(r"""\bicon\(["']([a-z0-9-]+)["']""", text)
        missing = [path for path in files if path not in served]
        return ", ".join(missing + [icon for icon in icons if icon not in drawn])

    faults = list_faults(NAMES, judge)
    assert not faults, faults


def test_no_template_holds_an_inline_style_or_script() -> None:
    """The content policy refuses them, so they would do nothing."""

    def judge(name: str) -> str:
        text = re.sub(r"{#.*?#}", "", read_template(name), flags=re.DOTALL)
        if re.search(r"\sstyle=|<style|\son[a-z]+=[\"']", text):
            return "an inline style or handler"
        return "an inline script" if re.search(r"<script(?![^>]*\ssrc=)", text) else ""

    faults = list_faults(NAMES, judge)
    assert not faults, faults


def test_every_form_that_posts_carries_the_token() -> None:
    posting = re.compile(r"<form\b[^>]*method=[\"']post[\"'][^>]*>.*?</form>", re.S | re.I)
    tokens = ("csrf", "hidden_tag")

    def has_token(form: str) -> bool:
        return any(word in form for word in tokens)

    def judge(name: str) -> str:
        forms = posting.findall(read_template(name))
        return ", ".join(form[:80] for form in forms if not has_token(form))

    faults = list_faults(NAMES, judge)
    assert not faults, faults
