"""The block grammar of author text, and the parts of Markdown that the school does not accept."""

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
from school.markup.near_misses import has_lost_choice
from school.markup.problems import Problems

# Raw HTML is parsed only so that a problem can name its line; it is never passed on. markdown-it
# counts a list as two levels and drops whatever is deeper than its own limit, so that limit is far
# beyond ours.
PARSER = MarkdownIt("commonmark", {"html": True, "maxNesting": 3 * limits.DEPTH}).enable("table")
REFUSED = {
    "html_block": ("raw HTML is not accepted", "write it in Markdown"),
    "fence": ("a block of code is not accepted", "write it as text"),
    "code_block": (
        "four spaces or a tab at the beginning make this a block of code",
        "remove them",
    ),
}
LEVELS = ("h2", "h3", "h4")
# Lines meant to begin a part, which would otherwise appear as words of the part before it.
NO_HEADING = re.compile(r" *(?:#{2,6}[^\s#]|#{7})")
LOST_ID = re.compile(r"\{#[^{}\s][^{}]*\}[ #]*$")
CHOICE = re.compile(r"[(\[][ xX][)\]] ")  # its id stands behind its last line
IN_LIST = 2  # the level of a paragraph in a list that is in nothing else


@dataclass(frozen=True)
class Parsed:
    """Author text as markdown-it sees it. Line numbers in `tokens` start at 0."""

    tokens: list[Token]
    definitions: tuple[int, ...]  # lines of link definitions

    @property
    def tree(self) -> SyntaxTreeNode:
        """The blocks as a tree.

        The inline pieces of a block stay a flat list in `meta["pieces"]`, because nothing limits
        how deeply they may nest.
        """
        tokens = []
        for token in self.tokens:
            if token.type == "inline":
                token = token.copy(children=None, meta={"pieces": token.children or []})
            tokens.append(token)
        return SyntaxTreeNode(tokens)


def parse_text(text: str) -> Parsed:
    """Parse a text that `limits.is_readable` accepted into blocks."""
    env: dict[str, Any] = {}  # markdown-it leaves the link definitions here
    tokens = PARSER.parse(text, env)
    definitions = [*env.get("references", {}).values(), *env.get("duplicate_refs", [])]
    return Parsed(tokens, tuple(definition["map"][0] for definition in definitions))


def strip_markdown(source: str) -> str:
    """Return the words of one line of Markdown, without its markup."""
    words = []
    for child in PARSER.parseInline(source)[0].children or []:
        if not child.content and child.type == "softbreak":
            words.append(" ")
        else:
            words.append(child.content)
    return "".join(words).strip()


def report_unsupported(parsed: Parsed, problems: Problems) -> None:
    """Note everything in the text that the school does not accept, with its line."""
    for line in parsed.definitions:
        problems.add(line + 1, "a link definition is not accepted", "write [text](address) instead")
    for token in parsed.tokens:
        line = token.map[0] + 1 if token.map else 0
        if token.type in REFUSED:
            problems.add(line, *REFUSED[token.type])
        elif token.type == "heading_open":
            _report_heading(token, line, problems)
        if token.level > limits.DEPTH:
            problems.add(
                line, f"blocks nest deeper than {limits.DEPTH} levels", "make the text flatter"
            )
            return
        for html_line in _find_inline_html(token):
            problems.add(html_line + 1, *REFUSED["html_block"])
    _report_lost_headings(parsed.tokens, problems)


def _report_heading(token: Token, line: int, problems: Problems) -> None:
    if token.level:
        problems.add(
            line,
            "there is a heading inside a list or a quote",
            "move it out, or write it in **bold**",
        )
    elif not token.markup.startswith("#"):
        problems.add(
            line,
            "a row of - or = makes the line above it a heading",
            "leave an empty line between them",
        )
    elif token.tag not in LEVELS:
        problems.add(line, f"a heading of level {token.tag[1]} is not used", "use ##, ### or ####")


def _report_lost_headings(tokens: list[Token], problems: Problems) -> None:
    for before, token in pairwise(tokens):
        if token.type != "inline" or before.tag in ("h1", "h2", "h3") or not token.map:
            continue  # headings of parts may hold an id; other headings are reported already
        is_choice = before.level == IN_LIST and CHOICE.match(token.content)
        for number, line in enumerate(token.content.split("\n"), start=token.map[0] + 1):
            if NO_HEADING.match(line):
                problems.add(
                    number,
                    "a line begins with # but is not a heading",
                    "write ##, ### or ####, then a space",
                )
            elif has_lost_choice(line):
                continue  # this is reported where choices are, and its id is not lost
            elif LOST_ID.search(line) and not (is_choice and number == token.map[1]):
                what = "there is an id after a line that does not begin a part"
                problems.add(
                    number,
                    what,
                    "begin the line with ## or ###, then a space, or remove the braces",
                )


def _find_inline_html(token: Token) -> Iterator[int]:
    line = token.map[0] if token.map else 0
    for child in token.children or []:
        if child.type == "html_inline":
            yield line
        elif child.type in ("softbreak", "hardbreak"):
            line += 1
