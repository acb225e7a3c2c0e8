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
BEHIND = re.compile(r" *\{([^{}]*)\}$")
MARKS = re.compile(r"#\S+( fixed)?|fixed")  # behind a choice
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
    """What stands behind one `Answer:`."""

    text: str
    line: int


@dataclass(frozen=True)
class Block:
    """A block of a part. `kind` is "text", "callout", "choices" or "answers" and says which fields are filled."""

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
    """The blocks of a part; neighbouring pieces of ordinary text are one block."""
    found: list[Block] = []
    for read, run in groupby(nodes, key=_reader):
        group = list(run)
        if read is None:
            found.append(_text(group[0], group[-1], lines))
        else:
            found.extend(block for node in group for block in read(node, lines, problems))
    return tuple(found)


def _reader(node: SyntaxTreeNode) -> Reader | None:
    """How to read a node that is more than text; None for text."""
    words = opening_words(node)
    if node.type == "blockquote" and CALLOUT.match(words):
        return _callout
    if node.type == "bullet_list" and any(
        BOXISH.match(opening_words(item)) for item in node.children
    ):
        return _choices
    if node.type == "paragraph" and re.search(r"^ *Answer:", words, re.MULTILINE):
        return _answers
    return None


def opening_words(node: SyntaxTreeNode) -> str:
    """The source of the first paragraph in a block; empty where the block begins otherwise."""
    while node.type in ("list_item", "blockquote") and node.children:
        node = node.children[0]
    return node.children[0].content if node.type == "paragraph" and node.children else ""


def _start(node: SyntaxTreeNode) -> int:
    return node.map[0] if node.map else 0


def _text(first: SyntaxTreeNode, last: SyntaxTreeNode, lines: list[str]) -> Block:
    begin, end = _start(first), last.map[1] if last.map else 0
    return Block("text", begin + 1, "\n".join(lines[begin:end]).rstrip(), begin + 1)


def _unquoted(node: SyntaxTreeNode, begin: int, lines: list[str]) -> str:
    """The lines of a quote from line index `begin` on, without their marks."""
    end = node.map[1] if node.map else begin
    return "\n".join(QUOTE_MARK.sub("", line, count=1) for line in lines[begin:end]).rstrip()


def _callout(node: SyntaxTreeNode, lines: list[str], problems: Problems) -> list[Block]:
    marker = CALLOUT.match(opening_words(node))
    assert marker  # or it would have been read as text
    begin = _start(node.children[0])
    body = _unquoted(node, begin + 1, lines)
    for offset, line in enumerate(body.split("\n"), start=begin + 2):
        if CALLOUT.match(line):
            problems.add(
                offset, "a second callout begins inside this one", "put an empty line before it"
            )
    return [
        Block(
            "callout", begin + 1, body, begin + 2, name=marker[1].lower(), title=marker[2].strip()
        )
    ]


def _choices(node: SyntaxTreeNode, lines: list[str], problems: Problems) -> list[Block]:
    choices = [_choice(item, lines, problems) for item in node.children]
    return [Block("choices", _start(node) + 1, choices=tuple(c for c in choices if c))]


def _choice(item: SyntaxTreeNode, lines: list[str], problems: Problems) -> ChoiceLine | None:
    line, words = _start(item) + 1, opening_words(item)
    box = BOX.match(words)
    if not box:
        problems.add(
            line,
            "this line of the choices has no box",
            "begin it with ( ), (x), [ ] or [x] and a space",
        )
        return None
    source, marks = _cut_marks(words[box.end() :], line, problems)
    feedback, feedback_line = "", 0
    for extra in item.children[1:]:
        if extra.type == "blockquote" and not feedback:
            feedback, feedback_line = _unquoted(extra, _start(extra), lines), _start(extra) + 1
        else:
            what = "a choice holds more than one paragraph and one quote"
            problems.add(
                _start(extra) + 1, what, "shorten it; feedback goes into one quote under it"
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


def _cut_marks(words: str, line: int, problems: Problems) -> tuple[str, list[str]]:
    """The words of a choice, and the marks in the braces behind them: its #id, and “fixed”."""
    behind = BEHIND.search(words)
    if not behind:
        return words.strip(), []
    marks = behind[1].split()
    source = words[: behind.start()].strip()
    if MARKS.fullmatch(" ".join(marks)):
        return source, marks
    what = f"{{{behind[1]}}} behind a choice is not known"
    problems.add(line, what, "only an id and the word fixed may stand there: {#k7qm fixed}")
    return source, []


def _answers(node: SyntaxTreeNode, lines: list[str], problems: Problems) -> list[Block]:
    begin = _start(node)
    before: list[str] = []
    answers: list[AnswerLine] = []
    for number, line in enumerate(opening_words(node).split("\n"), start=begin + 1):
        answer = ANSWER.match(line.strip())
        if answer:
            answers.append(AnswerLine(answer[1], number))
        elif answers:
            problems.add(
                number, "text stands directly behind an Answer line", "put an empty line between"
            )
        else:
            before.append(line)
    text = [Block("text", begin + 1, "\n".join(before), begin + 1)] if before else []
    return [*text, Block("answers", answers[0].line, answers=tuple(answers))]
