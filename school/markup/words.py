"""How many words a text has, and its plain words for the search."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from markdown_it.token import Token

from school.markup.blocks import CALLOUT, Block
from school.markup.grammar import PARSER

# A word holds letters or digits; apostrophes and hyphens join, and so do point and comma between digits.
WORD = re.compile(r"[^\W_]+(?:(?:['’-]|(?<=\d)[.,](?=\d))[^\W_]+)*")
CITATION = re.compile(r"\[\^[^\]\s]*\]")
INLINE_TAGS = {"a", "em", "strong", "code", "sup", "span"}


def count_words(source: str) -> int:
    """The words a student reads in Markdown `source`, for the worksheet of hours.

    Counted are the words of paragraphs, lists, tables and headings, link texts among them. Signs, addresses,
    citation marks, callout markers and pictures with their descriptions and captions are not. `source` comes from a
    document that `read_document` accepted.
    """
    inlines = (token for token in PARSER.parse(source) if token.type == "inline")
    return sum(len(WORD.findall(_shown(token))) for token in inlines)


def words_in(blocks: Iterable[Block]) -> int:
    """The words of texts, callouts with their titles, and choices with their feedback."""
    total = 0
    for block in blocks:
        total += count_words(block.title) + count_words(block.source)
        total += sum(count_words(c.source) + count_words(c.feedback) for c in block.choices)
    return total


def _shown(inline: Token) -> str:
    parts: list[str] = []
    in_address = False
    for child in inline.children or []:
        if child.type in ("link_open", "link_close"):
            in_address = child.type == "link_open" and child.markup == "autolink"
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type in ("text", "text_special", "code_inline") and not in_address:
            parts.append(child.content)
    return CITATION.sub(" ", CALLOUT.sub(r"\2", "".join(parts)))


def plain(html: str) -> str:
    """The words of rendered HTML with single spaces, without citation marks; descriptions of pictures count."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.parts).split())


def says_nothing(html: str) -> bool:
    """Whether rendered HTML shows a reader no sign: lines, citation marks and invisible characters alone."""
    return not any(sign.isprintable() and sign != " " for sign in plain(html))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.citing = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.citing = self.citing or tag == "sup"
        if tag not in INLINE_TAGS:
            self.parts.append(f" {dict(attrs).get('alt') or ''} ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "sup":
            self.citing = False
        elif tag not in INLINE_TAGS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.citing:
            self.parts.append(data)
