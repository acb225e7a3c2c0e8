"""The words inside a block: Python-Markdown renders them; links and citations are checked on the way."""

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
from school.markup.signs import printed

CITATION = r"\[\^([^\]\s]{1,80})\]"
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
STRAIGHT = "'\""
WORD = dict.fromkeys(map(ord, STRAIGHT), "x")  # what is no mark is as good as a letter
ESCAPED = re.compile("\x02([0-9]+)\x03")
EXTERNAL = ("http", "https", "mailto")
# What Python-Markdown would do beyond the words of one paragraph. markdown-it has found the blocks already, and
# raw HTML, link definitions, pictures in a line and disguised mail addresses are not part of the school's Markdown.
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
    """Renders one block's words after another, on one page."""

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
        # Behind "inline" (20), and before "unescape" (0) makes what was escaped look like all else.
        self.markdown.treeprocessors.register(_Print(self.markdown), "print", 5)
        # Behind "unescape", which writes the addresses out.
        self.markdown.treeprocessors.register(_Check(self), "check", -1)

    def render(self, source: str, line: int) -> str:
        """HTML, not yet cleaned, of the words of one block that begins on `line`."""
        self.source, self.line = source, line
        self.markdown.reset()
        html = self.markdown.convert(source.replace("\\\n", "  \n"))
        return html.removeprefix("<p>").removesuffix("</p>")

    def complain(self, needle: str, what: str, fix: str) -> None:
        """Note a problem on the line where `needle` stands."""
        place = max(self.source.find(needle), 0)
        self.page.problems.add(self.line + self.source.count("\n", 0, place), what, fix)


class _Citation(InlineProcessor):
    """`[^id]` becomes an empty mark; it is numbered once the order in the text is known."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, match: re.Match[str], data: str
    ) -> tuple[ElementTree.Element, int, int]:
        mark = ElementTree.Element("sup")
        mark.set("data-cite", match[1])
        return mark, match.start(), match.end()


class _Print(Treeprocessor):
    """Gives a block the signs of print. Its words are read as one: a mark opens or closes by what stands beside it."""

    def run(self, root: ElementTree.Element) -> None:
        pieces = list(_pieces(root))
        signs = iter(printed("".join(_seen(words) for _, _, words in pieces)))
        for element, where, words in pieces:
            made = "".join(
                sign if typed in STRAIGHT else typed
                for typed, sign in zip(words, signs, strict=False)
            )
            if not isinstance(words, AtomicString):
                setattr(element, where, made)


def _pieces(element: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, str, str]]:
    """The words in an element in the order in which they are read: whose they are, its text or its tail, and they."""
    if element.text:
        yield element, "text", element.text
    for child in element:
        yield from _pieces(child)
        if child.tail:
            yield child, "tail", child.tail


def _seen(words: str) -> str:
    """The words for who looks at what stands beside a mark, equally long.

    Python-Markdown marks code and addresses, which stay as they are, by their type, and has numbers for escaped signs.
    """
    if isinstance(words, AtomicString):
        return words.translate(WORD)
    return ESCAPED.sub(lambda found: chr(int(found[1])).translate(WORD) * len(found[0]), words)


class _Check(Treeprocessor):
    """Resolves links and counts citations in the order in which they stand."""

    def __init__(self, inline: Inline) -> None:
        super().__init__(inline.markdown)
        self.inline = inline

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            if element.tag == "a":
                self.link(element)
            elif element.tag == "sup":
                self.cite(element)

    def cite(self, mark: ElementTree.Element) -> None:
        source_id = mark.attrib.pop("data-cite")
        times = self.inline.page.citations.cite(source_id)
        if times is None:
            fix = "add it to sources.yaml, or mend the id"
            self.inline.complain(f"[^{source_id}]", f"there is no source “{source_id}”", fix)
        else:
            mark.set("data-cite", f"{source_id}/{times}")

    def link(self, anchor: ElementTree.Element) -> None:
        written = anchor.attrib.pop("href", "")
        address = unescape(written).strip()
        scheme = SCHEME.match(address)
        if scheme or address.startswith("//"):
            if scheme and scheme[1].lower() in EXTERNAL:
                anchor.set("href", address)
                anchor.set("rel", "noopener noreferrer")
            else:
                self.inline.complain(
                    written, f"the link {address} is not accepted", "use https:// or mailto:"
                )
        elif target := self.inline.page.links(address):
            anchor.set("href", target)
        else:
            fix = "check the name of the file and the id of the heading"
            self.inline.complain(written, f"the link ({address}) leads nowhere", fix)
