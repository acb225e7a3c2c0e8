"""The blocks inside a part: text, callouts, lists of choices, and lines of answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from markdown_it.tree import SyntaxTreeNode

from school.markup.problems import Problems

CALLOUT = re.compile(r"\[!([A-Za-z-]+)\] *(.*)")
BOX = re.compile(r"(\([ xX]\)|\[[ xX]\])(?: +|$)")
BOXISH = re.compile(r"(?:\( *[xX]? *\)|\[ *[xX]? *\]|\( *[xX]? *\]|\[ *[xX]? *\))(?: |$)")
BRACES = re.compile(r" *\{([^{}]*)\}$")
MARKS = re.compile(r"#\S+( fixed)?|fixed")  # after a choice
QUOTE_MARK = re.compile(r" *(?:> ?)?")
ANSWER = re.compile(r"Answer: *(.*)")


@dataclass(frozen=True)
class ChoiceLine:
    """One line of a list of choices, as written."""

    box: str  # "( )", "(x)", "[ ]" or "[x]"
    source: str  # Markdown
    fixed: bool
    line: int
    feedback: str = ""  # Markdown
    feedback_line: int = 0
    id: str = ""  # empty where the author gave none
    last_line: int = 0  # of `source`


@dataclass(frozen=True)
class AnswerLine:
    """The text after one `Answer:`."""

    text: str
    line: int


@dataclass(frozen=True)
class Block:
    """A block of a part.

    `kind` is "text", "callout", "choices" or "answers". It tells which fields are filled.
    """

    kind: str
    line: int
    source: str = ""  # Markdown of a text or of a callout's body
    source_line: int = 0  # line on which `source` begins
    name: str = ""  # of a callout, such as "safety"
    title: str = ""  # of a callout, Markdown
    choices: tuple[ChoiceLine, ...] = ()
    answers: tuple[AnswerLine, ...] = ()


Reader = Callable[[SyntaxTreeNode, list[str], Problems], list[Block]]


def read_blocks(
    nodes: Iterable[SyntaxTreeNode], lines: list[str], problems: Problems
) -> tuple[Block, ...]:
    """Return the blocks of a part. Adjacent pieces of ordinary text become one block."""
    blocks: list[Block] = []
    for read, run in groupby(nodes, key=_choose_reader):
        group = list(run)
        if read is None:
            blocks.append(_read_text(group[0], group[-1], lines))
            continue
        for node in group:
            blocks.extend(read(node, lines, problems))
    return tuple(blocks)


def _choose_reader(node: SyntaxTreeNode) -> Reader | None:
    """Return the function that reads this node; None if the node is ordinary text."""
    words = find_opening_words(node)
    if node.type == "blockquote" and CALLOUT.match(words):
        return _read_callout
    if node.type == "bullet_list" and _has_boxes(node):
        return _read_choices
    if node.type == "paragraph" and re.search(r"^ *Answer:", words, re.MULTILINE):
        return _read_answers
    return None


def _has_boxes(bullet_list: SyntaxTreeNode) -> bool:
    """Whether any item of the list begins with something like a box."""
    return any(BOXISH.match(find_opening_words(item)) for item in bullet_list.children)


def find_opening_words(node: SyntaxTreeNode) -> str:
    """Return the source of a block's first paragraph; "" if the block begins differently."""
    while node.type in ("list_item", "blockquote") and node.children:
        node = node.children[0]
    return node.children[0].content if node.type == "paragraph" and node.children else ""


def _find_start(node: SyntaxTreeNode) -> int:
    return node.map[0] if node.map else 0


def _read_text(first: SyntaxTreeNode, last: SyntaxTreeNode, lines: list[str]) -> Block:
    begin, end = _find_start(first), last.map[1] if last.map else 0
    return Block("text", begin + 1, "\n".join(lines[begin:end]).rstrip(), begin + 1)


def _strip_quote_marks(node: SyntaxTreeNode, begin: int, lines: list[str]) -> str:
    """Return the lines of a quote from line index `begin` on, without their `>` marks."""
    end = node.map[1] if node.map else begin
    quoted = [QUOTE_MARK.sub("", line, count=1) for line in lines[begin:end]]
    return "\n".join(quoted).rstrip()


def _read_callout(node: SyntaxTreeNode, lines: list[str], problems: Problems) -> list[Block]:
    marker = CALLOUT.match(find_opening_words(node))
    assert marker  # without a marker it would have been read as text
    begin = _find_start(node.children[0])
    body = _strip_quote_marks(node, begin + 1, lines)
    for offset, line in enumerate(body.split("\n"), start=begin + 2):
        if CALLOUT.match(line):
            problems.add(
                offset, "a second callout begins inside this one", "leave an empty line before it"
            )
    return [
        Block(
            "callout", begin + 1, body, begin + 2, name=marker[1].lower(), title=marker[2].strip()
        )
    ]


def _read_choices(node: SyntaxTreeNode, lines: list[str], problems: Problems) -> list[Block]:
    choices = []
    for item in node.children:
        choice = _read_choice(item, lines, problems)
        if choice:
            choices.append(choice)
    return [Block("choices", _find_start(node) + 1, choices=tuple(choices))]


def _read_choice(item: SyntaxTreeNode, lines: list[str], problems: Problems) -> ChoiceLine | None:
    line, words = _find_start(item) + 1, find_opening_words(item)
    box = BOX.match(words)
    if not box:
        problems.add(
            line,
            "this line of the choices has no box",
            "begin it with ( ), (x), [ ] or [x], then a space",
        )
        return None
    source, marks = _split_marks(words[box.end() :], line, problems)
    feedback, feedback_line = "", 0
    for extra in item.children[1:]:
        if extra.type == "blockquote" and not feedback:
            feedback = _strip_quote_marks(extra, _find_start(extra), lines)
            feedback_line = _find_start(extra) + 1
        else:
            what = "a choice holds more than one paragraph and one quote"
            problems.add(
                _find_start(extra) + 1, what, "shorten it; feedback goes in one quote below it"
            )
    words_end = item.children[0].map
    return ChoiceLine(
        box=box[1].lower(),
        source=source,
        fixed="fixed" in marks,
        line=line,
        feedback=feedback,
        feedback_line=feedback_line,
        id=next((mark[1:] for mark in marks if mark != "fixed"), ""),
        last_line=words_end[1] if words_end else line,
    )


def _split_marks(words: str, line: int, problems: Problems) -> tuple[str, list[str]]:
    """Return a choice's words, and the marks in the braces after them: its #id, and “fixed”."""
    braces = BRACES.search(words)
    if not braces:
        return words.strip(), []
    marks = braces[1].split()
    source = words[: braces.start()].strip()
    if MARKS.fullmatch(" ".join(marks)):
        return source, marks
    what = f"{{{braces[1]}}} after a choice is not known"
    problems.add(line, what, "only an id and the word fixed may be there: {#k7qm fixed}")
    return source, []


def _read_answers(node: SyntaxTreeNode, lines: list[str], problems: Problems) -> list[Block]:
    begin = _find_start(node)
    before: list[str] = []
    answers: list[AnswerLine] = []
    for number, line in enumerate(find_opening_words(node).split("\n"), start=begin + 1):
        answer = ANSWER.match(line.strip())
        if answer:
            answers.append(AnswerLine(answer[1], number))
        elif answers:
            problems.add(
                number,
                "there is text directly after an Answer line",
                "leave an empty line between them",
            )
        else:
            before.append(line)
    blocks = []
    if before:
        blocks.append(Block("text", begin + 1, "\n".join(before), begin + 1))
    blocks.append(Block("answers", answers[0].line, answers=tuple(answers)))
    return blocks
