"""How much text the school reads, and which characters: checked before any parser sees the text.

Markdown parsers take quadratic time on hostile input, such as runs of brackets or one endless
paragraph. Refusing such input here keeps every later step fast.
"""

from __future__ import annotations

import re

from school.markup.problems import Problems

FILE_BYTES = 256_000
FRONT_MATTER_BYTES = 64_000
LINE_LENGTH = 10_000
PARAGRAPH_LENGTH = 20_000
PARAGRAPH_MARKS = 1_000
BRACKETS = 80  # opening brackets in a paragraph: looking for their ends takes quadratic time
LINES = 10_000
TEXT_MARKS = 3_000
RUN_LENGTH = 200
DEPTH = 20  # blocks inside blocks

MARKS = re.compile(r"[\[\]*_`<!&|]")
TAB_BETWEEN_WORDS = re.compile(r"\w\t+\S")
LONG_RUN = re.compile(rf"([^\w\s]|_)\1{{{RUN_LENGTH}}}")
# Everything that is not text: control characters except the line feed, halves of surrogate pairs,
# noncharacters, and characters that no reader sees but that change a word count, a search or the
# reading order.
STRANGE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)


def decode_text(data: bytes, problems: Problems) -> str:
    """Return the text of a file. Bytes that are not UTF-8 are a problem and become U+FFFD."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as broken:
        line = data.count(b"\n", 0, broken.start) + 1
        problems.add(line, "this line is not UTF-8 text", "save the file as UTF-8")
        return data.decode("utf-8", "replace")


def tidy_text(text: str, problems: Problems) -> str:
    """Return the text with plain line ends, without tabs, and with U+FFFD for strange characters.

    Every line with a strange character is a problem.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in text:
        _report_tabs(text, problems)
        text = "\n".join(line.expandtabs(4) for line in text.split("\n"))
    if not STRANGE.search(text):
        return text
    for number, line in enumerate(text.split("\n"), start=1):
        if strange := STRANGE.search(line):
            problems.add(number, f"an invisible character (U+{ord(strange[0]):04X})", "delete it")
    return STRANGE.sub("\ufffd", text)


def _report_tabs(text: str, problems: Problems) -> None:
    """Note the lines of a table that was pasted: its cells would run into each other."""
    for number, line in enumerate(text.split("\n"), start=1):
        if TAB_BETWEEN_WORDS.search(line):
            what = "there are tabs between words, as in a table that was pasted"
            problems.add(number, what, "put | between the cells, or type spaces")


def fits_size_limit(text: str, limit: int, problems: Problems) -> bool:
    """Whether the text is at most `limit` bytes of UTF-8; a longer one is a problem."""
    size = len(text.encode("utf-8"))
    if size > limit:
        problems.add(1, f"{size:,} bytes are too many (at most {limit:,})", "split the text")
    return size <= limit


def is_readable(lines: list[str], problems: Problems, first_line: int = 1) -> bool:
    """Whether Markdown parsers can read these lines quickly; note what they cannot as problems."""
    fine = True
    if len(lines) > LINES or sum(len(MARKS.findall(line)) for line in lines) > TEXT_MARKS:
        what = f"more than {LINES:,} lines or {TEXT_MARKS:,} Markdown characters are too many"
        problems.add(first_line, what, "divide the text into several files")
        fine = False
    for number, line in enumerate(lines, start=first_line):
        if len(line) > LINE_LENGTH:
            problems.add(
                number, f"the line is longer than {LINE_LENGTH:,} characters", "break it up"
            )
            fine = False
        elif run := LONG_RUN.search(line):
            problems.add(number, f"more than {RUN_LENGTH} “{run[1]}” in a row", "shorten the row")
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
            what = "the paragraph is too long, or has too many Markdown characters, to be read"
            problems.add(first_line + start, what, "divide it with empty lines")
            fine = False
        start = index + 1
    return fine
