"""The words inside a block: Python-Markdown renders them, and links and citations are checked."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from school.markup.page import Page
from school.markup.typography import use_typographic_marks

CITATION = r"\[\^([^\]\s]{1,80})\]"
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
STRAIGHT = "'\""
# A quotation mark that must stay as typed looks like a letter to the marks beside it.
AS_LETTERS = dict.fromkeys(map(ord, STRAIGHT), "x")
ESCAPED = re.compile("\x02([0-9]+)\x03")
EXTERNAL = ("http", "https", "mailto")
# Parts of Python-Markdown that go beyond the words of one paragraph. markdown-it has already found
# the blocks. Raw HTML, link definitions, pictures within a line and obfuscated mail addresses are
# not part of the school's Markdown.
BLOCKS_LEFT_OUT = (
    "empty",
    "indent",
    "code",
    "hashheader",
    "setextheader",
    "hr",
    "olist",
    "ulist",
    "quote",
    "reference",
)
INLINE_LEFT_OUT = (
    "html",
    "automail",
    "reference",
    "short_reference",
    "image_link",
    "image_reference",
    "short_image_ref",
)


class Inline:
    """Renders the words of one block after another, for one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.source = ""
        self.line = 1
        self.markdown = Markdown()
        self.markdown.preprocessors.deregister("html_block")
        for name in BLOCKS_LEFT_OUT:
            self.markdown.parser.blockprocessors.deregister(name)
        for name in INLINE_LEFT_OUT:
            self.markdown.inlinePatterns.deregister(name)
        self.markdown.ESCAPED_CHARS = list(string.punctuation)  # as in CommonMark
        self.markdown.inlinePatterns.register(_Citation(CITATION, self.markdown), "citation", 175)
        # After "inline" (20), and before "unescape" (0), which makes escaped characters look like
        # all others.
        self.markdown.treeprocessors.register(_Print(self.markdown), "print", 5)
        # After "unescape", which writes the addresses out.
        self.markdown.treeprocessors.register(_Check(self), "check", -1)

    def render(self, source: str, line: int) -> str:
        """Return HTML for the words of a block that begins on `line`, not yet cleaned."""
        self.source, self.line = source, line
        self.markdown.reset()
        html = self.markdown.convert(source.replace("\\\n", "  \n"))
        return html.removeprefix("<p>").removesuffix("</p>")

    def add_problem(self, needle: str, what: str, fix: str) -> None:
        """Note a problem on the line that holds `needle`."""
        place = max(self.source.find(needle), 0)
        self.page.problems.add(self.line + self.source.count("\n", 0, place), what, fix)


class _Citation(InlineProcessor):
    """`[^id]` becomes an empty mark, which gets its number once the order in the text is known."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, match: re.Match[str], data: str
    ) -> tuple[ElementTree.Element, int, int]:
        mark = ElementTree.Element("sup")
        mark.set("data-cite", match[1])
        return mark, match.start(), match.end()


class _Print(Treeprocessor):
    """Gives the words of a block typographic quotation marks and apostrophes.

    All words of the block are read together, because a mark's neighbors decide whether it opens
    or closes, and a neighbor may be in another element.
    """

    def run(self, root: ElementTree.Element) -> None:
        pieces = list(_list_pieces(root))
        masked = "".join(_mask_for_neighbors(words) for _, _, words in pieces)
        typographic = iter(use_typographic_marks(masked))
        for element, where, words in pieces:
            replaced = []
            for typed, mark in zip(words, typographic, strict=False):
                replaced.append(mark if typed in STRAIGHT else typed)
            if not isinstance(words, AtomicString):
                setattr(element, where, "".join(replaced))


def _list_pieces(element: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, str, str]]:
    """Yield the words in an element in reading order.

    Each piece names the element that holds the words, "text" or "tail", and the words.
    """
    if element.text:
        yield element, "text", element.text
    for child in element:
        yield from _list_pieces(child)
        if child.tail:
            yield child, "tail", child.tail


def _mask_for_neighbors(words: str) -> str:
    """Return the words as seen by code that checks the neighbors of a mark; the length is the same.

    Code and addresses stay as they are: Python-Markdown marks them by their type. It writes an
    escaped character as a number.
    """
    if isinstance(words, AtomicString):
        return words.translate(AS_LETTERS)
    return ESCAPED.sub(_mask_escaped, words)


def _mask_escaped(match: re.Match[str]) -> str:
    return chr(int(match[1])).translate(AS_LETTERS) * len(match[0])


class _Check(Treeprocessor):
    """Resolves links and counts citations in the order of the text."""

    def __init__(self, inline: Inline) -> None:
        super().__init__(inline.markdown)
        self.inline = inline

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            if element.tag == "a":
                self.resolve_link(element)
            elif element.tag == "sup":
                self.count_citation(element)

    def count_citation(self, mark: ElementTree.Element) -> None:
        source_id = mark.attrib.pop("data-cite")
        times = self.inline.page.citations.cite(source_id)
        if times is None:
            fix = "add it to sources.yaml, or correct the id"
            self.inline.add_problem(f"[^{source_id}]", f"there is no source “{source_id}”", fix)
        else:
            mark.set("data-cite", f"{source_id}/{times}")

    def resolve_link(self, anchor: ElementTree.Element) -> None:
        written = anchor.attrib.pop("href", "")
        address = unescape(written).strip()
        scheme = SCHEME.match(address)
        if scheme or address.startswith("//"):
            if scheme and scheme[1].lower() in EXTERNAL:
                anchor.set("href", address)
                anchor.set("rel", "noopener noreferrer")
            else:
                self.inline.add_problem(
                    written, f"the link {address} is not accepted", "use https:// or mailto:"
                )
        elif target := self.inline.page.links(address):
            anchor.set("href", target)
        else:
            fix = "check the name of the file and the id of the heading"
            self.inline.add_problem(written, f"the link ({address}) leads nowhere", fix)
