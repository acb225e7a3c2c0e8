"""Settings in YAML, each with its line: plain values, no anchors, no tags, no key twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from school.markup import limits
from school.markup.problems import Problems

# The C parser reads the same events ten times as fast, but some builds of PyYAML don't have it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,14})")
DECIMAL = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,15}")
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Located:
    """A setting's value and the line of its key.

    `lines` holds the line of everything inside the value, by its path.
    """

    value: object
    line: int
    lines: dict[Path, int] = field(default_factory=dict)

    def line_at(self, *path: str | int) -> int:
        """Return the line of the value at `path` in here, or of the closest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines[path] if path else self.line


class _TooDeep(Exception):
    """More levels than a person would write."""


def read_front_matter(lines: list[str], problems: Problems) -> tuple[dict[str, Located], int]:
    """Return the settings between two lines of `---`, and how many lines they take with both marks.

    A file without settings is a problem. Settings without an end are a problem too, and count as
    all the lines of the file, because nobody knows where they stop.
    """
    marks = [index for index, line in enumerate(lines) if line.rstrip() == "---"][:2]
    if not marks or any(line.strip() for line in lines[: marks[0]]):
        problems.add(
            1,
            "the file does not begin with settings",
            "begin with a line of ---, then the settings",
        )
        return {}, 0
    first, last = marks[0], marks[-1]
    if first:
        problems.add(1, "there are empty lines before the settings", "take them out")
    if first == last:
        problems.add(
            first + 1, "the settings at the top have no end", "put a line of --- after them"
        )
        return {}, len(lines)
    text = "\n".join(lines[first + 1 : last])
    if not limits.fits_size_limit(text, limits.FRONT_MATTER_BYTES, problems):
        return {}, last + 1
    return read_settings(text, problems, first_line=first + 2), last + 1


def read_yaml(text: str, problems: Problems) -> dict[str, Located]:
    """Return the settings of a file that is YAML from top to bottom."""
    text = limits.tidy_text(text, problems)
    if not limits.fits_size_limit(text, limits.FILE_BYTES, problems):
        return {}
    return read_settings(text, problems)


def read_settings(text: str, problems: Problems, first_line: int = 1) -> dict[str, Located]:
    """Return the top-level settings of a YAML mapping, by key; none if the YAML is broken.

    Whole numbers, decimals, true, false and null become what they look like. Everything else,
    such as dates, `yes` and `1:30`, stays text, because YAML's other guesses surprise people.
    """
    reader = _Reader(yaml.parse(text, Loader=LOADER), problems, first_line)
    try:
        return reader.read_document()
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

    def read_document(self) -> dict[str, Located]:
        self.take_event()  # the stream begins
        if isinstance(self.take_event(), yaml.StreamEndEvent):
            return {}
        value = self.read_value(self.take_event(), ())
        self.take_event()  # the document ends
        if not isinstance(self.take_event(), yaml.StreamEndEvent):
            self.problems.add(self.line, "a second YAML document begins here", "keep one")
        if not isinstance(value, dict):
            self.problems.add(
                self.first_line, "the settings are not `key: value` lines", "write key: value"
            )
            return {}
        return self.group_by_key(value)

    def group_by_key(self, value: dict[str, object]) -> dict[str, Located]:
        inside: dict[str, dict[Path, int]] = {key: {} for key in value}
        for path, line in self.lines.items():
            inside.setdefault(str(path[0]), {})[path[1:]] = line
        return {key: Located(value[key], inside[key].pop(()), inside[key]) for key in value}

    def take_event(self) -> yaml.Event:
        event = next(self.events)
        # An event read from text always has a mark.
        self.line = self.first_line + event.start_mark.line  # type: ignore[union-attr]
        return event

    def read_value(self, event: yaml.Event, path: Path) -> object:
        if len(path) > limits.DEPTH:
            raise _TooDeep
        if getattr(event, "anchor", None):  # `&name` or `*name`
            self.problems.add(
                self.line, "anchors and aliases are not accepted", "write the value out"
            )
        if isinstance(event, yaml.MappingStartEvent):
            return self.read_mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.read_sequence(path)
        return self.read_scalar(event) if isinstance(event, yaml.ScalarEvent) else None

    def read_mapping(self, path: Path) -> dict[str, object]:
        settings: dict[str, object] = {}
        while not isinstance(event := self.take_event(), yaml.MappingEndEvent):
            line = self.line
            key = event.value if isinstance(event, yaml.ScalarEvent) else None
            if key is None:
                self.problems.add(line, "a setting's name is not plain text", "write name: value")
                self.read_value(event, (*path, ""))
            elif key in settings:
                self.problems.add(line, f"“{key}” is set twice", "keep one of them")
            else:
                self.lines[(*path, key)] = line
            value = self.read_value(self.take_event(), (*path, key or ""))
            if key is not None:
                settings.setdefault(key, value)
        return settings

    def read_sequence(self, path: Path) -> list[object]:
        values: list[object] = []
        while not isinstance(event := self.take_event(), yaml.SequenceEndEvent):
            here = (*path, len(values))
            self.lines[here] = self.line
            values.append(self.read_value(event, here))
        return values

    def read_scalar(self, event: yaml.ScalarEvent) -> object:
        text: str = event.value
        if event.tag:
            self.problems.add(
                self.line, f"the tag {event.tag} is not accepted", "write the plain value"
            )
        if limits.STRANGE.search(text.replace("\t", " ")):  # made by an escape such as "\0"
            self.problems.add(
                self.line,
                "an escape sequence stands for an invisible character",
                "write what is meant",
            )
            return limits.STRANGE.sub("\ufffd", text)
        if event.style:
            return text
        if text in WORDS:
            return WORDS[text]
        if WHOLE.fullmatch(text):
            return int(text)
        return float(text) if DECIMAL.fullmatch(text) else text
