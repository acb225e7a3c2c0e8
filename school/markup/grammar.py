"""The one block grammar of author text, read by markdown-it, and the parts of Markdown the school does not take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from school.markup import limits
from school.markup.problems import Problems

# Raw HTML is read as such only to be able to name its line; nothing ever passes it on. markdown-it counts a
# list as two levels and drops what lies deeper than its own limit, so that limit lies well beyond ours.
PARSER = MarkdownIt("commonmark", {"html": True, "maxNesting": 3 * limits.DEPTH}).enable("table")
REFUSED = {
    "html_block": ("raw HTML is not accepted", "write it in Markdown"),
    "fence": ("a block of code is not accepted", "write it as text"),
    "code_block": (
        "four spaces or a tab at the beginning make this a block of code",
        "take them away",
    ),
}
LEVELS = ("h2", "h3", "h4")
# What was meant to begin a part, and would be shown as words of the part before it.
NO_HEADING = re.compile(r" *(?:#{2,6}[^\s#]|#{7})")
LOST_ID = re.compile(r"\{#[^{}\s][^{}]*\}[ #]*$")
CHOICE = re.compile(r"[(\[][ xX][)\]] ")  # its id stands behind its last line
IN_LIST = 2  # the level of a paragraph in a list that is in nothing else


@dataclass(frozen=True)
class Parsed:
    """Author text as markdown-it sees it. Line numbers in `tokens` count from 0."""

    tokens: list[Token]
    definitions: tuple[int, ...]  # lines of link definitions

    @property
    def tree(self) -> SyntaxTreeNode:
        """The blocks as a tree. What stands inside a line stays flat, as `meta["pieces"]`: it may nest without end."""
        flat = (
            token.copy(children=None, meta={"pieces": token.children or []})
            if token.type == "inline"
            else token
            for token in self.tokens
        )
        return SyntaxTreeNode(list(flat))


def parse(text: str) -> Parsed:
    """The blocks of a text that `limits.readable` let pass."""
    found: dict[str, Any] = {}
    tokens = PARSER.parse(text, found)
    definitions = [*found.get("references", {}).values(), *found.get("duplicate_refs", [])]
    return Parsed(tokens, tuple(each["map"][0] for each in definitions))


def plain_inline(source: str) -> str:
    """The words of one line of Markdown, without its signs."""
    children = PARSER.parseInline(source)[0].children or []
    return "".join(child.content or " " * (child.type == "softbreak") for child in children).strip()


def refuse(parsed: Parsed, problems: Problems) -> None:
    """Note everything in the text that the school does not take, with its line."""
    for line in parsed.definitions:
        problems.add(
            line + 1, "a link definition is not accepted", "write [text](address) in its place"
        )
    for token in parsed.tokens:
        line = token.map[0] + 1 if token.map else 0
        if token.type in REFUSED:
            problems.add(line, *REFUSED[token.type])
        elif token.type == "heading_open":
            _refuse_heading(token, line, problems)
        if token.level > limits.DEPTH:
            problems.add(
                line, f"blocks nest deeper than {limits.DEPTH} levels", "make the text flatter"
            )
            return
        for html_line in _inline_html(token):
            problems.add(html_line + 1, *REFUSED["html_block"])
    _refuse_lost_headings(parsed.tokens, problems)


def _refuse_heading(token: Token, line: int, problems: Problems) -> None:
    if token.level:
        problems.add(
            line, "a heading stands inside a list or a quote", "take it out, or write it **bold**"
        )
    elif not token.markup.startswith("#"):
        problems.add(
            line, "a row of - or = makes the line above it a heading", "put an empty line between"
        )
    elif token.tag not in LEVELS:
        problems.add(line, f"a heading of level {token.tag[1]} is not used", "use ##, ### or ####")


def _refuse_lost_headings(tokens: list[Token], problems: Problems) -> None:
    for before, token in pairwise(tokens):
        if token.type != "inline" or before.tag in ("h1", "h2", "h3") or not token.map:
            continue  # headings of parts, which hold ids, or which have been refused
        is_choice = before.level == IN_LIST and CHOICE.match(token.content)
        for number, line in enumerate(token.content.split("\n"), start=token.map[0] + 1):
            if NO_HEADING.match(line):
                problems.add(
                    number,
                    "a line of # that is no heading",
                    "write ##, ### or #### and a space behind it",
                )
            elif LOST_ID.search(line) and not (is_choice and number == token.map[1]):
                what = "an id stands behind what begins no part"
                problems.add(
                    number,
                    what,
                    "begin the line with ## or ### and a space, or take out the braces",
                )


def _inline_html(token: Token) -> Iterator[int]:
    line = token.map[0] if token.map else 0
    for child in token.children or []:
        if child.type == "html_inline":
            yield line
        elif child.type in ("softbreak", "hardbreak"):
            line += 1
