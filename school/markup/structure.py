"""A document's structure: its settings, and its parts from heading to heading, with lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from school.markup import grammar, limits
from school.markup.attributes import Attrs, cut_attributes
from school.markup.blocks import Block, read_blocks
from school.markup.front import Located, read_front_matter
from school.markup.near_misses import report_near_misses
from school.markup.problems import Problems
from school.markup.typography import use_typographic_marks


@dataclass(frozen=True)
class Part:
    """A heading of level two or three, and the blocks up to the next one."""

    level: int
    title: str  # plain text
    attrs: Attrs
    line: int
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Document:
    """An author's file: its settings, the blocks before the first heading, and its parts in order.

    `read` is False if the text could not be read. That is already noted as a problem, and the
    document only looks empty.
    """

    path: str
    front: dict[str, Located] = field(default_factory=dict)
    intro: tuple[Block, ...] = ()
    parts: tuple[Part, ...] = ()
    read: bool = True


def read_document(path: str, text: str, problems: Problems) -> Document:
    """Read a file of settings and Markdown.

    Never raises: whatever cannot be read becomes a problem and is left out.
    """
    text = limits.tidy_text(text, problems)
    if not limits.fits_size_limit(text, limits.FILE_BYTES, problems):
        return Document(path, read=False)
    lines = text.split("\n")
    front, length = read_front_matter(lines, problems)
    lines[:length] = [""] * length  # empty lines in their place keep every line number true
    if (length == len(lines) and not front) or not limits.is_readable(lines, problems):
        return Document(path, front, read=False)
    parsed = grammar.parse_text("\n".join(lines))
    grammar.report_unsupported(parsed, problems)
    report_near_misses(parsed.tokens, lines, problems)
    intro, parts = _read_parts(parsed.tree.children, lines, problems)
    return Document(path, front, intro, parts)


def _read_parts(
    nodes: Iterable[SyntaxTreeNode], lines: list[str], problems: Problems
) -> tuple[tuple[Block, ...], tuple[Part, ...]]:
    runs: list[list[SyntaxTreeNode]] = [[]]
    for node in nodes:
        if node.type == "heading" and node.tag in ("h2", "h3"):
            runs.append([])
        runs[-1].append(node)
    intro, *rest = runs
    parts = tuple(_read_part(heading, body, lines, problems) for heading, *body in rest)
    return read_blocks(intro, lines, problems), parts


def _read_part(
    heading: SyntaxTreeNode, body: list[SyntaxTreeNode], lines: list[str], problems: Problems
) -> Part:
    line = heading.map[0] + 1 if heading.map else 1
    source, attrs = cut_attributes(heading.children[0].content, line, problems)
    title = use_typographic_marks(grammar.strip_markdown(source))
    if not title:
        problems.add(line, "a heading without words", "write a title after ##")
    if re.search(r"\[\^", title):
        problems.add(line, "there is a citation in a heading", "put it after the claim in the text")
    return Part(int(heading.tag[1]), title, attrs, line, read_blocks(body, lines, problems))
