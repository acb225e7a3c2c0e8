"""Settings written in YAML, each with its line: plain values only, no anchors, no tags, no key twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from school.markup import limits
from school.markup.problems import Problems

# The C parser is ten times as quick and reads the same events; it is missing where PyYAML was built without it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,14})")
DECIMAL = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,15}")
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Located:
    """A setting's value and the line of its key; `lines` holds the lines of what is inside it, by path."""

    value: object
    line: int
    lines: dict[Path, int] = field(default_factory=dict)

    def line_at(self, *path: str | int) -> int:
        """The line of the value at `path` inside this one, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines[path] if path else self.line


class _TooDeep(Exception):
    """More levels than a person would write."""


def read_front_matter(lines: list[str], problems: Problems) -> tuple[dict[str, Located], int]:
    """The settings between two lines of `---` at the top, and how many lines they take with both marks.

    A file without them is a problem and has no settings. Where they have no end, nobody knows which lines they take:
    that is a problem too, and they take all.
    """
    marks = [index for index, line in enumerate(lines) if line.rstrip() == "---"][:2]
    if not marks or any(line.strip() for line in lines[: marks[0]]):
        problems.add(
            1, "the file does not begin with settings", "begin with a line of --- and the settings"
        )
        return {}, 0
    first, last = marks[0], marks[-1]
    if first:
        problems.add(1, "empty lines stand before the settings", "take them out")
    if first == last:
        problems.add(
            first + 1, "the settings at the top have no end", "put a line of --- behind them"
        )
        return {}, len(lines)
    text = "\n".join(lines[first + 1 : last])
    if not limits.fits(text, limits.FRONT_MATTER_BYTES, problems):
        return {}, last + 1
    return read_settings(text, problems, first_line=first + 2), last + 1


def read_yaml(text: str, problems: Problems) -> dict[str, Located]:
    """The settings of a file that is YAML from top to bottom."""
    text = limits.tidy(text, problems)
    return read_settings(text, problems) if limits.fits(text, limits.FILE_BYTES, problems) else {}


def read_settings(text: str, problems: Problems, first_line: int = 1) -> dict[str, Located]:
    """The top-level settings of a YAML mapping, by key. Where the YAML is broken there are none.

    Whole numbers, decimals, true, false and null are what they seem; all else, dates and `yes` and `1:30`
    among them, stays the text that was written, because YAML's further guesses surprise people.
    """
    reader = _Reader(yaml.parse(text, Loader=LOADER), problems, first_line)
    try:
        return reader.document()
    except _TooDeep:
        problems.add(
            reader.line, f"the settings nest deeper than {limits.DEPTH} levels", "make them flatter"
        )
    except (yaml.YAMLError, ValueError, OverflowError) as broken:
        mark = getattr(broken, "problem_mark", None)
        line = first_line + mark.line if mark else reader.line
        what = getattr(broken, "problem", None) or "a character that YAML does not allow"
        problems.add(
            line,
            f"the settings cannot be read: {what}",
            "check the indentation, and quote text that holds a colon",
        )
    return {}


class _Reader:
    """Builds plain values from YAML events, and notes the line of each."""

    def __init__(self, events: Iterator[yaml.Event], problems: Problems, first_line: int) -> None:
        self.events = events
        self.problems = problems
        self.first_line = first_line
        self.line = first_line
        self.lines: dict[Path, int] = {}

    def document(self) -> dict[str, Located]:
        self.next()  # the stream begins
        if isinstance(self.next(), yaml.StreamEndEvent):
            return {}
        value = self.value(self.next(), ())
        self.next()  # the document ends
        if not isinstance(self.next(), yaml.StreamEndEvent):
            self.problems.add(self.line, "a second YAML document begins here", "keep one")
        if not isinstance(value, dict):
            self.problems.add(
                self.first_line, "the settings are not `key: value` lines", "write key: value"
            )
            return {}
        return self.by_key(value)

    def by_key(self, value: dict[str, object]) -> dict[str, Located]:
        inside: dict[str, dict[Path, int]] = {key: {} for key in value}
        for path, line in self.lines.items():
            inside.setdefault(str(path[0]), {})[path[1:]] = line
        return {key: Located(value[key], inside[key].pop(()), inside[key]) for key in value}

    def next(self) -> yaml.Event:
        event = next(self.events)
        self.line = self.first_line + event.start_mark.line  # type: ignore[union-attr] # read from text, it has one
        return event

    def value(self, event: yaml.Event, path: Path) -> object:
        if len(path) > limits.DEPTH:
            raise _TooDeep
        if getattr(event, "anchor", None):  # `&name` or `*name`
            self.problems.add(
                self.line, "anchors and aliases are not accepted", "write the value out"
            )
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.scalar(event) if isinstance(event, yaml.ScalarEvent) else None

    def mapping(self, path: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            line = self.line
            key = event.value if isinstance(event, yaml.ScalarEvent) else None
            if key is None:
                self.problems.add(line, "a setting's name is not plain text", "write name: value")
                self.value(event, (*path, ""))
            elif key in found:
                self.problems.add(line, f"“{key}” is set twice", "keep one of them")
            else:
                self.lines[(*path, key)] = line
            value = self.value(self.next(), (*path, key or ""))
            if key is not None:
                found.setdefault(key, value)
        return found

    def sequence(self, path: Path) -> list[object]:
        found: list[object] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            here = (*path, len(found))
            self.lines[here] = self.line
            found.append(self.value(event, here))
        return found

    def scalar(self, event: yaml.ScalarEvent) -> object:
        text: str = event.value
        if event.tag:
            self.problems.add(
                self.line, f"the tag {event.tag} is not accepted", "write the plain value"
            )
        if limits.STRANGE.search(text.replace("\t", " ")):  # made by an escape such as "\0"
            self.problems.add(
                self.line, "an escape makes an invisible character", "write what is meant"
            )
            return limits.STRANGE.sub("\ufffd", text)
        if event.style:
            return text
        if text in WORDS:
            return WORDS[text]
        if WHOLE.fullmatch(text):
            return int(text)
        return float(text) if DECIMAL.fullmatch(text) else text
