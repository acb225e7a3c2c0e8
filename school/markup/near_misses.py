"""Text that was meant as markup and would be printed as it is, or be lost without a word.

Each near miss is a line that another program accepts, or that differs from our markup by a sign.
Escaped characters and code are left alone: who writes \\* means a star.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from school.markup.problems import Problems

CODE = re.compile(r"(`+)(?!`)(?:.|\n)+?(?<!`)\1(?!`)")
ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
BOX = r"[(\[] ?[xX]? ?[)\]]"
BULLETS = "•‣◦·–—"
LOST_CHOICE = re.compile(rf"^ *(?:[{BULLETS}*+] ?{BOX}|-{BOX})", re.MULTILINE)


@dataclass(frozen=True)
class NearMiss:
    """A pattern in a line of text, what it was meant as, and what to write."""

    pattern: re.Pattern[str]
    what: str
    fix: str


def _describe_miss(pattern: str, what: str, fix: str) -> NearMiss:
    return NearMiss(re.compile(pattern), what, fix)


LIST_MARK = "lines of a list begin with - or 1."
# Of each line, the first that fits is told.
IN_LINES = (
    _describe_miss(
        rf"^[{BULLETS}*+] ?{BOX}",
        "this looks like a choice, but does not begin with -",
        "begin it with - and a space",
    ),
    _describe_miss(rf"^-{BOX}", "there is no space between - and the box", "put one between them"),
    _describe_miss(
        r"\[! +[A-Za-z]|\[ +![A-Za-z]|\[![A-Za-z-]+ +\]",
        "there is a space inside the name of a callout",
        "take it out: [!safety]",
    ),
    _describe_miss(
        r"\[\^ +[^\]]*\]|\[\^[^\]\s]+ +\]", "there is a space inside [^…]", "take it out"
    ),
    _describe_miss(
        r"!\[[^\]]*\]\([^)\"<>]*[^)\"<>\s] +[^)\"<>\s]",
        "there is a space in the name of the picture's file",
        "rename the file and write its name without one",
    ),
    _describe_miss(
        r"\]\([a-z]+:[^)\s\"]+ +[^)\s\"][^)\"]*\)",
        "there is a space in the address of the link",
        "write %20 for it",
    ),
    _describe_miss(r"\]\([^)]*$", "the link is not closed", "write ) after the address"),
    _describe_miss(
        r"~~\S.*?~~|==\S.*?==|\w~\w{1,8}~|\w\^\w{1,8}\^",
        "a mark that the school does not use",
        "write plain words, or a sign such as ₂ or ²",
    ),
    _describe_miss(
        r"\$[A-Za-z\\][^$]*[^\s$]\$(?!\d)|\$\$",
        "formulas are not read",
        "write it in words and signs",
    ),
    _describe_miss(
        r"(?<![\w:]):[a-z_]{2,}:(?!\w)", "codes for pictures are not read", "write the sign itself"
    ),
    _describe_miss(
        r"^:::|\{: *[.#\w]",
        "this is the markup of another system",
        "write a callout: > [!practice]",
    ),
)
BARE_ADDRESS = _describe_miss(
    r"https?://", "an address alone is not a link", "write [words](address)"
)
CALLOUT = _describe_miss(
    r"^\[![A-Za-z-]+\]", "a callout that is not in a quote", "begin each of its lines with >"
)
STRONG = _describe_miss(
    r"\*\*",
    "** is not closed, or has a space inside it",
    "put ** directly before the first word and directly after the last",
)
PAIRED_STARS = re.compile(r"\*\*(?=\S)(?:.|\n)+?(?<=\S)\*\*")
LINKS = re.compile(r"!?\[[^\]]*\]\([^)]*\)|<[^<>\s]+>")
LIST_LINE = re.compile(rf"(?P<mark>[{BULLETS}]) |(?P<letter>[a-z])\) ")
DELIMITERS = re.compile(r"\|?(?: *:?-+:? *\|)+ *(?::?-+:? *)?")
CELL_END = re.compile(r"(?<!\\)\|")


def has_lost_choice(text: str) -> bool:
    """Whether a line of the text looks like a choice and was not read as one."""
    return bool(LOST_CHOICE.search(_mask_literal(text)))


def report_near_misses(tokens: list[Token], lines: list[str], problems: Problems) -> None:
    """Note every near miss in a parsed text. `lines` are the lines of the file."""
    quotes = 0
    for token in tokens:
        if token.type == "blockquote_open":
            quotes += 1
        elif token.type == "blockquote_close":
            quotes -= 1
        elif token.type == "table_open":
            _report_lost_cells(token, lines, problems)
        elif token.type == "inline" and token.map:
            _report_words(token, quotes > 0, problems)


def _report_words(token: Token, quoted: bool, problems: Problems) -> None:
    first_line = token.map[0] + 1 if token.map else 1
    masked = _mask_literal(token.content)
    rows = masked.split("\n")
    for number, row in enumerate(rows, start=first_line):
        for miss in _find_misses(row.strip(" "), quoted):
            problems.add(number, miss.what, miss.fix)
            break
    for number in _find_lost_stars(masked, first_line):
        problems.add(number, STRONG.what, STRONG.fix)
    _report_lost_list(rows, first_line, problems)
    _report_lost_table(rows, first_line, problems)


def _find_misses(row: str, quoted: bool) -> Iterator[NearMiss]:
    for miss in IN_LINES:
        if miss.pattern.search(row):
            yield miss
    if not quoted and CALLOUT.pattern.search(row):
        yield CALLOUT
    if BARE_ADDRESS.pattern.search(LINKS.sub("", row)):
        yield BARE_ADDRESS


def _mask_literal(text: str) -> str:
    """The text with letters in place of code and of escaped characters; its length is the same."""
    text = CODE.sub(lambda code: re.sub(r"[^\n]", "x", code[0]), text)
    return ESCAPED.sub("xx", text)


def _find_lost_stars(masked: str, first_line: int) -> Iterator[int]:
    """The first line on which ** would be printed."""
    left_over = PAIRED_STARS.sub(lambda pair: re.sub(r"[^\n]", "x", pair[0]), masked)
    place = left_over.find("**")
    if place >= 0:
        yield first_line + left_over.count("\n", 0, place)


def _report_lost_list(rows: list[str], first_line: int, problems: Problems) -> None:
    """Lines of one paragraph that begin like the lines of a list: two are no accident."""
    begun = [LIST_LINE.match(row.strip()) for row in rows]
    marks = [match["mark"] or match["letter"] for match in begun if match]
    letters = "".join(mark for mark in marks if mark.isalpha())
    is_list = letters.startswith("ab") or len(marks) - len(letters) >= 2
    if is_list or (marks and marks[0] in "•‣◦" and begun[0]):
        number = first_line + next(place for place, match in enumerate(begun) if match)
        what = f"this line begins with {rows[number - first_line].strip().split()[0]}"
        problems.add(number, f"{what}, and {LIST_MARK}", "begin it with - and a space")


def _report_lost_table(rows: list[str], first_line: int, problems: Problems) -> None:
    """The line under the heads of a table that was read as words."""
    for place, row in enumerate(rows[1:], start=1):
        if DELIMITERS.fullmatch(row.strip()):
            heads, columns = _count_cells(rows[place - 1]), _count_cells(row)
            what = f"the table has {heads} heads and {columns} columns under them"
            fix = "write as many --- as heads, with | between them"
            problems.add(first_line + place, what, fix)


def _report_lost_cells(table: Token, lines: list[str], problems: Problems) -> None:
    """Rows with more cells than heads: what is beyond the last head would not be shown."""
    begin, end = table.map or (0, 0)
    heads = _count_cells(lines[begin])
    for number in range(begin + 2, end):
        cells = _count_cells(lines[number])
        if cells > heads:
            what = f"this row has {cells} cells, and the table has {heads} heads"
            problems.add(number + 1, what, "take cells out, or write \\| for a | in the text")


def _count_cells(row: str) -> int:
    inner = row.strip().lstrip(">").strip()
    inner = inner.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return len(CELL_END.split(inner))
