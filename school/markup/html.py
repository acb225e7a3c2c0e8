"""Blocks of author text become HTML: markdown-it finds the blocks, Python-Markdown renders their words.

There is one block grammar, so a text looks on the page as the checks read it, and every problem has its line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from school.markup import grammar, limits
from school.markup.blocks import CALLOUT, Block, opening_words
from school.markup.cleaning import clean
from school.markup.inline import Inline
from school.markup.page import Page
from school.markup.signs import printed

CALLOUTS = {
    "safety": "Safety",
    "disputed": "Disputed",
    "key-point": "Key point",
    "practice": "Practice",
}
PICTURES = "figures/"


def render(page: Page, source: str, line: int = 1) -> str:
    """Safe HTML of Markdown `source`, whose first line stands on `line` of its file.

    What cannot be rendered is a problem of the page and is left out. Never raises.
    """
    return clean(_Builder(page, line).markdown(source), page.citations)


def render_blocks(page: Page, blocks: Iterable[Block]) -> str:
    """Safe HTML of text and callouts. Choices and answers among them are problems: they belong to a question."""
    html = "".join(_block(page, block) for block in blocks)
    return clean(html, page.citations)


def _block(page: Page, block: Block) -> str:
    if block.kind == "text":
        return _Builder(page, block.source_line).markdown(block.source)
    if block.kind == "callout":
        return _callout(page, block)
    what = "choices or answers stand outside a question"
    page.problems.add(block.line, what, "begin the question with a heading ### Title {#id .check}")
    return ""


def _callout(page: Page, block: Block) -> str:
    label = CALLOUTS.get(block.name)
    if not label:
        known = ", ".join(f"[!{name}]" for name in CALLOUTS)
        page.problems.add(
            block.line, f"the callout [!{block.name}] is not known here", f"use one of {known}"
        )
        return ""
    builder = _Builder(page, block.source_line)
    title = builder.inline.render(block.title, block.line)
    heading = f'<span class="call-kind">{label}:</span> <span>{title}</span>' if title else label
    body = builder.markdown(block.source)
    if not body:
        page.problems.add(
            block.line, "an empty callout", "write its text on the lines below, each behind >"
        )
    return f'<div class="call {block.name}" role="note"><h3>{heading}</h3>{body}</div>'


class _Builder:
    """Builds HTML, not yet cleaned, from the block tree of one text."""

    def __init__(self, page: Page, first_line: int) -> None:
        self.page = page
        self.first_line = first_line
        self.inline = Inline(page)
        self.ways: dict[str, Callable[[SyntaxTreeNode], str]] = {
            "paragraph": self.paragraph,
            "heading": self.heading,
            "bullet_list": lambda node: f"<ul>{self.inside(node)}</ul>",
            "ordered_list": self.numbered,
            "list_item": lambda node: f"<li>{self.inside(node)}</li>",
            "blockquote": self.quote,
            "hr": lambda node: "<hr>",
            "inline": self.words,
            "th": lambda node: f'<th scope="col"{_align(node)}>{self.inside(node)}</th>',
            "td": lambda node: f"<td{_align(node)}>{self.inside(node)}</td>",
        }
        for tag in ("table", "thead", "tbody", "tr"):
            self.ways[tag] = lambda node: f"<{node.tag}>{self.inside(node)}</{node.tag}>"

    def markdown(self, source: str) -> str:
        """HTML of a whole text; what `grammar.REFUSED` names is left out."""
        if not limits.readable(source.split("\n"), self.page.problems, self.first_line):
            return ""
        return self.inside(grammar.parse(source).tree)

    def inside(self, node: SyntaxTreeNode) -> str:
        known = (child for child in node.children if child.type in self.ways)
        return "".join(self.ways[child.type](child) for child in known)

    def line(self, node: SyntaxTreeNode) -> int:
        return self.first_line + (node.map[0] if node.map else 0)

    def paragraph(self, node: SyntaxTreeNode) -> str:
        pieces = node.children[0].meta["pieces"]
        if len(pieces) == 1 and pieces[0].type == "image":
            return self.figure(pieces[0], self.line(node))
        words = self.inside(node)
        return words if node.hidden else f"<p>{words}</p>"  # hidden: in a list without empty lines

    def words(self, node: SyntaxTreeNode) -> str:
        if any(piece.type == "image" for piece in node.meta["pieces"]):
            what, fix = "a picture stands among words", "give it a paragraph of its own"
            self.page.problems.add(self.line(node), what, fix)
            return ""
        return self.inline.render(node.content, self.line(node))

    def heading(self, node: SyntaxTreeNode) -> str:
        tag = "h4" if node.tag == "h4" else "h3"
        return f"<{tag}>{self.inside(node)}</{tag}>"

    def numbered(self, node: SyntaxTreeNode) -> str:
        start = node.attrs.get("start", 1)
        attribute = "" if start == 1 else f' start="{start}"'
        return f"<ol{attribute}>{self.inside(node)}</ol>"

    def quote(self, node: SyntaxTreeNode) -> str:
        if CALLOUT.match(opening_words(node)):
            what = "a callout stands inside a list, a quote or another callout"
            self.page.problems.add(self.line(node), what, "begin its lines with > at the left edge")
        return f"<blockquote>{self.inside(node)}</blockquote>"

    def figure(self, image: Token, line: int) -> str:
        path, title = str(image.attrs["src"]), str(image.attrs.get("title", ""))
        alt, title = printed(grammar.plain_inline(image.content)), printed(title)
        media = self.page.media(path) if path.startswith(PICTURES) else None
        if not media:
            fix = f"in a module write ({PICTURES}name.svg) for one in modules/{PICTURES}; nothing else has pictures"
            self.page.problems.add(line, f"there is no picture {path}", fix)
            return ""
        if not alt:
            fix = "say in the brackets what it shows, for someone who cannot see it"
            self.page.problems.add(line, "the picture has no description", fix)
        size = f'width="{media.width}" height="{media.height}" loading="lazy"'
        caption = f"<figcaption>{escape(title)}</figcaption>" if title else ""
        image_tag = f'<img src="{escape(media.url)}" alt="{escape(alt)}" {size}>'
        return f'<figure class="figure">{image_tag}{caption}</figure>'


def _align(cell: SyntaxTreeNode) -> str:
    """Right-aligned columns hold numbers; other alignment is the stylesheet's."""
    return ' class="num"' if cell.attrs.get("style") == "text-align:right" else ""
