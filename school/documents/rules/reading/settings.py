"""The settings of a file, asked for one by one. A fault in one becomes a problem with its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from school.markup.front import Located
from school.markup.problems import Problems
from school.markup.typography import use_typographic_marks

Choice = TypeVar("Choice", bound=str)

ID = re.compile(r"[a-z][a-z0-9-]{0,79}")
# Regions and patterns have dots and underscores in their ids.
LOOSE_ID = re.compile(r"[a-z][a-z0-9._-]{0,79}")
MARKDOWN = re.compile(r"\*\*|`|\]\(|\[\^|~~")
ABOUT_IDS = "use lowercase letters, digits and hyphens, and begin with a letter"
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
FindLine = Callable[..., int]  # from a setting's name and the path inside its value


class Settings:
    """The settings of one file, or of one entry inside it.

    A method returns a usable value even if it notes a problem, so that reading goes on and finds
    every fault.
    """

    def __init__(
        self, values: Mapping[str, Any], line: int, line_at: FindLine, problems: Problems
    ) -> None:
        self.values = values
        self.line = line
        self.line_at = line_at
        self.problems = problems
        self._asked: set[str] = set()

    @classmethod
    def of_file(cls, front: Mapping[str, Located], problems: Problems) -> Settings:
        """Return the settings that `read_document` or `read_yaml` found."""
        values = {name: located.value for name, located in front.items()}
        return cls(values, 1, lambda name, *path: front[name].line_at(*path), problems)

    def has(self, name: str) -> bool:
        self._asked.add(name)
        return self.values.get(name) is not None

    def text(self, name: str, default: str | None = None, most: int = 2_000) -> str:
        """Return a text of at most `most` characters; without a default the setting is needed."""
        value = self._value(name, default)
        if not isinstance(value, str):
            self._complain(name, "is not text", "put it in quotes")
            return ""
        if default is None and not value.strip():
            self.complain(name, f"the setting “{name}” is empty", f"add a line {name}: …")
        if len(value) > most:
            self._complain(name, f"has {len(value):,} characters, more than {most:,}", "shorten it")
        return " ".join(value.split())

    def prose(self, name: str, default: str | None = None, most: int = 2_000) -> str:
        """Return a text for readers, with typographic quotation marks and dashes.

        It is plain text: Markdown in it would be printed as it is.
        """
        value = self.text(name, default, most)
        if MARKDOWN.search(value):
            what = "is plain text, and the Markdown in it would be printed"
            self._complain(name, what, "take the marks out")
        return use_typographic_marks(value)

    def id(self, name: str = "id", pattern: re.Pattern[str] = ID) -> str:
        value = self.text(name)
        if value and not pattern.fullmatch(value):
            self._complain(name, f"“{value}” is not an id", ABOUT_IDS)
        return value

    def address(self, name: str) -> str:
        """Return a web address, or "" if there is none."""
        value = self.text(name, "")
        if value and not ADDRESS.fullmatch(value):
            self._complain(name, f"“{value}” is not a web address", "begin it with https://")
            return ""
        return value

    def whole_number(self, name: str, least: int, most: int, default: int | None = None) -> int:
        """Return a whole number between `least` and `most`."""
        value = self._value(name, default)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        fix = f"write a number from {least:,} to {most:,}"
        self._complain(name, "is not a whole number in its range", fix)
        return default if default is not None else least

    def number(self, name: str, least: float, most: float) -> float:
        """Return a number between `least` and `most`, whole or decimal."""
        value = self._value(name, None)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and least <= value <= most:
            number: float = value
            return number
        fix = f"write a number from {least:g} to {most:g}"
        self._complain(name, "is not a number in its range", fix)
        return least

    def one_of(self, name: str, *choices: Choice, default: Choice | None = None) -> Choice:
        """Return one of these words; the first if something else is written."""
        value = self._value(name, default)
        for choice in choices:
            if choice == value:
                return choice
        hint = _suggest_word(str(value), choices) if len(choices) > 1 else ""
        self._complain(name, f"“{value}” is not known", f"write {' or '.join(choices)}{hint}")
        return choices[0]

    def flag(self, name: str, default: bool) -> bool:
        value = self._value(name, default)
        if not isinstance(value, bool):
            self._complain(name, "is neither true nor false", "write true or false")
            return default
        return value

    def texts(self, name: str, needed: bool = True) -> tuple[str, ...]:
        """Return a list of texts; empty if it is missing and not `needed`."""
        value = self._value(name, None if needed else [])
        if not isinstance(value, list) or not all(map(_is_filled_text, value)):
            self._complain(name, "is not a list of texts", "write [one, another]")
            return ()
        return tuple(value)

    def entries(self, name: str, needed: bool = True) -> list[Settings]:
        """Return the entries of a list, each with settings of its own."""
        value = self._value(name, None if needed else [])
        if not isinstance(value, list):
            self._complain(name, "is not a list", "write each entry behind a hyphen")
            return []
        entries = [self._open_entry(name, index, inside) for index, inside in enumerate(value)]
        return [entry for entry in entries if entry]

    def entries_by_id(self, name: str) -> dict[str, Settings]:
        """Return the entries of a mapping, each with settings of its own, by their ids."""
        value = self._value(name, None)
        if not isinstance(value, dict):
            fix = "write an id and a colon, and the entry below it"
            self._complain(name, "is not a list of id: entry", fix)
            return {}
        entries = {key: self._open_entry(name, key, inside) for key, inside in value.items()}
        return {key: entry for key, entry in entries.items() if entry}

    def texts_by_id(self, name: str) -> dict[str, str]:
        """Return a mapping of ids to texts."""
        value = self._value(name, None)
        if not isinstance(value, dict) or not all(
            isinstance(text, str) and text for text in value.values()
        ):
            fix = "write an id, a colon and a text on each line"
            self._complain(name, "is not a list of id: text", fix)
            return {}
        for key in value:
            if not ID.fullmatch(key):
                self.complain(name, f"“{key}” is not an id", ABOUT_IDS, key)
        return dict(value)

    def refuse_unread(self) -> None:
        """Note a problem at every setting that nobody has asked for."""
        for name in self.values:
            if name not in self._asked:
                fix = f"take it out{_suggest_word(name, sorted(self._asked))}"
                self.problems.add(self.line_at(name), f"there is no setting “{name}”", fix)

    def complain(self, name: str, what: str, fix: str, *path: str | int) -> None:
        """Note a problem on the line of a setting, or on the first line if it is missing."""
        line = self.line_at(name, *path) if name in self.values else self.line
        self.problems.add(line, what, fix)

    def _value(self, name: str, default: Any) -> Any:
        self._asked.add(name)
        value = self.values.get(name)
        return default if value is None else value

    def _complain(self, name: str, what: str, fix: str) -> None:
        if not self.values:
            return  # the settings could not be read at all, which is one problem already
        if self.values.get(name) is None:
            state = "is empty" if name in self.values else "is missing"
            self.complain(name, f"the setting “{name}” {state}", f"add a line {name}: …")
        else:
            self.complain(name, f"{name}: {what}", fix)

    def _open_entry(self, name: str, key: str | int, inside: Any) -> Settings | None:
        line = self.line_at(name, key)
        if not isinstance(inside, dict):
            what = f"this entry of {name} has no settings"
            self.problems.add(line, what, "write name: value lines below it")
            return None
        return Settings(inside, line, lambda *path: self.line_at(name, key, *path), self.problems)


def _is_filled_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _suggest_word(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]}?" if near else ""
