"""Counting the words of a text, and finding its plain words for the search."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from markdown_it.token import Token

from school.markup.blocks import CALLOUT, Block
from school.markup.grammar import PARSER

# A word is letters or digits. Apostrophes and hyphens join them, as do a period or a comma between
# digits.
WORD = re.compile(r"[^\W_]+(?:(?:['’-]|(?<=\d)[.,](?=\d))[^\W_]+)*")
CITATION = re.compile(r"\[\^[^\]\s]*\]")
INLINE_TAGS = {"a", "em", "strong", "code", "sup", "span"}


def count_words(source: str) -> int:
    """Count the words a student reads in Markdown `source`, for the worksheet of hours.

    The words of paragraphs, lists, tables, headings and link texts count. Punctuation, addresses,
    citation marks and callout markers do not, nor do pictures with their descriptions and captions.
    `source` must come from a document that `read_document` accepted.
    """
    count = 0
    for token in PARSER.parse(source):
        if token.type == "inline":
            count += len(WORD.findall(_find_shown_words(token)))
    return count


def count_block_words(blocks: Iterable[Block]) -> int:
    """Count the words of texts, callouts with their titles, and choices with their feedback."""
    count = 0
    for block in blocks:
        count += count_words(block.title) + count_words(block.source)
        for choice in block.choices:
            count += count_words(choice.source) + count_words(choice.feedback)
    return count


def _find_shown_words(inline: Token) -> str:
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


def strip_html(html: str) -> str:
    """Return the words of rendered HTML, separated by single spaces.

    Citation marks are left out; descriptions of pictures are included.
    """
    reader = _Words()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.parts).split())


def is_blank_html(html: str) -> bool:
    """Whether rendered HTML shows a reader nothing but rules, citation marks or blank space."""
    characters = strip_html(html)
    return not any(character.isprintable() and character != " " for character in characters)


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
