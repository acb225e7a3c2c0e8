"""The settings of a file, asked for one by one: what is missing, wrong or unknown becomes a problem with its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from school.markup.front import Located
from school.markup.problems import Problems
from school.markup.typography import use_typographic_marks

Choice = TypeVar("Choice", bound=str)

ID = re.compile(r"[a-z][a-z0-9-]{0,79}")
LOOSE_ID = re.compile(
    r"[a-z][a-z0-9._-]{0,79}"
)  # regions and patterns have dots and underscores in their ids
ABOUT_IDS = "use lowercase letters, digits and hyphens, and begin with a letter"
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
Line = Callable[..., int]


class Settings:
    """The settings of one file, or of one entry inside it.

    A method returns a usable value even where it notes a problem, so that reading goes on and finds every fault.
    """

    def __init__(
        self, values: Mapping[str, Any], line: int, line_at: Line, problems: Problems
    ) -> None:
        self.values = values
        self.line = line
        self.line_at = line_at
        self.problems = problems
        self._asked: set[str] = set()

    @classmethod
    def of_file(cls, front: Mapping[str, Located], problems: Problems) -> Settings:
        """The settings that `read_document` or `read_yaml` found."""
        values = {name: located.value for name, located in front.items()}
        return cls(values, 1, lambda name, *path: front[name].line_at(*path), problems)

    def has(self, name: str) -> bool:
        self._asked.add(name)
        return self.values.get(name) is not None

    def text(self, name: str, default: str | None = None, most: int = 2_000) -> str:
        """Text of at most `most` characters; without a default the setting is needed."""
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
        """Text for readers, with the signs of print."""
        return use_typographic_marks(self.text(name, default, most))

    def id(self, name: str = "id", pattern: re.Pattern[str] = ID) -> str:
        value = self.text(name)
        if value and not pattern.fullmatch(value):
            self._complain(name, f"“{value}” is not an id", ABOUT_IDS)
        return value

    def address(self, name: str) -> str:
        """A web address, or "" where there is none."""
        value = self.text(name, "")
        if value and not ADDRESS.fullmatch(value):
            self._complain(name, f"“{value}” is not a web address", "begin it with https://")
            return ""
        return value

    def whole(self, name: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number between `least` and `most`."""
        value = self._value(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self._complain(
                name,
                "is not a whole number in its range",
                f"write a number from {least:,} to {most:,}",
            )
            return default if default is not None else least
        return value

    def number(self, name: str, least: float, most: float) -> float:
        """A number between `least` and `most`, whole or decimal."""
        value = self._value(name, None)
        if (
            not isinstance(value, int | float)
            or isinstance(value, bool)
            or not least <= value <= most
        ):
            self._complain(
                name, "is not a number in its range", f"write a number from {least:g} to {most:g}"
            )
            return least
        return value

    def one_of(self, name: str, *choices: Choice, default: Choice | None = None) -> Choice:
        """One of these words; the first where another one is written."""
        value = self._value(name, default)
        for choice in choices:
            if choice == value:
                return choice
        near = _nearest(str(value), choices) if len(choices) > 1 else ""
        self._complain(name, f"“{value}” is not known", f"write {' or '.join(choices)}{near}")
        return choices[0]

    def flag(self, name: str, default: bool) -> bool:
        value = self._value(name, default)
        if not isinstance(value, bool):
            self._complain(name, "is neither true nor false", "write true or false")
            return default
        return value

    def texts(self, name: str, needed: bool = True) -> tuple[str, ...]:
        """A list of texts; an absent one is empty where it is not `needed`."""
        value = self._value(name, None if needed else [])
        if not isinstance(value, list) or not all(
            isinstance(entry, str) and entry.strip() for entry in value
        ):
            self._complain(name, "is not a list of texts", "write [one, another]")
            return ()
        return tuple(value)

    def each(self, name: str, needed: bool = True) -> list[Settings]:
        """The entries of a list, each with settings of its own."""
        value = self._value(name, None if needed else [])
        if not isinstance(value, list):
            self._complain(name, "is not a list", "write each entry behind a hyphen")
            return []
        return [
            entry
            for index, inside in enumerate(value)
            if (entry := self._inside(name, index, inside))
        ]

    def named(self, name: str) -> dict[str, Settings]:
        """The entries of a mapping, each with settings of its own, by their ids."""
        value = self._value(name, None)
        if not isinstance(value, dict):
            self._complain(
                name,
                "is not a list of id: entry",
                "write an id and a colon, and the entry below it",
            )
            return {}
        return {
            key: entry
            for key, inside in value.items()
            if (entry := self._inside(name, key, inside))
        }

    def pairs(self, name: str) -> dict[str, str]:
        """A mapping of ids to texts."""
        value = self._value(name, None)
        if not isinstance(value, dict) or not all(
            isinstance(text, str) and text for text in value.values()
        ):
            self._complain(
                name, "is not a list of id: text", "write an id, a colon and a text on each line"
            )
            return {}
        for key in value:
            if not ID.fullmatch(key):
                self.complain(name, f"“{key}” is not an id", ABOUT_IDS, key)
        return dict(value)

    def done(self) -> None:
        """Complain about every setting that nobody has asked for."""
        for name in self.values:
            if name not in self._asked:
                near = _nearest(name, sorted(self._asked))
                self.problems.add(
                    self.line_at(name), f"there is no setting “{name}”", f"take it out{near}"
                )

    def complain(self, name: str, what: str, fix: str, *path: str | int) -> None:
        """Note a problem on the line of a setting, or on the first line where it is absent."""
        line = self.line_at(name, *path) if name in self.values else self.line
        self.problems.add(line, what, fix)

    def _value(self, name: str, default: Any) -> Any:
        self._asked.add(name)
        value = self.values.get(name)
        return default if value is None else value

    def _complain(self, name: str, what: str, fix: str) -> None:
        if not self.values:
            return  # the settings as a whole could not be read, which has been noted
        if self.values.get(name) is None:
            state = "is empty" if name in self.values else "is missing"
            self.complain(name, f"the setting “{name}” {state}", f"add a line {name}: …")
        else:
            self.complain(name, f"{name}: {what}", fix)

    def _inside(self, name: str, key: str | int, inside: Any) -> Settings | None:
        line = self.line_at(name, key)
        if not isinstance(inside, dict):
            self.problems.add(
                line, f"this entry of {name} has no settings", "write name: value lines below it"
            )
            return None
        return Settings(inside, line, lambda *path: self.line_at(name, key, *path), self.problems)


def _nearest(word: str, known: Any) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]}?" if near else ""
