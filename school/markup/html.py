"""Blocks of author text become HTML.

markdown-it finds the blocks, and Python-Markdown renders their words. Because there is only one
block grammar, the page shows a text as the checks read it, and every problem has its line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from school.markup import grammar, limits
from school.markup.blocks import CALLOUT, Block, find_opening_words
from school.markup.cleaning import clean_html
from school.markup.inline import Inline
from school.markup.page import Page
from school.markup.typography import use_typographic_marks

CALLOUTS = {
    "safety": "Safety",
    "disputed": "Disputed",
    "key-point": "Key point",
    "practice": "Practice",
}
PICTURES = "figures/"


def render_markdown(page: Page, source: str, line: int = 1) -> str:
    """Return safe HTML for Markdown `source`, whose first line is `line` of its file.

    Whatever cannot be rendered becomes a problem of the page and is left out. Never raises.
    """
    return clean_html(_Builder(page, line).build_text(source), page.citations)


def render_blocks(page: Page, blocks: Iterable[Block]) -> str:
    """Return safe HTML for text and callouts.

    Choices and answers are a problem here, because they belong in a question.
    """
    html = "".join(_render_block(page, block) for block in blocks)
    return clean_html(html, page.citations)


def _render_block(page: Page, block: Block) -> str:
    if block.kind == "text":
        return _Builder(page, block.source_line).build_text(block.source)
    if block.kind == "callout":
        return _render_callout(page, block)
    what = "there are choices or answers outside a question"
    page.problems.add(block.line, what, "begin the question with a heading ### Title {#id .check}")
    return ""


def _render_callout(page: Page, block: Block) -> str:
    label = CALLOUTS.get(block.name)
    if not label:
        known = ", ".join(f"[!{name}]" for name in CALLOUTS)
        page.problems.add(
            block.line, f"the callout [!{block.name}] is not known here", f"use one of {known}"
        )
        return ""
    builder = _Builder(page, block.source_line)
    title = builder.inline.render(block.title, block.line)
    heading = label
    if title:
        heading = f'<span class="call-kind">{label}:</span> <span>{title}</span>'
    body = builder.build_text(block.source)
    if not body:
        page.problems.add(
            block.line, "an empty callout", "write its text on the lines below, each after >"
        )
    return f'<div class="call {block.name}" role="note"><h3>{heading}</h3>{body}</div>'


class _Builder:
    """Builds HTML from the block tree of one text; the HTML still has to be cleaned."""

    def __init__(self, page: Page, first_line: int) -> None:
        self.page = page
        self.first_line = first_line
        self.inline = Inline(page)
        self.builders: dict[str, Callable[[SyntaxTreeNode], str]] = {
            "paragraph": self.build_paragraph,
            "heading": self.build_heading,
            "bullet_list": self.build_element,
            "ordered_list": self.build_numbered_list,
            "list_item": self.build_element,
            "blockquote": self.build_quote,
            "hr": lambda node: "<hr>",
            "inline": self.build_words,
            "th": lambda node: self.build_cell(node, ' scope="col"'),
            "td": self.build_cell,
        }
        for tag in ("table", "thead", "tbody", "tr"):
            self.builders[tag] = self.build_element

    def build_text(self, source: str) -> str:
        """Return HTML for a whole text, without the blocks that `grammar.REFUSED` names."""
        if not limits.is_readable(source.split("\n"), self.page.problems, self.first_line):
            return ""
        return self.build_children(grammar.parse_text(source).tree)

    def build_children(self, node: SyntaxTreeNode) -> str:
        pieces = []
        for child in node.children:
            if child.type in self.builders:
                pieces.append(self.builders[child.type](child))
        return "".join(pieces)

    def find_line(self, node: SyntaxTreeNode) -> int:
        return self.first_line + (node.map[0] if node.map else 0)

    def build_paragraph(self, node: SyntaxTreeNode) -> str:
        pieces = node.children[0].meta["pieces"]
        if len(pieces) == 1 and pieces[0].type == "image":
            return self.build_figure(pieces[0], self.find_line(node))
        words = self.build_children(node)
        # In a list without empty lines, markdown-it marks its paragraphs as hidden.
        return words if node.hidden else f"<p>{words}</p>"

    def build_words(self, node: SyntaxTreeNode) -> str:
        if any(piece.type == "image" for piece in node.meta["pieces"]):
            what, fix = "there is a picture in the middle of text", "give it its own paragraph"
            self.page.problems.add(self.find_line(node), what, fix)
            return ""
        return self.inline.render(node.content, self.find_line(node))

    def build_heading(self, node: SyntaxTreeNode) -> str:
        tag = "h4" if node.tag == "h4" else "h3"
        return f"<{tag}>{self.build_children(node)}</{tag}>"

    def build_numbered_list(self, node: SyntaxTreeNode) -> str:
        start = node.attrs.get("start", 1)
        attribute = "" if start == 1 else f' start="{start}"'
        return f"<ol{attribute}>{self.build_children(node)}</ol>"

    def build_quote(self, node: SyntaxTreeNode) -> str:
        if CALLOUT.match(find_opening_words(node)):
            what = "there is a callout inside a list, a quote or another callout"
            self.page.problems.add(
                self.find_line(node), what, "begin its lines with > at the left edge"
            )
        return f"<blockquote>{self.build_children(node)}</blockquote>"

    def build_element(self, node: SyntaxTreeNode) -> str:
        return f"<{node.tag}>{self.build_children(node)}</{node.tag}>"

    def build_cell(self, node: SyntaxTreeNode, scope: str = "") -> str:
        attributes = scope + _write_alignment(node)
        return f"<{node.tag}{attributes}>{self.build_children(node)}</{node.tag}>"

    def build_figure(self, image: Token, line: int) -> str:
        path, title = str(image.attrs["src"]), str(image.attrs.get("title", ""))
        alt, title = (
            use_typographic_marks(grammar.strip_markdown(image.content)),
            use_typographic_marks(title),
        )
        media = self.page.media(path) if path.startswith(PICTURES) else None
        if not media:
            fix = (
                f"in a module write ({PICTURES}name.svg) for one in modules/{PICTURES};"
                " other documents have no pictures"
            )
            self.page.problems.add(line, f"there is no picture {path}", fix)
            return ""
        if not alt:
            fix = "in the brackets, say what it shows for someone who cannot see it"
            self.page.problems.add(line, "the picture has no description", fix)
        size = f'width="{media.width}" height="{media.height}" loading="lazy"'
        caption = f"<figcaption>{escape(title)}</figcaption>" if title else ""
        image_tag = f'<img src="{escape(media.url)}" alt="{escape(alt)}" {size}>'
        return f'<figure class="figure">{image_tag}{caption}</figure>'


def _write_alignment(cell: SyntaxTreeNode) -> str:
    """Right-aligned columns hold numbers; all other alignment is up to the style sheet."""
    return ' class="num"' if cell.attrs.get("style") == "text-align:right" else ""
