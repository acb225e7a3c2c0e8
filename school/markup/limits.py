"""How much text the school reads, and which characters: checked before any parser sees it.

Markdown parsers take quadratic time on hostile input (runs of brackets, one endless paragraph), so what is
refused here is what keeps every later step short.
"""

from __future__ import annotations

import re

from school.markup.problems import Problems

FILE_BYTES = 256_000
FRONT_MATTER_BYTES = 64_000
LINE_LENGTH = 10_000
PARAGRAPH_LENGTH = 20_000
PARAGRAPH_MARKS = 1_000
BRACKETS = 80  # opening ones in a paragraph: looking for their ends takes quadratic time
LINES = 10_000
TEXT_MARKS = 3_000
RUN_LENGTH = 200
DEPTH = 20  # blocks inside blocks

MARKS = re.compile(r"[\[\]*_`<!&|]")
LONG_RUN = re.compile(rf"([^\w\s]|_)\1{{{RUN_LENGTH}}}")
# Everything that is not text: controls other than the line feed, halves of surrogate pairs, non-characters, and
# what nobody sees but a count of words, a search or the order of reading does.
STRANGE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def decode(data: bytes, problems: Problems) -> str:
    """The text of a file; bytes that are no UTF-8 are a problem with their line and become U+FFFD."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as broken:
        line = data.count(b"\n", 0, broken.start) + 1
        problems.add(line, "this line is not UTF-8 text", "save the file as UTF-8")
        return data.decode("utf-8", "replace")


def tidy(text: str, problems: Problems) -> str:
    """The text with plain line ends and without tabs and strange characters; each of the latter is a problem."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in text:
        text = "\n".join(line.expandtabs(4) for line in text.split("\n"))
    for number, line in enumerate(text.split("\n") if STRANGE.search(text) else (), start=1):
        if strange := STRANGE.search(line):
            problems.add(number, f"an invisible character (U+{ord(strange[0]):04X})", "delete it")
    return STRANGE.sub("\ufffd", text)


def fits(text: str, limit: int, problems: Problems) -> bool:
    """Whether the text stays within `limit` bytes of UTF-8; more is a problem."""
    size = len(text.encode("utf-8"))
    if size > limit:
        problems.add(1, f"{size:,} bytes are too many (at most {limit:,})", "split the text")
    return size <= limit


def readable(lines: list[str], problems: Problems, first_line: int = 1) -> bool:
    """Whether Markdown parsers can read these lines in good time; what they cannot is a problem."""
    fine = True
    if len(lines) > LINES or sum(len(MARKS.findall(line)) for line in lines) > TEXT_MARKS:
        what = f"more than {LINES:,} lines or {TEXT_MARKS:,} Markdown signs are too many"
        problems.add(first_line, what, "divide the text into several files")
        fine = False
    for number, line in enumerate(lines, start=first_line):
        if len(line) > LINE_LENGTH:
            problems.add(
                number, f"the line is longer than {LINE_LENGTH:,} characters", "break it up"
            )
            fine = False
        elif run := LONG_RUN.search(line):
            problems.add(
                number, f"more than {RUN_LENGTH} times “{run[1]}” in a row", "shorten the row"
            )
            fine = False
    return _paragraphs_are_short(lines, problems, first_line) and fine


def _paragraphs_are_short(lines: list[str], problems: Problems, first_line: int) -> bool:
    fine, start = True, 0
    for index, line in enumerate([*lines, ""]):
        if line.strip():
            continue
        text = "".join(lines[start:index])
        too_long = len(text) > PARAGRAPH_LENGTH
        if too_long or text.count("[") > BRACKETS or len(MARKS.findall(text)) > PARAGRAPH_MARKS:
            what = "the paragraph is too long, or has too many Markdown signs, to be read"
            problems.add(first_line + start, what, "divide it with empty lines")
            fine = False
        start = index + 1
    return fine
